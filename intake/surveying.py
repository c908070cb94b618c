"""What an unknown table holds, column by column: enough to say what each means, without reading it again. Pure."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

from intake.crosswalks.own_row import key_of
from intake.dates import MOST_MONTHS, THREE, Mixed, Order, are_serials, order_of
from intake.guessing import HEADINGS, SIGNS, Meaning
from intake.tables.table import Line, Table

MOST_ROWS = 20_000
FIRST = 10  # rows that a preview shows
MOST_VALUES = 60  # different ones, beyond which a column is no list of kinds
SHOWN = 4  # values that tell a person what a column holds
LONGEST_SHOWN = 60
# Headings of what is never taken in: names of people without a public role, and how to reach them.
PEOPLE = re.compile(
    r"victim|hostage|witness|suspect|detainee|accused|reporter|author|contact|phone|mail|father|person|deceased|minor"
    r"|(?:casualt|dead|killed|injured|arrested).*name|name.*(?:casualt|dead|killed|injured|arrested)",
    re.IGNORECASE,
)
ORGANISED = re.compile(r"group|organi[sz]ation|party|outfit", re.IGNORECASE)
NUMBERS = re.compile(r"[\d.,+\s–-]+")
LONG_ON_AVERAGE = 40


@dataclass
class Column:
    """`values` are its different ones with how many rows have each; None where they are too many or too long.

    `dates` are cells that tell how the column's dates are written: one of each kind, and one that may be both.
    """

    name: str
    filled: int = 0
    letters: int = 0
    is_numeric: bool = True
    first: list[str] = field(default_factory=list)
    values: dict[str, int] | None = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    serials: int = 0

    def meet(self, cell: str) -> None:
        told = " ".join(cell.split())
        if not told:
            return
        self.filled += 1
        self.letters += len(told)
        self.is_numeric = self.is_numeric and NUMBERS.fullmatch(told) is not None
        self._show(told)
        self._count(told)
        self._date(told)

    @property
    def is_private(self) -> bool:
        """Whether its texts may be of people, or are in the dataset's own words: they are not shown."""
        if self.is_numeric:
            return False
        is_text = self.letters > LONG_ON_AVERAGE * self.filled
        is_of_people = PEOPLE.search(self.name) is not None and not ORGANISED.search(self.name)
        return is_text or is_of_people or SIGNS.sub("", self.name.casefold()) in HEADINGS[Meaning.NOTES]

    @property
    def order(self) -> Order | None:
        """How its dates are written. Raises Mixed."""
        return order_of(self.dates.values())

    @property
    def doubtful(self) -> str:
        """A date of two readings, in a column that does not tell which it is; or empty."""
        try:
            return "" if self.order else self.dates.get("both", "")
        except Mixed:
            return self.dates.get("both", "")

    @property
    def has_serials(self) -> bool:
        return bool(self.filled) and self.serials == self.filled

    def _show(self, told: str) -> None:
        if len(self.first) < SHOWN and told not in self.first and len(told) <= LONGEST_SHOWN:
            self.first.append(told)

    def _count(self, told: str) -> None:
        if self.values is None:
            return
        self.values[told] = self.values.get(told, 0) + 1
        if len(self.values) > MOST_VALUES or len(told) > LONGEST_SHOWN:
            self.values = None

    def _date(self, told: str) -> None:
        self.serials += told[:5].isdigit() and are_serials([told])
        if parts := THREE.fullmatch(told):
            self.dates.setdefault(_reading(int(parts[1]), int(parts[2])), told)


@dataclass
class Survey:
    """A table as far as it was looked at: up to MOST_ROWS, of which the `lines` are the first ones with their cells."""

    columns: list[Column]
    rows: int = 0
    notes: list[str] = field(default_factory=list)
    lines: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    is_whole: bool = True

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def kinds_of(self, name: str) -> dict[str, tuple[str, int]]:
        """The values of a column, whatever their case: each as it is spelled first, and in how many rows it stands."""
        column = self.column(name)
        found: dict[str, tuple[str, int]] = {}
        for value, number in (column.values or {}).items():
            spelled, before = found.get(key_of(value), (value, 0))
            found[key_of(value)] = spelled, before + number
        empty = {"": ("", self.rows - column.filled)} if column.filled < self.rows else {}
        return {**dict(sorted(found.items(), key=lambda each: (-each[1][1], each[0]))), **empty}

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_plain(cls, told: Mapping[str, Any]) -> "Survey":
        lines = [(number, cells) for number, cells in told["lines"]]
        return cls(**{**told, "columns": [Column(**column) for column in told["columns"]], "lines": lines})


def _reading(first: int, second: int) -> str:
    """What a date that begins with these numbers can only be, or "both"; of one number twice it does not matter."""
    if first == second:
        return "same"
    return "day" if first > MOST_MONTHS else "month" if second > MOST_MONTHS else "both"


def survey(table: Table) -> Survey:
    """Look at the rows of a table. Columns without a name are left out, for nothing can be said of them."""
    found = Survey([Column(name) for name in table.columns if name], notes=list(table.notes))
    for line in islice(table.lines, MOST_ROWS):
        found.rows += 1
        if isinstance(line, Line):
            _meet(found, line)
    found.is_whole = next(table.lines, None) is None
    return found


def _meet(found: Survey, line: Line) -> None:
    for column in found.columns:
        column.meet(line.cells.get(column.name, ""))
    if len(found.lines) < FIRST:
        found.lines.append((line.number, {column.name: line.cells.get(column.name, "") for column in found.columns}))
