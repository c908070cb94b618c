"""The incidents of a filter: one mask over a snapshot's rows, from which list, panels, map and exports all follow."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property, reduce
from operator import and_
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explore.choosing import Choice, people
from explore.picked import Rows, Yes
from explore.query import Filter
from explore.searching import rows_with
from explore.snapshot.opening import Snapshot
from explore.snapshot.tables import JUDGED

DAY_ZERO = date(1970, 1, 1)
FEW = 8  # to look up one row of a list is as much work as to look at so many rows one after the other
FIELD_OF = {"sources_min": "traits", "unaligned": "traits", "counts": "toll"}
SHARED = ("_everything", "_dates", "_found")  # worked out from the dates and the search alone
Counts = NDArray[np.int64]


class Selection:
    """A filter's rows in a snapshot, and histograms of them by table entry."""

    def __init__(self, snapshot: Snapshot, chosen: Filter) -> None:
        self.snapshot, self.chosen = snapshot, chosen
        self.choice = Choice(snapshot, chosen)
        self._passing: dict[tuple[frozenset[str], bool], Rows] = {}
        self._gathered: dict[tuple[str, int, int], Yes] = {}
        self._listed: dict[str, NDArray[np.int32]] = {}

    def under(self, **fields: Any) -> "Selection":
        """The same with other demands on evidence or another figure; what is known of all else is kept."""
        chosen = replace(self.chosen, **fields)
        if chosen == self.chosen:
            return self
        other, changed = Selection(self.snapshot, chosen), {FIELD_OF[name] for name in fields}
        other._passing = {key: rows for key, rows in self._passing.items() if not changed & key[0]}
        other._gathered = {key: yes for key, yes in self._gathered.items() if key[0] not in changed}
        other._listed = {table: rows for table, rows in self._listed.items() if table not in changed}
        vars(other).update({name: vars(self)[name] for name in SHARED if name in vars(self)})
        return other

    @property
    def rows(self) -> Rows:
        """The rows of the whole filter."""
        return self.passing(JUDGED)

    @property
    def undated_too(self) -> Rows:
        """Rows under all fields but the dates."""
        return self.passing(JUDGED, is_dated=False)

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
        return {table: self.histogram(table) for table in JUDGED}

    def passing(self, tables: Iterable[str], *, is_dated: bool = True) -> Rows:
        """Rows that pass the fields of some tables, the search, and perhaps the dates."""
        filtered = frozenset(table for table in tables if self.choice.fields[table])
        is_dated = is_dated and self._dates is not self._everything
        key = filtered, is_dated
        if key not in self._passing:
            some = self._further(filtered, is_dated)
            rows = self._dates if is_dated else self._everything
            self._passing[key] = self._narrowed(rows, filtered) if some is None else self._few(some)
        return self._passing[key]

    def _further(self, tables: frozenset[str], is_dated: bool) -> NDArray[np.int32] | None:
        """Those of known rows that pass all tables but one, if these are few, which pass that one too."""
        others = {table: (tables - {table}, is_dated) for table in tables}
        known = {table: self._passing[but] for table, but in others.items() if but in self._passing}
        if not known:
            return None
        last = min(known, key=lambda table: known[table].number)
        rows = known[last]
        if rows.is_slice or rows.number * FEW > rows.region.stop - rows.region.start:
            return None
        return self._which(rows.in_any_order.astype(np.int32, copy=False), last)

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
        return self.passing(each for each in JUDGED if each != table)

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
            self._listed[table] = self.snapshot.rows_at(table, np.flatnonzero(self._passes(table)))
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
            some = self._which(some, table)
        if self._found is not None:
            some = some.take(np.flatnonzero(self._found.take(some, mode="clip")))
        return self._few(some)

    def _which(self, some: NDArray[np.int32], table: str) -> NDArray[np.int32]:
        """Those of some rows whose entry of a table passes."""
        entries = self.snapshot.columns[table].take(some, mode="clip")
        return some.take(np.flatnonzero(self._passes(table).take(entries, mode="clip")))

    def _few(self, some: NDArray[np.int32]) -> Rows:
        return Rows(slice(0, len(self.snapshot)), some=some)

    def _passes(self, table: str) -> Yes:
        passes = self.choice.passes(table)
        assert passes is not None  # noqa: S101 – asked only of tables with a field set
        return passes

    def _gather(self, table: str, region: slice) -> Yes:
        """For every row of a region whether its entry passes."""
        key = table, region.start, region.stop
        whole = self._gathered.get((table, 0, len(self.snapshot)))
        if whole is not None:
            return whole[region]
        if key not in self._gathered:
            self._gathered[key] = self._passes(table).take(self.snapshot.columns[table][region], mode="clip")
        return self._gathered[key]

    def _counted(self, table: str, rows: Rows, number: NDArray[np.float64] | None = None) -> NDArray[Any]:
        """How many rows each entry has; with a number for each toll, how many people these stand for."""
        columns = self.snapshot.columns
        weights = None if number is None else number.take(rows.codes("toll", columns), mode="clip")
        return np.bincount(rows.codes(table, columns), weights, len(self.snapshot.tables[table]))

    def _summed(
        self, table: str, rows: Rows, number: NDArray[np.float64] | None, whole: NDArray[Any]
    ) -> NDArray[Any]:
        """The same; of nearly all rows it is that of all of them without that of the few others."""
        size = len(self.snapshot)
        if rows.number == size:
            return whole
        if rows.mask is not None and len(rows.mask) == size and rows.number > size // 2:
            return whole - self._counted(table, rows.others, number)
        return self._counted(table, rows, number)

    @cached_property
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
