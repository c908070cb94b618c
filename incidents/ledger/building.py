"""Builds the ledger of an incident for one reader."""

from dataclasses import dataclass

from incidents.evidence import Evidence, Sight
from incidents.ledger.actors import actor_lines, names_nobody, rule_on_actors
from incidents.ledger.facts import kind_line, people_lines, when_line, where_line, whole_lines
from incidents.ledger.independence import counts_as, origins_of
from incidents.ledger.lines import Column, Line, Part
from incidents.models import Report
from incidents.resolution import Headline
from incidents.resolution.values import counted
from sources.models import Credibility

MANY = 4  # more columns than fit on a laptop: the table scrolls inside itself


@dataclass(frozen=True)
class Ledger:
    """Columns and parts, with what the headline says of the sources themselves."""

    columns: tuple[Column, ...]
    parts: tuple[Part, ...]
    independent: str
    credibility: Line

    @property
    def has_quotes(self) -> bool:
        return any(column.report.excerpt for column in self.columns)

    @property
    def has_notes(self) -> bool:
        return any(column.report.note for column in self.columns)

    @property
    def is_wide(self) -> bool:
        return len(self.columns) > MANY

    @property
    def width(self) -> int:
        return len(self.columns) + 1


def ledger(evidence: Evidence, sight: Sight) -> Ledger:
    """What each source says of each fact, no finer than the reader may see; sources that count as one side by side."""
    voices = origins_of(evidence.reports)
    ordered = Evidence(**{**vars(evidence), "reports": [report for said in voices.values() for report in said]})
    found = ordered.headline()
    return Ledger(
        columns=tuple(_columns(list(voices.values()))),
        parts=_parts(ordered, found, sight),
        independent=counted(found.corroboration) if found.corroboration != 1 else "1 independent source",
        credibility=Line(
            "Credibility", Credibility(ordered.incident.credibility).label, found.credibility.reason,
        ),
    )  # fmt: skip


def _columns(voices: list[list[Report]]) -> list[Column]:
    columns: list[Column] = []
    for voice, together in enumerate(voices, 1):
        for report in together:
            columns.append(
                Column(
                    len(columns) + 1, report, report.source.public_url or "", voice, counts_as(report, together),
                    is_shared=len(together) > 1,
                )
            )
    return columns


def _parts(evidence: Evidence, found: Headline, sight: Sight) -> tuple[Part, ...]:
    event = (when_line(evidence, found), where_line(evidence, found, sight), kind_line(evidence, found))
    actors = tuple(actor_lines(evidence, sight)) or (Line("Named", "nobody", cells=names_nobody(evidence.reports)),)
    return (
        Part("What happened", (*event, *whole_lines(evidence))),
        Part("Who", actors, rule_on_actors(evidence, found)),
        Part("How many people", tuple(people_lines(evidence, found))),
    )
