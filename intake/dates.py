"""Dates as spreadsheets hold them: how a column is written follows from all of it, and is never guessed row by row.

Of "03/04/2017" alone nobody can tell which is the day. A column in which some first number is above 12 is written day
first, one in which some second number is, month first; one with neither has to be told, and one with both is refused.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from django.core.exceptions import ValidationError

from sources.plain_dates import to_edtf

SERIAL_ZERO = date(1899, 12, 30)  # of workbooks; before March 1900 they count a day that never was
SERIALS = range(20_000, 80_000)  # from 1954 to 2119
MOST_MONTHS = 12
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
THREE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ].*)?")
SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
WEEKDAY = re.compile(r"^(mon|tues|wednes|thurs|fri|satur|sun)day\s*[-,]?\s*(?=[a-z])", re.IGNORECASE)


class Order(StrEnum):
    """What comes first where a date is three numbers with the year last."""

    DAY = "day"
    MONTH = "month"


class Mixed(Exception):
    """A column in which some dates can only be day first, and others only month first."""


def order_of(texts: Iterable[str]) -> Order | None:
    """How a column is written; None where nothing in it tells. Raises Mixed."""
    found: dict[Order, str] = {}
    for text in texts:
        if parts := THREE.fullmatch(text.strip()):
            first, second = int(parts[1]), int(parts[2])
            if first > MOST_MONTHS >= second:
                found.setdefault(Order.DAY, text)
            elif second > MOST_MONTHS >= first:
                found.setdefault(Order.MONTH, text)
    if len(found) > 1:
        raise Mixed(f"“{found[Order.DAY]}” can only be day first and “{found[Order.MONTH]}” only month first.")
    return next(iter(found), None)


def are_serials(texts: Iterable[str]) -> bool:
    """Whether all dates of a column are numbers of days, as workbooks keep them."""
    told = [text.strip() for text in texts if text.strip()]
    return bool(told) and all((found := SERIAL.fullmatch(text)) and int(found[1]) in SERIALS for text in told)


def as_edtf(text: str, *, order: Order | None = None, has_serials: bool = False) -> str:
    """A cell as EDTF; 00 for a day or a month is "not known". ValidationError with a sentence."""
    said = " ".join(text.split())
    if not said:
        raise ValidationError("There is no date. Leave the row out, or say when it was, if only the year.")
    if parts := YEAR_FIRST.fullmatch(said):
        return _whole(int(parts[1]), int(parts[2]), int(parts[3]), said)
    if has_serials and (serial := SERIAL.fullmatch(said)):
        return (SERIAL_ZERO + timedelta(days=int(serial[1]))).isoformat()
    if parts := THREE.fullmatch(said):
        return _three(int(parts[1]), int(parts[2]), int(parts[3]), order, said)
    return to_edtf(WEEKDAY.sub("", said))


def _three(first: int, second: int, year: int, order: Order | None, said: str) -> str:
    if order is None and first != second and max(first, second) <= MOST_MONTHS:
        raise ValidationError(f"“{said}” may be day first or month first. Say which the column is.")
    is_day_first = first > MOST_MONTHS if order is None else order == Order.DAY
    day, month = (first, second) if is_day_first else (second, first)
    return _whole(year, month, day, said)


def _whole(year: int, month: int, day: int, said: str) -> str:
    """A day, a month or a year, as far as they are not 0."""
    if not month:
        return f"{year:04d}"
    try:
        first = date(year, month, day or 1)
    except ValueError:
        raise ValidationError(f"“{said}” is no date of the calendar.") from None
    return first.isoformat() if day else f"{first:%Y-%m}"
