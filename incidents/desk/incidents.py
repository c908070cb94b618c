"""An incident on the desk, and its way to readers: each view reads the request and calls one verb."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST

from incidents import actions
from incidents.desk import clashes, headlines
from incidents.desk.access import DeskRequest, for_editors, for_reviewers
from incidents.desk.incident_page import page
from incidents.desk.refusals import show_on, tell
from incidents.desk.verbs import CommentForm, EmbargoForm, ReasonForm
from incidents.models import Incident

AGAIN = "Somebody else changed it meanwhile. Look at it as it stands now, and decide again."
GIVEN_BACK = "Given back to the rules."
LIFTED = "The embargo is lifted."


@for_editors
@require_http_methods(["GET", "POST"])
def incident(request: DeskRequest, public_id: str) -> HttpResponse:
    """The incident with its reports; a POST changes its headline fields."""
    found = _found(public_id)
    return headlines.change(request, found) if request.method == "POST" else page(request, found)


@for_editors
@require_POST
def submit(request: DeskRequest, public_id: str) -> HttpResponse:
    return _done(request, public_id, actions.submit, "is with the reviewers.")


@for_reviewers
@require_POST
def publish(request: DeskRequest, public_id: str) -> HttpResponse:
    """Publish, at once or (with a day and a reason) under embargo."""
    found, now = _found(public_id), timezone.now()
    form = EmbargoForm(request.POST) if "until" in request.POST else None
    if form and not form.is_valid():
        return page(request, found, embargo=form, status=422)
    terms = {"embargo_until": form.cleaned_data["until"], "reason": form.cleaned_data["why"]} if form else {}
    try:
        actions.publish(found, by=request.user, at=now, version=clashes.version_in(request.POST), **terms)
        messages.success(request, f"{public_id} {_seen(found)}")
    except actions.Clash:
        messages.error(request, AGAIN)
    except ValidationError as refusal:
        tell(request, refusal)
    return redirect("desk:incident", public_id)


@for_reviewers
@require_POST
def embargo(request: DeskRequest, public_id: str) -> HttpResponse:
    """Say from which day on readers see what is published, or lift the embargo on it."""
    found, form = _found(public_id), EmbargoForm(request.POST)
    is_lifted = "lift" in request.POST
    if not is_lifted and not form.is_valid():
        return page(request, found, embargo=form, status=422)
    until, why = (None, LIFTED) if is_lifted else (form.cleaned_data["until"], form.cleaned_data["why"])
    try:
        actions.embargo(found, by=request.user, until=until, reason=why, at=timezone.now())
        messages.success(request, f"{public_id} {_seen(found)}")
    except ValidationError as refusal:
        tell(request, refusal)
    return redirect("desk:incident", public_id)


@for_reviewers
@require_POST
def withdraw(request: DeskRequest, public_id: str) -> HttpResponse:
    found, form = _found(public_id), ReasonForm(request.POST)
    if not form.is_valid():
        return page(request, found, withdrawal=form, status=422)
    reason = form.cleaned_data["reason"]
    return _done(request, public_id, actions.withdraw, "is withdrawn.", reason=reason, at=timezone.now())


@for_reviewers
@require_POST
def send_back(request: DeskRequest, public_id: str) -> HttpResponse:
    return _done(request, public_id, actions.send_back, "is with its editors again.", reason=_reason(request))


@for_editors
@require_POST
def reopen(request: DeskRequest, public_id: str) -> HttpResponse:
    return _done(request, public_id, actions.reopen, "is a draft again.", reason=_reason(request))


@for_reviewers
@require_POST
def confirm(request: DeskRequest, public_id: str) -> HttpResponse:
    """Agree with what was changed since it was published; only with what was on the page."""
    seen = clashes.version_in(request.POST) or clashes.UNKNOWN_VERSION
    return _done(request, public_id, actions.confirm, "is confirmed as it stands.", version=seen)


@for_editors
@require_POST
def by_rule(request: DeskRequest, public_id: str) -> HttpResponse:
    """Give a headline value that an editor set back to the rules."""
    field = request.POST.get("field", "")
    if field not in actions.RESOLVED:
        messages.error(request, "Choose one of the values that an editor set.")
        return redirect("desk:incident", public_id)
    version = clashes.version_in(request.POST) or clashes.UNKNOWN_VERSION
    terms: dict[str, Any] = {"changes": {}, "by_rule": [field], "reason": GIVEN_BACK, "version": version}
    return _done(request, public_id, actions.revise, "follows the rules again.", **terms)


@for_editors
@require_POST
def comment(request: DeskRequest, public_id: str) -> HttpResponse:
    """A remark that only the desk reads."""
    found, form = _found(public_id), CommentForm(request.POST)
    if form.is_valid():
        try:
            actions.comment(found, by=request.user, text=form.cleaned_data["text"])
            return redirect(f"{request.path.removesuffix('comments/')}#comments")
        except ValidationError as refusal:
            show_on(form, refusal)
    return page(request, found, remark=form, status=422)


def _done(request: DeskRequest, public_id: str, verb: Callable[..., None], done: str, **how: Any) -> HttpResponse:
    try:
        verb(_found(public_id), by=request.user, **how)
        messages.success(request, f"{public_id} {done}")
    except actions.Clash:
        messages.error(request, AGAIN)
    except ValidationError as refusal:
        tell(request, refusal)
    return redirect("desk:incident", public_id)


def _reason(request: DeskRequest) -> str:
    return request.POST.get("reason", "")[:300]


def _seen(found: Incident) -> str:
    if found.is_public or found.public_from is None:
        return "is public."
    return f"is published; readers see it from {date_format(found.public_from, 'j F Y H:i e')}."


def _found(public_id: str) -> Incident:
    return get_object_or_404(Incident.objects.select_related("place__province", "place__district"), public_id=public_id)
