"""Finds the incidents worth comparing: within reach in time and place, the likeliest of them where there are many."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from math import cos, radians
from typing import NamedTuple

from django.db.models import ExpressionWrapper, F, FloatField, OrderBy, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from incidents.matching import Reach, Sketch, Where, reach
from incidents.matching.deeds import kind_points
from incidents.matching.distances import USUAL_DOUBT_KM
from incidents.matching.figures import are_close
from incidents.matching.times import time_points
from incidents.models import Incident
from places.models import Place
from sources.editorial import State
from sources.quantities import Estimate

MOST_READ = 2000
MOST_COMPARED = 60
MOST_PLACES = 3000  # beyond, the days alone narrow the search
A_YEAR = timedelta(days=366)
KM_PER_DEGREE = 111.0
UNDATED = Q(earliest=None, latest=None)
UNPLACED = Q(place=None)


class Row(NamedTuple):
    """An incident's own words, without what is said below it."""

    pk: int
    kind: str
    earliest: date | None
    latest: date | None
    place: int | None
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None
    wounded_low: int | None
    wounded_best: int | None
    wounded_high: int | None

    @property
    def counts(self) -> dict[str, Estimate]:
        return {
            "killed": Estimate(self.killed_low, self.killed_best, self.killed_high),
            "wounded": Estimate(self.wounded_low, self.wounded_best, self.wounded_high),
        }


def rows_of(incidents: QuerySet[Incident], *, most: int | None = None) -> list[Row]:
    return list(map(Row._make, incidents.values_list(*Row._fields)[:most]))


def neighbours(sketch: Sketch, *, barred: Collection[int], kept: Collection[int]) -> list[Row]:
    """Incidents that may be of one event with the sketch, and those `kept` whatever they say; none that is `barred`.

    Never withdrawn ones, to which merged ones belong. In three queries: of what is near in time and place (an undated
    incident must be placed near, an unplaced one dated near) at most the MOST_COMPARED likeliest of MOST_READ.
    """
    live = Incident.objects.exclude(state=State.WITHDRAWN).exclude(pk__in=barred)
    near = _near(sketch)
    found = rows_of(live.filter(near).order_by(*_nearest_first(sketch)), most=MOST_READ) if near else []
    if len(found) > MOST_COMPARED:
        found = sorted(found, key=lambda row: (-_agreement(sketch, row), -row.pk))[:MOST_COMPARED]
    missing = set(kept) - {row.pk for row in found}
    return found + (rows_of(live.filter(pk__in=missing).order_by()) if missing else [])


def _near(sketch: Sketch) -> Q | None:
    """None where neither days nor places narrow the search."""
    window = reach(sketch)
    if (places := _places(window, sketch.where)) is None:
        return _any_of(_days(window, most=A_YEAR)) if not window.is_any_time else None
    around = Q(place__in=places)
    dated = (days & (around | UNPLACED) for days in _days(window))
    return _any_of([*dated, UNDATED & around]) if not window.is_any_time else around


def _any_of(cases: Iterable[Q]) -> Q:
    return Q(*cases, _connector=Q.OR)


def _nearest_first(sketch: Sketch) -> list[OrderBy]:
    """Where a date is open or missing, so that very many may be meant; of the missing the last entered."""
    if sketch.earliest and sketch.latest:
        return []
    if sketch.latest:
        return [F("latest").desc(nulls_last=True)]
    return [F("earliest").asc(nulls_last=True)] if sketch.earliest else [F("pk").desc()]


def _days(window: Reach, *, most: timedelta | None = None) -> list[Q]:
    """Dates within reach: closed, open at the start, open at the end; each a stretch of an index.

    None of them farther out than `most`, which without a place could not make two accounts of one event likely.
    """
    ends = Q(latest__gte=window.first) if window.first else Q()
    starts = Q(earliest__lte=window.last) if window.last else Q()
    if most and window.last:
        ends &= Q(latest__lte=window.last + most)
    if most and window.first:
        starts &= Q(earliest__gte=window.first - most)
    open_start, open_end = Q(earliest=None, latest__isnull=False), Q(latest=None, earliest__isnull=False)
    return [ends & starts, ends & open_start, starts & open_end]


def _places(window: Reach, where: Where | None) -> list[int] | None:
    """A little more than `meets` allows, which decides; None where they do not narrow the search."""
    if window.is_anywhere or where is None or (window.unit and window.unit.kind == "country"):
        return None
    unknown = Q(lat=None, district=None, province=None)
    around = Place.objects.filter(unknown | _holding(where) | _held_by(window) | _beside(window)).order_by()
    places = list(around.values_list("pk", flat=True)[: MOST_PLACES + 1])
    return places if len(places) <= MOST_PLACES else None


def _agreement(sketch: Sketch, row: Row) -> float:
    """How much an incident agrees, as far as its own row tells."""
    place = sketch.where.place.id if sketch.where and sketch.where.place else None
    points = time_points((sketch.earliest, sketch.latest), (row.earliest, row.latest))
    points += kind_points(sketch.kind, row.kind) if sketch.kind else 0.0
    points += place is not None and row.place == place
    return points + ("killed" in sketch.counts and are_close(sketch.counts["killed"], row.counts["killed"]))


def _holding(where: Where) -> Q:
    """Known by a unit, or a place, that the sketch lies in."""
    units = [unit.id for unit in where.units]
    found = Q(pk__in=units) | Q(same_as__in=units) | Q(precision="country", parent__in=units)
    for level in ("district", "province"):
        found |= Q(**{f"{level}__in": units}) & (Q(precision=level) | Q(lat=None))
    return found


def _held_by(window: Reach) -> Q:
    """Inside the unit anywhere in which the sketch may be."""
    if window.unit is None:
        return Q()
    level = window.unit.kind if window.unit.kind in ("district", "province") else "parent"
    return Q(**{level: window.unit.id})


def _beside(window: Reach) -> Q:
    """In a box around the point, as wide as both doubts together."""
    if window.lat is None or window.lon is None:
        return Q()
    doubt = Coalesce(F("uncertainty_km"), Value(USUAL_DOUBT_KM["country"]))
    north = ExpressionWrapper((doubt + window.km) / KM_PER_DEGREE, output_field=FloatField())
    east = ExpressionWrapper(north / max(0.1, cos(radians(abs(window.lat) + 1))), output_field=FloatField())
    return Q(
        lat__gte=window.lat - north, lat__lte=window.lat + north, lon__gte=window.lon - east, lon__lte=window.lon + east
    )  # fmt: skip
