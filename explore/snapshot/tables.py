"""Dictionary tables of a snapshot: each distinct place, set of actors, set of traits and toll once, under a code.

A filter is judged once an entry, not once an incident, and what an entry counts is rolled up from one histogram.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explore.snapshot import files
from explore.snapshot.coding import Keys, rows_of

Columns = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Holders:
    """Which entries have each value, value by value, so that counts of entries are rolled up by adding runs of them."""

    values: NDArray[np.int64]
    starts: NDArray[np.int64]
    entries: NDArray[np.int32]

    @classmethod
    def of(cls, entries: NDArray[Any], values: NDArray[Any]) -> "Holders":
        """From pairs, those of a value in order of their entries: one that is there twice counts once; −1 is no value.

        A stable sort of few bytes goes by digits, which is many times as quick as comparing.
        """
        order = np.argsort(values, kind="stable")
        owners, found = entries.take(order), values.take(order)
        is_new = np.diff(found, prepend=-1) != 0
        is_first = (is_new | (np.diff(owners, prepend=-1) != 0)) & (found >= 0)
        first = np.flatnonzero(is_first)
        owners, found = owners.take(first).astype(np.int32), found.take(first).astype(np.int64)
        starts = np.flatnonzero(np.diff(found, prepend=-1))
        return cls(found[starts], starts, owners)

    def sums(self, counts: NDArray[np.int64], size: int = 0) -> NDArray[np.int64]:
        """What the entries with each value, from 0 on, count together; for `size` values or as many as there are."""
        found = np.zeros(max(size, int(self.values.max(initial=-1)) + 1), np.int64)
        if len(self.values):
            found[self.values] = np.add.reduceat(counts.take(self.entries, mode="clip"), self.starts)
        return found


@dataclass(frozen=True)
class Lists:
    """A list of elements for each entry, one after the other: entry k has those from `starts[k]` to `starts[k + 1]`."""

    starts: NDArray[np.int64]
    values: Columns

    @classmethod
    def of(cls, owners: NDArray[np.int64], values: Mapping[str, NDArray[Any]], size: int) -> "Lists":
        order = np.argsort(owners, kind="stable")
        starts = np.searchsorted(owners[order], np.arange(size + 1)).astype(np.int64)
        return cls(starts, {name: column[order] for name, column in values.items()})

    def take(self, entries: NDArray[np.int64]) -> "Lists":
        sizes = self.starts[entries + 1] - self.starts[entries]
        at = rows_of(self.starts, entries)
        return Lists(np.concatenate([[0], np.cumsum(sizes)]), {name: each[at] for name, each in self.values.items()})

    def followed_by(self, other: "Lists") -> "Lists":
        starts = np.concatenate([self.starts, other.starts[1:] + self.starts[-1]])
        return Lists(starts, {name: np.concatenate([each, other.values[name]]) for name, each in self.values.items()})

    @cached_property
    def owners(self) -> NDArray[np.int32]:
        """The entry of each element."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))

    def holders(self, name: str, passing: NDArray[np.bool_] | None = None) -> Holders:
        """The entries that have an element, perhaps one of those that pass, with each value."""
        if passing is not None:
            few = np.flatnonzero(passing)
            return Holders.of(self.owners.take(few), self.values[name].take(few))
        if name not in self._holders:
            self._holders[name] = Holders.of(self.owners, self.values[name])
        return self._holders[name]

    @cached_property
    def _holders(self) -> dict[str, Holders]:
        return {}


@dataclass(frozen=True)
class Table:
    """Entries by code: their content keys, columns with one value an entry, and lists."""

    keys: Keys
    columns: Columns
    lists: dict[str, Lists]

    def __len__(self) -> int:
        return len(self.keys)

    def holders(self, name: str) -> Holders:
        """The entries that have each value of a column."""
        if name not in self._holders:
            self._holders[name] = Holders.of(np.arange(len(self)), self.columns[name])
        return self._holders[name]

    @cached_property
    def _holders(self) -> dict[str, Holders]:
        return {}

    def take(self, entries: NDArray[np.int64]) -> "Table":
        columns = {name: each[entries] for name, each in self.columns.items()}
        return Table(self.keys[entries], columns, {name: each.take(entries) for name, each in self.lists.items()})

    def followed_by(self, other: "Table") -> "Table":
        return Table(
            np.concatenate([self.keys, other.keys]),
            {name: np.concatenate([each, other.columns[name]]) for name, each in self.columns.items()},
            {name: each.followed_by(other.lists[name]) for name, each in self.lists.items()},
        )

    def save(self, folder: Path, name: str) -> None:
        files.save(folder, f"{name}-keys", self.keys)
        for column, values in self.columns.items():
            files.save(folder, f"{name}.{column}", narrow(values))
        for each, lists in self.lists.items():
            files.save(folder, f"{name}.{each}-starts", narrow(lists.starts))
            for column, values in lists.values.items():
                files.save(folder, f"{name}.{each}.{column}", narrow(values))

    @classmethod
    def load(cls, folder: Path, name: str, shape: "Shape") -> "Table":
        columns = {column: files.load(folder, f"{name}.{column}") for column in shape.columns}
        lists = {
            each: Lists(
                files.load(folder, f"{name}.{each}-starts"),
                {column: files.load(folder, f"{name}.{each}.{column}") for column in inner},
            )
            for each, inner in shape.lists.items()
        }
        return cls(files.load(folder, f"{name}-keys"), columns, lists)


@dataclass(frozen=True)
class Shape:
    """Which columns and lists a table has."""

    columns: tuple[str, ...]
    lists: Mapping[str, tuple[str, ...]]


def narrow(values: NDArray[Any]) -> NDArray[Any]:
    """The same whole numbers in the fewest bytes that hold them."""
    if values.dtype.kind != "i" or not len(values):
        return values
    least, most = int(values.min()), int(values.max())
    kinds = (np.int8, np.int16, np.int32, np.int64)
    return values.astype(next(kind for kind in kinds if np.iinfo(kind).min <= least and most <= np.iinfo(kind).max))


SHAPES = {
    "place": Shape(("lat", "lon", "x", "y", "precision", "uncertainty", "level", "province", "district"), {}),
    "actors": Shape((), {"parts": ("group", "role", "status", "line")}),
    "traits": Shape(
        ("kind", "state", "credibility", "corroboration", "unaligned", "conflict"),
        {"targets": ("kind", "community")},
    ),
    "toll": Shape(("killed_low", "killed_best", "killed_high", "wounded_low", "wounded_best", "wounded_high"), {}),
    "weapons": Shape((), {"used": ("kind",)}),
}
TABLES = tuple(SHAPES)
JUDGED = ("place", "actors", "traits", "toll")  # by which incidents are filtered and counted
