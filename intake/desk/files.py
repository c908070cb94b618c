"""Files that tell of the rows of an import, written piece by piece: their length does not matter."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from intake.crosswalks.crosswalk import Crosswalk
from intake.events import Unread
from intake.models import Finding
from intake.tables.table import Line, Table
from sources.spreadsheets import BOM, csv_lines, safe

AT_ONCE = 1_000
REJECTED = ("row", "id", "reason")
FINDINGS = ("kind", "row", "id", "incident", "other_incident", "likelihood", "text")
LOST = ("row", "id", "column", "value")
OF_FINDING = (
    "kind", "row", "external_id", "entry__report__incident__public_id", "incident__public_id", "score", "text",
)  # fmt: skip


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """RFC 4180. A text that a spreadsheet would run has an apostrophe before it; take one off to have it back."""
    yield BOM.encode() + csv_lines([header])
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        yield csv_lines([[safe(cell) if isinstance(cell, str) else cell for cell in row] for row in some])


def rejected(findings: QuerySet[Finding]) -> Iterator[tuple[Any, ...]]:
    yield from findings.values_list("row", "external_id", "text").iterator(AT_ONCE)


def told(findings: QuerySet[Finding]) -> Iterator[tuple[Any, ...]]:
    """All kinds; `likelihood` is of two incidents that may be one, 0 to 1."""
    yield from findings.order_by("kind", "row", "pk").values_list(*OF_FINDING).iterator(AT_ONCE)


def lost(table: Table, crosswalk: Crosswalk) -> Iterator[tuple[Any, ...]]:
    """Cells that have no place here, of the rows that can be read."""
    with closing(table.lines) as lines:  # type: ignore[type-var]
        for line in lines:
            if not isinstance(line, Line):
                continue
            try:
                event = crosswalk.read(line.cells)
            except Unread:
                continue
            yield from ((line.number, event.external_id, *cell) for cell in event.lost.items())
