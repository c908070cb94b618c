"""Takes back what an import brought: new incidents are withdrawn, corrected reports say again what they said before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from audit.recalling import past_of
from incidents.actions import revise_report, withdraw_many
from incidents.models import Attribution, Casualty, Incident, Report
from incidents.models.incident import IncidentQuerySet
from intake.models import Entry, FindingKind, Import

BEFORE = timedelta(microseconds=1)
SAID = ("source_id", "kind", "when", "place_id", "excerpt", "note", "credibility")
COUNTED = ("outcome", "people", "low", "best", "high", "hedge", "words")
NAMED = ("group_id", "role", "status", "by", "confidence", "note")


@dataclass(frozen=True)
class Undone:
    """How many incidents were withdrawn, reports restored, and rows left, as other sources are beside them by now."""

    withdrawn: int
    restored: int
    left: int


def take_back(importing: Import, *, by: User, reason: str, at: datetime) -> Undone:
    """Inside the transaction of whoever calls."""
    made = Entry.objects.filter(made_by=importing)
    alone = incidents_alone(made)
    forgotten = list(made.filter(report__incident__in=alone).values_list("pk", flat=True))
    withdrawn = withdraw_many(alone, by=by, reason=reason, at=at)
    left = made.count() - len(forgotten)
    for start in range(0, len(forgotten), 1000):
        Entry.objects.filter(pk__in=forgotten[start : start + 1000]).delete()
    restored = sum(_restore(entry, importing, by=by, reason=reason) for entry in _corrected(importing))
    return Undone(withdrawn, restored, left)


def incidents_alone(entries: QuerySet[Entry]) -> IncidentQuerySet:
    """The incidents that rest on one of some rows and on nothing else."""
    others = Report.objects.filter(incident=OuterRef("pk")).exclude(entry__in=entries)
    own = Report.objects.filter(incident=OuterRef("pk"), entry__in=entries)
    return Incident.objects.filter(Exists(own), ~Exists(others))


def _corrected(importing: Import) -> Iterable[Entry]:
    corrected = Entry.objects.filter(findings__importing=importing, findings__kind=FindingKind.UPDATED)
    return corrected.exclude(made_by=importing).select_related("report__source", "report__incident").distinct()


def _restore(entry: Entry, importing: Import, *, by: User, reason: str) -> bool:
    """Only where nobody has corrected it since; the row is taken in anew with the next file."""
    report = entry.report
    latest = report.history.latest("history_id")
    if latest.history_change_reason != importing.reason:
        return False
    before = report.history.filter(version__lt=latest.version).latest("history_id")
    moment = latest.history_date - BEFORE
    try:
        revise_report(
            report, by=by, reason=reason, changes={name: getattr(before, name) for name in SAID},
            casualties=list(_rows(Casualty, report, COUNTED, moment)),
            attributions=list(_rows(Attribution, report, NAMED, moment)),
        )  # fmt: skip
    except ValidationError:
        return False  # merged away since: it is no longer this import's to take back
    Entry.objects.filter(pk=entry.pk).update(digest="")
    return True


def _rows(model: Any, report: Report, names: tuple[str, ...], moment: datetime) -> Iterator[dict[str, Any]]:
    """Field values of a report's rows as they were at a moment."""
    for row in past_of(model, Q(report_id=report.pk)).at(moment):
        yield {name: getattr(row, name) for name in names}
