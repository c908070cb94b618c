"""The public pages of an incident: as it is, as it was, and its history."""

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from audit.moments import moment_named
from audit.pages import page_of, shown
from incidents.evidence import SHOWN_PLACES, Sight, evidence_of
from incidents.models import Incident
from incidents.pages import about, last_changed
from incidents.past import public_history, recall
from sources.editorial import State

NOT_THEN = "Readers could not see this incident at that moment. Its history says since when they can."


def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is known of one incident and on what evidence, no finer than the reader may see; `as_of` asks how it was."""
    incident = _found(request, public_id)
    if gone := _gone(request, incident):
        return gone
    if "as_of" in request.GET:
        return _as_it_was(request, incident)
    evidence = evidence_of(incident)
    return render(request, "incidents/detail.html", about(request, evidence, changed=last_changed(evidence)))


def history(request: HttpRequest, public_id: str) -> HttpResponse:
    """What readers could see change, by role, newest first."""
    incident = _found(request, public_id)
    if gone := _gone(request, incident):
        return gone
    steps = public_history(recall(incident), Sight(request.user))
    page = page_of(steps, request.GET.get("page"))
    return render(request, "incidents/history.html", {"incident": incident, "page": page, "steps": shown(page)})


def _as_it_was(request: HttpRequest, incident: Incident) -> HttpResponse:
    try:
        moment = moment_named(request.GET["as_of"], now=timezone.now())
    except ValidationError as refusal:
        return render(request, "400.html", {"sentence": refusal.messages[0]}, status=HTTPStatus.BAD_REQUEST)
    recalled = recall(incident)
    evidence = recalled.public_at(moment.at)
    if evidence is None:
        return render(request, "404.html", {"sentence": NOT_THEN}, status=HTTPStatus.NOT_FOUND)
    changed = max(row.history_date for row in recalled.changed if row.history_date <= moment.at)
    answer = render(
        request, "incidents/detail.html", {**about(request, evidence, changed=changed), "moment": moment}
    )
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _found(request: HttpRequest, public_id: str) -> Incident:
    seen = Incident.objects.ever_visible_to(request.user).select_related("place__public_place", *SHOWN_PLACES)
    return get_object_or_404(seen, public_id=public_id)


def _gone(request: HttpRequest, incident: Incident) -> HttpResponse | None:
    """Where a reader who asks for a withdrawn or merged incident is led instead."""
    if request.user.has_perm("incidents.enter_report"):
        return None
    if incident.merged_into and incident.merged_into.is_public:
        return redirect(incident.merged_into)
    if incident.state == State.WITHDRAWN:
        return render(request, "incidents/withdrawn.html", {"incident": incident}, status=HTTPStatus.GONE)
    return None
