"""Leadership on a line of time: how far each is sure, and where it fades. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sources.dates import UNDATED, Bounds

A_DAY = timedelta(days=1)
MARGIN = 0.04
LEAST_MARGIN = timedelta(days=20)
MOST_TICKS = 8
STEPS = (1, 3, 6, 12, 24, 60, 120, 240)  # months from one tick to the next
WHOLE = 100.0


class Part(StrEnum):
    """A stretch of a line: surely so, or fading over the days on which it may have begun or ended."""

    SURE = "sure"
    BEGINS = "begins"
    ENDS = "ends"
    SILENT = "silent"  # no source says how it went on
    UNDATED = "undated"


@dataclass(frozen=True)
class Tenure:
    """Who led (empty: nobody) and when; `told` are the first and last day on which its sources came out."""

    person: str
    start: Bounds = UNDATED
    end: Bounds = UNDATED
    is_over: bool = False
    told: Bounds = UNDATED

    @property
    def surely(self) -> tuple[date, date] | None:
        """The first and last day on which it surely stood, as its sources have it; None where no such day is known."""
        last = self.end.earliest or (self._last_told if self._goes_on else None)
        first = self.start.latest or last
        last = last or first
        return (first, last) if first and last and first <= last else None

    @property
    def _goes_on(self) -> bool:
        return self.end == UNDATED and not self.is_over and self.start != UNDATED

    @property
    def _last_told(self) -> date | None:
        return max((day for day in (self.told.latest, self.start.latest) if day), default=None)

    @property
    def over_by(self) -> date | None:
        """The last day it may have stood. One whose end is told without a date was over when it was told."""
        return self.end.latest or (self.told.latest if self.is_over and self.end == UNDATED else None)

    @property
    def days(self) -> Iterator[date]:
        known = (self.start.earliest, self.start.latest, self.end.earliest, self.end.latest, *_ends(self.told))
        return (day for day in known if day)


@dataclass(frozen=True)
class Bar:
    """A stretch, in hundredths of the chart's width."""

    part: Part
    x: float
    width: float

    @property
    def end(self) -> float:
        return round(self.x + self.width, 2)


@dataclass(frozen=True)
class Tick:
    """A mark of the axis."""

    x: float
    label: str


@dataclass(frozen=True)
class Axis:
    """The days that a chart spans."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day lies, in hundredths of the width; days beyond lie at the edge."""
        share = (day - self.first) / (self.last - self.first)
        return round(min(max(share, 0.0), 1.0) * WHOLE, 2)

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def ticks(self) -> list[Tick]:
        """Beginnings of years or months, few enough to be read."""
        first = self.first.year * 12 + self.first.month
        last = self.last.year * 12 + self.last.month - 1
        step = next((each for each in STEPS if (last - first) // each < MOST_TICKS), STEPS[-1])
        months = range(-(-first // step) * step, last + 1, step)
        return [_tick(self, month, step) for month in months]


def axis_of(tenures: Iterable[Tenure]) -> Axis | None:
    """From the first to the last day that is known of any, with some room; None where no day is known."""
    days = [day for tenure in tenures for day in tenure.days]
    if not days:
        return None
    room = max((max(days) - min(days)) * MARGIN, LEAST_MARGIN)
    return Axis(min(days) - room, max(days) + room)


def bars(tenure: Tenure, axis: Axis) -> list[Bar]:
    """The stretches of one line, from left to right."""
    left, right = tenure.start.earliest or axis.first, tenure.over_by or axis.last
    if tenure.surely is None:
        middle = _middle(tenure)
        either = [(Part.BEGINS, left, middle), (Part.ENDS, middle, right)] if middle else [(Part.UNDATED, left, right)]
        return _drawn(axis, either)
    first, last = tenure.surely
    after = Part.SILENT if tenure.over_by is None and tenure.end == UNDATED else Part.ENDS
    return _drawn(axis, [(Part.BEGINS, left, first), (Part.SURE, first, last + A_DAY), (after, last + A_DAY, right)])


def _middle(tenure: Tenure) -> date | None:
    """A day to fade in to and out from, where the days of beginning and of ending run into each other."""
    start, end = tenure.start, tenure.end
    if not (start.latest and end.earliest):
        return None
    last, first = min(start.latest, end.latest or start.latest), max(end.earliest, start.earliest or end.earliest)
    return first + (last - first) / 2


def _drawn(axis: Axis, parts: Sequence[tuple[Part, date, date]]) -> list[Bar]:
    found = ((part, axis.at(first), axis.at(last)) for part, first, last in parts)
    return [Bar(part, x, round(end - x, 2)) for part, x, end in found if end > x]


def _tick(axis: Axis, month: int, step: int) -> Tick:
    day = date(month // 12, month % 12 + 1, 1)
    is_year = day.month == 1
    return Tick(axis.at(day), str(day.year) if is_year else f"{day:%b}")


def _ends(bounds: Bounds) -> tuple[date | None, date | None]:
    return bounds.earliest, bounds.latest
