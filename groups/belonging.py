"""What a group was part of on a day, and what belonged to it, as branches of ties. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from groups.network import SHOWN, Tie, as_of, belonging

MOST_LEVELS = 6
MOST_BRANCHES = 300
Onward = Mapping[str, Sequence[tuple[Tie, str]]]  # by the group at the near end: ties with the group at the far end


@dataclass
class Branch:
    """A tie, the group at its far end, and what follows from there; `is_again` where that is told elsewhere."""

    tie: Tie
    slug: str
    passed: frozenset[str]
    is_again: bool = False
    further: list["Branch"] = field(default_factory=list)


@dataclass(frozen=True)
class Lineage:
    """Branches from a group on, and whether there would be more of them."""

    branches: Sequence[Branch]
    is_cut: bool


def above(ties: Iterable[Tie], slug: str, day: date) -> Lineage:
    """What a group may have been part of on a day, directly and through others."""
    return _grown(_by_near_end((tie.source, tie.target, tie) for tie in _held(ties, day)), slug)


def below(ties: Iterable[Tie], slug: str, day: date) -> Lineage:
    """What may have belonged to a group on a day, directly and through others."""
    return _grown(_by_near_end((tie.target, tie.source, tie) for tie in _held(ties, day)), slug)


def _held(ties: Iterable[Tie], day: date) -> list[Tie]:
    """Implied ties too: a page shows with each how it is known, where the counting of incidents leaves them out."""
    return as_of(belonging(ties, SHOWN), day)


def _by_near_end(ends: Iterable[tuple[str, str, Tie]]) -> Onward:
    onward = defaultdict(list)
    for near, far, tie in sorted(ends, key=lambda each: each[:2]):
        onward[near].append((tie, far))
    return onward


def _grown(onward: Onward, slug: str) -> Lineage:
    """Step by step from a group on. What follows from another is told once, where it is nearest."""
    root: list[Branch] = []
    waiting = [(slug, frozenset({slug}), root)]
    told, room = {slug}, MOST_BRANCHES
    for _ in range(MOST_LEVELS):
        grown: list[Branch] = []
        for near, passed, branches in waiting:
            fresh = list(_next(onward, near, passed))
            branches += fresh[: room - len(grown)]
            grown += branches
            if len(branches) < len(fresh):
                return Lineage(root, is_cut=True)
        room -= len(grown)
        waiting = [(each.slug, each.passed, each.further) for each in grown if _is_first(each, told, onward)]
    return Lineage(root, any(list(_next(onward, near, passed)) for near, passed, _ in waiting))


def _next(onward: Onward, near: str, passed: frozenset[str]) -> Iterator[Branch]:
    """None leads back to where it came from."""
    return (Branch(tie, far, passed | {far}) for tie, far in onward.get(near, ()) if far not in passed)


def _is_first(branch: Branch, told: set[str], onward: Onward) -> bool:
    branch.is_again = branch.slug in told and any(_next(onward, branch.slug, branch.passed))
    is_first = branch.slug not in told
    told.add(branch.slug)
    return is_first
