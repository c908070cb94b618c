"""Counts what a side tells of, by province and year: two questions to the database, however many rows there are."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from incidents.models import Casualty, CasualtyClass, Outcome
from intake.comparing.coverage import At, Counted
from intake.comparing.figures import Figures
from intake.comparing.sides import Side, Years, province_of, year_of

BY = ("of_province", "of_year")
BOUNDS = ("low", "best", "high")
SUMS = ("reported", *BOUNDS, "opens")


def counted(side: Side, years: Years) -> Counted:
    """Deaths are those that a dataset itself gives; for everybody else, those of the incidents' headlines."""
    told = years.within(side.told)
    numbers = _by(told).annotate(number=Count(side.incident, distinct=True))
    found = {At(row["of_province"], row["of_year"]): Figures(row["number"]) for row in numbers}
    for row in _deaths(side, told):
        at = At(*(row[name] for name in BY))
        found[at] = Figures(found[at].incidents, *(row[f"all_{name}"] or 0 for name in SUMS))
    return found


def _deaths(side: Side, told: QuerySet[Any]) -> Iterable[dict[str, Any]]:
    if side.dataset is None:
        return _by(told).annotate(**_sums("killed_", "pk"))
    return _by(whole_counts().filter(report__in=told.values("pk")), "report__").annotate(**_sums("", "report"))


def _by(rows: QuerySet[Any], before: str = "") -> QuerySet[Any, dict[str, Any]]:
    grouped = rows.annotate(of_province=province_of(before), of_year=year_of(before))
    return grouped.values(*BY).order_by()


def whole_counts() -> QuerySet[Casualty]:
    """Of people killed: the count of everybody where a report has one, else those of all classes."""
    everybody = Casualty.objects.filter(outcome=Outcome.KILLED, people=CasualtyClass.EVERYBODY)
    parts_only = ~Exists(everybody.filter(report=OuterRef("report")))
    return Casualty.objects.filter(Q(people=CasualtyClass.EVERYBODY) | parts_only, outcome=Outcome.KILLED).order_by()


def _sums(before: str, counts: str) -> dict[str, Any]:
    """What has no best figure counts with its low one, and what has no upper bound with that."""
    low, best, high = (F(f"{before}{bound}") for bound in BOUNDS)
    is_reported = Q(**{f"{before}low__isnull": False})
    is_open = is_reported & Q(**{f"{before}high__isnull": True})
    return {
        "all_reported": Count(counts, filter=is_reported, distinct=True), "all_low": Sum(low),
        "all_best": Sum(Coalesce(best, low)), "all_high": Sum(Coalesce(high, best, low)),
        "all_opens": Count(counts, filter=is_open, distinct=True),
    }  # fmt: skip
