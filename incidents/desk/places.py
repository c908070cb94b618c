"""Places on the desk: looking one up, watching one being located, choosing among candidates, setting a pin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from incidents.desk.access import DeskRequest, for_editors
from incidents.desk.onwards import back
from incidents.desk.place_fields import ChoiceForm, PinForm
from incidents.desk.refusals import show_on, tell
from places import actions, gazetteer, tasks
from places.models import Place, PlaceKind

SHORTEST_QUERY = 2
MOST_OFFERED = 8


@for_editors
@require_GET
def search(request: DeskRequest) -> JsonResponse:
    """Ranked gazetteer entries for what has been typed so far."""
    text = request.GET.get("q", "").strip()[:200]
    found = gazetteer.search(text, limit=MOST_OFFERED) if len(text) >= SHORTEST_QUERY else []
    return JsonResponse({"results": [_offer(each) for each in found]})


@for_editors
@require_GET
def place(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, _found(pk), PinForm())


@for_editors
@require_GET
def status(request: DeskRequest, pk: int) -> JsonResponse:
    """How far the worker has come with a place."""
    found = _found(pk)
    return JsonResponse({
        "state": found.geocoding, "text": found.get_geocoding_display(), "lat": found.lat, "lon": found.lon,
        "uncertainty_km": found.uncertainty_km, "precision": found.precision,
    })


@for_editors
@require_POST
def choose(request: DeskRequest, pk: int) -> HttpResponse:
    found, form = _found(pk), ChoiceForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose one of the candidates.")
        return back(request, "desk:place", found.pk)
    try:
        actions.choose_candidate(found, by=request.user, index=form.cleaned_data["index"])
        messages.success(request, f"{found.name} is located.")
    except ValidationError as refusal:
        tell(request, refusal)
    return back(request, "desk:place", found.pk)


@for_editors
@require_POST
def pin(request: DeskRequest, pk: int) -> HttpResponse:
    found, form = _found(pk), PinForm(request.POST)
    if form.is_valid():
        try:
            actions.set_point(found, by=request.user, **form.cleaned_data)
            messages.success(request, f"The pin for {found.name} is set.")
            return back(request, "desk:place", found.pk)
        except ValidationError as refusal:
            show_on(form, refusal)
    return _page(request, found, form, status=422)


@for_editors
@require_POST
def retry(request: DeskRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    try:
        actions.retry(found, by=request.user, now=timezone.now())
        tasks.ring()
        messages.success(request, f"{found.name} is being looked up again.")
    except ValidationError as refusal:
        tell(request, refusal)
    return back(request, "desk:place", found.pk)


def _found(pk: int) -> Place:
    return get_object_or_404(Place.objects.select_related("province", "district", "same_as", "public_place"), pk=pk)


def _page(request: DeskRequest, found: Place, form: PinForm, status: int = 200) -> HttpResponse:
    reports = found.reports.select_related("source__outlet", "incident")[:20]
    about = {"place": found, "form": form, "incidents": found.incidents.all()[:20], "reports": reports}
    return render(request, "desk/place.html", about, status=status)


def _offer(candidate: gazetteer.Candidate) -> dict[str, Any]:
    return {
        "id": candidate.place_id, "label": candidate.text, "kind": PlaceKind(candidate.kind).label,
        "lat": candidate.lat, "lon": candidate.lon, "uncertainty_km": candidate.uncertainty_km,
    }
