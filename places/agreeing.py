"""Whether a spot's point lies where its names say: the units that both agree on, and what differs. Pure.

Names follow older divisions for years, and outlines are not sure to a kilometre or two: neither is a disagreement.
Where point and names do disagree, what stays is the finest unit that holds both.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from places.divisions import Divisions, Units
from places.models import PlaceKind
from places.spots import Doubt

DEPTHS = (PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.DISTRICT, PlaceKind.SETTLEMENT)
DIFFERENT = frozenset({Doubt.COUNTRY_DIFFERS, Doubt.PROVINCE_DIFFERS, Doubt.DISTRICT_DIFFERS})


@dataclass(frozen=True)
class Around:
    """Ids of the units that a point may lie in, nearest first."""

    provinces: tuple[int, ...]
    districts: tuple[int, ...]


@dataclass(frozen=True)
class Seat:
    """Where a spot lies by its units, as ids of today; None from the level on that is not known or not agreed on."""

    country: int | None = None
    province: int | None = None
    district: int | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def finest(self) -> int | None:
        return self.district or self.province or self.country

    @property
    def is_agreed(self) -> bool:
        return DIFFERENT.isdisjoint(self.doubts)


def depth_of(level: str | None) -> int:
    """How fine a level is: -1 nothing, 0 the country or a region, which may cross provinces, 3 a settlement."""
    if level is None:
        return -1
    coarse = {PlaceKind.REGION: 0, **{kind: depth for depth, kind in enumerate(DEPTHS)}}
    return coarse.get(PlaceKind(level), len(DEPTHS) - 1)


def by_point(around: Around, told: Units, divisions: Divisions, *, depth: int, drawn: Set[int]) -> Seat:
    """The units that hold the point, down to a depth; `drawn` are all districts with an outline."""
    provinces = _options(around, divisions)
    country_of = {each: divisions.entries[each].country for each in provinces}
    inside = [each for each in provinces if told.country in (None, country_of[each])]
    if not inside:
        return Seat(divisions.countries.get(told.country or ""), doubts=(*told.doubts, Doubt.COUNTRY_DIFFERS))
    country = divisions.countries.get(country_of[inside[0]])
    if depth < 1:
        return Seat(country, doubts=told.doubts)
    named = [each for each in inside if each in told.provinces]
    if told.provinces and not named:
        return Seat(country, doubts=(*told.doubts, Doubt.PROVINCE_DIFFERS))
    return _in_district(around, told, divisions, Seat(country), named or inside, depth=depth, drawn=drawn)


def by_names(told: Units, divisions: Divisions, *, depth: int) -> Seat:
    """The units that are named, each as far as only one is."""
    district = _only(told.districts) if depth > 1 else None
    provinces = told.provinces or _of(told.districts, divisions)
    province = _only(provinces) if depth > 0 else None
    code = told.country if told.country is not None else _country_of(provinces, divisions)
    return Seat(divisions.countries.get(code or ""), province, district, told.doubts)


def _in_district(
    around: Around, told: Units, divisions: Divisions, seat: Seat, provinces: list[int], *, depth: int, drawn: Set[int]
) -> Seat:
    """The seat in the district that is named, if the point may lie in it, else in the one that holds the point."""
    at = Seat(seat.country, provinces[0], doubts=told.doubts)
    if depth < 2:
        return at
    there = [each for each in around.districts if divisions.province_of(each) in provinces]
    named = [each for each in there if each in told.within]
    if named:
        return Seat(at.country, divisions.province_of(named[0]), named[0], told.doubts)
    if told.within & drawn:
        return Seat(at.country, at.province, doubts=(*told.doubts, Doubt.DISTRICT_DIFFERS))
    holding = (each for each in there if divisions.province_of(each) == at.province)
    untested = _only(frozenset(each for each in told.districts if divisions.province_of(each) == at.province))
    return Seat(at.country, at.province, untested or next(holding, None), told.doubts)


def _options(around: Around, divisions: Divisions) -> list[int]:
    """Provinces that the point may lie in by their own outlines, then by those of their districts."""
    above = (divisions.province_of(each) for each in around.districts)
    return list(dict.fromkeys([*around.provinces, *(each for each in above if each is not None)]))


def _of(districts: Iterable[int], divisions: Divisions) -> frozenset[int]:
    return frozenset(above for each in districts if (above := divisions.province_of(each)) is not None)


def _country_of(provinces: frozenset[int], divisions: Divisions) -> str | None:
    codes = {divisions.entries[each].country for each in provinces}
    return codes.pop() if len(codes) == 1 else None


def _only(units: frozenset[int]) -> int | None:
    return next(iter(units)) if len(units) == 1 else None
