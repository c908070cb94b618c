"""Rows of a chunk as they are read: events with what tells whether they changed, and those that cannot be taken in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from intake.crosswalks.crosswalk import Crosswalk
from intake.events import Event, Unread
from intake.tables.table import Broken, Line

LONGEST_ID = 100
DIGEST = 16  # bytes
BETWEEN = "\x1f"


@dataclass(frozen=True)
class Row:
    """A row that was read, by its number in the file."""

    number: int
    event: Event
    digest: str


@dataclass(frozen=True)
class Rejected:
    """A row that was not, with the reason in a sentence."""

    number: int
    reason: str
    external_id: str = ""


@dataclass(frozen=True)
class Chunk:
    """Some rows of a file; `last` is the number of the last of them, 0 where there are none."""

    rows: list[Row]
    rejected: list[Rejected]
    last: int


def read(lines: Iterable[Line | Broken], crosswalk: Crosswalk) -> Chunk:
    """Rows by a crosswalk. Of rows with one id within a chunk the first counts."""
    rows: dict[str, Row] = {}
    rejected, last = [], 0
    for line in lines:
        last = line.number
        found = _row(line, crosswalk)
        if isinstance(found, Row) and (first := rows.setdefault(found.event.external_id, found)) is not found:
            found = doubled(found, first.number)
        if isinstance(found, Rejected):
            rejected.append(found)
    return Chunk(list(rows.values()), rejected, last)


def doubled(row: Row, first: int) -> Rejected:
    said = f"id {row.event.external_id} stands in row {first} too; the first of them counts."
    return Rejected(row.number, said, row.event.external_id)


def _row(line: Line | Broken, crosswalk: Crosswalk) -> Row | Rejected:
    if isinstance(line, Broken):
        return Rejected(line.number, f"The row {line.reason}")
    try:
        event = crosswalk.read(line.cells)
    except Unread as trouble:
        return Rejected(line.number, str(trouble), line.cells.get(crosswalk.id_column, "").strip()[:LONGEST_ID])
    if len(event.external_id) > LONGEST_ID:
        return Rejected(line.number, f"Its id has more than {LONGEST_ID} characters.")
    return Row(line.number, event, _digest(line.cells, crosswalk))


def _digest(cells: Mapping[str, str], crosswalk: Crosswalk) -> str:
    """Of the cells that mean something here: other columns may come and go with a release."""
    said = BETWEEN.join(cells.get(name, "").strip() for name in crosswalk.understood)
    return blake2b(f"{crosswalk.version}{BETWEEN}{said}".encode(), digest_size=DIGEST).hexdigest()
