"""CSV and its kin: encoding and delimiter are found out and said, never guessed silently."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from intake.tables.table import MOST_CELL, NULS, Broken, Line, Refused, Table, is_hxl, named

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
AS_UTF8 = "Save it as UTF-8 (in Excel: “CSV UTF-8”; in LibreOffice: character set Unicode (UTF-8))."
LEGACY = "cp1252"
LOOK = 1 << 20


def open_text(path: Path) -> Table:
    """The rows of a text with a header. Raises Refused."""
    encoding, notes, last = _encoding(path)
    csv.field_size_limit(MOST_CELL)
    with ExitStack() as opened:
        file = opened.enter_context(path.open(encoding=encoding, newline="", errors="replace"))
        delimiter = _delimiter(file.readline(LOOK))
        file.seek(0)
        rows = csv.reader(file, delimiter=delimiter, strict=True)
        columns = named(_header(rows))
        opened.pop_all()  # from here on the lines close it
    if delimiter != ",":
        notes.append(f"Columns are parted by {DELIMITERS[delimiter]}.")
    return Table(columns, _lines(file, rows, columns), notes, last)


def _header(rows: Iterator[list[str]]) -> list[str]:
    try:
        return next(rows, [])
    except csv.Error as trouble:
        raise Refused(f"The first row is not sound CSV: {trouble}. Put names with commas in quotes.") from None


def _encoding(path: Path) -> tuple[str, list[str], int | None]:
    """UTF-8 wherever the file is that; what is not is read as Windows-1252, which is said."""
    with _opened(path) as file:
        start = file.read(4)
        if start.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Refused(f"The file is written in UTF-16. {AS_UTF8}")
        file.seek(0)
        return _judged(file)


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as trouble:
        raise Refused(f"The file cannot be read: {trouble.strerror}.") from None


def _judged(file: IO[bytes]) -> tuple[str, list[str], int | None]:
    """The encoding, notes, and how many lines there are, where the last may be empty."""
    decoder, line = codecs.getincrementaldecoder("utf-8-sig")(), 1
    while True:
        chunk = file.read(LOOK)
        if b"\x00" in chunk:
            raise Refused(NULS)
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as trouble:
            line += chunk[: trouble.start].count(b"\n")
            note = f"Not UTF-8 (line {line}): read as Windows-1252. Check names with accents. {AS_UTF8}"
            return LEGACY, [note], None
        if not chunk:
            return "utf-8-sig", [], line
        line += chunk.count(b"\n")


def _delimiter(header: str) -> str:
    return max(DELIMITERS, key=header.count) if any(header.count(each) for each in DELIMITERS) else ","


def _lines(file: IO[str], rows: Iterator[list[str]], columns: Sequence[str]) -> Iterator[Line | Broken]:
    """A row of HXL tags, which humanitarian files have below their header, is no row."""
    with file:
        number = 1
        while True:
            number = getattr(rows, "line_num", number) + 1
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error as trouble:
                yield Broken(number, f"is not sound CSV: {trouble}. Put text with commas or quotes in quotes.")
                continue
            if not any(cells) or (number == 2 and is_hxl(cells)):
                continue
            if len(cells) != len(columns):
                wrong = f"has {len(cells)} cells under {len(columns)} columns: put text with commas in quotes."
                yield Broken(number, wrong)
            else:
                yield Line(number, dict(zip(columns, cells, strict=True)))
