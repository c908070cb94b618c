"""An incident's desk page: what it says, on what evidence, what is missing, and what may be done with it."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from incidents.actions.resolving import COUNTED, current
from incidents.desk import standing
from incidents.desk.access import DeskRequest
from incidents.desk.assigning import colleagues
from incidents.desk.forms import HeadlineForm
from incidents.desk.values import shown_values
from incidents.desk.verbs import CommentForm, EmbargoForm, ReasonForm
from incidents.evidence import testimonies
from incidents.models import Incident
from sources.editorial import State
from sources.hedging import as_typed as as_count
from sources.quantities import Hedge

MOST_HISTORY = 30


def as_typed(found: Incident) -> dict[str, Any]:
    """A headline form's inputs as they stand."""
    return {
        "title": found.title, "summary": found.summary, "kind": found.kind, "when": found.when,
        "place_text": str(found.place or ""), "version": found.version,
        **{name: as_count(current(found, name), Hedge.EXACT, "") for name in COUNTED},
    }


def page(request: DeskRequest, found: Incident, *, status: int = 200, **sent: Form) -> HttpResponse:
    """The page; `sent` are forms that were sent and refused: form, withdrawal, embargo, remark."""
    about = {
        "incident": found,
        "accounts": testimonies(found, request.user),
        "attributions": found.attributions.select_related("group").prefetch_related("citations"),
        "values": shown_values(found),
        "comments": found.comments.select_related("author"),
        "colleagues": colleagues(),
        "history": found.history.select_related("history_user")[:MOST_HISTORY],
        "is_editing": "edit" in request.GET,
        **_standing(request, found),
        **_rights(request, found),
        "form": HeadlineForm(initial=as_typed(found)), "withdrawal": ReasonForm(), "embargo": EmbargoForm(),
        "remark": CommentForm(), **sent,
    }
    return render(request, "desk/incident.html", about, status=status)


def _standing(request: DeskRequest, found: Incident) -> dict[str, Any]:
    now = timezone.now()
    return {
        "steps": standing.steps(found.state), "gaps": standing.gaps(found, request.user),
        "cautions": standing.cautions(found), "change": standing.change_since_review(found),
        "embargoed": standing.embargo_on(found, now), "readers_from": standing.readers_from(found, now),
        "is_author": found.authors.contains(request.user),
    }


def _rights(request: DeskRequest, found: Incident) -> dict[str, bool]:
    may_publish, state = request.user.has_perm("incidents.publish"), found.state
    return {
        "may_submit": state == State.DRAFT,
        "may_publish": may_publish and state in (State.DRAFT, State.IN_REVIEW),
        "may_send_back": may_publish and state == State.IN_REVIEW,
        "may_embargo": may_publish and state == State.PUBLISHED and not found.is_public,
        "may_reopen": state == State.WITHDRAWN and found.merged_into is None,
        "may_withdraw": may_publish and state != State.WITHDRAWN,
    }
