"""An Excel workbook: incidents as texts and numbers, never as formulas, and a sheet that says what they are."""

from itertools import islice
from pathlib import Path

from xlsxwriter import Workbook

from explore.exports.records import COLUMNS, Export

MOST_ROWS = 1_048_575  # of a sheet, below its heading
LONGEST_CELL = 32_767
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(export: Export, path: Path) -> None:
    """More sheets where one is full."""
    with Workbook(str(path), OPTIONS) as book:
        about = book.add_worksheet("About")
        about.set_column(0, 0, 16)
        about.set_column(1, 1, 100)
        for line, (name, value) in enumerate({**export.about, "incidents": export.number}.items()):
            about.write_string(line, 0, name)
            about.write(line, 1, value)
        records, heading = export.records(), book.add_format({"bold": True})
        for number in range(1, 2 + export.number // MOST_ROWS):
            sheet = book.add_worksheet("Incidents" if number == 1 else f"Incidents {number}")
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, COLUMNS, heading)
            for line, record in enumerate(islice(records, MOST_ROWS), start=1):
                for column, value in enumerate(record.values()):
                    if isinstance(value, str):
                        sheet.write_string(line, column, value[:LONGEST_CELL])
                    elif value is not None:
                        sheet.write_number(line, column, value)
