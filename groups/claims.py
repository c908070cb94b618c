"""Claims of presence by the area and the place they are about: side by side, never added up. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from groups.ages import Age
from places.models import Place, PlaceKind, Precision

EXACTLY = {Precision.SITE, Precision.SETTLEMENT}
FINENESS = (*reversed(Precision), "")  # coarse to fine
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
USUAL_KM = {Precision.DISTRICT: 25.0, Precision.PROVINCE: 100.0}
LEAST_KM = 2.0


@dataclass(frozen=True)
class Claim:
    """A claim with its place as the reader may see it, and how old it is."""

    row: Any
    place: Place | None
    age: Age


@dataclass(frozen=True)
class Mark:
    """How a place is drawn: a dot, a ring as wide as the doubt, or a tinted province."""

    drawn: str
    lat: float | None
    lon: float | None
    km: float
    code: str


@dataclass(frozen=True)
class Spot:
    """All claims about one place; `letter` names it on the map, where it is drawn."""

    place: Place | None
    claims: Sequence[Claim]
    mark: Mark | None
    letter: str

    @property
    def step(self) -> int:
        """How far the latest of its claims has faded."""
        return min(claim.age.step for claim in self.claims)


@dataclass(frozen=True)
class Area:
    """A province with all places in it; without a name, what reaches wider or is not told."""

    name: str
    spots: Sequence[Spot]

    @property
    def count(self) -> int:
        return sum(len(spot.claims) for spot in self.spots)

    @property
    def is_nested(self) -> bool:
        """Whether something is said of the whole of it beside what is said of places in it."""
        kinds = [spot.place.kind == PlaceKind.PROVINCE for spot in self.spots if spot.place]
        return any(kinds) and not all(kinds)


def areas(claims: Iterable[Claim]) -> list[Area]:
    """Areas by name, those without one last; within each, places from coarse to fine."""
    places: dict[Any, list[Claim]] = {}
    for claim in sorted(claims, key=_order):
        places.setdefault(claim.place.pk if claim.place else None, []).append(claim)
    found: dict[str, list[Spot]] = {}
    drawn = 0
    for told in places.values():
        place, mark = told[0].place, mark_of(told[0].place)
        found.setdefault(_area(place), []).append(Spot(place, told, mark, letter(drawn) if mark else ""))
        drawn += mark is not None
    return [Area(name, spots) for name, spots in found.items()]


def letter(number: int) -> str:
    """A, B … Z, AA, AB …"""
    before, last = divmod(number, len(LETTERS))
    return (letter(before - 1) if before else "") + LETTERS[last]


def mark_of(place: Place | None) -> Mark | None:
    """None for what is wider than a province, or of which no coordinates are known: it is said, not drawn."""
    if place is None or place.kind == PlaceKind.COUNTRY or place.precision == Precision.COUNTRY:
        return None
    if place.kind == PlaceKind.PROVINCE:
        return Mark("tint", place.lat, place.lon, place.uncertainty_km or USUAL_KM[Precision.PROVINCE], place.code)
    if place.lat is None or place.lon is None:
        return None
    drawn = "dot" if place.precision in EXACTLY else "ring"
    km = place.uncertainty_km or USUAL_KM.get(Precision(place.precision or Precision.SETTLEMENT), LEAST_KM)
    return Mark(drawn, place.lat, place.lon, km, "")


def _area(place: Place | None) -> str:
    if place is None:
        return ""
    province = place if place.kind == PlaceKind.PROVINCE else place.province
    return province.name if province else ""


def _order(claim: Claim) -> Any:
    area, place = _area(claim.place), claim.place
    fineness = FINENESS.index(place.precision) if place else len(FINENESS)
    is_whole = place is not None and place.kind == PlaceKind.PROVINCE
    return (not area, area, not is_whole, fineness, place.name if place else "", claim.age.step or 9)
