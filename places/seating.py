"""Reads for many spots at once what their datasets tell of units, and in which units their points lie."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from places.agreeing import DEPTHS, Around, Seat, by_point, depth_of
from places.boundaries import Regions
from places.divisions import Divisions, Units, is_untold
from places.spots import Doubt, Spot

SPOT = len(DEPTHS) - 1
Point = tuple[float, float]


@dataclass(frozen=True)
class Case:
    """A spot to be placed: the units that are told, how deep it may be placed, and where its point lies, if known."""

    spot: Spot
    told: Units
    depth: int
    seat: Seat | None = None

    @property
    def is_named(self) -> bool:
        """Whether it may be placed in a settlement, and names one."""
        return self.depth == SPOT and not is_untold(self.spot.name)


class Seating:
    """The outlines beside the units of the gazetteer."""

    def __init__(self, divisions: Divisions, provinces: Regions, districts: Regions) -> None:
        self.divisions, self.provinces, self.districts = divisions, provinces, districts
        self.drawn = frozenset(districts.keys)

    def cases(self, spots: Iterable[Spot]) -> list[Case]:
        known = list(spots)
        around = self._around(dict.fromkeys(spot.point for spot in known if spot.point))
        return [self._case(spot, around[spot.point] if spot.point else None) for spot in known]

    def _around(self, points: Iterable[Point]) -> dict[Point, Around]:
        known = list(points)
        lats, lons = [lat for lat, _ in known], [lon for _, lon in known]
        held = zip(self.provinces.around(lats, lons), self.districts.around(lats, lons), strict=True)
        return {point: Around(*units) for point, units in zip(known, held, strict=True)}

    def _case(self, spot: Spot, around: Around | None) -> Case:
        told, depth = self.divisions.named((spot.country, spot.province, spot.district)), depth_of(spot.level)
        if around is None or depth < 0:
            return Case(spot, told, depth)
        if not around.provinces and not around.districts:
            return Case(spot, replace(told, doubts=(*told.doubts, Doubt.OUTSIDE_ALL)), depth)
        return Case(spot, told, depth, by_point(around, told, self.divisions, depth=depth, drawn=self.drawn))
