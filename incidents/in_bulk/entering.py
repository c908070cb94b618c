"""Enters accounts: a report and a draft incident each, numbered, counted and attributed."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import models

from accounts.models import User
from accounts.permissions import require
from audit.bulk import write_many
from audit.changing import changing
from audit.columns import Rows, table_of
from audit.copying import take_keys, write
from incidents.actions.numbering import UNDATED_YEAR, next_public_ids
from incidents.actions.resolving import RESOLVED, RULE
from incidents.in_bulk.accounts import Account, Entered
from incidents.in_bulk.headlines import Heard
from incidents.models import Attribution, Casualty, Incident, Report, Target, Weapon
from incidents.resolution import Headline
from sources.dates import Bounds, bounds
from sources.models import Source

BOUNDS = ("low", "best", "high")
OF_PART = ("group_id", "role", "status", "by", "confidence")
SET_BY = dict.fromkeys(RESOLVED, RULE)


def enter_many(accounts: Sequence[Account], *, source: Source, by: User) -> list[Entered]:
    """Write each account as a report with a draft incident of its own; the rows' numbers, in the same order.

    What is written was checked by whoever calls; nothing of it holds a withheld name.
    """
    require(by, "incidents.enter_report")
    if not accounts:
        return []
    with changing(by=by):
        entered = [Entered(*pair) for pair in zip(
            take_keys(Report, len(accounts)), take_keys(Incident, len(accounts)), strict=True
        )]  # fmt: skip
        dates = [bounds(account.when) for account in accounts]
        heard = Heard(source)
        headlines = [heard.headline(each) for each in accounts]
        _write_incidents(accounts, [each.incident for each in entered], dates, headlines, by)
        _write_reports(accounts, entered, dates, source, by)
        _write_parts(accounts, entered, headlines, source)
    return entered


def _write_incidents(
    accounts: Sequence[Account], numbers: list[int], dates: Sequence[Bounds], found: Sequence[Headline], by: User
) -> None:
    counts = {
        f"{outcome}_{bound}": [getattr(getattr(each, outcome).value, bound) for each in found]
        for outcome in ("killed", "wounded") for bound in BOUNDS
    }  # fmt: skip
    now = _now()
    whens = [each.when.value for each in found]
    write_many(Incident, table_of(Incident, len(accounts), {
        "id": numbers, "public_id": next_public_ids([_year(each) for each in dates]),
        "title": [each.title for each in accounts], "kind": [each.kind for each in accounts],
        "when": whens, **_bounds([bounds(when) for when in whens]), "place_id": [each.place for each in accounts],
        **counts, "corroboration": [each.corroboration for each in found],
        "unaligned": [each.unaligned for each in found], "credibility": [each.credibility.value for each in found],
        "set_by": SET_BY, "created_at": now, "updated_at": now,
    }))  # fmt: skip
    write(Incident.authors.through, table_of(Incident.authors.through, len(accounts), {
        "id": take_keys(Incident.authors.through, len(accounts)), "incident_id": numbers, "user_id": by.pk,
    }))  # fmt: skip


def _write_reports(
    accounts: Sequence[Account], entered: Sequence[Entered], dates: Sequence[Bounds], source: Source, by: User
) -> None:
    write_many(Report, table_of(Report, len(accounts), {
        "id": [each.report for each in entered], "incident_id": [each.incident for each in entered],
        "source_id": source.pk, "kind": [each.kind for each in accounts], "when": [each.when for each in accounts],
        **_bounds(dates), "place_id": [each.place for each in accounts], "note": [each.note for each in accounts],
        "credibility": [each.credibility for each in accounts], "entered_by_id": by.pk, "entered_at": _now(),
    }))  # fmt: skip


def _write_parts(
    accounts: Sequence[Account], entered: Sequence[Entered], found: Sequence[Headline], source: Source
) -> None:
    """What belongs to reports and to incidents: counts, groups, what was struck and with what."""
    rows = list(zip(accounts, entered, strict=True))
    _write(Casualty, ("report_id", "outcome", "people", *BOUNDS), (
        (to.report, count.outcome, count.people, *vars(count.estimate).values())
        for account, to in rows for count in account.counts
    ))  # fmt: skip
    _write(Attribution, ("report_id", *OF_PART), ((to.report, *part) for account, to in rows for part in account.parts))
    _write_actors(entered, found, source)
    for model, said in ((Target, "targets"), (Weapon, "weapons")):
        _write(model, ("incident_id", "kind"), (
            (to.incident, kind) for account, to in rows for kind in getattr(account, said)
        ))  # fmt: skip


def _write_actors(entered: Sequence[Entered], found: Sequence[Headline], source: Source) -> None:
    """Who took part on the whole, citing the source."""
    actors = [
        (to.incident, actor.group, actor.role, actor.status, actor.by, actor.confidence, actor.leads)
        for to, headline in zip(entered, found, strict=True) for actor in headline.actors.value
    ]  # fmt: skip
    keys = take_keys(Attribution, len(actors)) if actors else []
    through = Attribution.citations.through
    cited = table_of(through, len(keys), {
        "id": take_keys(through, len(keys)) if keys else [], "attribution_id": keys, "source_id": source.pk,
    })  # fmt: skip
    _write(Attribution, ("incident_id", *OF_PART, "leads"), actors, keys=keys, many={"citations": cited})


def _write(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
    *,
    keys: Sequence[int] | None = None,
    many: dict[str, Rows] | None = None,
) -> None:
    said = list(rows)
    if said:
        columns = dict(zip(names, map(list, zip(*said, strict=True)), strict=True))
        numbers = take_keys(model, len(said)) if keys is None else keys
        write_many(model, table_of(model, len(said), {"id": numbers, **columns}), many=many)


def _bounds(dates: Sequence[Bounds]) -> dict[str, list[Any]]:
    return {"earliest": [each.earliest for each in dates], "latest": [each.latest for each in dates]}


def _year(found: Bounds) -> int:
    day = found.earliest or found.latest
    return day.year if day else UNDATED_YEAR


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
