"""Texts in files that people open with a spreadsheet, so that none of them is run as a formula. Pure."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

# With what a spreadsheet takes a cell for a formula; and the apostrophe itself, so that one can always be taken off
RISKY = frozenset("=+-@\t\r\n＝＋－＠'")
BOM = "\ufeff"  # by which spreadsheets know a text for UTF-8


def safe(text: str | None) -> str:
    """A cell that no spreadsheet runs."""
    return "" if text is None else f"'{text}" if text[:1] in RISKY else text


def csv_lines(rows: Iterable[Iterable[Any]]) -> bytes:
    """Rows of a CSV (RFC 4180) in UTF-8; their cells are as they are given."""
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
