"""How an outlet came to its grade: read from its history, which is the only place that says who graded it and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from sources.models import Outlet, Reliability


@dataclass(frozen=True)
class Grading:
    """One grade given. `role` is that of the account `who`; both are empty where a program set it."""

    grade: Reliability
    before: Reliability
    at: datetime
    who: str
    role: str
    reason: str


def gradings(outlet: Outlet) -> list[Grading]:
    """Every grade the outlet was given, the latest first; none while it is ungraded."""
    found, before = [], Reliability.F
    for row in _history(outlet).select_related("history_user"):
        if row.reliability != before:
            found.append(_grading(row, before))
            before = Reliability(row.reliability)
    return found[::-1]


def version_of(outlet: Outlet) -> int:
    """What changes with every change of the outlet: the number of its last history row; 0 where it has none."""
    last = _history(outlet).values_list("history_id", flat=True).last()
    return last or 0


def as_of(outlet: Outlet, version: int) -> Outlet:
    """The outlet as it was at a version; as it stands where there was no such version."""
    row = _history(outlet).filter(history_id=version).first()
    return row.instance if row else outlet


def _grading(row: Any, before: Reliability) -> Grading:
    person = row.history_user
    return Grading(
        grade=Reliability(row.reliability), before=before, at=row.history_date, who=person.username if person else "",
        role=person.get_role_display().lower() if person else "", reason=row.history_change_reason or "",
    )


def _history(outlet: Outlet) -> QuerySet[Any]:
    return outlet.history.order_by("history_id")
