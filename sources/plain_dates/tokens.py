"""The words, numbers and signs that dates are written with."""

import calendar
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError


@dataclass(frozen=True)
class Number:
    """A day of a month, or the first, second, … of something."""

    value: int


@dataclass(frozen=True)
class Year:
    value: int


@dataclass(frozen=True)
class Decade:
    value: int


@dataclass(frozen=True)
class Month:
    value: int


@dataclass(frozen=True)
class Season:
    """By EDTF's number: 21 is spring, 24 winter."""

    value: int


@dataclass(frozen=True)
class Weekday:
    """0 is Monday."""

    value: int


@dataclass(frozen=True)
class Whole:
    """A date in numbers; day 0 is a month."""

    year: int
    month: int
    day: int = 0


@dataclass(frozen=True)
class Doubt:
    mark: str


@dataclass(frozen=True)
class Phase:
    """Which third of a month, a year or a decade: 0, 1 or 2."""

    third: int


@dataclass(frozen=True)
class Word:
    text: str


Token = Number | Year | Decade | Month | Season | Weekday | Whole | Doubt | Phase | Word

TO, AND = Word("to"), Word("and")
SIGNPOSTS = ("by", "until", "before", "after", "since", "onwards", "between", "last", "week", "half", "quarter")
FILLERS = frozenset({"the", "of", "in", "on", "at", "during", "sometime", "year", "month", "day"})
PHRASES = (
    (r"\b(?:(?:no|not) later than|on or before|up to|till)\b", "until"),
    (r"\b(?:(?:no|not) earlier than|on or after|not before|starting|from)\b", "since"),
    (r"(\d{3}0)[’']s", r"\1s"),
    (r"\b(mid|early|late)-", r"\1 "),
)
WORDS: dict[str, Token] = {
    **dict.fromkeys(("to", "through", "thru", "-", "/"), TO), **dict.fromkeys(("and", "or", "&"), AND),
    **dict.fromkeys(("about", "around", "approximately", "approx", "roughly", "circa", "ca", "c", "~"), Doubt("~")),
    **dict.fromkeys(("possibly", "perhaps", "maybe", "probably", "uncertain", "?"), Doubt("?")), "%": Doubt("%"),
    **dict.fromkeys(("early", "beginning", "start"), Phase(0)), **dict.fromkeys(("mid", "middle"), Phase(1)),
    **dict.fromkeys(("late", "end"), Phase(2)),
    **{name: Number(number) for number, name in enumerate(("first", "second", "third", "fourth", "fifth"), 1)},
    **{name: Season(number) for number, name in enumerate(("spring", "summer", "autumn", "winter"), 21)},
    "fall": Season(23), "sept": Month(9), "tues": Weekday(1), "thur": Weekday(3), "thurs": Weekday(3),
    **{f"q{number}": Word(f"q{number}") for number in range(1, 5)},
    **{text: Word(text) for text in SIGNPOSTS},
}  # fmt: skip
for names, make in (
    (calendar.month_name, Month), (calendar.month_abbr, Month), (calendar.day_name, Weekday),
    (calendar.day_abbr, Weekday),
):  # fmt: skip
    WORDS.update({name.lower(): make(number) for number, name in enumerate(names) if name})


def _by_day_first(day: str, month: str, year: str) -> Whole:
    """17/12/2017 and 12/17/2017 have one reading each, 3/4/2017 has two."""
    first, second = int(day), int(month)
    if first > 12 or first == second:
        return Whole(int(year), second, first)
    if second > 12:
        return Whole(int(year), first, second)
    one, other = (f"{a} {calendar.month_name[b]} {year}" for a, b in ((first, second), (second, first)) if b)
    raise ValidationError(f"{day}/{month}/{year} may be {one} or {other}. Write the month's name.")


def _short(*parts: str) -> Token:
    raise ValidationError("Write the year with four digits, and the month by its name: 3 April 2017.")


PATTERNS: tuple[tuple[str, Callable[..., Token | None]], ...] = (
    (r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)", lambda y, _, m, d: Whole(int(y), int(m), int(d))),
    (r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)", lambda d, _, m, y: _by_day_first(d, m, y)),
    (r"\d{1,2}([-/.])\d{1,2}\1\d{2}(?!\d)", _short),
    (r"(\d{4})-(0[1-9]|1[0-2])(?!\d)", lambda y, m: Whole(int(y), int(m))),
    (r"(\d{1,2})[/.](\d{4})(?!\d)", lambda m, y: Whole(int(y), int(m))),
    (r"(\d{3}0)s\b", lambda decade: Decade(int(decade))),
    (r"(\d{4})(?!\d)", lambda year: Year(int(year))),
    (r"(\d{1,2})(?:st|nd|rd|th)?(?![0-9a-z])", lambda number: Number(int(number))),
    (r"([a-z]+[1-4]?|[-/~?%&])\.?", lambda word: WORDS.get(word)),
)
COMPILED = tuple((re.compile(pattern, re.ASCII), make) for pattern, make in PATTERNS)


def tokens(text: str) -> list[Token] | None:
    """What a text consists of, without words that say nothing; None when anything is left over.

    Raises ValidationError for a number with two readings.
    """
    left, found = _plain(text), []
    while left:
        token, length = _next(left)
        if token is None:
            return None
        found.append(token)
        left = left[length:].lstrip(" ,;()")
    return found


def _plain(text: str) -> str:
    """Lower case, one kind of dash and space, no words that say nothing."""
    text = re.sub(r"[‐-―−]", "-", unicodedata.normalize("NFKC", text)).lower()
    for pattern, plain in PHRASES:
        text = re.sub(pattern, plain, text)
    return " ".join(word for word in text.replace(",", " ").split() if word not in FILLERS)


def _next(left: str) -> tuple[Token | None, int]:
    for pattern, make in COMPILED:
        if match := pattern.match(left):
            return make(*match.groups()), match.end()
    return None, 0
