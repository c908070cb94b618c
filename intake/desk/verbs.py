"""What is done with an import at a press: paused, gone on with, cancelled, undone, put before a reviewer."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.models import User
from incidents.desk.access import DeskRequest
from incidents.desk.refusals import tell
from intake import actions
from intake.desk.access import for_importers
from intake.models import Import

Verb = Callable[[Import], str]
LONGEST_REASON, LONGEST_NOTE = 300, 200


@for_importers
@require_POST
def pause(request: DeskRequest, pk: int) -> HttpResponse:
    return _do(request, pk, partial(_moved, actions.pause, request.user, "It is paused."))


@for_importers
@require_POST
def resume(request: DeskRequest, pk: int) -> HttpResponse:
    return _do(request, pk, partial(_moved, actions.resume, request.user, "It goes on."))


@for_importers
@require_POST
def cancel(request: DeskRequest, pk: int) -> HttpResponse:
    return _do(request, pk, partial(_moved, actions.cancel, request.user, "It is cancelled."))


@for_importers
@require_POST
def hand_over(request: DeskRequest, pk: int) -> HttpResponse:
    """Its drafts become a batch, of which a reviewer looks at a sample before anything is published."""
    note = request.POST.get("note", "").strip()[:LONGEST_NOTE]

    def put(importing: Import) -> str:
        batch = actions.hand_over(importing, by=request.user, note=note)
        return f"Before a reviewer, as {batch}: {_many(batch.incidents.count(), 'incident')}."

    return _do(request, pk, put)


@for_importers
@require_POST
def undo(request: DeskRequest, pk: int) -> HttpResponse:
    """All that it brought is taken back with one reason; where some of it is published, by a reviewer."""
    def take_back(importing: Import) -> str:
        undone = actions.undo(importing, by=request.user, reason=_reason(request), at=timezone.now())
        left = f" Left, as other sources are beside them by now: {_many(undone.left, 'row')}." if undone.left else ""
        withdrawn, restored = _many(undone.withdrawn, "incident"), _many(undone.restored, "report")
        return f"Withdrawn: {withdrawn}. Put back to what they said before: {restored}.{left}"

    return _do(request, pk, take_back)


@for_importers
@require_POST
def withdraw_vanished(request: DeskRequest, pk: int) -> HttpResponse:
    """Incidents whose rows the dataset no longer holds; where some are published, by a reviewer."""
    def withdraw(importing: Import) -> str:
        number = actions.withdraw_vanished(importing, by=request.user, reason=_reason(request), at=timezone.now())
        return f"Withdrawn: {_many(number, 'incident')}. Those that other sources tell of too stay."

    return _do(request, pk, withdraw)


def _moved(verb: Callable[..., None], by: User, said: str, importing: Import) -> str:
    verb(importing, by=by)
    return said


def _do(request: DeskRequest, pk: int, verb: Verb) -> HttpResponse:
    """Do it and say what came of it, or why it was not done."""
    importing = get_object_or_404(Import, pk=pk)
    try:
        messages.success(request, verb(importing))
    except ValidationError as refusal:
        tell(request, refusal)
    return redirect("imports:import", pk)


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _reason(request: DeskRequest) -> str:
    return request.POST.get("reason", "")[:LONGEST_REASON]
