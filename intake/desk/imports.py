"""The list of imports, the page of one, and what is asked of it while it is under way."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from incidents.desk.access import DeskRequest
from intake.desk.access import for_importers
from intake.desk.progress import UNDER_WAY, progress, status
from intake.desk.showing import Shown
from intake.models import Dataset, Import

ON_A_PAGE = 25


@for_importers
@require_GET
def imports(request: DeskRequest) -> HttpResponse:
    """All that were brought, newest first, and the datasets they are of."""
    rows = Import.objects.select_related("dataset", "asked_by")
    if dataset := Dataset.objects.filter(key=request.GET.get("dataset", "")[:60]).first():
        rows = rows.filter(dataset=dataset)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    about = {
        "page": page, "datasets": Dataset.objects.annotate(rows=Count("entries")), "only": dataset,
        "rows": [(each, progress(each) if each.state in UNDER_WAY else None) for each in page],
    }  # fmt: skip
    return render(request, "desk/imports/imports.html", about)


@for_importers
@require_GET
def detail(request: DeskRequest, pk: int) -> HttpResponse:
    """One import: how far it is, what became of its rows, and what may be done with it."""
    wanted = Import.objects.select_related("dataset", "source", "asked_by", "batch")
    importing = get_object_or_404(wanted, pk=pk)
    about = {"importing": importing, "shown": Shown(importing, request.user)}
    return render(request, "desk/imports/import.html", about)


@for_importers
@never_cache
@require_GET
def state(request: DeskRequest, pk: int) -> JsonResponse:
    return JsonResponse(status(get_object_or_404(Import, pk=pk)))
