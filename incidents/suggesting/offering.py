"""The incidents shown beside a form or an incident, each with its match and what was decided of the pair."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from incidents.matching import Match, Sketch, match, may_yet_match, meets
from incidents.models import Decision, Incident, Report, Verdict
from incidents.suggesting.citations import told_by
from incidents.suggesting.decided import decisions_on
from incidents.suggesting.neighbours import neighbours, rows_of
from incidents.suggesting.parties import Groups
from incidents.suggesting.sketching import filled, outlines_of_incidents, sketch_of_report, sketch_of_unsaved
from incidents.suggesting.unsaved import Unsaved

FEW = 8
Subject = Report | Incident | Unsaved


@dataclass(frozen=True)
class Suggestion:
    """An incident that may be the same event; `decision` is what an editor said of the pair (same, or part of)."""

    incident: Incident
    match: Match
    decision: Decision | None = None


def suggestions(for_: Subject, *, limit: int = FEW, without: Collection[int] = ()) -> list[Suggestion]:
    """The likeliest first: at most `limit`, and besides them all pairs decided to be the same or part of each other.

    Left out are withdrawn and merged incidents, the subject itself, pairs decided to be different, and incidents whose
    numbers are in `without`. Raises ValidationError for a date in a form that is not EDTF.
    """
    own = _own(for_)
    decided = decisions_on(own) if own else {}
    parted = {pk for pk, decision in decided.items() if decision.verdict == Verdict.DIFFERENT}
    barred = {*without, *parted, *([own] if own else [])}
    kept = decided.keys() - barred
    found = _matches(for_, barred=barred, kept=kept)
    ranked = sorted(found, key=lambda pk: (-found[pk].score, -pk))
    chosen = {*[pk for pk in ranked if pk not in kept][:limit], *kept}
    incidents = Incident.objects.select_related("place").in_bulk(chosen)
    return [Suggestion(incidents[pk], found[pk], decided.get(pk)) for pk in ranked if pk in incidents]


def compare(one: Incident, other: Incident) -> Match:
    """How likely two incidents are one event, and why, whatever was decided of them."""
    rows = rows_of(Incident.objects.filter(pk__in=(one.pk, other.pk)))
    sketches = filled(outlines_of_incidents(rows), Groups())
    return match(_without_lists(sketches[one.pk])[0], sketches[other.pk])


def _matches(subject: Subject, *, barred: Collection[int], kept: Collection[int]) -> dict[int, Match]:
    """Read in two steps: only what may be suggested by its own row is read whole."""
    groups = Groups()
    sketch, cited = _without_lists(_sketch(subject, groups))
    wanted = {*kept, *cited}
    outlines = outlines_of_incidents(neighbours(sketch, barred=barred, kept=wanted))
    promising = {pk: each for pk, each in outlines.items() if pk in wanted or may_yet_match(sketch, each)}
    whole = filled(promising, groups, like=sketch)
    matches = {pk: match(sketch, each) for pk, each in whole.items() if pk in kept or meets(sketch, each)}
    return {pk: found for pk, found in matches.items() if pk in kept or found.is_suggested}


def _sketch(subject: Subject, groups: Groups) -> Sketch:
    if isinstance(subject, Unsaved):
        return sketch_of_unsaved(subject, groups)
    if isinstance(subject, Report):
        return sketch_of_report(subject, groups)
    rows = rows_of(Incident.objects.filter(pk=subject.pk))
    return filled(outlines_of_incidents(rows), groups)[subject.pk]


def _without_lists(sketch: Sketch) -> tuple[Sketch, set[int]]:
    """The sketch without items that tell of very many incidents, and the incidents that rest on the others."""
    cited, lists = told_by(sketch.citations)
    telling = frozenset(each for each in sketch.citations if not {each.source, each.root} & lists)
    return replace(sketch, citations=telling), cited


def _own(subject: Subject) -> int | None:
    """The incident that the subject is, or is evidence of."""
    if isinstance(subject, Unsaved):
        return None
    return subject.incident_id if isinstance(subject, Report) else subject.pk
