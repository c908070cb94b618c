"""An Excel workbook: incidents as texts and numbers, never as formulas, and a sheet that says what they are."""

from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from explore.exports.fields import FIELDS
from explore.exports.records import Export

MOST_ROWS = 1_048_575  # of a sheet, below its heading
LONGEST_CELL = 32_767
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
NOTE = "An empty cell means: not reported or not known; never zero."


def write(export: Export, path: Path, *, most_rows: int = MOST_ROWS) -> None:
    """More sheets where one is full. What it keeps aside while it works lies beside the file."""
    rows = (row for batch in export.batches() for row in zip(*batch.values(), strict=True))
    with Workbook(str(path), {**OPTIONS, "tmpdir": str(path.parent)}) as book:
        _write_about(book.add_worksheet("About"), export)
        heading = book.add_format({"bold": True})
        for number in range(1, 2 + max(export.number - 1, 0) // most_rows):
            sheet = book.add_worksheet("Incidents" if number == 1 else f"Incidents {number}")
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, FIELDS, heading)
            for line, row in enumerate(islice(rows, most_rows), start=1):
                _write_row(sheet, line, row)


def _write_about(sheet: Worksheet, export: Export) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100)
    for line, (name, value) in enumerate({**export.about, "note": NOTE, "incidents": export.number}.items()):
        sheet.write_string(line, 0, name)
        (sheet.write_string if isinstance(value, str) else sheet.write_number)(line, 1, value)


def _write_row(sheet: Worksheet, line: int, row: tuple[Any, ...]) -> None:
    for column, value in enumerate(row):
        if isinstance(value, str):
            sheet.write_string(line, column, value[:LONGEST_CELL])
        elif isinstance(value, bool):
            sheet.write_boolean(line, column, value)
        elif isinstance(value, date):
            sheet.write_string(line, column, value.isoformat())  # Excel knows no day before 1900
        elif value is not None:
            sheet.write_number(line, column, value)
