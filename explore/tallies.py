"""Incidents and killed, in all and in each bin, under three demands on the evidence and by three figures at once. Pure.

Numbers of people are kept bit by bit, 64 rows a word: under another view a sum is a few words "and" another mask.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explore import bits
from explore.choosing import Yes, is_open, people
from explore.picked import Rows
from explore.snapshot.opening import Snapshot
from explore.snapshot.vocabulary import UNREPORTED
from explore.timeline import SPARSE, Days, crossing

FIGURES = ("low", "best", "high")
TWO_SOURCES = 2
PLANES = 6  # people of 64 and more are rare: what they have above that is looked up
STEP = 1 << PLANES
Values = NDArray[np.int64]
Sums = tuple[Values, Values, Yes, Yes]


@dataclass(frozen=True)
class Tally:
    """What some rows hold; the first axis is the evidence (all, two sources, unaligned), the last the bins, if any.

    `counts` are incidents and then people killed by each figure asked for; what may lie in several `bins` counts in
    each. Whether people are `reported` at all, and whether any of their numbers is `open`.
    """

    figures: Sequence[str]
    counts: Values
    bins: Values
    reported: Yes
    open: Yes


def tally(
    snapshot: Snapshot, rows: Rows, edges: Sequence[int], unit: str, figures: Sequence[str] = FIGURES
) -> Tally:
    """Of the incidents and people of rows; `edges` are the first days of bins of a unit, and the day after the last."""
    key = ("tally", unit, *figures, *map(str, (*edges[:1], *edges[-1:])))
    if rows.number < len(snapshot):
        return _tally(snapshot, rows, edges, unit, figures)
    if key not in snapshot.once:
        snapshot.once[key] = _tally(snapshot, rows, edges, unit, figures)
    found: Tally = snapshot.once[key]
    return found


def _tally(snapshot: Snapshot, rows: Rows, edges: Sequence[int], unit: str, figures: Sequence[str]) -> Tally:
    """The bins of `ending` begin with what lies before the edges, and end with what lies after."""
    is_few, at = rows.number * SPARSE < len(snapshot), np.array(edges, np.int32)
    some = slice(FIGURES.index(figures[0]), FIGURES.index(figures[-1]) + 1)
    ending, across, reported, has_no_end = (
        _of_few(snapshot, rows.positions, at, some) if is_few
        else _of_many(snapshot, rows.among(len(snapshot)), at, unit, some)
    )  # fmt: skip
    return Tally(figures, ending.sum(axis=-1), (ending + across)[..., 1:-1], reported, has_no_end)


def _of_many(snapshot: Snapshot, mask: Yes, edges: Days, unit: str, figures: slice) -> Sums:
    once, key = snapshot.once, ("across", unit)
    if ("ending",) not in once:
        once["ending",] = Order.of(snapshot, [np.arange(len(snapshot), dtype=np.int32)], [snapshot.columns["last"]])
    ending: Order = once["ending",]
    found, across = ending.sums(mask, edges, figures)[0], np.zeros(1, np.int64)
    if len(edges):
        if key not in once:
            once[key] = _across(snapshot, unit)
        begun, ended = once[key].sums(mask, edges, figures)
        across = np.cumsum(begun - ended, axis=-1)
    return found, across, *ending.has_any(mask)


def _across(snapshot: Snapshot, unit: str) -> "Order":
    """Rows that may begin in an earlier bin than they end in, by first day and again by last."""
    found = crossing(snapshot, unit)
    by_first = np.argsort(found.first, kind="stable")
    return Order.of(snapshot, [found.rows[by_first], found.rows], [found.first[by_first], found.last])


@dataclass(frozen=True)
class Order:
    """Some rows in stretches, each in order of some day, and what they hold as bits.

    `numbers` have the highest bit first. `large` are the places of rows with STEP killed or more by any figure, `rest`
    the multiples of STEP in these, by evidence and figure.
    """

    rows: NDArray[np.int32]
    stretches: Sequence[Days]
    evidence: bits.Bits
    reported: bits.Bits
    open: bits.Bits
    numbers: bits.Bits
    large: NDArray[np.intp]
    rest: Values

    @classmethod
    def of(cls, snapshot: Snapshot, rows: Sequence[NDArray[np.int32]], stretches: Sequence[Days]) -> "Order":
        every = np.concatenate(rows)
        met, (reported, has_no_end), killed = (look(snapshot, every) for look in (_met, _told, _killed))
        large = np.flatnonzero((killed >= STEP).any(axis=0))
        planes = [[bits.packed(each >> plane & 1 > 0) for each in killed] for plane in reversed(range(PLANES))]
        return cls(
            every, stretches, np.stack([*map(bits.packed, met)]), bits.packed(reported), bits.packed(has_no_end),
            np.array(planes), large, (killed[:, large] & -STEP) * met[:, None, large],
        )  # fmt: skip

    def mine(self, mask: Yes) -> Yes:
        """A mask of all rows of the snapshot, in this order."""
        return mask if len(self.rows) == len(mask) else mask.take(self.rows)

    def sums(self, mask: Yes, edges: Days, figures: slice) -> list[Values]:
        """For each stretch the counts in each bin, and before and after all bins."""
        mine, cuts = self.mine(mask), self._cuts(edges)
        some, large = bits.packed(mine) & self.evidence, np.flatnonzero(mine.take(self.large))
        killed = np.stack([bits.sums_between(each, self.numbers[:, figures], cuts) for each in some])
        killed += _between(self.rest[:, figures, large], np.searchsorted(self.large[large], cuts))
        found = np.concatenate([bits.between(some, cuts)[:, None], killed], axis=1)
        size = len(edges) + 2  # of the cuts of a stretch, between which lie one bin fewer
        return [found[..., size * at : size * at + size - 1] for at in range(len(self.stretches))]

    def has_any(self, mask: Yes) -> tuple[Yes, Yes]:
        """By evidence, whether any are reported, and any without an end."""
        mine = bits.packed(self.mine(mask)) & self.evidence
        return np.any(mine & self.reported, axis=-1), np.any(mine & self.open, axis=-1)

    def _cuts(self, edges: Days) -> NDArray[np.intp]:
        found: list[NDArray[np.intp]] = []
        start = 0
        for days in self.stretches:
            found.append(start + np.array([0, *np.searchsorted(days, edges), len(days)]))
            start += len(days)
        return np.concatenate(found)


def _of_few(snapshot: Snapshot, rows: NDArray[np.int64], edges: Days, figures: slice) -> Sums:
    """The same by looking at each row; these are in order of their last day."""
    first, last = (snapshot.columns[name].take(rows) for name in ("first", "last"))
    met, told = _met(snapshot, rows), _told(snapshot, rows)
    values = np.concatenate([np.ones((1, len(rows)), np.int64), _killed(snapshot, rows)[figures]]) * met[:, None]
    wide = np.flatnonzero(first != last)
    by_first = wide[np.argsort(first[wide], kind="stable")]
    ending, begun, ended = (
        _between(values[..., some], np.concatenate([[0], np.searchsorted(days, edges), [len(days)]]))
        for some, days in ((slice(None), last), (by_first, first[by_first]), (wide, last[wide]))
    )
    reported, has_no_end = (np.any(met[:, yes], axis=-1) for yes in told)
    return ending, np.cumsum(begun - ended, axis=-1), reported, has_no_end


def _between(values: Values, cuts: NDArray[np.intp]) -> Values:
    """Sums from each cut up to the next, along the last axis."""
    before = np.zeros((*values.shape[:-1], values.shape[-1] + 1), np.int64)
    np.cumsum(values, axis=-1, out=before[..., 1:])
    return np.diff(before[..., cuts], axis=-1)


def _met(snapshot: Snapshot, rows: NDArray[Any]) -> Yes:
    """Which of the rows meet each demand on the evidence."""
    traits = snapshot.tables["traits"].columns
    met = (traits["corroboration"] >= 0, traits["corroboration"] >= TWO_SOURCES, traits["unaligned"] > 0)
    return np.stack(met).take(snapshot.columns["traits"].take(rows), axis=1)


def _told(snapshot: Snapshot, rows: NDArray[Any]) -> Yes:
    """Of which of the rows any killed are reported, and of which without an end."""
    toll = snapshot.tables["toll"].columns
    told = np.stack([toll["killed_low"] != UNREPORTED, is_open(toll, "killed")])
    return told.take(snapshot.columns["toll"].take(rows), axis=1)


def _killed(snapshot: Snapshot, rows: NDArray[Any]) -> Values:
    """The people of each row by each figure, as totals have them."""
    toll = snapshot.tables["toll"].columns
    killed = np.stack([np.maximum(people(toll, "killed", figure), 0) for figure in FIGURES])
    return killed.take(snapshot.columns["toll"].take(rows), axis=1)
