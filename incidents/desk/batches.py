"""Batches on the desk: many incidents published by one decision, once a sample of them was looked at one by one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from incidents import actions
from incidents.actions.batches import MOST_IN_A_BATCH
from incidents.desk import queues
from incidents.desk.access import DeskRequest, for_reviewers
from incidents.desk.onwards import back
from incidents.desk.refusals import tell
from incidents.desk.sifting import SiftForm
from incidents.models import Batch, Incident
from sources.editorial import State

MOST_LISTED = 50
RIGHT, WRONG = "right", "wrong"


@dataclass(frozen=True)
class Looked:
    """One incident of the sample, and what was found: "right", "wrong" or "" while nobody has looked."""

    incident: Incident
    found: str


@dataclass(frozen=True)
class Going:
    """A large batch on its way: the address where it goes on, with which reason, and how many are done."""

    address: str
    reason: str
    done: int


@for_reviewers
@require_GET
def batches(request: DeskRequest) -> HttpResponse:
    found = Batch.objects.select_related("made_by").annotate(size=Count("incidents"))[:MOST_LISTED]
    return render(request, "desk/batches.html", {"batches": found})


@for_reviewers
@require_POST
def batch_new(request: DeskRequest) -> HttpResponse:
    """A batch of the rows selected in the inbox, or of everything that its filter finds."""
    try:
        made = actions.submit_into_batch(_chosen(request), by=request.user)
    except ValidationError as refusal:
        tell(request, refusal)
        return back(request, "desk:inbox")
    return redirect("desk:batch", made.pk)


@for_reviewers
@require_GET
def batch(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(Batch, pk=pk))


@for_reviewers
@require_POST
def judge(request: DeskRequest, pk: int) -> HttpResponse:
    """Right or wrong, one of the sample."""
    found, verdict = get_object_or_404(Batch, pk=pk), request.POST.get("verdict")
    note, public_id = request.POST.get("note", "").strip()[:300], request.POST.get("public_id", "")
    try:
        if verdict not in (RIGHT, WRONG):
            raise ValidationError("Say whether it is right or wrong.")
        if verdict == WRONG and not note:
            raise ValidationError(f"Say what is wrong with {public_id}; its editors will read it.")
        actions.judge_sample(found, by=request.user, public_id=public_id, is_right=verdict == RIGHT, note=note)
    except ValidationError as refusal:
        tell(request, refusal)
    return redirect("desk:batch", pk)


@for_reviewers
@require_POST
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    return _step(request, pk, actions.publish_next, "The batch is published.", at=timezone.now())


@for_reviewers
@require_POST
def send_back(request: DeskRequest, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")[:300]
    return _step(request, pk, actions.send_back_next, "The batch is with its editors again.", reason=reason)


@for_reviewers
@require_POST
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    """Undo: everything the batch published is taken from readers, with one reason."""
    terms = {"reason": request.POST.get("reason", "")[:300], "at": timezone.now()}
    return _step(request, pk, actions.withdraw_next, "The batch is withdrawn.", **terms)


def _step(request: DeskRequest, pk: int, verb: Callable[..., int], done: str, **how: Any) -> HttpResponse:
    """One step of a verb; while there is more to do the page asks for the next one by itself."""
    found = get_object_or_404(Batch, pk=pk)
    try:
        left = verb(found, by=request.user, **how)
    except ValidationError as refusal:
        tell(request, refusal)
        return redirect("desk:batch", pk)
    if left:
        return _page(request, found, Going(request.path, how.get("reason", ""), found.incidents.count() - left))
    messages.success(request, done)
    return redirect("desk:batch", pk)


def _chosen(request: DeskRequest) -> list[Incident]:
    if "all" not in request.POST:
        return list(queues.chosen(request.POST.getlist("row")))
    queue = queues.BY_NAME.get(request.POST.get("tab", ""), queues.QUEUES[0])
    if queue.name not in (queues.REVIEW, queues.DRAFTS):
        raise ValidationError("Only drafts and what is in review can be put in a batch.")
    sift = SiftForm(request.POST)
    if not sift.is_valid():
        raise ValidationError("The filter cannot be read. Choose it again.")
    found = queues.rows_of(queue, sift, request.user, timezone.now()).order_by("created_at", "pk")
    return list(found[:MOST_IN_A_BATCH + 1])


def _page(request: DeskRequest, found: Batch, going: Going | None = None) -> HttpResponse:
    wanted = Incident.objects.filter(public_id__in=found.sample).select_related("place__province")
    words = {True: RIGHT, False: WRONG, None: ""}
    sample = [Looked(each, words[found.found.get(each.public_id)]) for each in wanted.order_by("public_id")]
    states = {str(state): Count("pk", filter=Q(state=state)) for state in State}
    about = {
        "batch": found, "sample": sample, "size": found.incidents.count(), "going": going,
        "next": next((each for each in sample if not each.found), None),
        "is_clean": not found.unseen and not found.wrong, **found.incidents.aggregate(**states),
    }
    return render(request, "desk/batch.html", about)
