"""All places in memory, by key, by spelling and by skeleton: tens of thousands of lookups a second."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import cos, hypot, inf, radians
from typing import Any

from places.models import GeocodingState, Place, PlaceKind, PlaceName
from places.names import Name, bones, read, spells

COARSE = frozenset({PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.DISTRICT})
KM_PER_DEGREE = 111.2
AS_STORED = ("id", "name", "kind", "country", "lat", "lon", "uncertainty_km", "precision")
LEAST_PREFIX = 2
LAST_LETTER = "\U0010ffff"
Row = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """One place of the gazetteer; `above` holds the ids of what it lies in."""

    id: int
    name: str
    text: str
    kind: str
    country: str
    lat: float | None
    lon: float | None
    uncertainty_km: float | None
    precision: str
    population: int
    merged_into: int | None
    above: frozenset[int]

    def km_to(self, other: "Entry") -> float:
        """Endless where one of the two has no position."""
        if self.lat is None or self.lon is None or other.lat is None or other.lon is None:
            return inf
        east = (self.lon - other.lon) * cos(radians(self.lat))
        return hypot(east, self.lat - other.lat) * KM_PER_DEGREE

    def is_in(self, other: "Entry") -> bool:
        return other.id in self.above


@dataclass
class Index:
    """Entries by id, and ids by the keys, bones and skeletons of all their names."""

    entries: dict[int, Entry] = field(default_factory=dict)
    keys: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    skeletons: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    bones: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    keys_of: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def load(cls) -> "Index":
        """Read the gazetteer: located places that are not themselves entered texts."""
        index = cls()
        rows = {row["id"]: row for row in _rows()}
        for row in rows.values():
            index.add(_entry(row, rows), [row["name"]])
        for place_id, name in PlaceName.objects.values_list("place_id", "name"):
            if place_id in rows:
                index.name(place_id, read(name))
        return index

    def add(self, entry: Entry, names: Iterable[str]) -> None:
        self.entries[entry.id] = entry
        for name in names:
            self.name(entry.id, read(name))

    def name(self, place_id: int, name: Name) -> None:
        self.keys_of[place_id] |= name.listed
        for key in name.listed:
            self.keys[key].add(place_id)
            self.bones[bones(key)].add(key)
        for shape in name.skeletons:
            self.skeletons[shape].add(place_id)

    def today(self, entry: Entry) -> Entry:
        """The unit an abolished one was merged into."""
        return self.entries[entry.merged_into] if entry.merged_into else entry

    def names_of(self, entry: Entry) -> frozenset[str]:
        """All keys under which an entry is known."""
        return frozenset(self.keys_of[entry.id])

    def by_keys(self, keys: Iterable[str]) -> list[Entry]:
        return self._entries(self.keys, keys)

    def by_spelling(self, keys: Iterable[str]) -> list[Entry]:
        """Entries with a Latin name that names in Arabic script may spell."""
        spelled = (latin for key in keys for latin in self.bones.get(bones(key), ()) if spells(key, latin))
        return self._entries(self.keys, spelled)

    def by_skeletons(self, shapes: Iterable[str]) -> list[Entry]:
        return self._entries(self.skeletons, shapes)

    def beginning(self, keys: Iterable[str], within: int | None) -> list[Entry]:
        """Places with a name that begins like one of the keys."""
        found = self._entries(self.keys, [key for start in keys for key in self._beginning(start)])
        return [entry for entry in found if within is None or within in entry.above]

    def _beginning(self, start: str) -> list[str]:
        if len(start) < LEAST_PREFIX:
            return []
        first = bisect_left(self._sorted_keys, start)
        last = bisect_left(self._sorted_keys, start + LAST_LETTER)
        return self._sorted_keys[first:last]

    @cached_property
    def _sorted_keys(self) -> list[str]:
        return sorted(self.keys)

    def _entries(self, table: Mapping[str, set[int]], wanted: Iterable[str]) -> list[Entry]:
        ids = {place_id for one in wanted for place_id in table.get(one, ())}
        return [self.entries[place_id] for place_id in sorted(ids)]


def _rows() -> Iterable[Row]:
    known = Place.objects.filter(geocoding=GeocodingState.LOCATED, query="", same_as__isnull=True)
    return (dict(row) for row in known.values(*AS_STORED, "population", "parent_id", "merged_into_id"))


def _entry(row: Row, rows: Mapping[int, Row]) -> Entry:
    chain = _chain(row, rows)
    text = ", ".join(dict.fromkeys(str(each["name"]) for each in (row, *chain)))
    return Entry(
        **{name: row[name] for name in AS_STORED}, text=text, population=row["population"] or 0,
        merged_into=row["merged_into_id"], above=frozenset(each["id"] for each in chain),
    )  # fmt: skip


def _chain(row: Row, rows: Mapping[int, Row]) -> list[Row]:
    """What a row lies in, nearest first."""
    chain: list[Row] = []
    above = rows.get(row["parent_id"])
    while above is not None and above not in chain:
        chain.append(above)
        above = rows.get(above["parent_id"])
    return chain
