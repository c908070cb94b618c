"""The timeline: bins of days, weeks, months or years, each with the incidents that may lie in it. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explore import bits
from explore.choosing import Yes
from explore.picked import Rows
from explore.selection import DAY_ZERO, Counts, Selection, days
from explore.snapshot.opening import Snapshot
from explore.snapshot.vocabulary import FAMILIES

DAY = timedelta(days=1)
NO_END = 2**31 - 1
MONDAY = 4  # 5 January 1970
FIRST_LOOK = 256
COUNTED = ("first", "last", "family")
Days = NDArray[np.integer]
SPARSE = 40  # when one row in so many is counted, each is looked up; else bins are counted as slices
SPANS = ((62, "day"), (366, "week"), (3653, "month"))  # the longest span in days that a unit is used for
MOST_YEARS = 400  # over a longer span each bar of years holds several


@dataclass(frozen=True)
class Bins:
    """Bins one after the other without a gap; `starts` and `ends` are both within."""

    unit: str
    starts: list[date]
    ends: list[date]

    @property
    def edges(self) -> list[int]:
        """First day of each bin, and the day after the last, in days since 1970-01-01."""
        return [*map(days, self.starts), days(self.ends[-1]) + 1] if self.starts else []


def panel(selection: Selection) -> dict[str, Any]:
    """The timeline under all filters but the dates, by family of kind."""
    snapshot, rows = selection.snapshot, selection.undated_too
    if rows.number < len(snapshot):
        return _panel(Dated(snapshot, rows))
    if ("timeline",) not in snapshot.once:
        snapshot.once["timeline",] = _panel(Dated(snapshot, rows))
    found: dict[str, Any] = snapshot.once["timeline",]
    return found


def _panel(dated: "Dated") -> dict[str, Any]:
    bins = dated.bins
    families = dated.counts(bins).tolist()
    counts = [
        {"start": start, "end": end, "count": sum(column), "families": column}
        for start, end, column in zip(bins.starts, bins.ends, families, strict=True)
    ]
    return {"unit": bins.unit, "families": FAMILIES, "bins": counts, "undated": dated.undated}


@dataclass(frozen=True)
class Dated:
    """Some rows of a snapshot, counted by the days on which they may lie. They are in order of their last day."""

    snapshot: Snapshot
    rows: Rows

    @property
    def bins(self) -> Bins:
        """Bins from the first to the last day on which any of the rows may lie."""
        if self.span is None:
            return Bins("month", [], [])
        unit = unit_for(*self.span)
        pairs = bars(unit, *self.span)
        return Bins(unit, [start for start, _ in pairs], [end for _, end in pairs])

    @cached_property
    def span(self) -> tuple[date, date] | None:
        """First and last day, or None when no row is dated."""
        firsts, lasts = self.snapshot.columns["first"], self.snapshot.columns["last"]
        if self.is_sparse:
            ends = (firsts.take(self.some).min(), lasts[self.some[-1]]) if len(self.some) else None
        else:
            seen = bits.ends(self.bits)
            ends = (min(lasts[seen[0]], _earliest(self.snapshot, self.mask)), lasts[seen[1]]) if seen else None
        return (DAY_ZERO + DAY * int(ends[0]), DAY_ZERO + DAY * int(ends[1])) if ends else None

    def counts(self, bins: Bins) -> Counts:
        """How many of the rows may lie in each bin, by family: one that may lie in several bins counts in each."""
        if not bins.starts:
            return np.zeros((0, len(FAMILIES)), np.int64)
        if self.is_sparse:
            first, last, family = (self.snapshot.columns[name].take(self.some) for name in COUNTED)
            return _spread(first, last, family, bins.edges, is_open=False)
        across = crossing(self.snapshot, bins.unit)
        mine = np.flatnonzero(self.mask.take(across.rows))
        first, last, family = (column.take(mine) for column in (across.first, across.last, across.family))
        later = _spread(first, last, family, bins.edges, is_open=True)
        return _ending(self.snapshot, self.bits, bins.edges) + later

    @cached_property
    def undated(self) -> int:
        """How many of the rows have no date; they come first."""
        rows, undated = self.rows, self.snapshot.undated
        if rows.is_slice:
            return max(min(rows.region.stop, undated) - rows.region.start, 0)
        if rows.some is not None:
            return int(np.count_nonzero(rows.some < undated))
        return int(np.count_nonzero(rows.among(len(self.snapshot))[:undated]))

    @property
    def is_sparse(self) -> bool:
        return self.rows.number * SPARSE < len(self.snapshot)

    @cached_property
    def some(self) -> NDArray[np.int64]:
        """Positions of the dated ones."""
        return self.rows.positions[self.undated :]

    @cached_property
    def mask(self) -> Yes:
        """Of all rows of the snapshot, which are among these; the undated ones are told apart by their bits alone."""
        return self.rows.among(len(self.snapshot))

    @cached_property
    def bits(self) -> bits.Bits:
        """The dated ones among all rows."""
        return bits.packed(self.mask, self.snapshot.undated)


def _ending(snapshot: Snapshot, mine: bits.Bits, edges: list[int]) -> Counts:
    """How many rows end in each bin: a bin is a slice of the rows."""
    cuts = np.searchsorted(snapshot.columns["last"], np.array(edges, dtype=np.int32))
    return bits.between(mine & families_of(snapshot), cuts).T


def _spread(first: Days, last: Days, family: Days, edges: list[int], *, is_open: bool) -> Counts:
    """Rows in each bin from that of their first day to that of their last, or (is_open) to the one before it."""
    size, families = len(edges) - 1, len(FAMILIES)
    bin_of_day = np.repeat(np.arange(size, dtype=np.int32), np.diff(edges)) * families
    begins, ends = (bin_of_day.take(days_of - edges[0]) + family for days_of in (first, last))
    ends = ends if is_open else ends + families
    changes = np.bincount(begins, minlength=(size + 1) * families) - np.bincount(ends, minlength=(size + 1) * families)
    return np.cumsum(changes.reshape(size + 1, families), axis=0)[:-1]


@dataclass(frozen=True)
class Crossing:
    """Rows that may begin in an earlier day, week, month or year than they end in, and what counts them."""

    rows: NDArray[np.int32]
    first: Days
    last: Days
    family: Days


def crossing(snapshot: Snapshot, unit: str) -> Crossing:
    key = ("crossing", unit)
    if key not in snapshot.once:
        columns, wide = snapshot.columns, snapshot.wide
        begin, end = (_number(unit, columns[name].take(wide)) for name in ("first", "last"))
        rows = wide[begin != end]
        snapshot.once[key] = Crossing(rows, *(columns[name].take(rows) for name in COUNTED))
    found: Crossing = snapshot.once[key]
    return found


def _number(unit: str, days_of: Days) -> NDArray[Any]:
    """Which day, week, month or year some days lie in, in any numbers that tell these apart."""
    if unit in ("day", "week"):
        return (days_of - MONDAY) // (7 if unit == "week" else 1)
    return days_of.astype("datetime64[D]").astype(f"datetime64[{unit[0].upper()}]")


def families_of(snapshot: Snapshot) -> bits.Bits:
    """For each family the rows whose kind is of it."""
    if ("families",) not in snapshot.once:
        family = snapshot.columns["family"]
        snapshot.once["families",] = np.stack([bits.packed(family == number) for number in range(len(FAMILIES))])
    found: bits.Bits = snapshot.once["families",]
    return found


def _earliest(snapshot: Snapshot, mask: Yes) -> int:
    """The first day of those rows whose date is not known to the day."""
    if ("by first",) not in snapshot.once:
        firsts = snapshot.columns["first"].take(snapshot.wide)
        snapshot.once["by first",] = snapshot.wide[np.argsort(firsts, kind="stable")]
    by_first, begin, size = snapshot.once["by first",], 0, FIRST_LOOK
    while begin < len(by_first):
        some = by_first[begin : begin + size]
        if (mine := mask.take(some)).any():
            return int(snapshot.columns["first"][some[mine.argmax()]])
        begin, size = begin + size, size * 4
    return NO_END


def unit_for(first: date, last: date) -> str:
    """The unit that gives a readable number of bins."""
    span = (last - first).days + 1
    return next((unit for longest, unit in SPANS if span <= longest), "year")


def bars(unit: str, first: date, last: date) -> list[tuple[date, date]]:
    """First and last day of each bin, from the one that holds `first` to the one that holds `last`."""
    years = -(-(last.year - first.year + 1) // MOST_YEARS)
    monday = first - DAY * first.weekday()
    starts = {"week": monday, "month": first.replace(day=1), "year": first.replace(month=1, day=1)}
    start = starts.get(unit, first)
    found = [(start, end_of(unit, start, years))]
    while (end := found[-1][1]) < last:
        found.append((end + DAY, end_of(unit, end + DAY, years)))
    return found


def end_of(unit: str, start: date, years: int = 1) -> date:
    """The last day of the bin that starts there; no day follows the year 9999."""
    if unit == "month":
        return start.replace(day=monthrange(start.year, start.month)[1])
    if unit == "year":
        return date(min(start.year + years - 1, MAXYEAR), 12, 31)
    return start + min(DAY * (6 if unit == "week" else 0), date.max - start)
