"""The timeline: bins of days, weeks, months or years, each with the incidents that may lie in it. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

DAY = timedelta(days=1)
SPANS = ((62, "day"), (366, "week"), (3653, "month"))  # the longest span in days that a unit is used for


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
    starts = starts_of(unit, first, last)
    steps = [0] * (len(starts) + 1)
    for begins, ends in rows:
        steps[bisect_right(starts, begins) - 1] += 1
        steps[bisect_right(starts, ends)] -= 1
    ends_of = [*(start - DAY for start in starts[1:]), following(unit, starts[-1]) - DAY]
    return unit, [Bin(*bin_) for bin_ in zip(starts, ends_of, accumulate(steps), strict=False)]


def starts_of(unit: str, first: date, last: date) -> Sequence[date]:
    """The first day of each bin from the one holding `first` to the one holding `last`."""
    monday = first - DAY * first.weekday()
    start = {"week": monday, "month": first.replace(day=1), "year": first.replace(month=1, day=1)}
    starts = [start.get(unit, first)]
    while (after := following(unit, starts[-1])) <= last:
        starts.append(after)
    return starts


def following(unit: str, start: date) -> date:
    """The first day after the bin that starts there."""
    if unit == "month":
        return (start.replace(day=28) + 4 * DAY).replace(day=1)
    if unit == "year":
        return start.replace(year=start.year + 1)
    return start + DAY * (7 if unit == "week" else 1)
