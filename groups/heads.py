"""Whether two statements on who heads a group contradict each other: then both are disputed, and neither refused. Pure.

A statement certainly holds from the last day its start may mean to the first day its end may mean; without an end it
holds on, as far as known; without a start it is certain only of the day it ended, and where it ended on a day that
nobody tells, only of the day it began. One that hands over to the next on the same day does not contradict it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import Any

from groups.ages import in_full

HEAD = "head"


def certain(row: Any) -> tuple[date, date] | None:
    """First and last day on which a statement certainly holds; None where no day is certain."""
    first = row.start_latest or row.end_earliest
    last = row.end_earliest or (row.start_latest if row.end or row.end_reason else date.max)
    return (first, last) if first and last and first <= last else None


def contradict(one: Any, other: Any) -> bool:
    """Whether two statements on one group give its head differently (somebody else, or nobody) for the same time."""
    return _shared(one, other) is not None


def contested(rows: Iterable[Any]) -> set[int]:
    """The numbers of those of one group's statements that another of them contradicts."""
    return {row.pk for one, other, _ in _clashes(rows) for row in (one, other)}


def clashes(rows: Iterable[Any]) -> list[str]:
    """The contradictions among one group's statements, in words. Which of them is right is not decided here."""
    return [_said(one, other, *span) for one, other, span in _clashes(rows)]


def _clashes(rows: Iterable[Any]) -> Iterator[tuple[Any, Any, tuple[date, date]]]:
    for one, other in combinations(rows, 2):
        if span := _shared(one, other):
            yield one, other, span


def _shared(one: Any, other: Any) -> tuple[date, date] | None:
    """The days for which two statements give the head differently; None where they do not."""
    if {one.role, other.role} != {HEAD} or _person(one) == _person(other):
        return None
    mine, its = certain(one), certain(other)
    if mine is None or its is None:
        return None
    first, last = max(mine[0], its[0]), min(mine[1], its[1])
    return (first, last) if first < last else None


def _said(one: Any, other: Any, first: date, last: date) -> str:
    is_open = last == date.max
    when = f"since {in_full(first)}, as far as known" if is_open else f"between {in_full(first)} and {in_full(last)}"
    if one.person and other.person:
        return f"Two heads at once: {one.person} and {other.person} are each said to have led it {when}."
    return f"{one.person or other.person} is said to have led it {when}, and nobody is."


def _person(row: Any) -> str:
    return " ".join(str(row.person).casefold().split())
