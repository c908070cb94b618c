"""An incident's desk page: what it says, on what evidence, what is missing, and what may be done with it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from incidents import actions
from incidents.desk.access import DeskRequest
from incidents.desk.forms import HeadlineForm, ReasonForm
from incidents.evidence import testimonies
from incidents.models import Incident
from sources.editorial import State

MOST_HISTORY = 30


def as_typed(found: Incident) -> dict[str, Any]:
    """A headline form's inputs as they stand."""
    return {
        "title": found.title, "summary": found.summary, "kind": found.kind, "when": found.when,
        "place_text": str(found.place or ""), "version": found.version,
    }


def page(
    request: DeskRequest,
    found: Incident,
    form: HeadlineForm,
    *,
    withdrawal: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The incident's desk page around a headline form."""
    may_publish = request.user.has_perm("incidents.publish")
    about = {
        "incident": found,
        "accounts": testimonies(found, request.user),
        "attributions": found.attributions.select_related("group").prefetch_related("citations"),
        "gaps": _gaps(found, request),
        "cautions": _cautions(found),
        "may_submit": found.state == State.DRAFT,
        "may_publish": may_publish and found.state in (State.DRAFT, State.IN_REVIEW),
        "may_send_back": may_publish and found.state == State.IN_REVIEW,
        "may_reopen": found.state == State.WITHDRAWN and found.merged_into is None,
        "comments": found.comments.select_related("author"),
        "may_withdraw": may_publish and found.state != State.WITHDRAWN,
        "history": found.history.select_related("history_user")[:MOST_HISTORY],
        "form": form,
        "withdrawal": withdrawal or ReasonForm(),
    }
    return render(request, "desk/incident.html", about, status=status)


def _gaps(found: Incident, request: DeskRequest) -> list[str]:
    if found.state == State.PUBLISHED:
        return []
    return [sentence for gap in actions.gaps_before_publishing(found, by=request.user).values() for sentence in gap]


def _cautions(found: Incident) -> list[str]:
    """What does not forbid publishing, but a reviewer should know."""
    cautions = []
    if found.place is None:
        cautions.append("No place is given: readers will find it under “not located”.")
    elif found.place.public_place is None:
        cautions.append("The place is not located yet: until it is, readers will find it under “not located”.")
    if not found.when:
        cautions.append("No date is given: it is left out of every date filter and of the timeline.")
    if not found.summary:
        cautions.append("There is no summary.")
    return cautions
