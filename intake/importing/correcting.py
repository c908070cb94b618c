"""A report that says something else in a newer release: corrected as an editor would, and told in words."""

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from incidents.actions import revise_report
from incidents.in_bulk import Account
from incidents.models import Attribution, Casualty, Report
from places.models import Place
from sources.dates import in_words
from sources.models import Source
from sources.wording import count_in_words

NOTHING = "nothing"


def correct(report: Report, account: Account, *, by: User, source: Source, reason: str) -> str:
    """Let a report say what an account says; what changed in words, "" where it said so already.

    The report is that of the newer release from then on. Raises ValidationError, as for a report that was merged away.
    """
    changes = {"kind": account.kind, "when": account.when, "place_id": account.place, "note": account.note}
    told = _differences(report, account)
    if told or report.source_id != source.pk:
        revise_report(
            report, by=by, reason=reason, changes={**changes, "source_id": source.pk},
            casualties=_casualties(account), attributions=_attributions(account),
        )  # fmt: skip
    return told


def _casualties(account: Account) -> list[dict[str, Any]]:
    return [{"outcome": each.outcome, "people": each.people, **vars(each.estimate)} for each in account.counts]


def _attributions(account: Account) -> list[dict[str, Any]]:
    return [{("group_id" if name == "group" else name): value for name, value in part._asdict().items()}
            for part in account.parts]  # fmt: skip


def _differences(report: Report, account: Account) -> str:
    before, after = _said(report), _to_say(account)
    parts = [f"{name}: {before[name] or NOTHING} → {after[name] or NOTHING}" for name in before
             if before[name] != after[name]]  # fmt: skip
    return f"{'; '.join(parts)}." if parts else ""


def _said(report: Report) -> dict[str, str]:
    return {
        "what": report.get_kind_display(), "when": in_words(report.when), "where": _where(report.place),
        "people": _people(report.casualties.all()), "groups": _groups(report.attributions.select_related("group")),
    }  # fmt: skip


def _to_say(account: Account) -> dict[str, str]:
    """The same of rows that are never saved."""
    place = Place.objects.filter(pk=account.place).first() if account.place else None
    return {
        "what": Report(kind=account.kind).get_kind_display(), "when": in_words(account.when), "where": _where(place),
        "people": _people(Casualty(**values) for values in _casualties(account)),
        "groups": _groups(Attribution(**values) for values in _attributions(account)),
    }  # fmt: skip


def _where(place: Place | None) -> str:
    return place.name if place else ""


def _people(rows: Iterable[Casualty]) -> str:
    told = sorted((row.outcome, row.people, count_in_words(row)) for row in rows)
    return ", ".join(f"{outcome} {count} ({people.replace('_', ' ')})" for outcome, people, count in told)


def _groups(rows: Iterable[Attribution]) -> str:
    return ", ".join(sorted(f"{row.group.label} as {row.get_role_display()}" for row in rows))
