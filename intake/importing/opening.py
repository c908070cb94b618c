"""A file as the table of one dataset, with all the columns that its crosswalk needs."""

from dataclasses import replace
from pathlib import Path

from intake.crosswalks.crosswalk import Crosswalk
from intake.tables.cut_names import restored
from intake.tables.opening import open_table
from intake.tables.table import Refused, Table

LEFT_OUT = "Never taken in, as they may name people who have no public role: {}."


def open_for(crosswalk: Crosswalk, path: Path, *, name: str = "") -> Table:
    """Raises Refused. `name` is what the file was called where it came from."""
    if not path.is_file():
        raise Refused("There is no such file. Check the path.")
    known = (*crosswalk.understood, *crosswalk.left_out)
    table = restored(open_table(path, name=name), known)
    if missing := [column for column in crosswalk.needed if column not in table.columns]:
        raise Refused(f"This is not {crosswalk.dataset.title}: it lacks the columns {', '.join(missing)}.")
    return _told(table, crosswalk)


def _told(table: Table, crosswalk: Crosswalk) -> Table:
    """The table, its notes saying which of its columns are never taken in."""
    left_out = [column for column in table.columns if column in crosswalk.left_out]
    return replace(table, notes=[*table.notes, LEFT_OUT.format(", ".join(left_out))]) if left_out else table
