"""What every kind of file is read into."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

MOST_BYTES = 2_000_000_000
MOST_COLUMNS = 1_000
MOST_CELL = 1_000_000  # characters
HXL = "#"
NULS = "The file holds NUL bytes: it is damaged, or not a text. Fetch or export it again."


class Refused(Exception):
    """A file that cannot be read at all, with a sentence that says why and what helps."""


class Unsound(Exception):
    """A row or a part of one that is not what it is said to be."""


@dataclass(frozen=True)
class Line:
    """A row, by its number in the file, as an editor of texts or tables counts it."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Broken:
    """A row that does not fit its header."""

    number: int
    reason: str


@dataclass(frozen=True)
class Table:
    """`notes` say what was found out about the file, so that nothing is guessed silently. `lines` can be read once.

    `last` is the number of the last line, where it is known before all are read.
    """

    columns: Sequence[str]
    lines: Iterator[Line | Broken]
    notes: Sequence[str] = ()
    last: int | None = None


def named(columns: Sequence[str]) -> list[str]:
    """The columns of a header, each once. Raises Refused."""
    found = [" ".join(column.split()) for column in columns]
    if not any(found):
        raise Refused("The file is empty. It needs a first row with the names of its columns.")
    if len(found) > MOST_COLUMNS:
        raise Refused(f"The file has {len(found):,} columns; at most {MOST_COLUMNS:,} are read. Leave out empty ones.")
    if doubled := sorted({column for column in found if column and found.count(column) > 1}):
        raise Refused(f"A column is named twice: {', '.join(doubled[:5])}. Rename or remove one.")
    return found


def is_hxl(cells: Sequence[str]) -> bool:
    """Whether a row holds tags of the Humanitarian Exchange Language, which stand below a header and are no data."""
    told = [cell for cell in cells if cell]
    return bool(told) and all(cell.startswith(HXL) for cell in told)
