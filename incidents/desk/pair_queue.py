"""The queue of likely pairs: the newest undecided drafts, each beside what may be the same event."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import User
from incidents.desk.access import DeskRequest, for_editors
from incidents.desk.pairs import seen
from incidents.desk.suggested import Suggested, rows_of
from incidents.desk.verdicts import Choice, choices_for
from incidents.models import Decision, Incident, Verdict
from incidents.suggesting import Suggestion, suggestions
from sources.editorial import State

LOOKED_AT = 12  # incidents a page: each takes a search of about 25 ms among 100,000
MOST_BESIDE = 2
MOST_TO_MERGE = 20
MOST_PAGES = 10_000
UNSETTLED = (State.DRAFT, State.IN_REVIEW)


@dataclass(frozen=True)
class LikelyPair:
    """Two incidents as the queue shows them, and what may be decided; `seen` is the state in which they are shown."""

    first: Suggested
    second: Suggested
    choices: list[Choice]
    seen: str


@for_editors
@require_GET
def queue(request: DeskRequest) -> HttpResponse:
    """Likely pairs among the incidents changed last, so many of them a page, the likeliest first."""
    page = _page_number(request)
    unsettled = Incident.objects.filter(state__in=UNSETTLED).order_by("-updated_at", "-pk")
    found = list(unsettled[(page - 1) * LOOKED_AT : page * LOOKED_AT + 1])
    about = {
        "pairs": likely_pairs(found[:LOOKED_AT], request.user), "page": page, "looked_at": len(found[:LOOKED_AT]),
        "later": page - 1, "earlier": page + 1 if len(found) > LOOKED_AT else 0,
        "to_merge": _to_merge() if page == 1 else [],
    }  # fmt: skip
    return render(request, "desk/pair_queue.html", about)


def likely_pairs(incidents: Iterable[Incident], by: User) -> list[LikelyPair]:
    """Each pair once, whichever of the two was looked at first."""
    found = {
        frozenset((incident.pk, each.incident.pk)): (incident, each)
        for incident in incidents for each in suggestions(incident, limit=MOST_BESIDE) if each.decision is None
    }  # fmt: skip
    ranked = sorted(found.values(), key=lambda pair: -pair[1].match.score)
    prefetch_related_objects([one for incident, each in ranked for one in (incident, each.incident)], "reports")
    firsts = rows_of([Suggestion(incident, each.match) for incident, each in ranked])
    seconds = rows_of([each for _, each in ranked])
    return [
        LikelyPair(one, other, choices_for(one.incident, other.incident, by), seen(one.incident, other.incident))
        for one, other in zip(firsts, seconds, strict=True)
    ]


def _page_number(request: DeskRequest) -> int:
    text = request.GET.get("page", "")
    return min(max(int(text[:6]), 1), MOST_PAGES) if text.isascii() and text.isdecimal() else 1


def _to_merge() -> QuerySet[Decision]:
    """Decided to be the same, and still two."""
    same = Decision.objects.filter(verdict=Verdict.SAME, first__merged_into=None, second__merged_into=None)
    same = same.exclude(first__state=State.WITHDRAWN).exclude(second__state=State.WITHDRAWN)
    return same.select_related("first", "second", "decided_by").order_by("decided_at")[:MOST_TO_MERGE]
