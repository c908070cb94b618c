"""Whether two accounts may be of one place: the same, one in the other, near each other, or elsewhere."""

from collections.abc import Iterator

from incidents.matching import weights
from incidents.matching.distances import (
    COARSE,
    coarser,
    doubt_km,
    has_own_position,
    is_fine,
    km_between,
    level_of,
    level_of_kind,
)
from incidents.matching.naming import Likeness, likeness
from incidents.matching.reaching import BASE_KM, places_meet
from incidents.matching.values import Reason, Sketch, Where

SITE = "site"


def compare_places(one: Sketch, other: Sketch) -> Reason:
    """The best reason to take them for one place; where there is none, what keeps them apart."""
    if one.where is None or other.where is None:
        neither = one.where is other.where
        return Reason("Neither says where" if neither else "The place of one is not known", weights.UNPLACED)
    here, there = sorted((one.where, other.where), key=_order)
    return max(_together(here, there), key=lambda reason: reason.points, default=None) or _apart(here, there)


def _together(here: Where, there: Where) -> Iterator[Reason]:
    if here == there or (here.place and there.place and here.place.id == there.place.id):
        levels = (level_of_kind(here), _level_of_point(here))
        yield Reason(_same(here), max(weights.LEVELS[level] for level in levels))
        return
    contained = list(_one_in_the_other(here, there))
    yield from contained or _at_one_point(here, there)
    if not contained or (is_fine(here) and is_fine(there)):
        yield from _by_name(here, there)


def _by_name(here: Where, there: Where) -> Iterator[Reason]:
    level = coarser(level_of_kind(here), level_of_kind(there))
    found = likeness(here.names, there.names, are_sites=level == SITE)
    if found is not Likeness.DIFFERENT and places_meet(here, there):
        is_same = found is Likeness.SAME
        words, share = ("Same place by name", 1.0) if is_same else ("Similar names", weights.SIMILAR_NAMES)
        names = dict.fromkeys((called(here), called(there)))
        yield Reason(f"{words}: {' and '.join(names)}", weights.LEVELS[level] * share)


def _one_in_the_other(here: Where, there: Where) -> Iterator[Reason]:
    level = coarser(level_of_kind(here), level_of_kind(there))
    for inner, outer in ((here, there), (there, here)):
        if outer.place and any(unit.id == outer.place.id for unit in inner.within):
            yield Reason(f"{called(inner)} lies in {called(outer)}", weights.LEVELS[level] * weights.CONTAINED)


def _at_one_point(here: Where, there: Where) -> Iterator[Reason]:
    """Points within the doubt of each other, where neither names nor units tell them apart."""
    km, doubt = km_between(here, there), doubt_km(here) + doubt_km(there) + BASE_KM
    if km is None or km > doubt or _are_told_apart(here, there):
        return
    points = weights.LEVELS[coarser(_level_of_point(here), _level_of_point(there))]
    share = 1.0 if km <= doubt / 2 else weights.CONTAINED
    yield Reason(f"{_distance(km)}, within the doubt about where they are", points * share)


def _are_told_apart(here: Where, there: Where) -> bool:
    if here != there and is_fine(here) and is_fine(there) and here.names and there.names:
        return True
    mine, theirs = ({unit.kind: unit.id for unit in each.units if unit.kind in COARSE} for each in (here, there))
    return any(mine[kind] != theirs[kind] for kind in mine.keys() & theirs.keys())


def _apart(here: Where, there: Where) -> Reason:
    km, doubt = km_between(here, there), doubt_km(here) + doubt_km(there) + BASE_KM
    names = f"{called(here)} and {called(there)}"
    two_sites = weights.TWO_SITES if level_of_kind(here) == level_of_kind(there) == SITE else 0.0
    if km is not None and has_own_position(here) and has_own_position(there):
        return Reason(f"{_distance(km)}: {names}", _by_distance(km, doubt) + two_sites)
    if (unit := _shared(here, there, "district")) and is_fine(here) and is_fine(there):
        return Reason(f"Both in {unit}, but different places: {names}", weights.SAME_DISTRICT + two_sites)
    if km is None:
        unit = _shared(here, there, "province")
        return Reason(f"Different places: {names}", weights.SAME_PROVINCE if unit else weights.NAMES_APART)
    points = weights.UNITS_TOUCH if km <= doubt else _by_distance(km, doubt)
    return Reason(f"Different places: {names}, {_distance(km).lower()}", points)


def _by_distance(km: float, doubt: float) -> float:
    if km <= doubt:
        return weights.NEAR if km <= doubt / 2 else weights.BESIDE
    return weights.ELSEWHERE if km <= weights.FAR_OFF_KM else weights.FAR_OFF


def _level_of_point(where: Where) -> str:
    """To which its point is known; of a unit never finer than the unit is."""
    return coarser(level_of(where), level_of_kind(where)) if where.place else level_of(where)


def _shared(here: Where, there: Where, kind: str) -> str:
    """The name of the district or province that both lie in; empty where there is none."""
    theirs = {unit.id for unit in there.units}
    return next((_unit(unit.name, kind) for unit in here.units if unit.kind == kind and unit.id in theirs), "")


def _same(where: Where) -> str:
    if where.place is None and not where.names:
        return "Same point on the map"
    return f"Same place: {called(where)}" if is_fine(where) else f"Both in {called(where)}"


def called(where: Where) -> str:
    """Its name in a sentence, with the word of its kind where that is a district or a province."""
    if where.place is None:
        return min(where.names, default="a point on the map")
    return _unit(where.place.name, where.place.kind)


def _unit(name: str, kind: str) -> str:
    return f"{name} {kind}" if kind in ("district", "province") and kind not in name.casefold() else name


def _distance(km: float) -> str:
    return "Less than 1 km apart" if km < 1 else f"{km:,.0f} km apart"


def _order(where: Where) -> tuple[str, float, float]:
    return called(where), where.lat or 0.0, where.lon or 0.0
