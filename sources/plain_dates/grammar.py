"""What a row of tokens says: one date, a part of a month or year, an open end, or from one to another."""

import calendar
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from sources.plain_dates.points import Point, Stretch, at
from sources.plain_dates.tokens import (
    Decade,
    Doubt,
    Month,
    Number,
    Phase,
    Season,
    Token,
    Weekday,
    Whole,
    Word,
    Year,
)

CONNECTIVES = (Word("to"), Word("and"), Word("until"))
THIRDS_OF_MONTH, THIRDS_OF_YEAR, THIRDS_OF_DECADE = (1, 11, 21), (1, 5, 9), (0, 4, 7)
LONGEST_TURN = 184  # days across a new year that "between December and January 2018" may mean
REMEDY = (
    "Write it as “17 December 2017”, “early January 2018”, “between 3 and 5 May 2017” or 2017-12-17; "
    "leave it empty when it is not known."
)


class NotADate(ValidationError):
    """The words make no date in this grammar."""

    def __init__(self) -> None:
        super().__init__(f"That is not a date in words that are understood here. {REMEDY}")


def read(said: Sequence[Token]) -> Stretch:
    """Raises NotADate, or another ValidationError that says what is wrong with a date that was understood."""
    match said:
        case [Doubt(mark), *rest]:
            return read(rest).doubted(mark)
        case [Word("by" | "until"), *rest]:
            return Stretch(None, _end(rest))
        case [Word("before"), *rest]:
            return Stretch(None, _start(rest).before())
        case [Word("after"), *rest]:
            return Stretch(_end(rest).after(), None)
        case [*rest, Word("onwards")]:
            return Stretch(_start(rest[1:] if rest[:1] == [Word("since")] else rest), None, "..")
    return _between(said) or _open_start(said) or _winter(said) or _one(said)


def _start(said: Sequence[Token]) -> Point:
    if found := read(said).start:
        return found
    raise NotADate


def _end(said: Sequence[Token]) -> Point:
    if found := read(said).end:
        return found
    raise NotADate


def _open_start(said: Sequence[Token]) -> Stretch | None:
    return Stretch(_start(said[1:]), None, "..") if said and said[0] == Word("since") else None


def _winter(said: Sequence[Token]) -> Stretch | None:
    """A winter lies in two years; EDTF's has only one of them, so it becomes its months."""
    match said:
        case [Season(24), Year(year), Word("to"), Number(value) | Year(value)] if value in (year + 1, year % 100 + 1):
            return Stretch(Point(year, 12), Point(year + 1, 2))
        case [Season(24), Whole(year, value, 0)] if value == year % 100 + 1:
            return Stretch(Point(year, 12), Point(year + 1, 2))
        case [Season(24), Year(year)]:
            raise ValidationError(
                f"Winter {year} may be December {year - 1} to February {year} or December {year} to February "
                f"{year + 1}. Write the months."
            )
    return None


def _one(said: Sequence[Token]) -> Stretch:
    """A date without an open end."""
    match said:
        case [*rest, Doubt(mark)]:
            return _one(rest).doubted(mark)
        case [Weekday(weekday), *rest]:
            return _checked(_one(rest), weekday)
        case [Number(day), Month(month), Year(year)] | [Month(month), Number(day), Year(year)]:
            return at(year, month, day)
        case [Year(year), Month(month), Number(day)] | [Whole(year, month, day)]:
            return at(year, month, day)
        case [Month(month) | Season(month), Year(year)] if month != 24:
            return at(year, month)
        case [Year(year)]:
            return at(year)
        case [Decade(year)]:
            return Stretch(Point(year), Point(year + 9))
        case [Month(month), Year(year), Word("by"), Number(day)]:
            return Stretch(Point(year, month), Point(year, month, day))
    return _part(said)


def _checked(found: Stretch, weekday: int) -> Stretch:
    point = found.start
    if point is None or point != found.end or not point.day:
        raise NotADate
    if point.first.weekday() != weekday:
        said, is_one = calendar.day_name[weekday], calendar.day_name[point.first.weekday()]
        day = f"{point.day} {calendar.month_name[point.month]} {point.year}"
        raise ValidationError(f"{day} was a {is_one}, not a {said}. Correct the day, or leave the weekday out.")
    return found


def _part(said: Sequence[Token]) -> Stretch:
    """A third, half, quarter or week of a longer time, by the conventions of docs/method.md."""
    match said:
        case [Phase(third), Decade(year)]:
            first, last = _edges(THIRDS_OF_DECADE, third, 9)
            return Stretch(Point(year + first), Point(year + last))
        case [Phase(third), *rest]:
            return _slice(rest, THIRDS_OF_MONTH, THIRDS_OF_YEAR, third)
        case [Number(1 | 2 as number), Word("half"), *rest]:
            return _slice(rest, (1, 16), (1, 7), number - 1)
        case [Number(number), Word("quarter"), Year(year)] if 1 <= number <= 4:
            return _slice([Year(year)], (), (1, 4, 7, 10), number - 1)
        case [Word("q1" | "q2" | "q3" | "q4" as quarter), Year(year)]:
            return _slice([Year(year)], (), (1, 4, 7, 10), int(quarter[1]) - 1)
        case [Number(number), Word("week"), Month(month), Year(year)] if 1 <= number <= 4:
            return Stretch(Point(year, month, 7 * number - 6), Point(year, month, 7 * number))
        case [Word("last"), Word("week"), Month(month), Year(year)]:
            last = Point(year, month).last.day
            return Stretch(Point(year, month, last - 6), Point(year, month, last))
    raise NotADate


def _slice(of: Sequence[Token], days: Sequence[int], months: Sequence[int], number: int) -> Stretch:
    match of:
        case [Month(month), Year(year)] | [Whole(year, month, 0)] if days:
            first, last = _edges(days, number, Point(year, month).last.day)
            return Stretch(Point(year, month, first), Point(year, month, last))
        case [Year(year)]:
            first, last = _edges(months, number, 12)
            return Stretch(Point(year, first), Point(year, last))
    raise NotADate


def _edges(starts: Sequence[int], number: int, last: int) -> tuple[int, int]:
    """First and last of one of the parts that begin at `starts`."""
    return starts[number], (*starts[1:], last + 1)[number] - 1


def _between(said: Sequence[Token]) -> Stretch | None:
    """From one date to another; None where nothing joins two."""
    joints = [place for place, token in enumerate(said) if token in CONNECTIVES]
    is_between = bool(said) and said[0] == Word("between")
    if len(joints) != 1 or said[0] == Season(24):
        if is_between:
            raise NotADate
        return None
    start = 1 if is_between or said[0] == Word("since") else 0
    found = _joined(said[start:joints[0]], said[joints[0] + 1:])
    if said[joints[0]] == Word("and") and not is_between and not _are_neighbours(found):
        raise ValidationError("These are two dates. Write “between … and …”, or enter the one that is meant.")
    return found


def _are_neighbours(found: Stretch) -> bool:
    """ "3 or 4 May": no day lies between that nobody spoke of."""
    return bool(found.start and found.end and found.start.after() == found.end)


def _joined(left: Sequence[Token], right: Sequence[Token]) -> Stretch:
    """What one side leaves out, it has from the other: "3 and 5 May 2017", "May 3–5, 2017"."""
    if not left or not right:
        raise NotADate
    end = read(_with_month_of(left, right))
    if end.start is None or end.end is None:
        raise NotADate
    return Stretch(_left_of(end.start, left, until=end.end), end.end)


def _with_month_of(left: Sequence[Token], right: Sequence[Token]) -> Sequence[Token]:
    match left, right:
        case [[*_, Month() as month, Number()], [Number() as day, *rest]] if not any(
            isinstance(token, (Month, Season)) for token in rest
        ):
            return [day, month, *rest]
    return right


def _left_of(right: Point, left: Sequence[Token], *, until: Point) -> Point:
    """Where the left side begins: in the right one's month and year, as far as it does not say its own."""
    if any(isinstance(token, (Year, Whole, Decade)) for token in left):
        return _start(left)
    if any(isinstance(token, (Month, Season)) for token in left):
        return _across_new_year(left, right.year, until) or _start([*left, Year(right.year)])
    return _start([*left, Month(right.month), Year(right.year)])


def _across_new_year(left: Sequence[Token], year: int, until: Point) -> Point | None:
    """ "between December and January 2018" begins in 2017; None where it begins in its own year."""
    same, before = (_on_its_calendar([*left, Year(each)]) for each in (year, year - 1))
    is_in_order = same is not None and same.first <= until.last
    is_short = before is not None and (until.last - before.first).days <= LONGEST_TURN
    return before if is_short and not is_in_order else None


def _on_its_calendar(said: Sequence[Token]) -> Point | None:
    """None for a day that its year does not have, or that was another day of the week."""
    try:
        return _start(said)
    except NotADate:
        raise
    except ValidationError:
        return None
