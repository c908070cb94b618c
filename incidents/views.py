"""The public page of an incident."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from incidents.evidence import PLACE_PARTS, rules_in_words, shown_attributions, testimonies
from incidents.kinds import Family
from incidents.models import Incident, IncidentQuerySet
from places.wording import is_coarsened, place_for
from sources.editorial import State
from sources.models import Credibility

MOST_HISTORY = 30


def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is known of one incident and on what evidence, no finer than the reader may see."""
    incident = get_object_or_404(_with_places(Incident.objects.ever_visible_to(request.user)), public_id=public_id)
    is_editor = request.user.has_perm("incidents.enter_report")
    if incident.merged_into and not is_editor:
        return redirect(incident.merged_into)
    if incident.state == State.WITHDRAWN and not is_editor:
        return render(request, "incidents/withdrawn.html", {"incident": incident}, status=HTTPStatus.GONE)
    accounts = testimonies(incident, request.user)
    place = place_for(incident.place, request.user)
    about = {
        "incident": incident,
        "place": place,
        "is_coarsened": is_coarsened(incident.place, place),
        "accounts": accounts,
        "attributions": shown_attributions(incident, request.user),
        "rules": rules_in_words(incident),
        "credibility": Credibility(incident.credibility).label,
        "is_violent": incident.family == Family.VIOLENCE,
        "is_editor": is_editor,
        "history": incident.history.select_related("history_user")[:MOST_HISTORY] if is_editor else [],
        "address": request.build_absolute_uri(incident.get_absolute_url()),
    }
    return render(request, "incidents/detail.html", about)


def _with_places(incidents: IncidentQuerySet) -> IncidentQuerySet:
    parts = [f"{start}__{part}" for start in ("place", "place__public_place") for part in PLACE_PARTS]
    return incidents.select_related("place__public_place", *parts)
