"""Likely duplicates as the desk shows them: each suggestion with everything a row says, in words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count

from incidents.matching import Band
from incidents.models import Decision, Incident, Report
from incidents.suggesting import Suggestion, Unsaved, suggestions
from places.models import Place
from places.wording import place_in_words
from sources.wording import range_in_words

FEW = 5
NAMED_WITH = ("district", "province__parent", "parent")
NAMED_BY = [f"{start}{part}" for start in ("", *(f"{one}__" for one in NAMED_WITH)) for part in ("name", "kind")]
LEVELS = {Band.VERY_LIKELY: "high", Band.LIKELY: "middle", Band.POSSIBLE: "low", Band.UNLIKELY: "none"}


@dataclass(frozen=True)
class Suggested:
    """A row of `desk/_suggestions.html`. `level` is the likelihood as a class name; `sources` counts items cited."""

    incident: Incident
    place: str
    figures: str
    likelihood: str
    level: str
    speaking_for: list[str]
    speaking_against: list[str]
    sources: int
    decision: Decision | None


def suggested(
    for_: Report | Incident | Unsaved, *, limit: int = FEW, without: Collection[int] = ()
) -> list[Suggested]:
    """Rows for `{% include "desk/_suggestions.html" with rows=… %}`, the likeliest first.

    The include takes besides, all of them optional:
    `choosing="attach"`: each row has a button that posts `destination=existing` and `incident=<id>` to the page;
    `choosing="fill"`: a button without a form, with the id in `data-incident`, for a script that fills in a field;
    `beside`: the incident that is compared, so that each row leads to both of them side by side;
    `nothing`: the sentence that is shown where there is no row.
    """
    return rows_of(suggestions(for_, limit=limit, without=without))


def rows_of(found: Sequence[Suggestion]) -> list[Suggested]:
    """Two queries for all rows together."""
    incidents = [each.incident for each in found]
    places = Place.objects.select_related(*NAMED_WITH).only("province__name", *NAMED_BY)
    known = places.in_bulk({one.place_id for one in incidents if one.place_id})
    cited = Report.objects.filter(incident__in=incidents).order_by().values_list("incident")
    sources = dict(cited.annotate(Count("source", distinct=True)))
    return [
        _row(each, known.get(each.incident.place_id or 0), sources.get(each.incident.pk, 0)) for each in found
    ]


def figures_of(incident: Incident) -> str:
    """ "9–11, best 10 killed · 3 wounded"; empty where nothing is reported."""
    counts = {
        "killed": (incident.killed_low, incident.killed_best, incident.killed_high),
        "wounded": (incident.wounded_low, incident.wounded_best, incident.wounded_high),
    }
    return " · ".join(f"{range_in_words(*count)} {name}" for name, count in counts.items() if count[0] is not None)


def _row(found: Suggestion, place: Place | None, sources: int) -> Suggested:
    return Suggested(
        incident=found.incident, place=place_in_words(place) if place else "place not known",
        figures=figures_of(found.incident), likelihood=found.match.band.value, level=LEVELS[found.match.band],
        speaking_for=[str(each) for each in found.match.speaking_for],
        speaking_against=[str(each) for each in found.match.speaking_against], sources=sources,
        decision=found.decision,
    )  # fmt: skip
