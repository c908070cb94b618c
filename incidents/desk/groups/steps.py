"""The way of a record about groups to readers: each view reads the request and calls one verb."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from groups import actions
from incidents.desk import clashes
from incidents.desk.access import DeskRequest, for_group_editors, for_group_reviewers
from incidents.desk.groups.sorts import address_of, sort_named
from incidents.desk.groups.wording import named
from incidents.desk.refusals import tell

AGAIN = "Somebody else changed it meanwhile. Look at it as it stands now, and decide again."


@for_group_editors
@require_POST
def submit(request: DeskRequest, sort: str, key: str) -> HttpResponse:
    return _done(request, sort, key, actions.submit_record, "It is with the reviewers")


@for_group_reviewers
@require_POST
def publish(request: DeskRequest, sort: str, key: str) -> HttpResponse:
    """Publish what was on the page."""
    return _done(request, sort, key, actions.publish_record, "It is public", version=_seen(request))


@for_group_reviewers
@require_POST
def confirm(request: DeskRequest, sort: str, key: str) -> HttpResponse:
    """Agree with what was changed since it was published; only with what was on the page."""
    return _done(request, sort, key, actions.confirm_record, "It is confirmed as it stands", version=_seen(request))


@for_group_reviewers
@require_POST
def send_back(request: DeskRequest, sort: str, key: str) -> HttpResponse:
    return _done(request, sort, key, actions.send_back_record, "It is with its editors again", reason=_reason(request))


@for_group_reviewers
@require_POST
def withdraw(request: DeskRequest, sort: str, key: str) -> HttpResponse:
    return _done(request, sort, key, actions.withdraw_record, "It is withdrawn", reason=_reason(request))


@for_group_editors
@require_POST
def reopen(request: DeskRequest, sort: str, key: str) -> HttpResponse:
    return _done(request, sort, key, actions.reopen_record, "It is a draft again", reason=_reason(request))


def _done(
    request: DeskRequest, sort: str, key: str, verb: Callable[..., None], done: str, **how: Any
) -> HttpResponse:
    record = sort_named(sort).found(key)
    try:
        verb(record, by=request.user, **how)
        messages.success(request, f"{done}: {named(record)}.")
    except actions.Clash:
        messages.error(request, AGAIN)
    except ValidationError as refusal:
        tell(request, refusal)
    return redirect(address_of(record))


def _seen(request: DeskRequest) -> int:
    return clashes.version_in(request.POST) or clashes.UNKNOWN_VERSION


def _reason(request: DeskRequest) -> str:
    return request.POST.get("reason", "")[:300]
