"""The lines on what, when, where and how many, with each source's word beside the headline's."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.text import capfirst

from incidents.evidence import Evidence, Sight
from incidents.hearing import people, whereabouts
from incidents.kinds import FAMILY_OF, Kind
from incidents.ledger.lines import Cell, Line, standing_of
from incidents.models import Casualty, CasualtyClass, Outcome, Report
from incidents.resolution import Headline, Value, Whereabouts
from places.models import Place
from places.wording import place_in_words
from sources.dates import bounds, in_words
from sources.quantities import Estimate
from sources.wording import count_in_words, range_in_words

RESOLVED = (Outcome.KILLED, Outcome.WOUNDED)
UNCLASSED = (CasualtyClass.EVERYBODY, CasualtyClass.UNSPECIFIED)
NOT_ADDED_UP = "Each source’s count stands for itself."


def when_line(evidence: Evidence, found: Headline) -> Line:
    shown = bounds(evidence.incident.when)

    def cell(report: Report) -> Cell:
        said = bounds(report.when)
        is_later = bool(said.earliest and shown.latest and said.earliest > shown.latest)
        is_earlier = bool(said.latest and shown.earliest and said.latest < shown.earliest)
        return Cell(in_words(report.when) if report.when else "", differs=is_later or is_earlier)

    return _line("When", in_words(evidence.incident.when), found.when, map(cell, evidence.reports))


def where_line(evidence: Evidence, found: Headline, sight: Sight) -> Line:
    shown = sight.place(evidence.incident.place)
    headline = _as_shown(evidence.incident.place, shown)

    def cell(report: Report) -> Cell:
        place = sight.place(report.place)
        said = _as_shown(report.place, place)
        differs = bool(said and headline and not said.agrees_with(headline))
        return Cell(place_in_words(place) if place else "", differs=differs)

    value = place_in_words(shown) if shown else "place not known"
    return _line("Where", value, found.place, map(cell, evidence.reports))


def kind_line(evidence: Evidence, found: Headline) -> Line:
    incident = evidence.incident
    cells = (
        Cell(capfirst(report.get_kind_display()), differs=FAMILY_OF[Kind(report.kind)] != incident.family)
        for report in evidence.reports
    )
    return _line("What", capfirst(incident.get_kind_display()), found.kind, cells)


def whole_lines(evidence: Evidence) -> Iterator[Line]:
    """What is kept for the incident as a whole."""
    if evidence.targets:
        yield Line("Struck", capfirst("; ".join(map(str, evidence.targets))))
    if evidence.weapons:
        yield Line("With", capfirst(", ".join(map(str, evidence.weapons))))


def people_lines(evidence: Evidence, found: Headline) -> Iterator[Line]:
    """For each outcome that is spoken of (killed and wounded always) its total and its classes of people."""
    for outcome in Outcome:
        if outcome in RESOLVED:
            yield _total_line(evidence, outcome, getattr(found, outcome))
        yield from _class_lines(evidence, outcome)


def _total_line(evidence: Evidence, outcome: Outcome, found: Value[Estimate]) -> Line:
    low, best, high = (getattr(evidence.incident, f"{outcome}_{view}") for view in ("low", "best", "high"))

    def cell(report: Report) -> Cell:
        rows = _rows(report.casualties.all(), outcome)
        said = people(rows, outcome)
        words = range_in_words(said.low, said.best, said.high) if said.low is not None else ""
        if rows and (len(rows) == 1 or not words):
            words = "; ".join(map(count_in_words, rows))
        return Cell(words, differs=best is not None and said.best not in (None, best))

    return _line(capfirst(outcome.label), range_in_words(low, best, high), found, map(cell, evidence.reports))


def _class_lines(evidence: Evidence, outcome: Outcome) -> Iterator[Line]:
    """A line a class of people; for what is resolved, none for those that the total says already."""
    everybody = [*evidence.casualties, *(row for report in evidence.reports for row in report.casualties.all())]
    named = {row.people for row in _rows(everybody, outcome)}
    is_resolved = outcome in RESOLVED
    for each in CasualtyClass:
        if each in named and not (is_resolved and each in UNCLASSED):
            yield _class_line(evidence, outcome, each, is_part=is_resolved)


def _class_line(evidence: Evidence, outcome: Outcome, of: CasualtyClass, *, is_part: bool) -> Line:
    def words(rows: Iterable[Casualty]) -> str:
        return "; ".join(count_in_words(row) for row in _rows(rows, outcome) if row.people == of)

    name = f"of them {of.label.lower()}" if is_part else capfirst(outcome.label)
    if not is_part and of not in UNCLASSED:
        name = f"{name}, {of.label.lower()}"
    cells = tuple(Cell(words(report.casualties.all())) for report in evidence.reports)
    return Line(name, words(evidence.casualties), "" if is_part else NOT_ADDED_UP, cells=cells, is_part=is_part)


def _rows(casualties: Iterable[Casualty], outcome: Outcome) -> list[Casualty]:
    return [row for row in casualties if row.outcome == outcome]


def _line(name: str, value: str, found: Value[Any], cells: Iterable[Cell]) -> Line:
    standing = standing_of(found.compared, found.is_disputed)
    return Line(name, value, found.reason, standing, found.compared, tuple(cells))


def _as_shown(place: Place | None, shown: Place | None) -> Whereabouts | None:
    """Where a place lies, down to what the reader may see of it."""
    found = whereabouts(place)
    if found is None or shown is None:
        return None
    numbers: Sequence[int] = found.chain
    visible = shown.same_as_id or shown.pk
    return Whereabouts(tuple(numbers[: numbers.index(visible) + 1]) if visible in numbers else (visible,))
