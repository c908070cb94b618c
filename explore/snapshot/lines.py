"""What each group that an incident names belonged to on its day: its *line*, one number for a set of groups. Pure."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from explore.snapshot.reading import Facts
from explore.snapshot.vocabulary import UNDATED, GroupEntry

Line = tuple[str, ...]  # slugs, sorted
Numbers = NDArray[np.int64]
NO_LINE: Line = ()
HALF = 32
LAST = 2**HALF - 1  # of the days of a group's time, counted from UNDATED


def lines(facts: Facts, groups: Mapping[int, GroupEntry], known: dict[Line, int]) -> Numbers:
    """The number of each attribution's line; `known` numbers the lines, and new ones are added to it.

    A group whose incident may lie in several of its eras belonged to all that it belonged to in any of them; one whose
    incident has no date, to all that it ever belonged to.
    """
    known.setdefault(NO_LINE, 0)
    named, owner = facts.attributions.values["group"], facts.attributions.owner
    found = np.zeros(len(owner), np.int64)
    changing = np.array(sorted(pk for pk, group in groups.items() if group.eras), np.int64)
    some = np.flatnonzero(np.isin(named, changing))
    if len(some):
        eras = [(at << HALF, *era) for at, pk in enumerate(changing.tolist()) for era in groups[pk].eras]
        starts = np.array([base + (0 if first is None else first - UNDATED) for base, first, _ in eras], np.int64)
        base, mine = np.searchsorted(changing, named[some]) << HALF, owner[some]
        first, last = (days[mine].astype(np.int64) - UNDATED for days in (facts.first, facts.last))
        last[first == 0] = LAST
        begun, ended = (np.searchsorted(starts, base + days, side="right") - 1 for days in (first, last))
        found[some] = _touched(begun, ended, [line for _, _, line in eras], known)
    return found


def _touched(begun: Numbers, ended: Numbers, eras: list[Line], known: dict[Line, int]) -> Numbers:
    """The line of each stretch of eras; nearly all are one era long."""
    found = np.array([known.setdefault(line, len(known)) for line in eras], np.int64).take(begun)
    wide = np.flatnonzero(begun != ended)
    stretches, at = np.unique(begun[wide] << HALF | ended[wide], return_inverse=True)
    spans = ((int(one) >> HALF, int(one) & LAST) for one in stretches)
    unions = [_union(eras[start : stop + 1]) for start, stop in spans]
    found[wide] = np.array([known.setdefault(line, len(known)) for line in unions], np.int64)[at]
    return found


def _union(some: Iterable[Line]) -> Line:
    return tuple(sorted({slug for line in some for slug in line}))
