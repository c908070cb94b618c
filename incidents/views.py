"""The public page of an incident."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from incidents.citing import Citation
from incidents.evidence import SHOWN_PLACES, Sight, evidence_of
from incidents.kinds import Family
from incidents.ledger import ledger
from incidents.models import Incident, IncidentQuerySet
from places.wording import is_coarsened
from sources.editorial import State

MOST_HISTORY = 30


def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is known of one incident and on what evidence, no finer than the reader may see."""
    incident = get_object_or_404(_with_places(Incident.objects.ever_visible_to(request.user)), public_id=public_id)
    is_editor = request.user.has_perm("incidents.enter_report")
    if incident.merged_into and not is_editor:
        return redirect(incident.merged_into)
    if incident.state == State.WITHDRAWN and not is_editor:
        return render(request, "incidents/withdrawn.html", {"incident": incident}, status=HTTPStatus.GONE)
    evidence, sight = evidence_of(incident), Sight(request.user)
    place = sight.place(incident.place)
    about = {
        "incident": incident,
        "evidence": evidence,
        "place": place,
        "is_coarsened": is_coarsened(incident.place, place),
        "attributions": sight.named(evidence.attributions),
        "ledger": ledger(evidence, sight),
        "citation": _citation(request, incident),
        "is_violent": incident.family == Family.VIOLENCE,
        "is_editor": is_editor,
        "history": incident.history.select_related("history_user")[:MOST_HISTORY] if is_editor else [],
        "address": request.build_absolute_uri(incident.get_absolute_url()),
    }
    return render(request, "incidents/detail.html", about)


def _citation(request: HttpRequest, incident: Incident) -> Citation:
    published = incident.published_at.date() if incident.published_at else None
    return Citation(
        incident.public_id, incident.title, incident.version, incident.updated_at, published, timezone.now().date(),
        request.build_absolute_uri(incident.get_absolute_url()),
    )  # fmt: skip


def _with_places(incidents: IncidentQuerySet) -> IncidentQuerySet:
    return incidents.select_related("place__public_place", *SHOWN_PLACES)
