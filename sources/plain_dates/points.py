"""Years, months and days with their doubt, and the stretches between them: what a date in words stands for."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self

from django.core.exceptions import ValidationError

from sources.dates import FIRST_YEAR, LAST_YEAR, SEASONS

MONTHS_OF = {21: (3, 5), 22: (6, 8), 23: (9, 11)}  # EDTF's numbers of spring, summer and autumn
DOUBLED = {frozenset("~?"): "%"}


def a_day(year: int, month: int, day: int) -> date:
    """Raises ValidationError where the calendar has no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValidationError(f"The year {year} lies outside {FIRST_YEAR} to {LAST_YEAR}. Correct it.")
    if not 1 <= month <= 12:
        raise ValidationError(f"There is no month {month}. Write its name.")
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValidationError(f"{calendar.month_name[month]} {year} has no day {day}. Correct the day or the month.")
    return date(year, month, day)


@dataclass(frozen=True)
class Point:
    """A day, a month (or season, by EDTF's number) or a year; `doubt` is EDTF's mark behind it."""

    year: int
    month: int = 0
    day: int = 0
    doubt: str = ""

    def __post_init__(self) -> None:
        a_day(self.year, 1 if self.month in MONTHS_OF else self.month or 1, self.day or 1)

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts) + self.doubt

    @classmethod
    def of(cls, day: date, like: "Point") -> Self:
        """The day, or the month or year it lies in, as finely as another point is known."""
        is_season = like.month in SEASONS
        return cls(day.year, day.month if like.month else 0, day.day if like.day or is_season else 0, like.doubt)

    @property
    def first(self) -> date:
        return a_day(self.year, MONTHS_OF.get(self.month, (self.month or 1,))[0], self.day or 1)

    @property
    def last(self) -> date:
        month = MONTHS_OF.get(self.month, (self.month or 12,))[-1]
        return a_day(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def before(self) -> "Point":
        """The day, month or year before: nothing of this one."""
        return Point.of(self.first - timedelta(days=1), like=self)

    def after(self) -> "Point":
        return Point.of(self.last + timedelta(days=1), like=self)

    def doubted(self, mark: str) -> "Point":
        both = frozenset(self.doubt + mark)
        return replace(self, doubt=DOUBLED.get(both, "%" if "%" in both else mark))


@dataclass(frozen=True)
class Stretch:
    """From one point to another; None is "not known". `onwards` is what EDTF writes for an end that is None."""

    start: Point | None
    end: Point | None
    onwards: str = ""

    def __str__(self) -> str:
        if self.start == self.end:
            return str(self.start)
        return f"{self.start or ''}/{self.end or self.onwards}"

    @property
    def first_known(self) -> date:
        """Its first day, or its last where the first is not known."""
        if self.start:
            return self.start.first
        assert self.end, "one side is always known"  # noqa: S101
        return self.end.last

    @property
    def days(self) -> int:
        """From its first day to its last; less than 0 when it ends before it starts."""
        return (self.end.last - self.start.first).days if self.start and self.end else 0

    def doubted(self, mark: str) -> "Stretch":
        """Doubt about each side; EDTF has none about a season, so that becomes its months."""
        start, end = self.start, self.end
        if start and start.month in MONTHS_OF:
            start = Point(start.year, MONTHS_OF[start.month][0], doubt=start.doubt)
        if end and end.month in MONTHS_OF:
            end = Point(end.year, MONTHS_OF[end.month][1], doubt=end.doubt)
        return Stretch(start and start.doubted(mark), end and end.doubted(mark), self.onwards)


def at(year: int, month: int = 0, day: int = 0) -> Stretch:
    """One day, month or year as a stretch."""
    point = Point(year, month, day)
    return Stretch(point, point)
