"""Pairs of incidents: what may be the same as one of them, two side by side, and the verdict on them."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from incidents.desk.access import DeskRequest, for_editors
from incidents.desk.contrasts import contrasts
from incidents.desk.refusals import show_on
from incidents.desk.suggested import LEVELS, suggested
from incidents.desk.verdicts import VerdictForm, choices_for, chosen_before, in_words, settle
from incidents.evidence import PLACE_PARTS, testimonies
from incidents.models import Decision, Incident, Merge
from incidents.suggesting import compare as compare_incidents

MOST_LIKELY = 12
MOST_HISTORY = 20
STALE = "Somebody changed one of the two meanwhile. Look at what stands now, and send it again."


@dataclass(frozen=True)
class Decided:
    """A verdict as a page lists it; `other` is the incident that the page is not about."""

    decision: Decision
    other: Incident
    words: str


@for_editors
@require_GET
def pairs(request: DeskRequest, public_id: str) -> HttpResponse:
    """What may be the same event as an incident, and what was decided."""
    found = _found(public_id)
    likely = [] if found.merged_into else [row for row in suggested(found, limit=MOST_LIKELY) if not row.decision]
    about = {"incident": found, "likely": likely, "decided": _decided(found), "merges": found.merges.standing()}
    return render(request, "desk/pairs.html", about)


@for_editors
@require_http_methods(["GET", "POST"])
def compare(request: DeskRequest, public_id: str, other: str) -> HttpResponse:
    """Two incidents side by side; a POST is the verdict on them."""
    first, second = _found(public_id), _found(other)
    if first == second:
        raise Http404
    form = VerdictForm(request.POST or None, choices=choices_for(first, second, request.user))
    if request.method == "POST" and form.is_valid():
        if request.POST.get("seen") != seen(first, second):
            form.add_error(None, STALE)
            return _page(request, first, second, form, status=HTTPStatus.CONFLICT)
        try:
            return _settled(request, first, second, form)
        except ValidationError as refusal:
            show_on(form, refusal)
    return _page(request, first, second, form, status=422 if form.errors else 200)


def seen(first: Incident, second: Incident) -> str:
    """What a page shows of both, so that nobody judges what has changed unseen."""
    return "-".join(f"{each.version}.{each.reports.count()}" for each in (first, second))


def decision_on(first: Incident, second: Incident) -> Decision | None:
    pair = (first, second)
    return Decision.objects.filter(first__in=pair, second__in=pair).select_related("decided_by").first()


def _found(public_id: str) -> Incident:
    parts = [f"place__{part}" for part in PLACE_PARTS]
    return get_object_or_404(Incident.objects.select_related("merged_into", *parts), public_id=public_id)


def _settled(request: DeskRequest, first: Incident, second: Incident, form: VerdictForm) -> HttpResponse:
    verdict, reason = form.cleaned_data["verdict"], form.cleaned_data["reason"]
    messages.success(
        request, settle(first, second, verdict, by=request.user, reason=reason, at=timezone.now())
    )
    if (page := request.POST.get("onwards", "")).isdecimal():
        return redirect(f"{reverse('desk:pair-queue')}?page={page[:6]}")
    merged = Merge.objects.standing().filter(merged__in=(first, second), survivor__in=(first, second)).first()
    return redirect("desk:incident", merged.survivor.public_id) if merged else redirect("desk:pairs", first.public_id)


def _page(
    request: DeskRequest, first: Incident, second: Incident, form: VerdictForm, *, status: int
) -> HttpResponse:
    return render(request, "desk/compare.html", _side_by_side(request, first, second, form), status=status)


def _side_by_side(request: DeskRequest, first: Incident, second: Incident, form: VerdictForm) -> dict[str, Any]:
    decision, match = decision_on(first, second), compare_incidents(first, second)
    pair = (first, second)
    return {
        "first": first, "second": second, "form": form, "facts": contrasts(first, second, request.user),
        "match": match, "level": LEVELS[match.band],
        "columns": [(each, testimonies(each, request.user)) for each in pair],
        "choices": choices_for(first, second, request.user), "seen": seen(first, second),
        "chosen": form["verdict"].value() or request.GET.get("verdict") or chosen_before(first, decision),
        "decision": decision, "decision_words": in_words(decision) if decision else "",
        "earlier": decision.history.select_related("history_user")[1:MOST_HISTORY] if decision else [],
        "merges": Merge.objects.standing().filter(Q(merged__in=pair), Q(survivor__in=pair)),
        "is_open": not (first.merged_into or second.merged_into),
    }  # fmt: skip


def _decided(found: Incident) -> list[Decided]:
    rows: QuerySet[Decision] = Decision.objects.filter(Q(first=found) | Q(second=found))
    rows = rows.select_related("first", "second", "decided_by").order_by("-decided_at", "-pk")
    return [Decided(row, row.second if row.first_id == found.pk else row.first, in_words(row)) for row in rows]
