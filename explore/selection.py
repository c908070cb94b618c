"""The incidents of a filter: one mask over a snapshot's rows, from which list, panels, map and exports all follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explore.choosing import Choice, Yes, people
from explore.query import Filter
from explore.searching import rows_with
from explore.snapshot.opening import Snapshot
from explore.snapshot.tables import TABLES

DAY_ZERO = date(1970, 1, 1)
FEW = 12  # when one row in so many passes, its list is shorter work than a look at every row
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """Some rows of a snapshot: those of a slice, or of these the ones that `mask` picks, or the `few` positions."""

    region: slice
    mask: Yes | None = None
    few: NDArray[np.int32] | None = None

    @cached_property
    def picked(self) -> NDArray[np.integer]:
        """Positions within the region, ascending."""
        if self.few is not None:
            return self.few
        return np.flatnonzero(self.mask) if self.mask is not None else np.arange(self.region.stop - self.region.start)

    @cached_property
    def number(self) -> int:
        if self.few is not None:
            return len(self.few)
        return self.region.stop - self.region.start if self.mask is None else int(np.count_nonzero(self.mask))

    @property
    def positions(self) -> NDArray[np.int64]:
        """Positions among all rows, ascending."""
        return self.picked.astype(np.int64) + self.region.start

    @property
    def is_slice(self) -> bool:
        return self.mask is None and self.few is None

    def of(self, column: NDArray[Any]) -> NDArray[Any]:
        within = column[self.region]
        return within if self.is_slice else within.take(self.picked)


class Selection:
    """A filter's rows in a snapshot, and histograms of them by table entry."""

    def __init__(self, snapshot: Snapshot, chosen: Filter) -> None:
        self.snapshot, self.chosen = snapshot, chosen
        self.choice = Choice(snapshot, chosen)
        self._passing: dict[tuple[frozenset[str], bool], Rows] = {}
        self._gathered: dict[str, Yes] = {}
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
        rows = self.passing(each for each in TABLES if each != table)
        return self._summed(table, rows, None, self.snapshot.histograms[table])

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

    def people_by_place(self, outcome: str) -> Counts:
        """How many people were killed, say, at each place; an open end counts as the low it is at least."""
        key = ("people", outcome, self.chosen.counts)
        if key not in self.snapshot.once:
            toll = self.snapshot.tables["toll"].columns
            number = np.maximum(people(toll, outcome, self.chosen.counts), 0).astype(np.float64)
            everything = Rows(slice(0, len(self.snapshot)))
            self.snapshot.once[key] = number, self._counted("place", everything, number)
        number, whole = self.snapshot.once[key]
        return self._summed("place", self.rows, number, whole).astype(np.int64)

    def _narrowed(self, rows: Rows, tables: frozenset[str]) -> Rows:
        """Rows that pass; through the lists of the narrowest table where that is few, else all are looked at."""
        if tables and (few := self._few(tables)) is not None:
            return self._among(few, rows, tables)
        masks = [rows.mask] if rows.mask is not None else []
        masks += [self._gather(table)[rows.region] for table in sorted(tables)]
        masks += [self._found[rows.region]] if self._found is not None else []
        return Rows(rows.region, np.logical_and.reduce(masks) if len(masks) > 1 else masks[0]) if masks else rows

    def _few(self, tables: frozenset[str]) -> tuple[str, NDArray[np.int32]] | None:
        """The rows that pass the narrowest of some tables, if they are few."""
        counts = {table: int(self._passing_rows(table)) for table in tables}
        narrowest = min(counts, key=lambda table: counts[table])
        if counts[narrowest] * FEW > len(self.snapshot):
            return None
        if narrowest not in self._listed:
            passes = self.choice.passes(narrowest)
            assert passes is not None  # noqa: S101 – asked only of tables with a field set
            self._listed[narrowest] = np.sort(self.snapshot.rows_at(narrowest, np.flatnonzero(passes)))
        return narrowest, self._listed[narrowest]

    def _passing_rows(self, table: str) -> Any:
        passes = self.choice.passes(table)
        return self.snapshot.histograms[table] @ passes if passes is not None else len(self.snapshot)

    def _among(self, few: tuple[str, NDArray[np.int32]], rows: Rows, tables: frozenset[str]) -> Rows:
        """Those of the few rows that lie in the region and pass the other tables and the search."""
        narrowest, found = few
        begin, end = np.searchsorted(found, (rows.region.start, rows.region.stop)).tolist()
        found = found[begin:end]
        if rows.mask is not None:
            found = found[rows.mask.take(found - rows.region.start)]
        for table in sorted(tables - {narrowest}):
            passes = self.choice.passes(table)
            assert passes is not None  # noqa: S101 – asked only of tables with a field set
            found = found[passes.take(self.snapshot.columns[table].take(found))]
        if self._found is not None:
            found = found[self._found.take(found)]
        return Rows(slice(0, len(self.snapshot)), few=found)

    def _gather(self, table: str) -> Yes:
        """For every row whether its entry passes."""
        if table not in self._gathered:
            passes = self.choice.passes(table)
            assert passes is not None  # noqa: S101 – asked only of tables with a field set
            self._gathered[table] = passes.take(self.snapshot.columns[table])
        return self._gathered[table]

    def _counted(self, table: str, rows: Rows, number: NDArray[np.float64] | None = None) -> NDArray[Any]:
        """How many rows each entry has; with a number for each toll, how many people these stand for."""
        weights = None if number is None else number.take(rows.of(self.snapshot.columns["toll"]))
        return np.bincount(rows.of(self.snapshot.columns[table]), weights, len(self.snapshot.tables[table]))

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
        ends = self.snapshot.columns["last"]
        start = int(np.searchsorted(ends, days(first))) if first else self.snapshot.undated
        start = max(start, self.snapshot.undated)
        if last is None:
            return Rows(slice(start, len(self.snapshot)))
        stop = max(int(np.searchsorted(ends, days(last), side="right")), start)
        return self._with_long_ones(start, stop, days(last))

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
