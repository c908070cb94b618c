"""Rows of an import of which there is something to tell, a kind a list; likely duplicates side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from incidents.desk.access import DeskRequest
from incidents.models import Incident
from intake.desk.access import for_importers
from intake.desk.kinds import BY_NAME, NEW, OPENED, Told
from intake.desk.pairs import pairs_of
from intake.desk.showing import Shown
from intake.models import Entry, Finding, FindingKind, Import

ON_A_PAGE = 50
PAIRS_ON_A_PAGE = 12  # each is compared anew
WORDED = (FindingKind.UPDATED, FindingKind.UNLOCATED, FindingKind.PLACE_DIFFERS, FindingKind.ODD)


@dataclass(frozen=True)
class Line:
    """One row: its number in the file (0: not in it), its id in the dataset, its incident, and what is told of it."""

    row: int
    external_id: str
    incident: Incident | None
    text: str = ""


@for_importers
@require_GET
def findings(request: DeskRequest, pk: int, finding: str) -> HttpResponse:
    """One kind, some a page."""
    importing = get_object_or_404(Import.objects.select_related("dataset", "source"), pk=pk)
    told = BY_NAME.get(finding)
    if told is None:
        raise Http404
    is_paired = finding == FindingKind.DUPLICATE
    page = Paginator(_rows(importing, told), PAIRS_ON_A_PAGE if is_paired else ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    about: dict[str, Any] = {"importing": importing, "told": told, "page": page, "tabs": _tabs(importing)}
    about |= {"pairs": pairs_of(page)} if is_paired else {"lines": _lines(page), "has_words": finding in WORDED}
    return render(request, "desk/imports/findings.html", {**about, "shown": Shown(importing, request.user)})


def _rows(importing: Import, told: Told) -> QuerySet[Any]:
    if told is OPENED:
        return Entry.objects.filter(made_by=importing).select_related("report__incident").order_by("pk")
    found = Finding.objects.filter(importing=importing, kind=told.name)
    return found.select_related("entry__report__incident", "incident")


def _lines(page: Page[Any]) -> Iterable[Line]:
    for each in page:
        if isinstance(each, Entry):
            yield Line(each.row, each.external_id, each.report.incident)
        else:
            yield Line(each.row, each.external_id, each.entry.report.incident if each.entry else None, each.text)


def _tabs(importing: Import) -> list[tuple[Told, int]]:
    """Kinds of which there are some; that of new rows goes first."""
    numbers = dict(importing.findings.order_by().values_list("kind").annotate(Count("pk")))
    numbers[NEW] = importing.made.count()
    return [(each, numbers[name]) for name, each in BY_NAME.items() if numbers.get(name)]
