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
    bins = bins_of(snapshot, rows)
    families = [counts_of(snapshot, rows, bins, family) for family in range(len(FAMILIES))]
    table = np.array(families, dtype=np.int64).reshape(len(FAMILIES), len(bins.starts))
    counts = [
        {"start": start, "end": end, "count": int(column.sum()), "families": column.tolist()}
        for start, end, column in zip(bins.starts, bins.ends, table.T, strict=True)
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
    mask, offset = dated(snapshot, rows)
    if mask is None:
        return None
    if not mask.any():
        return None
    begin, end = offset + int(mask.argmax()), offset + len(mask) - 1 - int(mask[::-1].argmax())
    first, wide = int(snapshot.columns["last"][begin]), wide_of(snapshot, mask, offset)
    if len(wide):
        first = min(first, int(snapshot.columns["first"].take(wide).min()))
    return DAY_ZERO + DAY * first, DAY_ZERO + DAY * int(snapshot.columns["last"][end])


def counts_of(snapshot: Snapshot, rows: Rows, bins: Bins, family: int | None = None) -> Counts:
    """How many of the rows may lie in each bin: one that may lie in several counts in each."""
    mask, offset = dated(snapshot, rows)
    if mask is None or not bins.starts:
        return np.zeros(len(bins.starts), np.int64)
    if family is not None:
        mask = mask & (snapshot.columns["family"][offset : offset + len(mask)] == family)
    edges, lasts = bins.edges, snapshot.columns["last"][offset : offset + len(mask)]
    cuts = np.searchsorted(lasts, edges).tolist()
    ends = np.array([np.count_nonzero(mask[a:b]) for a, b in pairwise(cuts)], dtype=np.int64)
    return ends + _still_open(snapshot, wide_of(snapshot, mask, offset), edges)


def _still_open(snapshot: Snapshot, wide: NDArray[Any], edges: list[int]) -> Counts:
    """For each bin the rows that may lie in it and end in a later one."""
    inner = np.array(edges[1:-1])
    begins = np.searchsorted(inner, snapshot.columns["first"].take(wide), side="right")
    ends = np.searchsorted(inner, snapshot.columns["last"].take(wide), side="right")
    size = len(edges) - 1
    return np.cumsum(np.bincount(begins, minlength=size) - np.bincount(ends, minlength=size))


def undated_of(snapshot: Snapshot, rows: Rows) -> int:
    """How many of the rows have no date."""
    begin, end = rows.region.start, min(rows.region.stop, snapshot.undated)
    if begin >= end:
        return 0
    return end - begin if rows.mask is None else int(np.count_nonzero(rows.mask[: end - begin]))


def dated(snapshot: Snapshot, rows: Rows) -> tuple[NDArray[np.bool_] | None, int]:
    """The mask of the dated ones among the rows, and the position at which it begins."""
    begin = max(rows.region.start, snapshot.undated)
    if begin >= rows.region.stop:
        return None, begin
    if rows.mask is None:
        return np.ones(rows.region.stop - begin, np.bool_), begin
    return rows.mask[begin - rows.region.start :], begin


def wide_of(snapshot: Snapshot, mask: NDArray[np.bool_], offset: int) -> NDArray[np.int32]:
    """Those of the rows whose date is not known to the day."""
    wide = snapshot.wide
    mine = wide[np.searchsorted(wide, offset) : np.searchsorted(wide, offset + len(mask))]
    return mine[mask.take(mine - offset)]


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
