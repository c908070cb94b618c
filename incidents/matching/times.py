"""Whether two dates may be of one event: how closely they agree, or how far they lie apart."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from math import inf

from incidents.matching import weights
from incidents.matching.values import Reason, Sketch
from incidents.matching.weights import step
from sources.dates import in_words

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
Span = tuple[date | None, date | None]


def compare_times(one: Sketch, other: Sketch) -> Reason:
    first, second = sorted(((each.earliest, each.latest) for each in (one, other)), key=_order)
    if not any(first) or not any(second):
        return Reason("Neither has a date" if first == second else "The date of one is not known", weights.UNDATED)
    return Reason(_sentence(first, second), time_points(first, second))


def time_points(one: Span, other: Span) -> float:
    """What two dates say by themselves."""
    if not any(one) or not any(other):
        return weights.UNDATED
    return min(_nearness(one, other), _closeness(one, other))


def days_apart(one: Span, other: Span) -> int:
    """From the end of one to the beginning of the other; 0 where they meet, or where a bound is not known."""
    starts, ends = zip(one, other, strict=True)
    gaps = [(start - end).days for start, end in zip(starts, reversed(ends), strict=True) if start and end]
    return max(0, *gaps) if gaps else 0


def bounds_apart(one: Span, other: Span) -> int:
    """Between the nearest two bounds that are known."""
    return min(abs((a - b).days) for a in one if a for b in other if b)


def _nearness(first: Span, second: Span) -> float:
    gap = days_apart(first, second)
    return step(weights.DAYS_APART, gap, weights.FARTHER) if gap else inf


def _closeness(first: Span, second: Span) -> float:
    """By the days that both together may mean; open dates say less, and no more than the narrower of them does."""
    closed = [span for span in (first, second) if all(span)]
    if len(closed) == 2:
        return _by_length(_hull(first, second))
    if first == second:
        return weights.SAME_OPEN_DATE
    return min([_by_bounds(bounds_apart(first, second)), *map(_by_length, closed)])


def _sentence(first: Span, second: Span) -> str:
    if gap := days_apart(first, second):
        return f"{_days(gap)} apart: {_pair(first, second)}"
    if first == second:
        return f"{'Same day,' if first[0] == first[1] else 'Both dated'} {_worded(first)}"
    return f"Dates {'overlap' if all(first + second) else 'may agree'}: {_pair(first, second)}"


def _by_length(span: Span) -> float:
    days = (span[1] - span[0]).days + 1 if span[0] and span[1] else 0
    return step(weights.DAYS_TOGETHER, days, weights.LONGER)


def _by_bounds(days: int) -> float:
    return step(weights.BOUNDS_APART, days, weights.BOUNDS_FARTHER)


def _hull(first: Span, second: Span) -> Span:
    days = [day for day in (*first, *second) if day]
    return min(days), max(days)


def _order(span: Span) -> tuple[date, date]:
    return span[0] or date.min, span[1] or date.max


def _days(number: int) -> str:
    word = NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"
    return f"{word} day{'' if number == 1 else 's'}"


def _pair(first: Span, second: Span) -> str:
    return f"{_worded(first)} and {_worded(second)}"


@lru_cache(maxsize=4096)
def _worded(span: Span) -> str:
    return in_words(_edtf(*span))


def _edtf(earliest: date | None, latest: date | None) -> str:
    """The shortest EDTF text with these bounds."""
    if earliest and latest:
        if earliest == latest:
            return earliest.isoformat()
        if (earliest.month, earliest.day) == (1, 1) and latest == date(earliest.year, 12, 31):
            return f"{earliest.year:04}"
        if earliest.day == 1 and latest == earliest + timedelta(monthrange(earliest.year, earliest.month)[1] - 1):
            return f"{earliest:%Y-%m}"
    return "/".join(day.isoformat() if day else "" for day in (earliest, latest))
