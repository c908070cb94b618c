"""The two sides of a comparison: what a dataset says, or what everybody else on this site does."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, When
from django.db.models.functions import Coalesce, ExtractYear

from incidents.models import Incident, Report
from intake.models import Dataset
from places.models import PlaceKind
from sources.editorial import State

REST = "rest"  # in addresses: everything but the dataset on the other side
AT_ONCE = 1_000


def year_of(before: str = "") -> ExtractYear:
    """In which something began; `before` leads to the row that says when."""
    return ExtractYear(Coalesce(f"{before}earliest", f"{before}latest"))


def province_of(before: str = "") -> Case:
    """In which something was, or which it was said to be in."""
    is_province = {f"{before}place__kind": PlaceKind.PROVINCE}
    return Case(When(**is_province, then=F(f"{before}place")), default=F(f"{before}place__province"))


@dataclass(frozen=True)
class Years:
    """From and to which year, both of them meant; None is open."""

    first: int | None = None
    last: int | None = None

    def within(self, told: QuerySet[Any]) -> QuerySet[Any]:
        """Rows with `earliest` and `latest` that begin in these years; what has no date, where no year is asked for."""
        told = told.annotate(year=year_of())
        told = told.filter(year__gte=self.first) if self.first else told
        return told.filter(year__lte=self.last) if self.last else told

    def hold(self, year: int | None) -> bool:
        if year is None:
            return self.first is None and self.last is None
        return (self.first or year) <= year <= (self.last or year)


@dataclass(frozen=True)
class Side:
    """The rows of `dataset`; or, without one, the incidents that somebody else than `but` reports."""

    dataset: Dataset | None
    but: Dataset | None = None

    @property
    def key(self) -> str:
        return self.dataset.key if self.dataset else REST

    @property
    def title(self) -> str:
        return self.dataset.title if self.dataset else "Everything else on this site"

    @property
    def inside(self) -> str:
        """Its title inside a sentence."""
        return self.title if self.dataset else f"{self.title[:1].lower()}{self.title[1:]}"

    @property
    def short(self) -> str:
        """As a column is headed."""
        return self.dataset.key.replace("-", " ").upper() if self.dataset else "Elsewhere"

    @property
    def told(self) -> QuerySet[Any]:
        """What it says of each event: reports of a dataset, incidents of everybody else."""
        if self.dataset:
            reports = Report.objects.filter(entry__dataset=self.dataset, incident__isnull=False)
            return reports.exclude(incident__state=State.WITHDRAWN).order_by()
        others = Report.objects.filter(incident=OuterRef("pk"))
        others = others.exclude(source__outlet=self.but.outlet_id) if self.but else others
        return Incident.objects.filter(Exists(others)).exclude(state=State.WITHDRAWN).order_by()

    @property
    def incident(self) -> str:
        """The column with an incident's number in what is told."""
        return "incident" if self.dataset else "pk"

    def told_of(self, incidents: Collection[int]) -> Iterator[QuerySet[Any]]:
        """What is told of some incidents, piece by piece; where they are many, all that a dataset tells."""
        if self.dataset and len(incidents) > AT_ONCE:
            return iter([self.told])
        return (self.told.filter(**{f"{self.incident}__in": some}) for some in _some(incidents))


def _some(numbers: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(set(numbers))
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))
