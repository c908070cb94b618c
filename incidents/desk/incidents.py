"""An incident on the desk: what it says, on what evidence, and what may be done with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from incidents import actions
from incidents.desk import filing
from incidents.desk.access import DeskRequest, for_editors, for_reviewers
from incidents.desk.forms import HeadlineForm, ReasonForm
from incidents.desk.refusals import show_on, tell
from incidents.evidence import testimonies
from incidents.models import Incident
from places import tasks
from sources.editorial import State

RENAMED = {"text": "place_text"}
MOST_HISTORY = 30


@for_editors
@require_http_methods(["GET", "POST"])
def incident(request: DeskRequest, public_id: str) -> HttpResponse:
    """The incident with its reports; a POST changes its headline fields."""
    found = _found(public_id)
    form = HeadlineForm(request.POST or None, initial=_as_typed(found))
    if request.method == "POST" and form.is_valid():
        try:
            return _revised(request, found, form)
        except ValidationError as refusal:
            show_on(form, refusal, RENAMED)
    return _page(request, found, form, status=422 if form.errors else 200)


@for_editors
@require_POST
def submit(request: DeskRequest, public_id: str) -> HttpResponse:
    found = _found(public_id)
    try:
        actions.submit(found, by=request.user)
        messages.success(request, f"{public_id} is with the reviewers.")
    except ValidationError as refusal:
        tell(request, refusal)
    return redirect("desk:incident", public_id)


@for_reviewers
@require_POST
def publish(request: DeskRequest, public_id: str) -> HttpResponse:
    found = _found(public_id)
    try:
        actions.publish(found, by=request.user, at=timezone.now())
        messages.success(request, f"{public_id} is public.")
    except ValidationError as refusal:
        tell(request, refusal)
    return redirect("desk:incident", public_id)


@for_reviewers
@require_POST
def withdraw(request: DeskRequest, public_id: str) -> HttpResponse:
    found, form = _found(public_id), ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, HeadlineForm(initial=_as_typed(found)), withdrawal=form, status=422)
    try:
        actions.withdraw(found, by=request.user, reason=form.cleaned_data["reason"], at=timezone.now())
        messages.success(request, f"{public_id} is withdrawn.")
    except ValidationError as refusal:
        tell(request, refusal)
    return redirect("desk:incident", public_id)


@for_reviewers
@require_POST
def send_back(request: DeskRequest, public_id: str) -> HttpResponse:
    return _with_reason(request, public_id, actions.send_back, "is with its editors again.")


@for_editors
@require_POST
def reopen(request: DeskRequest, public_id: str) -> HttpResponse:
    return _with_reason(request, public_id, actions.reopen, "is a draft again.")


def _with_reason(request: DeskRequest, public_id: str, verb: Callable[..., None], done: str) -> HttpResponse:
    try:
        verb(_found(public_id), by=request.user, reason=request.POST.get("reason", "")[:300])
        messages.success(request, f"{public_id} {done}")
    except ValidationError as refusal:
        tell(request, refusal)
    return redirect("desk:incident", public_id)


def _found(public_id: str) -> Incident:
    return get_object_or_404(Incident.objects.select_related("place__province", "place__district"), public_id=public_id)


def _revised(request: DeskRequest, found: Incident, form: HeadlineForm) -> HttpResponse:
    filing.revise_headline(
        found, by=request.user, changes=form.changes(), reason=form.cleaned_data["reason"], now=timezone.now()
    )
    tasks.ring()
    messages.success(request, "The change is saved.")
    return redirect("desk:incident", found.public_id)


def _as_typed(found: Incident) -> dict[str, Any]:
    return {
        "title": found.title, "summary": found.summary, "kind": found.kind, "when": found.when,
        "place_text": str(found.place or ""),
    }


def _page(
    request: DeskRequest,
    found: Incident,
    form: HeadlineForm,
    *,
    withdrawal: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
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
