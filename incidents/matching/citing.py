"""Whether two accounts rest on one source: the same item, copies of one, or outlets of one owner."""

from collections.abc import Iterator

from incidents.matching import weights
from incidents.matching.values import Reason, Sketch


def compare_citations(one: Sketch, other: Sketch) -> Iterator[Reason]:
    """A common item also makes up for a date or a place that one of the two does not give."""
    if _share("source", one, other):
        yield Reason("Cites the same source", weights.SAME_SOURCE + _made_up(one, other))
    elif _share("root", one, other):
        yield Reason("Cites copies of one item", weights.SAME_ROOT + _made_up(one, other))
    elif {cited.owner for cited in one.citations} & {cited.owner for cited in other.citations}:
        yield Reason("Cites the same outlet, or one of the same owner", weights.SAME_OWNER)


def _made_up(one: Sketch, other: Sketch) -> float:
    is_undated = any(each.earliest is None and each.latest is None for each in (one, other))
    is_unplaced = one.where is None or other.where is None
    return -weights.UNDATED * is_undated - weights.UNPLACED * is_unplaced


def _share(name: str, one: Sketch, other: Sketch) -> bool:
    mine, theirs = ({getattr(cited, name) for cited in each.citations} - {None} for each in (one, other))
    return bool(mine & theirs)
