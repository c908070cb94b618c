"""Which units of today the country, province and district of a list mean, also where it follows an older division."""

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from places.gazetteer import PART_BREAKS, Gazetteer
from places.models import PlaceKind
from places.names import split
from places.spots import Doubt

TABLE = Path(settings.BASE_DIR) / "fixtures" / "gazetteer" / "divisions.json"
UNTOLD = frozenset({(), ("unknown",), ("none",), ("na",), ("n", "a")})
REMEMBERED = 65_536
Told = tuple[str, str, str]


@dataclass(frozen=True)
class Units:
    """Ids of the units that bear the names; `within` are districts that were once a part of such a one as well.

    `country` is an ISO 3166-1 code, "" of a country that the gazetteer does not have, None where none is told.
    """

    country: str | None
    provinces: frozenset[int]
    districts: frozenset[int]
    within: frozenset[int]
    doubts: tuple[Doubt, ...]


class Divisions:
    """Reads what lists tell of the units that hold a place; each combination of names once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer, self.entries = gazetteer, gazetteer.index.entries
        self.cut_out = self._cut_out()
        self.countries = {each.country: each.id for each in self.entries.values() if each.kind == PlaceKind.COUNTRY}
        self._districted = {each.country for each in self.entries.values() if each.kind == PlaceKind.DISTRICT}
        self.named = lru_cache(REMEMBERED)(self._named)

    def province_of(self, place_id: int) -> int | None:
        return self.above(place_id, PlaceKind.PROVINCE)

    def above(self, place_id: int, kind: str) -> int | None:
        """The unit of a kind, as it is today, that a place is or lies in."""
        found = next((each for each in self._chain(place_id) if self.entries[each].kind == kind), None)
        return self.gazetteer.index.today(self.entries[found]).id if found else None

    def _named(self, told: Told) -> Units:
        """The units of (country, province, district) as they are told."""
        country = self._country(told[0])
        provinces = self._inside(self._provinces(told[1]), country)
        districts = self._inside(self._bearers(told[2], PlaceKind.DISTRICT), country)
        districts = frozenset(each for each in districts if self.province_of(each) in provinces) or districts
        known = (country != "", bool(provinces), bool(districts) or not self._has_districts(country, provinces))
        unknown = (Doubt.COUNTRY_UNKNOWN, Doubt.PROVINCE_UNKNOWN, Doubt.DISTRICT_UNKNOWN)
        doubts = tuple(doubt for doubt, name, is_known in zip(unknown, told, known, strict=True)
                       if not is_known and not is_untold(name))  # fmt: skip
        within = frozenset(part for each in districts for part in (each, *self.cut_out.get(each, ())))
        return Units(country, provinces, districts, within, doubts)

    def _has_districts(self, country: str | None, provinces: frozenset[int]) -> bool:
        """Whether the gazetteer has any district of where a row lies: if none were loaded, none can be missed."""
        countries = {country} if country else {self.entries[each].country for each in provinces}
        return bool(countries & self._districted) if countries else bool(self._districted)

    def _country(self, name: str) -> str | None:
        if is_untold(name):
            return None
        found = self._bearers(name, PlaceKind.COUNTRY)
        return self.entries[min(found)].country if found else ""

    def _provinces(self, name: str) -> frozenset[int]:
        """Of a name that no province bears, such as Islamabad, the province of the district that does."""
        if found := self._bearers(name, PlaceKind.PROVINCE):
            return found
        districts = self._bearers(name, PlaceKind.DISTRICT)
        return frozenset(above for each in districts if (above := self.province_of(each)) is not None)

    def _bearers(self, name: str, kind: str) -> frozenset[int]:
        """Who bears a name as a whole, or else what stands before its first break ("FR Tank - Jandola")."""
        if is_untold(name):
            return frozenset()
        units = self.gazetteer.units_named(name, kind)
        return units or self.gazetteer.units_named(PART_BREAKS.split(name)[0], kind)

    def _inside(self, units: frozenset[int], country: str | None) -> frozenset[int]:
        """Those of the country, if there are any: else the names contradict each other, which the point shows."""
        return frozenset(each for each in units if self.entries[each].country == country) or units

    def _chain(self, place_id: int) -> tuple[int, ...]:
        return (place_id, *self.entries[place_id].above)

    def _cut_out(self) -> dict[int, frozenset[int]]:
        """Districts by the older one they were a part of, as far as both are loaded."""
        found: dict[int, set[int]] = defaultdict(set)
        for row in json.loads(TABLE.read_text("utf-8"))["cut_out"]:
            provinces = self.gazetteer.units_named(row["province"], PlaceKind.PROVINCE)
            older, *newer = (self._only(name, provinces) for name in (row["from"], *row["districts"]))
            for each in filter(None, newer):
                if older:
                    found[older].add(each)
        return {older: frozenset(newer) for older, newer in found.items()}

    def _only(self, name: str, provinces: frozenset[int]) -> int | None:
        named = self.gazetteer.units_named(name, PlaceKind.DISTRICT)
        inside = [each for each in named if self.province_of(each) in provinces]
        return inside[0] if len(inside) == 1 else None


def is_untold(name: str) -> bool:
    """Whether a cell says nothing: it is empty, or says so in words."""
    return tuple(split(name)) in UNTOLD
