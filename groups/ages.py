"""How old a claim is on a day, in words, and how far it has faded. Pure."""

from dataclasses import dataclass
from datetime import date

from sources.dates import Bounds

YEAR, MOST_MONTHS = 12, 24
FADES_AFTER = (183, 730, 1826)  # half a year, two and five years
LATER = 0
HINT = "Write one such as 2017-12-17."


@dataclass(frozen=True)
class Day:
    """The day for which a page is read."""

    day: date
    is_today: bool

    @property
    def in_words(self) -> str:
        return "today" if self.is_today else in_full(self.day)


@dataclass(frozen=True)
class Age:
    """`step` is 1 for what was said of that time, up to 4 for what is old by then, LATER for what came after it."""

    words: str
    step: int

    @property
    def is_later(self) -> bool:
        return self.step == LATER


def day_named(text: str | None, today: date) -> Day:
    """The day an address names, today where it names none. Raises ValueError with the remedy."""
    if not text:
        return Day(today, is_today=True)
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"“{text[:40]}” is not a day. {HINT}") from None
    if day > today:
        raise ValueError(f"“{text[:40]}” lies in the future, and nobody knows yet what will hold then. {HINT}")
    return Day(day, is_today=day == today)


def age_of(claimed: Bounds, reported: date | None, on: Day) -> Age:
    """How old a claim is: by the last day it speaks of; where it is not dated, by the day its source came out."""
    first, last = claimed.earliest or claimed.latest, claimed.latest or claimed.earliest
    if first is None or last is None:
        return _told(reported, on)
    if first > on.day:
        return Age(f"{span_in_words(on.day, first)} after {on.in_words}", LATER)
    if last >= on.day:
        return Age("speaks of today" if on.is_today else "speaks of that time", 1)
    return Age(f"{span_in_words(last, on.day)} before {on.in_words}", _step(last, on.day))


def _told(reported: date | None, on: Day) -> Age:
    if reported is None:
        return Age("of what time is not known", len(FADES_AFTER) + 1)
    if reported == on.day:
        return Age("not dated, told today" if on.is_today else "not dated, told on that day", 1)
    if reported > on.day:
        return Age(f"not dated, told {span_in_words(on.day, reported)} after {on.in_words}", LATER)
    return Age(f"not dated, told {span_in_words(reported, on.day)} before {on.in_words}", _step(reported, on.day))


def span_in_words(first: date, last: date) -> str:
    """ "12 days", "14 months", "8 years": whole ones of the calendar, never more than passed."""
    months = (last.year - first.year) * YEAR + last.month - first.month - (last.day < first.day)
    number, unit = (last - first).days, "day"
    if months >= MOST_MONTHS:
        number, unit = months // YEAR, "year"
    elif months:
        number, unit = months, "month"
    return f"{number} {unit}{'' if number == 1 else 's'}"


def in_full(day: date) -> str:
    """ "17 December 2017"."""
    return f"{day.day} {day:%B %Y}"


def _step(last: date, day: date) -> int:
    return 1 + sum((day - last).days > limit for limit in FADES_AFTER)
