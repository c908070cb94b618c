"""The one door for files that people bring: what a file is, is told by its content, and said where its name differs."""

import stat
from dataclasses import replace
from pathlib import Path

from intake.tables.apart import judge_apart, read_apart
from intake.tables.kinds import LOOK, Kind, contradiction, kind_of
from intake.tables.rows import table_of
from intake.tables.table import MOST_BYTES, Refused, Table
from intake.tables.texts import open_text

CHILDREN = {Kind.WORKBOOK: "workbook", Kind.GEOJSON: "geojson"}


def judge(path: Path) -> Kind:
    """What kind of file it is, before any of it is read: within seconds, whatever it holds. Raises Refused."""
    kind = kind_of(_start(path))
    if kind is Kind.WORKBOOK:
        judge_apart(CHILDREN[kind], path)
    return kind


def open_table(path: Path, *, name: str = "") -> Table:
    """The rows of a CSV, a workbook's first sheet or a GeoJSON's points. Raises Refused.

    `name` is what the person who brought the file calls it, where `path` does not say.
    """
    kind = judge(path)
    notes = contradiction(Path(name or path.name).suffix, kind)
    if kind is Kind.TEXT:
        table = open_text(path)
        return replace(table, notes=[*notes, *table.notes])
    found, rows = read_apart(CHILDREN[kind], path)
    return table_of(found, rows, notes)


def _start(path: Path) -> bytes:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Refused("This is no file but a folder or a device. Give the file itself.")
        if found.st_size > MOST_BYTES:
            raise Refused(f"The file has {found.st_size:,} bytes; at most {MOST_BYTES:,} are read. Part it by years.")
        with path.open("rb") as file:
            return file.read(LOOK)
    except OSError as trouble:
        raise Refused(f"The file cannot be read: {trouble.strerror}.") from None
