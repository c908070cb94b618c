"""Whether two accounts rest on one source: the same item, copies of one, or outlets of one owner."""

from collections.abc import Iterator

from incidents.matching import weights
from incidents.matching.values import Reason, Sketch


def compare_citations(one: Sketch, other: Sketch) -> Iterator[Reason]:
    mine, theirs = one.citations, other.citations
    if _shared("source", one, other):
        yield Reason("Cites the same source", weights.SAME_SOURCE)
    elif _shared("root", one, other):
        yield Reason("Cites copies of one item", weights.SAME_ROOT)
    elif {cited.owner for cited in mine} & {cited.owner for cited in theirs}:
        yield Reason("Cites the same outlet, or one of the same owner", weights.SAME_OWNER)


def _shared(name: str, one: Sketch, other: Sketch) -> set[int]:
    mine, theirs = ({getattr(cited, name) for cited in each.citations} - {None} for each in (one, other))
    return mine & theirs
