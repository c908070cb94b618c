"""How far apart two places are, and how far off each may be."""

from math import asin, cos, radians, sin, sqrt

from incidents.matching.values import Unit, Where

EARTH_KM = 6371.0
FINE_KINDS = frozenset({"site", "neighbourhood", "settlement"})
LEVEL_OF_KIND = {
    "site": "site", "neighbourhood": "settlement", "settlement": "settlement", "district": "district",
    "province": "province", "country": "country", "region": "country",
}  # fmt: skip
COARSE = ("district", "province", "country")
FINE_TO_COARSE = ("site", "settlement", *COARSE, "")
USUAL_DOUBT_KM = {"site": 0.5, "settlement": 3.0, "district": 25.0, "province": 100.0, "country": 600.0, "": 0.0}


def level_of(where: Where) -> str:
    """The level to which it is known: of its position or, without one, of the unit it is said to lie in."""
    if where.lat is not None and where.precision:
        return where.precision
    return next((unit.kind for unit in where.units if unit.kind in COARSE), "")


def level_of_kind(where: Where) -> str:
    """The level that its own kind has, however well its position is known; a bare name is of a settlement."""
    return LEVEL_OF_KIND.get(where.place.kind, "") if where.place else "settlement"


def coarser(one: str, other: str) -> str:
    return max(one, other, key=FINE_TO_COARSE.index)


def anchor_of(where: Where) -> Unit | None:
    """The unit anywhere in which it may be, as far as known; none for a bare point or name."""
    level = level_of(where)
    if not level:
        return None
    fits = (unit for unit in where.units if LEVEL_OF_KIND.get(unit.kind) == level and unit.kind != "region")
    return next(fits, where.place or next(iter(where.within), None))


def is_known(where: Where | None) -> bool:
    """Whether it says anything of where on the map it is."""
    return where is not None and bool(level_of(where) or where.lat is not None)


def has_own_position(where: Where) -> bool:
    """Whether its point is its own: what is not in the gazetteer is drawn at the point of what it lies in."""
    if where.place is None:
        return where.lat is not None
    return where.lat is not None and is_fine(where) and level_of_kind(where) == where.precision


def is_fine(where: Where) -> bool:
    """Whether it is a town, a part of one, a site, or has no kind at all."""
    return where.place is None or where.place.kind in FINE_KINDS


def doubt_km(where: Where) -> float:
    """How far off its position may be."""
    return USUAL_DOUBT_KM[level_of(where)] if where.uncertainty_km is None else where.uncertainty_km


def km_between(one: Where, other: Where) -> float | None:
    """Along the great circle; none where a side has no position."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north, south = radians(one.lat), radians(other.lat)
    height = sin((north - south) / 2) ** 2
    width = sin(radians(one.lon - other.lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, height + cos(north) * cos(south) * width)))
