"""An incident on the desk: what it says, on what evidence, and what may be done with it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from incidents import actions
from incidents.desk import headlines
from incidents.desk.access import DeskRequest, for_editors, for_reviewers
from incidents.desk.forms import HeadlineForm, ReasonForm
from incidents.desk.incident_page import as_typed, page
from incidents.desk.refusals import tell
from incidents.models import Incident


@for_editors
@require_http_methods(["GET", "POST"])
def incident(request: DeskRequest, public_id: str) -> HttpResponse:
    """The incident with its reports; a POST changes its headline fields."""
    found = _found(public_id)
    if request.method == "POST":
        return headlines.change(request, found)
    return page(request, found, HeadlineForm(initial=as_typed(found)))


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
        return page(request, found, HeadlineForm(initial=as_typed(found)), withdrawal=form, status=422)
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
