"""Reads places as matching compares them: with all their names, and all that they lie in."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from incidents.matching import Unit, Where
from incidents.matching.distances import FINE_KINDS
from places.models import Place, PlaceKind, PlaceName

FINE_TO_COARSE = (
    PlaceKind.SITE, PlaceKind.NEIGHBOURHOOD, PlaceKind.SETTLEMENT, PlaceKind.DISTRICT, PlaceKind.PROVINCE,
    PlaceKind.REGION, PlaceKind.COUNTRY,
)  # fmt: skip
STEPS_UP = 2  # from a place, its district and its province: all that lies above a site in a quarter of a town


class Row(NamedTuple):
    """A place as it is stored."""

    pk: int
    name: str
    kind: str
    lat: float | None
    lon: float | None
    uncertainty_km: float | None
    precision: str
    same_as: int | None
    parent: int | None
    district: int | None
    province: int | None

    @property
    def above(self) -> set[int]:
        return {number for number in (self.same_as, self.parent, self.district, self.province) if number}

    @property
    def unit(self) -> Unit:
        return Unit(self.pk, self.name, self.kind)


def wheres(places: Iterable[int | None]) -> dict[int, Where]:
    """Places by their numbers, in four queries; an entered text reads as the gazetteer entry it turned out to be."""
    wanted = {pk for pk in places if pk}
    known = _read(wanted)
    for _ in range(STEPS_UP):
        known |= _read({number for row in known.values() for number in row.above} - known.keys())
    names = _names(known[pk] for pk in wanted & known.keys())
    return {pk: _where(known[pk], known, names) for pk in wanted & known.keys()}


def _read(places: Collection[int]) -> dict[int, Row]:
    if not places:
        return {}
    rows = Place.objects.filter(pk__in=places).order_by().values_list(*Row._fields)
    return {row.pk: row for row in map(Row._make, rows)}


def _where(row: Row, known: Mapping[int, Row], names: Mapping[int, set[str]]) -> Where:
    itself = known.get(row.same_as or row.pk, row)
    within = {each.pk: each.unit for each in _climb(row, known) if each not in (row, itself)}
    ordered = sorted(within.values(), key=lambda unit: FINE_TO_COARSE.index(PlaceKind(unit.kind)))
    known_as = {row.name, itself.name, *names.get(row.pk, ()), *names.get(itself.pk, ())}
    return Where(
        itself.unit, tuple(ordered), frozenset(known_as), row.lat, row.lon, row.uncertainty_km, row.precision
    )


def _climb(row: Row, known: Mapping[int, Row]) -> Iterator[Row]:
    """All that is above a row, as far as it was read."""
    seen, frontier = {row.pk}, [row]
    while frontier:
        numbers = {number for each in frontier for number in each.above if number in known} - seen
        seen |= numbers
        frontier = [known[number] for number in numbers]
        yield from frontier


def _names(rows: Iterable[Row]) -> dict[int, set[str]]:
    """All names of what is no unit: units are known by their numbers."""
    fine = {number for row in rows if row.kind in FINE_KINDS for number in (row.pk, row.same_as) if number}
    found: dict[int, set[str]] = defaultdict(set)
    if fine:
        for place, name in PlaceName.objects.filter(place__in=fine).order_by().values_list("place", "name"):
            found[place].add(name)
    return found
