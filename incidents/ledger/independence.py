"""Which reports count as one independent source, and why: in words, from the same origins that the rules hear."""

from collections.abc import Sequence

from incidents.hearing import origin_of
from incidents.models import Report
from incidents.resolution.values import listed
from sources.dates import in_words
from sources.models import Source

ALONE = "Counts by itself."


def origins_of(reports: Sequence[Report]) -> dict[str, list[Report]]:
    """Reports by what makes them one voice, in the order in which the voices were first entered."""
    found: dict[str, list[Report]] = {}
    for report in reports:
        found.setdefault(voice_of(report), []).append(report)
    return found


def voice_of(report: Report) -> str:
    """What makes reports one voice: the owner, wire or outlet at the start of their chain."""
    outlet = report.source.root.outlet
    return origin_of(outlet.owner_group, outlet.slug)


def counts_as(report: Report, together: Sequence[Report]) -> str:
    """One sentence on what a report counts as beside those it is one voice with (itself among them)."""
    root, others = report.source.root, [each for each in together if each.pk != report.pk]
    if not others:
        return ALONE if root == report.source else f"Counts as {item(root)}, which it republishes."
    names = listed(list(dict.fromkeys(item(each.source) for each in others)))
    return f"Counts as one with {names}: {_because(report, others)}."


def item(source: Source) -> str:
    """ "Dawn, 12 December 2017"."""
    return ", ".join([source.outlet.name, in_words(source.published)] if source.published else [source.outlet.name])


def _because(report: Report, others: Sequence[Report]) -> str:
    source, root = report.source, report.source.root
    if root != source:
        return f"it republishes {root.outlet}"
    if any(each.source != source and each.source.root == source for each in others):
        return "they republish it"
    if all(each.source.root.outlet == source.outlet for each in others):
        return "the same outlet"
    return f"one owner or wire, {' '.join(source.outlet.owner_group.split())}"
