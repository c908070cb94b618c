"""Which pairs are worth comparing: windows of time and place, as wide as each side's doubt."""

from dataclasses import dataclass
from datetime import date, timedelta

from incidents.matching.distances import anchor_of, doubt_km, is_known, km_between
from incidents.matching.times import days_apart
from incidents.matching.values import Sketch, Unit, Where

SLACK_DAYS = 3  # reports are dated by the day of the event, of the news, or of the paper
BASE_KM = 5.0


@dataclass(frozen=True)
class Reach:
    """A sketch's window. A day that is None has no bound; neither a unit nor a point is "anywhere".

    A place is within reach inside of `unit`, or nearer to the point than `km` and its own doubt together.
    """

    first: date | None
    last: date | None
    unit: Unit | None
    lat: float | None
    lon: float | None
    km: float

    @property
    def is_anywhere(self) -> bool:
        return self.unit is None and self.lat is None

    @property
    def is_any_time(self) -> bool:
        return self.first is None and self.last is None


def reach(sketch: Sketch) -> Reach:
    where, slack = sketch.where, timedelta(days=SLACK_DAYS)
    known = where if where and is_known(where) else Where()
    return Reach(
        sketch.earliest - slack if sketch.earliest else None, sketch.latest + slack if sketch.latest else None,
        anchor_of(known), known.lat, known.lon, doubt_km(known) + BASE_KM,
    )  # fmt: skip


def meets(one: Sketch, other: Sketch) -> bool:
    """Whether two sketches may be of one event: within each other's reach, or with a citation in common."""
    return cite_the_same(one, other) or (_times_meet(one, other) and places_meet(one.where, other.where))


def cite_the_same(one: Sketch, other: Sketch) -> bool:
    """Whether both rest on one item, or on copies of one."""
    return bool(_items(one) & _items(other))


def places_meet(one: Where | None, other: Where | None) -> bool:
    """A place that is not known may be anywhere."""
    if one is None or other is None or not (is_known(one) and is_known(other)):
        return True
    km = km_between(one, other)
    is_near = km is not None and km <= doubt_km(one) + doubt_km(other) + BASE_KM
    return is_near or _holds(one, other) or _holds(other, one)


def _times_meet(one: Sketch, other: Sketch) -> bool:
    return days_apart((one.earliest, one.latest), (other.earliest, other.latest)) <= SLACK_DAYS


def _holds(one: Where, other: Where) -> bool:
    anchor = anchor_of(one)
    return anchor is not None and any(unit.id == anchor.id for unit in other.units)


def _items(sketch: Sketch) -> set[int]:
    return {item for cited in sketch.citations for item in (cited.source, cited.root) if item is not None}
