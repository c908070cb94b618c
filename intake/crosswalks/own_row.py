"""What a person said of the columns of a table, and one row of it, asked by what its cells mean. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from json import dumps

from intake.crosswalks.crosswalk import Cells, Dataset
from intake.dates import Order
from intake.guessing import Meaning

SEPARATORS = re.compile(r"[;|]")
PARTS = re.compile(r";;|;|[^;]+")
RISKY = frozenset("=+-@\t\r\n＝＋－＠'")  # before which the site's export puts an apostrophe
SEVERAL = frozenset({
    Meaning.ACTOR, Meaning.OTHER_ACTOR, Meaning.GROUPS, Meaning.TARGETS, Meaning.WEAPONS, Meaning.SOURCE,
})  # fmt: skip


@dataclass(frozen=True)
class Mapped:
    """Which columns mean what: the columns themselves or, as a plain text, what holds for every row.

    `kinds` are kinds of incident by what the table calls them, as `key_of` has it. `is_export` is this site's own
    file: an apostrophe before what a spreadsheet would run is taken off, a semicolon inside a value is doubled, and
    incidents without a date are let in.
    """

    dataset: Dataset
    columns: Mapping[str, Sequence[str] | str]
    kinds: Mapping[str, str] = field(default_factory=dict)
    order: Order | None = None
    has_serials: bool = False
    is_export: bool = False

    @property
    def named(self) -> tuple[str, ...]:
        """All columns that mean something, that of the id first."""
        lists = (found for _, found in sorted(self.columns.items(), key=lambda each: each[0] != Meaning.ID)
                 if not isinstance(found, str))  # fmt: skip
        return tuple(dict.fromkeys(column for found in lists for column in found))

    @property
    def version(self) -> int:
        """Another one whenever rows would be read otherwise."""
        said = {name: value for name, value in asdict(self).items() if name != "dataset"}
        digest = blake2b(dumps(said, sort_keys=True, default=str).encode(), digest_size=6).digest()
        return int.from_bytes(digest)


@dataclass(frozen=True)
class OwnRow:
    """A row's cells by their meanings."""

    mapped: Mapped
    cells: Cells

    def column(self, meaning: Meaning) -> str:
        """The column at fault where a cell of this meaning cannot be read."""
        found = self.mapped.columns.get(meaning, "")
        return str(meaning) if isinstance(found, str) else found[0]

    def text(self, meaning: Meaning) -> str:
        """What holds for every row, or the first of its cells that is not empty."""
        found = self.mapped.columns.get(meaning, ())
        if isinstance(found, str):
            return found
        return next((told for column in found if (told := self._cell(column))), "")

    def several(self, meaning: Meaning) -> list[tuple[str, str]]:
        """All values in all cells of this meaning, each with its column."""
        columns = self.mapped.columns.get(meaning, ())
        if isinstance(columns, str):
            return [(str(meaning), columns)] if columns else []
        split = apart if self.mapped.is_export else _split
        return [(column, value) for column in columns for value in split(self._cell(column))]

    def _cell(self, column: str) -> str:
        told = self.cells.get(column, "")
        return " ".join((unescaped(told) if self.mapped.is_export else told).split())


def key_of(text: str) -> str:
    """A value without what people write differently: case and spaces."""
    return " ".join(text.split()).casefold()


def unescaped(text: str) -> str:
    """A text as it was before the export made it safe for spreadsheets."""
    return text[1:] if text[:1] == "'" and text[1:2] in RISKY else text


def apart(text: str) -> list[str]:
    """The values of a cell of the site's own export, which are parted by "; " and have their own semicolons doubled."""
    values = [""]
    for part in PARTS.findall(text):
        if part == ";":
            values.append("")
        else:
            values[-1] += ";" if part == ";;" else part
    return [value for each in values if (value := each.strip())]


def _split(text: str) -> list[str]:
    return [value for part in SEPARATORS.split(text) if (value := part.strip())]
