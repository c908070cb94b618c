"""The lines on who: one for each group and part, with how each source names it."""

from collections.abc import Iterable, Iterator

from django.utils.text import capfirst

from incidents.evidence import Evidence, Sight
from incidents.ledger.independence import voice_of
from incidents.ledger.lines import Cell, Line, standing_of
from incidents.models import AttributedBy, Attribution, AttributionStatus, Report
from incidents.resolution import Headline

CONTESTING = frozenset({AttributionStatus.DENIED, AttributionStatus.DISPUTED})
EDITORS_PARTS = "An editor stated some of these parts, on the sources named beside them."
EDITORS_PART = "Stated by an editor, on the sources named with it above."


def actor_lines(evidence: Evidence, sight: Sight) -> Iterator[Line]:
    """The incident's own parts first, in their order, then what only a report says."""
    headline = {each.part: each for each in sight.named(evidence.attributions)}
    named = {report.pk: sight.named(list(report.attributions.all())) for report in evidence.reports}
    parts = dict.fromkeys([*headline, *(each.part for said in named.values() for each in said)])
    for part in parts:
        said = [[each for each in named[report.pk] if each.part == part] for report in evidence.reports]
        yield _line(headline.get(part), said, evidence)


def rule_on_actors(evidence: Evidence, found: Headline) -> str:
    """How the headline's names were reached; what editors state is no answer of the rules."""
    if not any(each.is_editors for each in evidence.attributions):
        return found.actors.reason
    return f"{EDITORS_PARTS} {found.actors.reason}" if found.actors.value else EDITORS_PARTS


def _line(own: Attribution | None, said: list[list[Attribution]], evidence: Evidence) -> Line:
    one = own or next(each for rows in said for each in rows)
    group, note = one.group.shown_as, own.note if own else ""
    voices = {voice_of(report) for report, rows in zip(evidence.reports, said, strict=True) if rows}
    is_disputed = own is not None and own.status == AttributionStatus.DISPUTED
    return Line(
        f"{capfirst(one.get_role_display())}: {group.label}", _stated(own) if own else "",
        EDITORS_PART if own and own.is_editors else "",
        standing_of(len(voices), is_disputed), len(voices),
        tuple(_cell(rows, own, note) for rows in said), group.get_absolute_url(),
    )  # fmt: skip


def _cell(rows: list[Attribution], own: Attribution | None, note: str) -> Cell:
    notes = [each for each in rows if each.note and each.note != note]
    return Cell(
        capfirst("; ".join(map(_stated, rows))),
        " ".join(each.note for each in notes if not _is_allegation(each)),
        " ".join(each.note for each in notes if _is_allegation(each)),
        differs=any(each.status in CONTESTING for each in rows) or _is_contested(rows, own),
    )


def _is_contested(rows: Iterable[Attribution], own: Attribution | None) -> bool:
    """Whether the headline itself denies what these rows assert."""
    return own is not None and own.status == AttributionStatus.DENIED and any(r.status != own.status for r in rows)


def _is_allegation(said: Attribution) -> bool:
    return said.by == AttributedBy.GROUP


def _stated(said: Attribution) -> str:
    words = f"{said.get_status_display().lower()} by {said.get_by_display().lower()}"
    return f"{words}, {said.get_confidence_display().lower()} confidence"


def names_nobody(reports: Iterable[Report]) -> tuple[Cell, ...]:
    return tuple(Cell() for _ in reports)
