"""Turns reports, incidents and half-filled forms into the sketches that matching compares."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from incidents.matching import Sketch
from incidents.models import Attribution, Casualty, Outcome, Report, Target
from incidents.resolution import whole
from incidents.suggesting import citations
from incidents.suggesting.locating import wheres
from incidents.suggesting.neighbours import Row
from incidents.suggesting.parties import Groups, actors_by_owner, actors_numbered
from incidents.suggesting.typed import where_typed
from incidents.suggesting.unsaved import Unsaved
from sources.dates import bounds
from sources.quantities import Estimate

TOTALLED = frozenset({"killed", "wounded"})  # in an incident's own row
COUNTED = ("outcome", "people", "low", "best", "high")
Counts = Mapping[str, Estimate]
Said = tuple[Any, ...]  # outcome, class of people, low, best, high


def counted(rows: Iterable[Said]) -> dict[str, Estimate]:
    """Totals by outcome of counts that are split by class of people: outcome, class, low, best, high."""
    parts: dict[str, list[tuple[str, Estimate]]] = defaultdict(list)
    for outcome, people, *count in rows:
        parts[outcome].append((people, Estimate(*count)))
    return {outcome: whole(counts) for outcome, counts in parts.items()}


def sketch_of_report(report: Report, groups: Groups) -> Sketch:
    said = report.casualties.order_by().values_list(*COUNTED)
    named = actors_by_owner(Attribution.objects.filter(report=report), "report", groups)
    return Sketch(
        kind=report.kind, earliest=report.earliest, latest=report.latest,
        where=wheres([report.place_id]).get(report.place_id or 0), actors=named.get(report.pk, frozenset()),
        counts=counted(said),
        citations=citations.of_source(report.source_id),
    )  # fmt: skip


def sketch_of_unsaved(form: Unsaved, groups: Groups) -> Sketch:
    """Raises ValidationError for a date that is not EDTF."""
    when = bounds(form.when)
    return Sketch(
        kind=form.kind, earliest=when.earliest, latest=when.latest, where=where_typed(form),
        actors=actors_numbered(form.groups, form.struck, groups), targets=frozenset(form.targets), counts=form.counts,
        citations=citations.of_source(form.source) or citations.of_outlet(form.outlet),
    )  # fmt: skip


def outlines_of_incidents(rows: Sequence[Row]) -> dict[int, Sketch]:
    """What incidents say of themselves, by their numbers: what, when, where and how many were killed and wounded."""
    places = wheres(row.place for row in rows)
    return {
        row.pk: Sketch(row.kind, row.earliest, row.latest, places.get(row.place or 0), counts=row.counts)
        for row in rows
    }  # fmt: skip


def filled(outlines: Mapping[int, Sketch], groups: Groups, *, like: Sketch | None = None) -> dict[int, Sketch]:
    """Outlines with what is said below incidents; of that, where they are to be `like` a sketch, what it speaks of."""
    attributions = Attribution.objects.filter(incident__in=outlines)
    named = actors_by_owner(attributions, "incident", groups) if like is None or like.actors else {}
    struck = _targets(outlines) if like is None or like.targets else {}
    cited = citations.of_incidents(outlines) if like is None or like.citations else {}
    further = _further(outlines, (like.counts.keys() if like else {*Outcome.values}) - TOTALLED)
    return {
        number: replace(
            outline, actors=named.get(number, frozenset()), targets=struck.get(number, frozenset()),
            counts={**outline.counts, **further.get(number, {})}, citations=cited.get(number, frozenset()),
        )
        for number, outline in outlines.items()
    }  # fmt: skip


def _targets(incidents: Collection[int]) -> dict[int, frozenset[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for number, *target in Target.objects.filter(incident__in=incidents).values_list("incident", "kind", "community"):
        found[number].add((target[0], target[1]))
    return {number: frozenset(targets) for number, targets in found.items()}


def _further(incidents: Collection[int], outcomes: Collection[str]) -> dict[int, Counts]:
    """Counts that no headline has, such as of people arrested: from the least to the greatest that a report says."""
    if not outcomes:
        return {}
    said = Casualty.objects.filter(report__incident__in=incidents, outcome__in=outcomes, low__isnull=False)
    reports: dict[tuple[int, int], list[Said]] = defaultdict(list)
    for number, report, *count in said.order_by("report").values_list("report__incident", "report", *COUNTED):
        reports[number, report].append((*count,))
    found: dict[int, Counts] = {}
    for (number, _), counts in reports.items():
        found[number] = _spanned(found.get(number, {}), counted(counts))
    return found


def _spanned(one: Counts, other: Counts) -> Counts:
    both = {outcome: _span(one[outcome], other[outcome]) for outcome in one.keys() & other.keys()}
    return {**one, **other, **both}


def _span(one: Estimate, other: Estimate) -> Estimate:
    is_open = one.high is None or other.high is None
    return Estimate(
        min(one.low or 0, other.low or 0), one.best, None if is_open else max(one.high or 0, other.high or 0)
    )
