"""The timeline: bins of days, weeks, months or years, each with the incidents that may lie in it. Pure."""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from itertools import accumulate

DAY = timedelta(days=1)
SPANS = ((62, "day"), (366, "week"), (3653, "month"))  # the longest span in days that a unit is used for
MOST_YEARS = 400  # over a longer span each bar of years holds several


@dataclass(frozen=True)
class Bin:
    """A span of days, both ends included."""

    start: date
    end: date
    count: int


def unit_for(first: date, last: date) -> str:
    """The unit that gives a readable number of bins."""
    days = (last - first).days + 1
    return next((unit for longest, unit in SPANS if days <= longest), "year")


def count(spans: Iterable[tuple[date, date]]) -> tuple[str, list[Bin]]:
    """The unit and its bins for (first, last) days of incidents; one that may lie in several bins counts in each."""
    rows = list(spans)
    if not rows:
        return "month", []
    first, last = min(row[0] for row in rows), max(row[1] for row in rows)
    unit = unit_for(first, last)
    days = bars(unit, first, last)
    starts = [start for start, _ in days]
    steps = [0] * (len(starts) + 1)
    for begins, ends in rows:
        steps[bisect_right(starts, begins) - 1] += 1
        steps[bisect_right(starts, ends)] -= 1
    return unit, [Bin(start, end, number) for (start, end), number in zip(days, accumulate(steps), strict=False)]


def bars(unit: str, first: date, last: date) -> list[tuple[date, date]]:
    """First and last day of each bin, from the one that holds `first` to the one that holds `last`."""
    years = -(-(last.year - first.year + 1) // MOST_YEARS)
    monday = first - DAY * first.weekday()
    starts = {"week": monday, "month": first.replace(day=1), "year": first.replace(month=1, day=1)}
    start = starts.get(unit, first)
    found = [(start, end_of(unit, start, years))]
    while (end := found[-1][1]) < last:
        found.append((end + DAY, end_of(unit, end + DAY, years)))
    return found


def end_of(unit: str, start: date, years: int = 1) -> date:
    """The last day of the bin that starts there; no day follows the year 9999."""
    if unit == "month":
        return start.replace(day=monthrange(start.year, start.month)[1])
    if unit == "year":
        return date(min(start.year + years - 1, MAXYEAR), 12, 31)
    return start + min(DAY * (6 if unit == "week" else 0), date.max - start)
