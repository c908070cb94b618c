"""The timeline: bins of days, weeks, months or years, each with the incidents that may lie in it. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explore.selection import DAY_ZERO, Counts, Rows, Selection, days
from explore.snapshot.opening import Snapshot
from explore.snapshot.vocabulary import FAMILIES

DAY = timedelta(days=1)
NO_END = 2**31 - 1
SPARSE = 10  # when one row in so many is counted, each is looked up; else bins are counted as slices
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
        return _panel(snapshot, rows)
    if ("timeline",) not in snapshot.once:
        snapshot.once["timeline",] = _panel(snapshot, rows)
    found: dict[str, Any] = snapshot.once["timeline",]
    return found


def _panel(snapshot: Snapshot, rows: Rows) -> dict[str, Any]:
    bins = bins_of(snapshot, rows)
    families = counts_of(snapshot, rows, bins).tolist()
    counts = [
        {"start": start, "end": end, "count": sum(column), "families": column}
        for start, end, column in zip(bins.starts, bins.ends, families, strict=True)
    ]
    undated = undated_of(snapshot, rows)
    return {"unit": bins.unit, "families": FAMILIES, "bins": counts, "undated": undated}


def bins_of(snapshot: Snapshot, rows: Rows) -> Bins:
    """Bins from the first to the last day on which any of the rows may lie."""
    span = span_of(snapshot, rows)
    if span is None:
        return Bins("month", [], [])
    unit = unit_for(*span)
    pairs = bars(unit, *span)
    return Bins(unit, [start for start, _ in pairs], [end for _, end in pairs])


def span_of(snapshot: Snapshot, rows: Rows) -> tuple[date, date] | None:
    """First and last day, or None when no row is dated. Rows are in order of their last day."""
    if rows.number * SPARSE < len(snapshot):
        some = dated(snapshot, rows)
        ends = (snapshot.columns["first"].take(some).min(), snapshot.columns["last"][some[-1]]) if len(some) else None
    else:
        ends = _dense_span(snapshot, *mask_of(snapshot, rows))
    return (DAY_ZERO + DAY * int(ends[0]), DAY_ZERO + DAY * int(ends[1])) if ends else None


def counts_of(snapshot: Snapshot, rows: Rows, bins: Bins) -> Counts:
    """How many of the rows may lie in each bin, by family: one that may lie in several bins counts in each."""
    if not bins.starts:
        return np.zeros((0, len(FAMILIES)), np.int64)
    if rows.number * SPARSE < len(snapshot):
        some = dated(snapshot, rows)
        first, last, family = (snapshot.columns[name].take(some) for name in ("first", "last", "family"))
        return _spread(first, last, family, bins.edges, is_open=False)
    mask, offset = mask_of(snapshot, rows)
    wide = wide_of(snapshot, mask, offset)
    first, last = snapshot.wide_firsts.take(wide), snapshot.wide_lasts.take(wide)
    later = _spread(first, last, snapshot.wide_families.take(wide), bins.edges, is_open=True)
    return _dense(snapshot, mask, offset, bins.edges) + later


def _dense(snapshot: Snapshot, mask: NDArray[np.bool_], offset: int, edges: list[int]) -> Counts:
    """How many of many rows end in each bin: each bin is a slice of them."""
    within = slice(offset, offset + len(mask))
    cuts = np.searchsorted(snapshot.columns["last"][within], np.array(edges, dtype=np.int32)).tolist()
    families, found = snapshot.columns["family"][within], np.zeros((len(edges) - 1, len(FAMILIES)), np.int64)
    for family in range(len(FAMILIES)):
        mine = mask & (families == family)
        found[:, family] = [np.count_nonzero(mine[begin:end]) for begin, end in pairwise(cuts)]
    return found


def _spread(
    first: NDArray[np.int32], last: NDArray[np.int32], family: NDArray[np.uint8], edges: list[int], *, is_open: bool
) -> Counts:
    """Rows in each bin from that of their first day to that of their last, or (is_open) to the one before it."""
    size, families = len(edges) - 1, len(FAMILIES)
    bin_of_day = np.repeat(np.arange(size, dtype=np.int32), np.diff(edges)) * families
    begins, ends = (bin_of_day.take(days_of - edges[0]) + family for days_of in (first, last))
    ends = ends if is_open else ends + families
    changes = np.bincount(begins, minlength=(size + 1) * families) - np.bincount(ends, minlength=(size + 1) * families)
    return np.cumsum(changes.reshape(size + 1, families), axis=0)[:-1]


def undated_of(snapshot: Snapshot, rows: Rows) -> int:
    """How many of the rows have no date; they come first."""
    if rows.is_slice:
        return max(min(rows.region.stop, snapshot.undated) - rows.region.start, 0)
    if rows.mask is not None:
        return int(np.count_nonzero(rows.mask[: max(snapshot.undated - rows.region.start, 0)]))
    return int(np.searchsorted(rows.positions, snapshot.undated))


def dated(snapshot: Snapshot, rows: Rows) -> NDArray[np.integer]:
    """Positions of the dated ones among the rows."""
    positions = rows.positions
    return positions[np.searchsorted(positions, snapshot.undated) :]


def mask_of(snapshot: Snapshot, rows: Rows) -> tuple[NDArray[np.bool_], int]:
    """The mask of the dated ones among many rows, and the position at which it begins."""
    begin = max(rows.region.start, snapshot.undated)
    if rows.mask is None:
        return np.ones(max(rows.region.stop - begin, 0), np.bool_), begin
    return rows.mask[begin - rows.region.start :], begin


def _dense_span(snapshot: Snapshot, mask: NDArray[np.bool_], offset: int) -> tuple[int, int] | None:
    if not mask.any():
        return None
    begin, end = offset + int(mask.argmax()), offset + len(mask) - 1 - int(mask[::-1].argmax())
    firsts = snapshot.wide_firsts.take(wide_of(snapshot, mask, offset))
    lasts = snapshot.columns["last"]
    return min(int(lasts[begin]), int(firsts.min(initial=NO_END))), int(lasts[end])


def wide_of(snapshot: Snapshot, mask: NDArray[np.bool_], offset: int) -> NDArray[np.intp]:
    """Which of the snapshot's `wide` rows are among these rows."""
    wide = snapshot.wide
    begin, end = (int(np.searchsorted(wide, at)) for at in (offset, offset + len(mask)))
    return begin + np.flatnonzero(mask.take(wide[begin:end] - offset))


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
