"""Columns whose names a shapefile cut to ten letters, read under the names that they can only have had. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from intake.tables.table import Broken, Line, Table

LENGTH = 10  # of names in dBASE tables, which shapefiles are made of


def uncut(columns: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """The whole name of each column that is cut: it begins one known name alone, which no other column has."""
    columns, known = list(columns), list(known)
    found = {}
    for column in columns:
        whole = [name for name in known if name.startswith(column)]
        if len(column) == LENGTH and len(whole) == 1 and whole[0] not in columns:
            found[column] = whole[0]
    return found


def restored(table: Table, known: Iterable[str]) -> Table:
    """The table under whole names, which its notes tell."""
    whole = uncut(table.columns, known)
    if not whole:
        return table
    told = ", ".join(f"{column} as {name}" for column, name in whole.items())
    return replace(
        table, columns=[whole.get(column, column) for column in table.columns], lines=_renamed(table.lines, whole),
        notes=[*table.notes, f"Names that a shapefile cut to {LENGTH} letters were read whole: {told}."],
    )  # fmt: skip


def _renamed(lines: Iterable[Line | Broken], whole: Mapping[str, str]) -> Iterator[Line | Broken]:
    for line in lines:
        if isinstance(line, Broken):
            yield line
        else:
            yield replace(line, cells={whole.get(name, name): cell for name, cell in line.cells.items()})
