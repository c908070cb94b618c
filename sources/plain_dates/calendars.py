"""The two calendars in which the region's dates are written, each counting its months into plain days."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from persiantools.jdatetime import JalaliDate

from sources.dates import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True)
class Calendar:
    """`day(year, month, day)` raises ValueError where there is none; `length(year, month)` is in days."""

    years: range
    year_of: Callable[[date], int]
    day: Callable[[int, int, int], date]
    length: Callable[[int, int], int]


GREGORIAN = Calendar(
    years=range(FIRST_YEAR, LAST_YEAR + 1),
    year_of=lambda day: day.year,
    day=date,
    length=lambda year, month: monthrange(year, month)[1],
)

# Its months have had today's lengths since 1304 in Iran and since 1336 (1957) in Afghanistan. An Afghan date before
# that may lie a day or two from what is computed.
SOLAR = Calendar(
    years=range(1300, 1480),
    year_of=lambda day: JalaliDate(day).year,
    day=lambda year, month, day: JalaliDate(year, month, day).to_gregorian(),
    length=lambda year, month: JalaliDate.days_in_month(month, year),
)

GREGORIAN_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)
SOLAR_MONTHS = (
    "hamal", "sawr", "jawza", "saratan", "asad", "sunbula", "mizan", "aqrab", "qaws", "jadi", "dalw", "hut",
)
MONTHS = {
    name: (calendar, number)
    for calendar, names in ((GREGORIAN, GREGORIAN_MONTHS), (SOLAR, SOLAR_MONTHS))
    for number, name in enumerate(names, start=1)
}


def month_in_edtf(calendar: Calendar, year: int, month: int) -> str:
    """A month of the solar calendar is the interval of its days."""
    if calendar is GREGORIAN:
        return f"{year:04}-{month:02}"
    return days_in_edtf(calendar, year, month, 1, calendar.length(year, month))


def days_in_edtf(calendar: Calendar, year: int, month: int, first: int, last: int) -> str:
    start, end = (calendar.day(year, month, day) for day in (first, last))
    return f"{start}/{end}"


def months_in_edtf(year: int, first: int, last: int) -> str:
    return f"{year:04}-{first:02}/{year:04}-{last:02}"
