"""New incidents beside those of other sources that they may be one with, as the desk shows pairs."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from incidents.desk.suggested import Suggested, rows_of
from incidents.desk.verdicts import in_words
from incidents.models import Decision, Incident
from incidents.suggesting import Suggestion, compare
from intake.models import Finding


@dataclass(frozen=True)
class Pair:
    """`ours` came from the file; `decided` says what was judged of both, where somebody has."""

    finding: Finding
    ours: Suggested
    other: Suggested
    decided: str

    @property
    def is_one(self) -> bool:
        """Whether they were merged since."""
        return self.ours.incident == self.other.incident


def pairs_of(findings: Iterable[Finding]) -> list[Pair]:
    """Those whose incidents are both there, in their order."""
    found = [(each, *both) for each in findings if (both := _both(each))]
    matches = [Suggestion(ours, compare(ours, other)) for _, ours, other in found]
    ours = rows_of(matches)
    others = rows_of([Suggestion(other, each.match) for (_, _, other), each in zip(found, matches, strict=True)])
    decided = _decided([both for _, *both in found])
    return [
        Pair(each, one, two, decided.get(frozenset((one.incident.pk, two.incident.pk)), ""))
        for (each, _, _), one, two in zip(found, ours, others, strict=True)
    ]


def _both(finding: Finding) -> tuple[Incident, Incident] | None:
    ours = finding.entry.report.incident if finding.entry else None
    return (ours, finding.incident) if ours and finding.incident else None


def _decided(pairs: list[list[Incident]]) -> dict[frozenset[int], str]:
    numbers = [[each.pk for each in pair] for pair in pairs]
    either = Q(pk__in=[])
    for pair in numbers:
        either |= Q(first__in=pair, second__in=pair)
    rows = Decision.objects.filter(either).select_related("first", "second")
    return {frozenset((row.first_id, row.second_id)): in_words(row) for row in rows}
