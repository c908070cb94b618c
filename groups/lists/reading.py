"""From a file on disk to lines of named columns, or a sentence that says what is wrong with it and what helps."""

import csv
from collections.abc import Collection, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from groups.lists import plain, ucdp
from groups.lists.rows import Listing, tidy

Line = dict[str, str]

MOST_BYTES = 20_000_000
MOST_ROWS = 20_000
HXL = "#"
ENCODINGS = "Save it as UTF-8 (in Excel: “CSV UTF-8”; in LibreOffice: character set Unicode (UTF-8))."
FORMATS = ("ucdp", "csv")
OWN_COLUMNS = ", ".join(plain.UNDERSTOOD)


def read(path: Path, *, format: str = "", name: str = "", version: str = "") -> Listing:
    """The list in a file; without a format the columns tell. Raises ValidationError with a sentence."""
    lines = list(lines_of(path.name, text_of(path)))
    columns = lines[0][1].keys()
    chosen = format or ("ucdp" if "ActorId" in columns else "csv")
    _refuse_missing(path.name, columns, chosen)
    is_ucdp = chosen == "ucdp"
    own = name or path.stem
    listing = ucdp.listing_from(lines) if is_ucdp else plain.listing_from(lines, name=own, version=version)
    _refuse_unkeyed(path.name, listing)
    return listing


def text_of(path: Path) -> str:
    """The text of a file that can be a list at all."""
    try:
        if not path.is_file():
            raise ValidationError(f"There is no file {path}. Check the path.")
        if path.stat().st_size > MOST_BYTES:
            raise ValidationError(
                f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB. A list of actors is far smaller: check that "
                "it is the right file, or cut it into several."
            )
        data = path.read_bytes()
    except OSError as trouble:
        raise ValidationError(f"{path.name} cannot be read: {trouble.strerror}.") from None
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ValidationError(f"{path.name} is a workbook or an archive, not a CSV. Open it and save the sheet as CSV.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValidationError(f"{path.name} is written in UTF-16. {ENCODINGS}")
    if b"\x00" in data:
        raise ValidationError(f"{path.name} holds NUL bytes: it is damaged, or not a text. Fetch or export it again.")
    return _decoded(path.name, data)


def lines_of(name: str, text: str) -> Iterator[tuple[int, Line]]:
    """Numbered lines by column. Raises ValidationError where they do not fit their header."""
    try:
        table = csv.reader(StringIO(text, newline=""), strict=True)  # a cell may hold line ends of other kinds
        yield from _named_cells(name, table)
    except csv.Error as trouble:
        raise ValidationError(
            f"{name} is not a sound CSV: {trouble}, at line {table.line_num}. Put text with commas or quotes in quotes."
        ) from None


def _named_cells(name: str, table: Any) -> Iterator[tuple[int, Line]]:
    header = [tidy(cell) for cell in next(table, [])]
    if not any(header):
        raise ValidationError(f"{name} is empty. It needs a first line with the names of its columns.")
    if doubled := {cell for cell in header if cell and header.count(cell) > 1}:
        raise ValidationError(f"{name} names a column twice: {', '.join(sorted(doubled))}. Rename or remove one.")
    number = 0
    for cells in table:
        if not any(cell.strip() for cell in cells) or cells[0].startswith(HXL):
            continue
        number += 1
        if len(cells) != len(header):
            raise ValidationError(
                f"{name}, line {table.line_num}: {len(cells)} cells under {len(header)} columns. Put text with commas "
                "in quotes, and end no line early."
            )
        if number > MOST_ROWS:
            raise ValidationError(f"{name} has more than {MOST_ROWS:,} rows. Cut it into several files.")
        yield table.line_num, dict(zip(header, cells, strict=True))
    if not number:
        raise ValidationError(f"{name} has columns and no rows. Export it again with its rows.")


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = data[: trouble.start].count(b"\n") + 1
        raise ValidationError(f"{name} is not UTF-8: line {line} cannot be read. {ENCODINGS}") from None


def _refuse_missing(name: str, columns: Collection[str], chosen: str) -> None:
    needed = ucdp.NEEDED if chosen == "ucdp" else plain.NEEDED
    missing = [column for column in needed if column not in columns]
    if not missing:
        return
    what, remedy = {
        "ucdp": ("a UCDP actor list", "Take the CSV of the UCDP Actor Dataset as it is, or say --format csv."),
        "csv": ("a list of actors", f"Part the columns by commas, and name them {OWN_COLUMNS}; only name is needed."),
    }[chosen]
    raise ValidationError(f"{name} is not {what}: it lacks the columns {', '.join(missing)}. {remedy}")


def _refuse_unkeyed(name: str, listing: Listing) -> None:
    seen: dict[str, int] = {}
    for row in listing.rows:
        if not row.name or not row.external_id:
            raise ValidationError(f"{name}, line {row.line}: no name or no id. Fill it in, or remove the line.")
        if row.external_id in seen:
            first = seen[row.external_id]
            raise ValidationError(f"{name}: lines {first} and {row.line} have the same id. Give each row its own.")
        seen[row.external_id] = row.line
