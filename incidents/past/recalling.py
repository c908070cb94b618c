"""Rebuilds an incident's evidence as it was at any moment, in a number of questions that does not grow.

Places and groups are those of today: what readers may see of them today holds for the past too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.models import Q

from audit.recalling import Past, give, moments, past_of
from groups.models import Group
from incidents.evidence import HEARD, SHOWN_PLACES, Evidence
from incidents.ledger.independence import item
from incidents.models import Attribution, Casualty, Incident, Report, Target, Weapon
from incidents.past.leaving_out import LeftOut, leave_out, left_out
from places.models import Place
from sources.models import Outlet, Source

PLACES = [part.removeprefix("place__") for part in (*SHOWN_PLACES, *HEARD) if part.startswith("place__")]
BEGINNING = datetime.min.replace(tzinfo=UTC)
MOST_COPIES = 3  # as many links of a republication chain as the rules follow


@dataclass(frozen=True)
class Recalled:
    """All that is known of an incident's past, by noun, and the places and groups of today."""

    incident: Past
    reports: Past
    casualties: Past
    attributions: Past
    targets: Past
    weapons: Past
    sources: Past
    outlets: Past
    places: dict[int, Place]
    groups: dict[int, Group]
    instead: LeftOut
    unrecorded: tuple[dict[int, Source], dict[int, Outlet]]  # sources and outlets that never had any history

    @property
    def pasts(self) -> tuple[Past, ...]:
        return (
            self.incident, self.reports, self.casualties, self.attributions, self.targets, self.weapons, self.sources,
            self.outlets,
        )  # fmt: skip

    @property
    def changed(self) -> Iterator[Any]:
        """All history rows, oldest first."""
        return moments(*self.pasts)

    def public_at(self, moment: datetime) -> Evidence | None:
        """What readers saw at a moment; None where they saw nothing."""
        is_public = any(incident.is_public for incident in self.incident.at(moment))
        return self.at(moment) if is_public else None

    def at(self, moment: datetime) -> Evidence | None:
        """The incident with its evidence at a moment; None where it was not there yet."""
        incident = next(iter(self._then(self.incident, moment)), None)
        if incident is None:
            return None
        self._place(incident)
        sources = self._sources(moment)
        return Evidence(
            incident, self._reports(incident, moment, sources),
            self._attributions(incident, moment, sources),
            sorted(self._own(self.casualties, incident, moment), key=_by_outcome),
            *(sorted(self._own(past, incident, moment), key=_key) for past in (self.targets, self.weapons)),
        )  # fmt: skip

    def names(self) -> dict[int, str]:
        """What each report that ever belonged to it is called: "Dawn, 12 December 2017"; those of one item numbered."""
        sources = self._sources(max((row.history_date for row in self.sources.rows), default=BEGINNING))
        used: Counter[str] = Counter()
        found = {}
        for row in sorted(self.reports.latest, key=lambda row: row.id):
            name = item(sources[row.source_id])
            used[name] += 1
            found[row.id] = name if used[name] == 1 else f"{name} ({used[name]})"
        return found

    def _reports(self, incident: Incident, moment: datetime, sources: dict[int, Source]) -> list[Report]:
        reports = sorted(self._own(self.reports, incident, moment), key=lambda each: (each.entered_at, each.pk))
        counts, parts = (_by_report(self._then(past, moment)) for past in (self.casualties, self.attributions))
        for report in reports:
            report.source = sources[report.source_id]
            self._place(report)
            give(report, "casualties", sorted(counts.get(report.pk, ()), key=_by_outcome))
            give(report, "attributions", self._named(parts.get(report.pk, ())))
        return reports

    def _attributions(self, incident: Incident, moment: datetime, sources: dict[int, Source]) -> list[Attribution]:
        named = self._named(self._own(self.attributions, incident, moment))
        for part in named:
            keys: list[int] = part.citations_keys  # type: ignore[attr-defined]
            give(part, "citations", sorted((sources[key] for key in keys), key=_latest_first))
        return named

    def _own(self, past: Past, incident: Incident, moment: datetime) -> list[Any]:
        return [each for each in self._then(past, moment) if each.incident_id == incident.pk]

    def _then(self, past: Past, moment: datetime) -> list[Any]:
        return [leave_out(each, self.instead) for each in past.at(moment)]

    def _named(self, parts: Iterable[Attribution]) -> list[Attribution]:
        for part in parts:
            part.group = self.groups[part.group_id]
        return sorted(parts, key=lambda part: (part.role, part.group.name, part.pk))

    def _place(self, row: Any) -> None:
        row.place = self.places.get(row.place_id)

    def _sources(self, moment: datetime) -> dict[int, Source]:
        """Each source as it was then, or as it is first known where it is younger than the moment."""
        sources, outlets = self.unrecorded
        outlets = {**outlets, **_then_or_first(self.outlets, moment)}
        sources = {**sources, **_then_or_first(self.sources, moment)}
        for source in sources.values():
            leave_out(source, self.instead)
            source.outlet = outlets[source.outlet_id]
            source.republishes = sources.get(source.republishes_id) if source.republishes_id else None
        return sources


def recall(incident: Incident) -> Recalled:
    """Read all of an incident's past."""
    reports = past_of(Report, Q(incident_id=incident.pk))
    numbers = [*reports.values("id")]
    own = Q(incident_id=incident.pk) | Q(report_id__in=numbers)
    itself, casualties, attributions = (past_of(model, ever) for model, ever in (
        (Incident, Q(id=incident.pk)), (Casualty, own), (Attribution, own),
    ))  # fmt: skip
    targets, weapons = (past_of(model, Q(incident_id=incident.pk)) for model in (Target, Weapon))
    left = _left(reports, incident)
    reports = _until(reports, "id", left)
    casualties, attributions = (_until(past, "report_id", left) for past in (casualties, attributions))
    cited = reports.values("source_id") | attributions.values("citations")
    sources = _sources_of(cited)
    unrecorded = _today(Source, cited - sources.values("id"))
    published_by = sources.values("outlet_id") | {source.outlet_id for source in unrecorded.values()}
    outlets = past_of(Outlet, Q(id__in=published_by))
    places = _today(Place, itself.values("place_id") | reports.values("place_id"), PLACES)
    return Recalled(
        incident=itself, reports=reports, casualties=casualties, attributions=attributions, targets=targets,
        weapons=weapons, sources=sources, outlets=outlets, places=places,
        groups=_today(Group, attributions.values("group_id"), ("merged_into",)),
        instead=left_out((itself, reports, casualties, attributions, targets, sources, outlets), places.values()),
        unrecorded=(unrecorded, _today(Outlet, published_by - outlets.values("id"))),
    )  # fmt: skip


def _left(reports: Past, incident: Incident) -> dict[int, datetime]:
    """When reports left for good that are with another incident now, or in the inbox."""
    with_it: set[int] = set()
    left: dict[int, datetime] = {}
    for row in reports.rows:
        if row.incident_id == incident.pk:
            with_it.add(row.id)
            left.pop(row.id, None)
        elif row.id in with_it:
            left.setdefault(row.id, row.history_date)
    return left


def _until(past: Past, key: str, left: dict[int, datetime]) -> Past:
    """Without what was written of reports after they had left: it is no past of this incident, and may be a secret."""
    kept = [row for row in past.rows if row.history_date <= left.get(getattr(row, key), row.history_date)]
    return replace(past, rows=kept)


def _sources_of(keys: set[int]) -> Past:
    """The sources with those they republish, or once did."""
    found = past_of(Source, Q(id__in=keys))
    for _ in range(MOST_COPIES):
        more = found.values("republishes_id") - keys
        if not more:
            break
        keys = keys | more
        found = past_of(Source, Q(id__in=keys))
    return found


def _today(model: type[models.Model], keys: set[int], parts: Iterable[str] = ()) -> dict[int, Any]:
    return {each.pk: each for each in model._base_manager.select_related(*parts).filter(pk__in=keys)} if keys else {}


def _then_or_first(past: Past, moment: datetime) -> dict[int, Any]:
    first: dict[int, datetime] = {}
    for row in past.rows:
        first.setdefault(getattr(row, past.kept.key), row.history_date)
    late = {key: each for when in {*first.values()} if when > moment for each in past.at(when)
            for key in [each.pk] if first[key] == when}  # fmt: skip
    return {**late, **{each.pk: each for each in past.at(moment)}}


def _by_report(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        if row.report_id:
            found.setdefault(row.report_id, []).append(row)
    return found


def _by_outcome(row: Casualty) -> tuple[str, str, int]:
    return row.outcome, row.people, row.pk


def _key(row: models.Model) -> Any:
    return row.pk


def _latest_first(source: Source) -> tuple[int, str]:
    return -(source.published_latest.toordinal() if source.published_latest else 10**7), source.slug
