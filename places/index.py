"""All places in memory, by key and by skeleton: tens of thousands of lookups a second."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import cos, hypot, radians

from places.models import GeocodingState, Place, PlaceKind, PlaceName
from places.names import Name, read

COARSE = frozenset({PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.DISTRICT})
KM_PER_DEGREE = 111.2
LEAST_PREFIX = 2


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

    def is_near(self, other: "Entry", km: float) -> bool:
        if self.lat is None or self.lon is None or other.lat is None or other.lon is None:
            return False
        east = (self.lon - other.lon) * cos(radians(self.lat))
        return hypot(east, self.lat - other.lat) * KM_PER_DEGREE <= km

    def is_related(self, other: "Entry") -> bool:
        """The same place, or one inside the other."""
        return self.id == other.id or self.id in other.above or other.id in self.above


@dataclass
class Index:
    """Entries by id, and ids by the keys and skeletons of all their names."""

    entries: dict[int, Entry] = field(default_factory=dict)
    keys: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    skeletons: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    keys_of: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def load(cls) -> "Index":
        """Read the gazetteer: located places that are not themselves entered texts."""
        index = cls()
        rows = {row["id"]: row for row in _rows()}
        for row in rows.values():
            index.add(_entry(row, rows), [row["name"]])
        for place_id, name in PlaceName.objects.filter(place_id__in=rows).values_list("place_id", "name"):
            index.name(place_id, read(name))
        return index

    def add(self, entry: Entry, names: Iterable[str]) -> None:
        self.entries[entry.id] = entry
        for name in names:
            self.name(entry.id, read(name))

    def name(self, place_id: int, name: Name) -> None:
        self.keys_of[place_id] |= name.keys
        for key in name.keys:
            self.keys[key].add(place_id)
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

    def by_skeletons(self, shapes: Iterable[str]) -> list[Entry]:
        return self._entries(self.skeletons, shapes)

    def beginning(self, keys: Iterable[str], within: int | None) -> list[Entry]:
        """Places with a name that begins like one of the keys."""
        starts = tuple(key for key in keys if len(key) >= LEAST_PREFIX)
        found = self._entries(self.keys, [key for key in self.keys if starts and key.startswith(starts)])
        return [entry for entry in found if within is None or within in entry.above]

    def _entries(self, table: Mapping[str, set[int]], wanted: Iterable[str]) -> list[Entry]:
        ids = {place_id for one in wanted for place_id in table.get(one, ())}
        return [self.entries[place_id] for place_id in sorted(ids)]


def _rows() -> Iterable[dict[str, object]]:
    known = Place.objects.filter(geocoding=GeocodingState.LOCATED, query="", same_as__isnull=True)
    return known.values(
        "id", "name", "kind", "country", "lat", "lon", "uncertainty_km", "precision", "population", "parent_id",
        "merged_into_id",
    )


def _entry(row: dict[str, object], rows: Mapping[object, dict[str, object]]) -> Entry:
    chain = _chain(row, rows)
    values = {name: row[name] for name in ("id", "name", "kind", "country", "lat", "lon", "uncertainty_km", "precision")}
    text = ", ".join(dict.fromkeys(str(each["name"]) for each in (row, *chain)))
    return Entry(
        **values, text=text, population=row["population"] or 0, merged_into=row["merged_into_id"], above=frozenset(each["id"] for each in chain),  # type: ignore[arg-type]
    )


def _chain(row: dict[str, object], rows: Mapping[object, dict[str, object]]) -> list[dict[str, object]]:
    """What a row lies in, nearest first."""
    chain: list[dict[str, object]] = []
    above = rows.get(row["parent_id"])
    while above is not None and above not in chain:
        chain.append(above)
        above = rows.get(above["parent_id"])
    return chain
