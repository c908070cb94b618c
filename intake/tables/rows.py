"""Rows on their way from the process that reads a file to the one that asked for it: number, reason, cells."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import IO

from intake.tables.table import MOST_CELL, Broken, Line, Table, is_hxl, named

REFUSES, NEEDS_MEMORY, WRITES_TOO_MUCH = 3, 4, 5  # how the process ends that reads


@dataclass(frozen=True)
class Found:
    """What there is to say of a file once it is read: `columns` by their place among the cells, `last` its last row."""

    columns: Sequence[tuple[str, int]] = ()
    notes: Sequence[str] = ()
    last: int | None = None

    def as_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: bytes) -> "Found":
        told = json.loads(text)
        return cls([(name, at) for name, at in told["columns"]], told["notes"], told.get("last"))


class Rows:
    """Writes what is read; cells that are missing at the end of a line are empty."""

    def __init__(self, file: IO[str]) -> None:
        self._write = csv.writer(file, lineterminator="\n").writerow
        self.last: int | None = None

    def line(self, number: int, cells: Iterable[str]) -> None:
        self.last = number
        self._write((number, "", *cells))

    def broken(self, number: int, reason: str) -> None:
        self.last = number
        self._write((number, reason))


def table_of(found: Found, file: IO[str], notes: Sequence[str] = ()) -> Table:
    """What was written, as a table. The file is closed after its last line. Raises Refused."""
    names = named([name for name, _ in found.columns])
    places = [place for _, place in found.columns]
    csv.field_size_limit(MOST_CELL)
    return Table(names, _lines(file, names, places), [*notes, *found.notes], found.last)


def _lines(file: IO[str], names: Sequence[str], places: Sequence[int]) -> Iterator[Line | Broken]:
    width, is_first = max(places) + 1, True
    with file:
        for number, reason, *cells in csv.reader(file):
            if reason:
                yield Broken(int(number), reason)
                continue
            if not (is_first and is_hxl(cells)):
                cells += [""] * (width - len(cells))
                yield Line(int(number), {name: cells[at] for name, at in zip(names, places, strict=True)})
            is_first = False
