"""Public ids, given out one after the other within a year."""

from collections import Counter
from collections.abc import Sequence
from itertools import count

from django.db.models import F

from incidents.models import IncidentNumber, Report

UNDATED_YEAR = 0


def next_public_id(year: int) -> str:
    """The next free `KW-YYYY-NNNNNN` of a year."""
    IncidentNumber.objects.get_or_create(year=year)
    IncidentNumber.objects.filter(year=year).update(last=F("last") + 1)
    return f"KW-{year:04d}-{IncidentNumber.objects.get(year=year).last:06d}"


def next_public_ids(years: Sequence[int]) -> list[str]:
    """The next free ids of many years at once, one for each entry."""
    free: dict[int, count[int]] = {}
    for year, number in sorted(Counter(years).items()):
        IncidentNumber.objects.get_or_create(year=year)
        IncidentNumber.objects.filter(year=year).update(last=F("last") + number)
        free[year] = count(IncidentNumber.objects.get(year=year).last - number + 1)
    return [f"KW-{year:04d}-{next(free[year]):06d}" for year in years]


def year_of(report: Report) -> int:
    """The year in which an incident is numbered; 0 for the undated."""
    day = report.earliest or report.latest
    return day.year if day else UNDATED_YEAR
