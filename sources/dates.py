"""Uncertain dates: EDTF (ISO 8601-2) text and the earliest and latest day it may mean."""

import calendar
import re
import threading
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

OPEN_ENDS = frozenset({"", ".."})
HINT = (
    "Write a date such as 2017-12-17, 2017-12, 2017~ (about) or 2017-01/2017-03 (between); "
    "leave a side empty when it is unknown."
)
YEAR = re.compile(r"\d{4}")
FIRST_YEAR, LAST_YEAR = 1800, 2100  # beyond them a date is a slip of the pen
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
CALENDAR_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
DOUBTS = {"~": "about ", "?": "possibly ", "%": "possibly about "}
_parsing = threading.Lock()  # the grammar keeps what it has parsed in one place for all threads, and mixes them up


class DatePrecision(models.TextChoices):
    """How finely a date is known: the length of the interval it may lie in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Bounds:
    """The first and last day an uncertain date may mean; None is "not known"."""

    earliest: date | None
    latest: date | None

    @property
    def precision(self) -> DatePrecision:
        if self.earliest is None or self.latest is None:
            return DatePrecision.UNKNOWN
        days = (self.latest - self.earliest).days + 1
        steps = ((1, DatePrecision.DAY), (7, DatePrecision.WEEK), (31, DatePrecision.MONTH))
        return next((name for most, name in steps if days <= most), DatePrecision.YEAR)


UNDATED = Bounds(None, None)


@lru_cache(maxsize=4096)  # parsing takes milliseconds, and one row is checked several times on its way in
def bounds(text: str) -> Bounds:
    """Bounds of an EDTF date or interval; empty text is undated.

    An empty or ".." side of an interval has no bound. Raises ValidationError with a remedy for anything else.
    Standard: EDTF levels 0 and 1 (Library of Congress, ISO 8601-2).
    """
    if not text:
        return UNDATED
    start, slash, end = text.partition("/")
    found = Bounds(_side(start)[0], _side(end if slash else start)[1])
    if found == UNDATED:
        raise ValidationError(f"“{text}” has no date in it. {HINT}")
    if found.earliest and found.latest and found.earliest > found.latest:
        raise ValidationError(f"“{text}” ends before it starts. {HINT}")
    return found


def in_words(text: str) -> str:
    """An EDTF date in plain English: "17 December 2017", "October 2017", "by 7 December 2017", "date not known"."""
    if not text:
        return "date not known"
    start, slash, end = text.partition("/")
    if not slash:
        return _side_in_words(start)
    if start in OPEN_ENDS:
        return f"by {_side_in_words(end)}"
    if end in OPEN_ENDS:
        return f"since {_side_in_words(start)}"
    return _within_a_month(start, end) or f"between {_start_in_words(start, end)} and {_side_in_words(end)}"


def _start_in_words(start: str, end: str) -> str:
    """ "1 January" before "3 March 2017": the year is said once where both sides are finer than a year."""
    first, last = CALENDAR_DATE.fullmatch(start), CALENDAR_DATE.fullmatch(end)
    is_one_year = first and last and first[2] and last[2] and first[1] == last[1]
    return _side_in_words(start).removesuffix(f" {start[:4]}" if is_one_year else "")


def _within_a_month(start: str, end: str) -> str:
    """ "1–3 May 2017", "May 2017, by the 22nd": an interval of one month, without saying the month twice."""
    first, last = CALENDAR_DATE.fullmatch(start), CALENDAR_DATE.fullmatch(end)
    if not (first and last and first[2] and last[3] and first[1] == last[1] and first[2] == last[2]):
        return ""
    whole_month, doubt = _side_in_words(start[:7]), DOUBTS.get(first[4] or last[4], "")
    if first[3]:
        return f"{doubt}{int(first[3])}–{int(last[3])} {whole_month}"
    return f"{doubt}{whole_month}, by the {_ordinal(int(last[3]))}"


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _side_in_words(text: str) -> str:
    found = CALENDAR_DATE.fullmatch(text.removesuffix("-XX").removesuffix("-XX"))
    if not found:
        return text  # a rarer form: EDTF itself is clearer than a guess
    year, month, day, doubt = found.groups()
    named = SEASONS.get(int(month or 0)) or (calendar.month_name[int(month)] if month and int(month) <= 12 else "")
    parts = [str(int(day)) if day else "", named, year]
    return DOUBTS.get(doubt, "") + " ".join(part for part in parts if part)


def _side(text: str) -> tuple[date | None, date | None]:
    if text in OPEN_ENDS:
        return None, None
    year = YEAR.match(text)
    if not year:
        raise ValidationError(f"“{text}” is not a date. {HINT}")
    if not FIRST_YEAR <= int(year[0]) <= LAST_YEAR:
        raise ValidationError(f"“{text}” lies outside the years {FIRST_YEAR} to {LAST_YEAR}. {HINT}")
    try:
        if DAY.fullmatch(text):  # most dates: a thousand times as quick as by the grammar
            return (day := date.fromisoformat(text)), day
        with _parsing:
            parsed = parse_edtf(text)
        return _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError):
        raise ValidationError(f"“{text}” is not a date. {HINT}") from None


def _day(moment: Any) -> date:
    year, month, day = moment[:3]
    if day > calendar.monthrange(year, month)[1]:
        raise ValueError("no such day")
    return date(year, month, day)


class EdtfField(models.CharField):
    """EDTF text that writes its own bounds into two date fields, as ImageField does with its sizes.

    `earliest` and `latest` name fields of the same model, declared after this one.
    """

    empty_values = ()  # a date that was cleared has bounds to write too; Django passes over what it takes for empty

    def __init__(self, *args: Any, earliest: str = "", latest: str = "", **options: Any) -> None:
        self.earliest, self.latest = earliest, latest
        options.setdefault("max_length", 64)
        options.setdefault("blank", True)
        options.setdefault("default", "")
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "earliest": self.earliest, "latest": self.latest}

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        text = super().clean(value, model_instance)
        found = bounds(text)
        if model_instance is not None:
            self._write(model_instance, found)
        return text

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        text = super().pre_save(model_instance, add)
        self._write(model_instance, bounds(text))
        return text

    def _write(self, instance: models.Model, found: Bounds) -> None:
        setattr(instance, self.earliest, found.earliest)
        setattr(instance, self.latest, found.latest)


def bounds_constraint(model: str, field: str, earliest: str, latest: str) -> models.CheckConstraint:
    """In the database: no text without a bound, no bound without text, never the latest before the earliest."""
    undated = models.Q(**{field: "", f"{earliest}__isnull": True, f"{latest}__isnull": True})
    one_side = models.Q(**{f"{earliest}__isnull": True}) ^ models.Q(**{f"{latest}__isnull": True})
    both = models.Q(**{f"{earliest}__isnull": False, f"{latest}__isnull": False})
    in_order = both & models.Q(**{f"{earliest}__lte": models.F(latest)})
    dated = ~models.Q(**{field: ""})
    return models.CheckConstraint(
        condition=undated | (dated & (one_side | in_order)),
        name=f"{model}_{field}_bounds",
        violation_error_message=f"{field}: the date and its bounds do not agree.",
    )
