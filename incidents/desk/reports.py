"""Entering a report, and deciding where a waiting one belongs."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from incidents.desk import filing
from incidents.desk.access import DeskRequest, for_editors
from incidents.desk.drafts import address_of_draft, as_typed, form_of, unfinished, unjudged, window
from incidents.desk.forms import EXISTING, RENAMED, DestinationFields, ReportForm
from incidents.desk.refusals import show_on
from incidents.desk.rows import AttributionRows, CasualtyRows
from incidents.desk.suggested import suggested
from incidents.models import Draft, Incident, Report
from places import tasks


@for_editors
@require_http_methods(["GET", "POST"])
def report_new(request: DeskRequest) -> HttpResponse:
    """One page for a whole report; sent back with everything typed when something is wrong."""
    if request.method == "POST":
        form, casualties, attributions = _bound(request.POST)
        if _are_valid(form, casualties, attributions):
            try:
                return _filed(request, form, casualties, attributions)
            except ValidationError as refusal:
                show_on(form, refusal, RENAMED)
        return _page(request, form, casualties, attributions, status=422)
    if draft := _draft(request):
        if form_of(draft):
            return redirect(address_of_draft(draft))
        form, casualties, attributions = (unjudged(part) for part in _bound(as_typed(draft)))
        return _page(request, form, casualties, attributions, draft=draft)
    return _page(request, ReportForm(initial=_initial(request)), _rows(CasualtyRows), _rows(AttributionRows))


@for_editors
@require_http_methods(["GET", "POST"])
def report_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """A report in the inbox, with the choice of its incident."""
    report = get_object_or_404(Report.objects.select_related("source__outlet", "place"), pk=pk)
    if report.incident:
        return redirect("desk:incident", report.incident.public_id)
    form = DestinationFields(request.POST or None, initial={"title": "", "destination": EXISTING})
    if request.method == "POST" and form.is_valid():
        try:
            filing.place_in(report, form.goes_to(), by=request.user)
            return _onwards(report)
        except ValidationError as refusal:
            show_on(form, refusal)
    about = {"report": report, "form": form, "likely": suggested(report)}
    return render(request, "desk/report.html", about, status=422 if form.errors else 200)


def _filed(request: DeskRequest, form: Any, casualties: Any, attributions: Any) -> HttpResponse:
    report = filing.file_report(
        by=request.user, entry_key=form.cleaned_data["entry_key"], source=form.cited(), place=form.where(),
        statement=form.statement(casualties=casualties.values(), attributions=attributions.values()),
        destination=form.goes_to(), now=timezone.now(),
    )
    tasks.ring()
    messages.success(request, f"Report entered: {report.source}.")
    return _onwards(report)


def _onwards(report: Report) -> HttpResponse:
    return redirect("desk:incident", report.incident.public_id) if report.incident else redirect("desk:inbox")


def _bound(typed: QueryDict) -> tuple[Any, Any, Any]:
    return (
        ReportForm(typed),
        CasualtyRows(typed, prefix="casualties"),
        AttributionRows(typed, prefix="attributions"),
    )


def _draft(request: DeskRequest) -> Draft | None:
    """The unfinished report that was asked for, if it is still there."""
    try:
        return unfinished(request.user).filter(key=UUID(request.GET.get("draft", ""))).first()
    except ValueError:
        return None


def _are_valid(*parts: Any) -> bool:
    """Asks every part, so that all errors are shown at once."""
    return False not in [part.is_valid() for part in parts]


def _rows(formset: Any) -> Any:
    return formset(prefix="casualties" if formset is CasualtyRows else "attributions")


def _initial(request: DeskRequest) -> dict[str, Any]:
    public_id = request.GET.get("incident", "")
    about = {"destination": EXISTING, "incident": public_id} if public_id else {}
    return {"entry_key": uuid4(), **about}


def _page(
    request: DeskRequest, form: Any, casualties: Any, attributions: Any, status: int = 200, draft: Draft | None = None
) -> HttpResponse:
    offered = {
        "about": Incident.objects.filter(public_id=form["incident"].value() or "").first(),
    }
    parts = {
        "form": form, "casualties": casualties, "attributions": attributions, "formsets": [attributions, casualties],
        "draft": draft, "window": window(draft), "is_wrong": form.is_bound and not draft,
        "unfinished": unfinished(request.user).count(),
    }
    return render(request, "desk/report_new.html", {**parts, **offered}, status=status)
