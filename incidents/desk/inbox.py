"""The inbox: what waits for somebody."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from incidents.desk.access import DeskRequest, for_editors
from incidents.models import Incident, IncidentQuerySet, Report
from places.models import GeocodingState, Place, PlaceKind
from sources.editorial import State

MOST_SHOWN = 50
MOST_PUBLISHED = 10
WAITING = (GeocodingState.AMBIGUOUS, GeocodingState.NOT_FOUND, GeocodingState.DUE, GeocodingState.LEASED)


@dataclass(frozen=True)
class Wanted:
    """The inbox's filter: words to find, and whether only one's own work."""

    text: str
    is_mine: bool


@for_editors
def inbox(request: DeskRequest) -> HttpResponse:
    wanted = Wanted(request.GET.get("q", "").strip(), request.GET.get("mine") == "1")
    incidents = _incidents(request, wanted)
    sections = {
        "reports": _reports(request, wanted)[:MOST_SHOWN],
        "in_review": incidents.filter(state=State.IN_REVIEW)[:MOST_SHOWN],
        "drafts": incidents.filter(state=State.DRAFT)[:MOST_SHOWN],
        "places": _places(wanted)[:MOST_SHOWN],
        "published": incidents.published().order_by("-published_at")[:MOST_PUBLISHED],
    }
    return render(request, "desk/inbox.html", {**sections, "wanted": wanted})


def _incidents(request: DeskRequest, wanted: Wanted) -> IncidentQuerySet:
    found: IncidentQuerySet = Incident.objects.select_related("place__province").order_by("-updated_at")
    if wanted.text:
        found = found.filter(Q(title__icontains=wanted.text) | Q(public_id__icontains=wanted.text))
    if wanted.is_mine:
        found = found.filter(Q(reports__entered_by=request.user) | Q(published_by=request.user)).distinct()
    return found.prefetch_related(Prefetch("reports", Report.objects.select_related("entered_by")))


def _reports(request: DeskRequest, wanted: Wanted) -> QuerySet[Report]:
    found = Report.objects.filter(incident=None).select_related("source__outlet", "place", "entered_by")
    if wanted.text:
        found = found.filter(
            Q(excerpt__icontains=wanted.text) | Q(note__icontains=wanted.text)
            | Q(source__outlet__name__icontains=wanted.text)
        )
    return found.filter(entered_by=request.user) if wanted.is_mine else found


def _places(wanted: Wanted) -> QuerySet[Place]:
    found = Place.objects.filter(geocoding__in=WAITING).exclude(kind=PlaceKind.REGION)
    found = found.prefetch_related("incidents").order_by("geocoding", "-pk")
    return found.filter(query__icontains=wanted.text) if wanted.text else found
