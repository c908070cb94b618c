"""Cells of a table as numbers, points and days, or a sentence that names the column and says what helps."""

from collections.abc import Mapping
from datetime import date
from math import isfinite

from django.core.exceptions import ValidationError

from intake.events import Unread
from sources.plain_dates import to_edtf

Cells = Mapping[str, str]
MOST_PEOPLE = 10_000_000


def text(cells: Cells, column: str) -> str:
    return " ".join(cells.get(column, "").split())


def required(cells: Cells, column: str) -> str:
    found = text(cells, column)
    if not found:
        raise Unread(column, "is empty; it is needed to tell rows apart or to date and place them.")
    return found


def people(cells: Cells, column: str) -> int | None:
    """A count of people; None where the cell is empty, which is not zero."""
    found = text(cells, column)
    if not found:
        return None
    number = found.removesuffix(".0")
    if not (number.isascii() and number.isdigit() and len(number) < 10) or int(number) > MOST_PEOPLE:
        raise Unread(column, f"“{_short(found)}” is not a number of people: write digits, or leave it empty.")
    return int(number)


def degrees(cells: Cells, column: str, *, most: float) -> float | None:
    """A coordinate in degrees of at most so much either way; None where the cell is empty."""
    found = text(cells, column)
    if not found:
        return None
    try:
        number = float(found)
    except ValueError:
        number = float("nan")
    if not isfinite(number) or abs(number) > most:
        raise Unread(column, f"“{_short(found)}” is not degrees between -{most:g} and {most:g}, with a decimal point.")
    return number


def choice(cells: Cells, column: str, known: Mapping[str, object]) -> str:
    """One of the codes that the codebook knows."""
    found = text(cells, column)
    if found not in known:
        raise Unread(column, f"“{_short(found)}” is none of the codes {', '.join(known)} of the codebook.")
    return found


def code(cells: Cells, column: str, known: Mapping[str, object]) -> str:
    """Like `choice`, of whole numbers that a workbook may have written as 1.0; empty where the cell is."""
    found = text(cells, column).removesuffix(".0")
    if found and found not in known:
        raise Unread(column, f"“{_short(found)}” is none of the codes {', '.join(known)} of the codebook.")
    return found


def is_yes(cells: Cells, column: str) -> bool:
    return text(cells, column).removesuffix(".0") == "1"


def when(cells: Cells, column: str) -> str:
    """A date in words or digits as EDTF; what has two readings, such as 03/04/2017, is refused with both."""
    found = required(cells, column)
    try:
        return to_edtf(found)
    except ValidationError as trouble:
        raise Unread(column, f"“{_short(found)}”: {' '.join(trouble.messages)}") from None


def iso_day(cells: Cells, column: str) -> date:
    """A day written year first; a time of day after it is left out."""
    found = required(cells, column)
    try:
        return date.fromisoformat(found[:10])
    except ValueError:
        raise Unread(column, f"“{_short(found)}” is not a day written as 2017-12-31.") from None


def _short(found: str) -> str:
    return found if len(found) <= 40 else f"{found[:39]}…"
