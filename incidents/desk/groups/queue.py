"""What waits for somebody among the records about groups, a queue a tab."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from groups.models import Alliance, Group, Presence
from incidents.desk.access import DeskRequest, for_group_editors
from incidents.desk.groups.sorts import SORTS, Sort, address_of
from incidents.desk.groups.wording import named
from sources.editorial import State

MOST_SHOWN = 200


@dataclass(frozen=True)
class Tab:
    """One queue: its name in the address, its label, and what it says when nothing is in it."""

    name: str
    label: str
    empty: str
    rows: Callable[[Any], QuerySet[Any]]


@dataclass(frozen=True)
class Line:
    """One record that waits: who changed it last, and when."""

    sort: Sort
    record: Any
    named: str
    address: str
    who: str
    at: datetime | None


TABS = (
    Tab("review", "In review", "Nothing waits for a reviewer.", lambda rows: rows.in_review()),
    Tab("changed", "Changed since reviewed", "A second person has seen every change.",
        lambda rows: rows.changed_since_review()),
    Tab("drafts", "Drafts", "No drafts.", lambda rows: rows.filter(state=State.DRAFT)),
    Tab("withdrawn", "Withdrawn", "Nothing is withdrawn.", lambda rows: rows.filter(state=State.WITHDRAWN)),
)  # fmt: skip
BY_NAME = {tab.name: tab for tab in TABS}


@for_group_editors
@require_GET
def queue(request: DeskRequest) -> HttpResponse:
    """One queue, the longest waiting first."""
    tab = BY_NAME.get(request.GET.get("tab", ""), TABS[0])
    tabs = [(each, sum(_rows(each, sort).count() for sort in SORTS.values())) for each in TABS]
    lines = sorted(
        (line for sort in SORTS.values() for line in _lines(tab, sort)),
        key=lambda line: (line.at is not None, (line.at and line.at.timestamp()) or 0),
    )
    about = {"tab": tab, "tabs": tabs, "lines": lines, "sorts": SORTS.values(), "most": MOST_SHOWN}
    return render(request, "desk/groups/queue.html", about)


def waiting() -> int:
    """How many records about groups wait for a reviewer, in one question."""
    first, *others = (_rows(tab, sort).order_by().values("pk") for tab in TABS[:2] for sort in SORTS.values())
    return first.union(*others, all=True).count()


def _rows(tab: Tab, sort: Sort) -> QuerySet[Any]:
    rows = sort.model.objects.unmerged() if sort.model is Group else sort.model.objects.all()
    return tab.rows(rows).order_by("pk")


def _lines(tab: Tab, sort: Sort) -> list[Line]:
    last = sort.model.history.filter(id=OuterRef("pk")).order_by("-history_id")
    found = _rows(tab, sort).annotate(
        changed_at=Subquery(last.values("history_date")[:1]),
        changed_by=Subquery(last.values("history_user__username")[:1]),
    )
    groups = {Group: (), Alliance: ("source", "target")}.get(sort.model, ("group",))
    found = found.select_related(*groups, *(f"{name}__merged_into" for name in groups))
    found = found.select_related("place") if sort.model is Presence else found
    return [
        Line(sort, row, named(row), address_of(row), row.changed_by or "", row.changed_at)
        for row in found.order_by("changed_at", "pk")[:MOST_SHOWN]
    ]
