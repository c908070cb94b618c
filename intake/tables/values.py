"""Cells of a workbook as texts: shared texts, numbers as short as they are exact, days in ISO form."""

import os
import re
from array import array
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from math import isfinite
from tempfile import TemporaryFile
from typing import IO

from intake.tables.table import Unsound
from intake.tables.xml_parts import Element, new_parser, parse_all

KEPT = 10_000  # shared texts that are held in memory
DAY_FORMATS = {*range(14, 23), *range(27, 37), *range(50, 59)}  # of the standard, 18.8.30
SILENT = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')  # what stands in a format and is no part of a date
SPAN = re.compile(r"\[[hms]+\]", re.IGNORECASE)
ESCAPED = re.compile(r"_x(0009|000A|000D|005F)_", re.IGNORECASE)
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
INDEX = re.compile(r"\d{1,9}", re.ASCII)
FIRST_DAY, LAST_DAY = 61, 2_958_466  # from March 1900, before which programs differ, to the year 9999
LONGEST_EXACT = 10**15
DAY = 86_400  # seconds


class Strings:
    """The texts that cells share, kept in a file: there may be more of them than memory."""

    def __init__(self) -> None:
        self._file, self._ends = TemporaryFile(), array("Q", [0])  # noqa: SIM115 – it lasts as long as this
        self._pieces, self._muted = list[str](), 0
        self.get = lru_cache(KEPT)(self._get)

    def read(self, part: IO[bytes]) -> None:
        self._parser = new_parser()
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end
        parse_all(self._parser, part)
        self._file.flush()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self._muted += local == "rPh"  # how a text is spoken, not the text
        if local == "t" and not self._muted:
            self._parser.CharacterDataHandler = self._pieces.append

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        self._muted -= local == "rPh"
        self._parser.CharacterDataHandler = None
        if local == "si":
            written = self._file.write("".join(self._pieces).encode())
            self._ends.append(self._ends[-1] + written)
            self._pieces.clear()

    def _get(self, at: int) -> str:
        if not 0 <= at < len(self._ends) - 1:
            raise Unsound("refers to a text that the workbook lacks")
        start, end = self._ends[at], self._ends[at + 1]
        return os.pread(self._file.fileno(), end - start, start).decode()


class Values:
    """What cells hold; `days` are the styles that show numbers as days."""

    def __init__(self, strings: Strings, days: frozenset[str], *, has_1904: bool) -> None:
        self._strings, self._days, self._errors = strings, days, 0
        self._epoch = datetime(1904, 1, 1) if has_1904 else datetime(1899, 12, 30)
        self._first = 0 if has_1904 else FIRST_DAY

    def text(self, told: str, kind: str, style: str) -> str:
        """Raises Unsound. `kind` is the cell's type of the standard, 18.18.11."""
        if kind == "s":
            return _unescaped(self._strings.get(int(told) if INDEX.fullmatch(told) else -1))
        if kind in {"str", "inlineStr"}:
            return _unescaped(told)
        if kind == "n":
            return self._day(told) if style in self._days and told else as_number(told)
        return self._other(told, kind)

    def notes(self) -> list[str]:
        return [f"{self._errors:,} cells hold an error, such as #N/A, in place of a value."] if self._errors else []

    def _other(self, told: str, kind: str) -> str:
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(told, told)
        if kind == "d":
            return told.removesuffix("Z").removesuffix("T00:00:00").replace("T", " ")
        self._errors += 1
        return told

    def _day(self, told: str) -> str:
        number = _number(told)
        if 0 < number < 1:
            return str(timedelta(seconds=min(round(number * DAY), DAY - 1)))
        if not self._first <= number < LAST_DAY:
            return as_number(told)
        moment = self._epoch + timedelta(seconds=round(number * DAY))
        return moment.isoformat(sep=" ").removesuffix(" 00:00:00")


def as_number(told: str) -> str:
    """A number as a person would write it: 17 digits of a binary fraction are those of its shortest form. Or empty."""
    if not told or (told.isascii() and told.isdigit()):
        return told
    number = _number(told)
    return str(int(number)) if number.is_integer() and abs(number) < LONGEST_EXACT else repr(number)


def _number(told: str) -> float:
    number = float(told) if NUMBER.fullmatch(told) else float("nan")
    if not isfinite(number):
        raise Unsound(f"is said to be a number and is “{told[:40]}”")
    return number


def _unescaped(told: str) -> str:
    """Line ends and tabs, which XML would lose, come as their numbers; others are left as they stand."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), told) if "_x" in told else told


def day_styles(parts: Iterable[Element]) -> frozenset[str]:
    """The numbers of the cell styles that show days or times of day."""
    formats, days, number = dict[str, str](), set[str](), 0
    for inside, name, told in parts:
        if name == "numFmt":
            formats[told.get("numFmtId", "")] = told.get("formatCode", "")
        elif name == "xf" and inside == "cellXfs":
            if _is_day(told.get("numFmtId", "0"), formats):
                days.add(str(number))
            number += 1
    return frozenset(days)


def _is_day(number: str, formats: dict[str, str]) -> bool:
    code = formats.get(number)
    if code is None:
        return number.isascii() and number.isdigit() and len(number) < 4 and int(number) in DAY_FORMATS
    shown = SILENT.sub("", code).lower()
    return not SPAN.search(code) and any(letter in shown for letter in "ymdhs")
