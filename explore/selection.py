"""The incidents of a filter: one mask over a snapshot's rows, from which list, panels, map and exports all follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import and_
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explore import bits
from explore.choosing import Choice, Yes, people
from explore.query import Filter
from explore.searching import rows_with
from explore.snapshot.opening import Snapshot
from explore.snapshot.tables import TABLES

DAY_ZERO = date(1970, 1, 1)
FEW = 8  # to look up one row of a list is as much work as to look at so many rows one after the other
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """Some rows of a snapshot: those of a slice, or of these the ones that `mask` picks, or `some` in any order."""

    region: slice
    mask: Yes | None = None
    some: NDArray[np.int32] | None = None

    @cached_property
    def picked(self) -> NDArray[np.integer]:
        """Positions within the region, ascending."""
        if self.some is not None:
            return np.sort(self.some)
        if self.mask is not None:
            return bits.positions(self.mask, self.number)
        return np.arange(self.region.stop - self.region.start)

    @cached_property
    def number(self) -> int:
        if self.some is not None:
            return len(self.some)
        return self.region.stop - self.region.start if self.mask is None else int(np.count_nonzero(self.mask))

    @property
    def positions(self) -> NDArray[np.int64]:
        """Positions among all rows, ascending."""
        return self.picked.astype(np.int64) + self.region.start

    @property
    def is_slice(self) -> bool:
        return self.mask is None and self.some is None

    def of(self, column: NDArray[Any]) -> NDArray[Any]:
        """The rows' values in a column, in order of their positions."""
        within = column[self.region]
        return within if self.is_slice else within.take(self.picked, mode="clip")  # quicker than looking for mistakes

    def of_any_order(self, column: NDArray[Any]) -> NDArray[Any]:
        """The same for who only counts."""
        return self.of(column) if self.some is None else column.take(self.some, mode="clip")

    def among(self, size: int) -> Yes:
        """Of all rows of the snapshot, which are among these."""
        if self.mask is not None and len(self.mask) == size:
            return self.mask
        found = np.zeros(size, np.bool_)
        found[self.region if self.some is None else self.some] = True if self.mask is None else self.mask
        return found

    def newest(self, number: int) -> NDArray[np.int64]:
        """Positions of the last few of the rows, last first."""
        if self.is_slice:
            return np.arange(self.region.stop - 1, max(self.region.stop - number, self.region.start) - 1, -1)
        if self.some is not None and len(self.some) > number:
            return np.sort(np.partition(self.some, -number)[-number:])[::-1].astype(np.int64)
        return self.positions[: -number - 1 : -1]


class Selection:
    """A filter's rows in a snapshot, and histograms of them by table entry."""

    def __init__(self, snapshot: Snapshot, chosen: Filter) -> None:
        self.snapshot, self.chosen = snapshot, chosen
        self.choice = Choice(snapshot, chosen)
        self._passing: dict[tuple[frozenset[str], bool], Rows] = {}
        self._gathered: dict[tuple[str, int, int], Yes] = {}
        self._listed: dict[str, NDArray[np.int32]] = {}

    @property
    def rows(self) -> Rows:
        """The rows of the whole filter."""
        return self.passing(TABLES)

    @property
    def undated_too(self) -> Rows:
        """Rows under all fields but the dates."""
        return self.passing(TABLES, is_dated=False)

    def histogram(self, table: str) -> Counts:
        """How many rows each entry of a table has under all fields but the table's own."""
        if table == "place":
            return self.placed[0]
        return self._summed(table, self._but(table), None, self.snapshot.histograms[table])

    def counts(self, table: str, *, but: str = "") -> Counts:
        """How many rows each entry of a table has under the filter, perhaps but for one field of the table."""
        passes, counts = self.choice.passes(table, but=but), self.histograms[table]
        return counts if passes is None else counts * passes

    @cached_property
    def histograms(self) -> dict[str, Counts]:
        return {table: self.histogram(table) for table in TABLES}

    def passing(self, tables: Iterable[str], *, is_dated: bool = True) -> Rows:
        """Rows that pass the fields of some tables, the search, and perhaps the dates."""
        filtered = frozenset(table for table in tables if self.choice.fields[table])
        key = filtered, is_dated
        if key not in self._passing:
            self._passing[key] = self._narrowed(self._dates if is_dated else self._everything, filtered)
        return self._passing[key]

    @cached_property
    def placed(self) -> tuple[Counts, Counts]:
        """How many rows each place entry has under all fields but the place's own, and how many people were killed.

        One sum holds both: the people above, the rows below. A count that is open counts as the low it is at least.
        """
        size, key = len(self.snapshot), ("placed", self.chosen.counts)
        bits = size.bit_length()
        if key not in self.snapshot.once:
            killed = np.maximum(people(self.snapshot.tables["toll"].columns, "killed", self.chosen.counts), 0)
            number = ((killed << bits) + 1).astype(np.float64)
            self.snapshot.once[key] = number, self._counted("place", Rows(slice(0, size)), number)
        number, whole = self.snapshot.once[key]
        sums = self._summed("place", self._but("place"), number, whole).astype(np.int64)
        return sums & ((1 << bits) - 1), sums >> bits

    @property
    def killed(self) -> Counts:
        """How many people were killed at each place entry under the filter."""
        passes = self.choice.passes("place")
        return self.placed[1] if passes is None else self.placed[1] * passes

    def _but(self, table: str) -> Rows:
        return self.passing(each for each in TABLES if each != table)

    def _narrowed(self, rows: Rows, tables: frozenset[str]) -> Rows:
        """Rows that pass; through the list of the narrowest table where that is short, else all are looked at."""
        if tables and (narrowest := self._narrowest(rows, tables)):
            return self._among(self._listed_by(narrowest), rows, tables - {narrowest})
        masks = [rows.mask] if rows.mask is not None else []
        masks += [self._gather(table, rows.region) for table in sorted(tables)]
        masks += [self._found[rows.region]] if self._found is not None else []
        return Rows(rows.region, reduce(and_, masks)) if masks else rows

    def _narrowest(self, rows: Rows, tables: frozenset[str]) -> str | None:
        """The table whose list is so short that to go through it is less work than to look at each row."""
        counts = {table: int(self._passing_rows(table)) for table in tables}
        narrowest = min(counts, key=lambda table: counts[table])
        looked_at = len(tables) * (rows.region.stop - rows.region.start)
        return narrowest if counts[narrowest] * FEW <= looked_at else None

    def _listed_by(self, table: str) -> NDArray[np.int32]:
        """The rows whose entry of a table passes, in any order."""
        if table not in self._listed:
            passes = self.choice.passes(table)
            assert passes is not None  # noqa: S101 – asked only of tables with a field set
            self._listed[table] = self.snapshot.rows_at(table, np.flatnonzero(passes))
        return self._listed[table]

    def _passing_rows(self, table: str) -> Any:
        passes = self.choice.passes(table)
        return self.snapshot.histograms[table] @ passes if passes is not None else len(self.snapshot)

    def _among(self, some: NDArray[np.int32], rows: Rows, tables: Iterable[str]) -> Rows:
        """Those of some rows that are among others, and pass further tables and the search."""
        size = len(self.snapshot)
        if rows.number < size:
            within = some - np.int32(rows.region.start)
            is_within = within.view(np.uint32) < rows.region.stop - rows.region.start
            some, within = (each.take(np.flatnonzero(is_within)) for each in (some, within))
            some = some if rows.mask is None else some.take(np.flatnonzero(rows.mask.take(within, mode="clip")))
        for table in sorted(tables):
            passes = self.choice.passes(table)
            assert passes is not None  # noqa: S101 – asked only of tables with a field set
            entries = self.snapshot.columns[table].take(some, mode="clip")
            some = some.take(np.flatnonzero(passes.take(entries, mode="clip")))
        if self._found is not None:
            some = some.take(np.flatnonzero(self._found.take(some, mode="clip")))
        return Rows(slice(0, size), some=some)

    def _gather(self, table: str, region: slice) -> Yes:
        """For every row of a region whether its entry passes."""
        key = table, region.start, region.stop
        whole = self._gathered.get((table, 0, len(self.snapshot)))
        if whole is not None:
            return whole[region]
        if key not in self._gathered:
            passes = self.choice.passes(table)
            assert passes is not None  # noqa: S101 – asked only of tables with a field set
            self._gathered[key] = passes.take(self.snapshot.columns[table][region], mode="clip")
        return self._gathered[key]

    def _counted(self, table: str, rows: Rows, number: NDArray[np.float64] | None = None) -> NDArray[Any]:
        """How many rows each entry has; with a number for each toll, how many people these stand for."""
        weights = None if number is None else number.take(rows.of_any_order(self.snapshot.columns["toll"]), mode="clip")
        codes = rows.of_any_order(self.snapshot.columns[table])
        return np.bincount(codes, weights, len(self.snapshot.tables[table]))

    def _summed(
        self, table: str, rows: Rows, number: NDArray[np.float64] | None, whole: NDArray[Any]
    ) -> NDArray[Any]:
        """The same; of nearly all rows it is that of all of them without that of the few others."""
        size = len(self.snapshot)
        if rows.number == size:
            return whole
        if rows.mask is not None and len(rows.mask) == size and rows.number > size // 2:
            return whole - self._counted(table, Rows(rows.region, ~rows.mask), number)
        return self._counted(table, rows, number)

    @property
    def _everything(self) -> Rows:
        """All rows, or the undated ones where these are asked for."""
        chosen, undated = self.chosen.dated, self.snapshot.undated
        return Rows(slice(undated if chosen else 0, undated if chosen is False else len(self.snapshot)))

    @cached_property
    def _dates(self) -> Rows:
        """Rows that may lie between the two days: a slice, and what begins in time and ends after it."""
        first, last = self.chosen.first, self.chosen.last
        if first is None and last is None:
            return self._everything
        undated = self.snapshot.undated
        start = max(self._ending_before(days(first)), undated) if first else undated
        if last is None:
            return Rows(slice(start, len(self.snapshot)))
        return self._with_long_ones(start, max(self._ending_before(days(last) + 1), start), days(last))

    def _ending_before(self, day: int) -> int:
        """How many rows end before a day. To search for a number of another kind would turn the whole column."""
        return int(np.searchsorted(self.snapshot.columns["last"], np.int32(day)))

    def _with_long_ones(self, start: int, stop: int, last: int) -> Rows:
        """Those from `start` to `stop`, and later those incidents that may have begun by the last day."""
        wide = self.snapshot.wide
        later = wide[np.searchsorted(wide, stop) :]
        later = later[self.snapshot.columns["first"].take(later) <= last]
        if not len(later):
            return Rows(slice(start, stop))
        mask = np.zeros(int(later[-1]) + 1 - start, np.bool_)
        mask[: stop - start] = True
        mask[later - start] = True
        return Rows(slice(start, int(later[-1]) + 1), mask)

    @cached_property
    def _found(self) -> Yes | None:
        return rows_with(self.chosen.words, self.snapshot) if self.chosen.words else None


def days(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - DAY_ZERO).days
