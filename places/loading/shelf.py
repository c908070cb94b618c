"""The gazetteer as it is being filled: places by code, names once each, and a count of what was new or changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain, count
from typing import Any

from places.models import GeocodingState, NameKind, Place, PlaceKind, PlaceName
from places.names import ARABIC, main_key, read

BATCH = 1000


class Shelf:
    """Writes places and names in bulk, so that loading again changes nothing."""

    def __init__(self) -> None:
        gazetteer = Place.objects.filter(query="", geocoding=GeocodingState.LOCATED)
        self.places = {place.code: place for place in gazetteer}
        self.by_geonames = {place.geonames_id: place for place in self.places.values() if place.geonames_id}
        self.names_of: dict[int, set[str]] = defaultdict(set)
        for place_id, name in PlaceName.objects.values_list("place_id", "name"):
            self.names_of[place_id].add(name)
        self.new_names: list[PlaceName] = []
        self.count: Counter[str] = Counter()

    def put(self, place: Place) -> Place:
        """Save a place; what the public may see of it is settled with its level."""
        if place.pk is None:
            self.put_many([place])
            return place
        settle_level(place)
        settle_itself(place)
        place.public_place = place.public_place or place
        place.save()
        self.count[f"{place.get_kind_display()}: changed"] += 1
        return place

    def put_many(self, new: Iterable[Place]) -> None:
        """Save many new places of one level whose parents are saved."""
        rows = list(new)
        for place in rows:
            settle_level(place)
        made = Place.objects.bulk_create(rows, batch_size=BATCH)
        for place in made:
            place.public_place = place
            settle_itself(place)
            self.places[place.code] = place
            if place.geonames_id:
                self.by_geonames[place.geonames_id] = place
            self.count[f"{place.get_kind_display()}: new"] += 1
        Place.objects.bulk_update(made, ["public_place", "district", "province"], batch_size=BATCH)
        Place.history.bulk_history_create(made, batch_size=BATCH, default_change_reason="gazetteer")

    def name(self, place: Place, names: Iterable[Mapping[str, Any] | str]) -> None:
        """Add the names a place does not have yet."""
        for each in names:
            values = {"name": each} if isinstance(each, str) else dict(each)
            if not values["name"] or values["name"] in self.names_of[place.pk]:
                continue
            self.names_of[place.pk].add(values["name"])
            values.setdefault("script", "Arab" if ARABIC.search(values["name"]) else "Latn")
            self.new_names.append(PlaceName(place=place, key=main_key(values["name"])[:200], **values))

    def keys_of(self, place: Place) -> frozenset[str]:
        return frozenset(key for name in self.names_of[place.pk] for key in read(name).keys)

    def districts_of(self, province: Place) -> list[Place]:
        districts = (each for each in self.places.values() if each.kind == PlaceKind.DISTRICT)
        return [each for each in districts if each.province_id == province.pk and each.is_located]

    def district_named(self, province: Place, name: str) -> Place | None:
        """The one district of a province that bears a name, in some spelling; None where several do."""
        keys, inside = read(name).keys, self.districts_of(province)
        exact = [each for each in inside if each.name == name]
        named = exact or [each for each in inside if keys & self.keys_of(each)]
        return named[0] if len(named) == 1 else None

    def free_code(self, stem: str) -> str:
        numbered = (f"{stem}-{number}" for number in count(2))
        return next(code for code in chain([stem], numbered) if code not in self.places)

    def flush(self) -> None:
        made = PlaceName.objects.bulk_create(self.new_names, batch_size=BATCH)
        PlaceName.history.bulk_history_create(made, batch_size=BATCH, default_change_reason="gazetteer")
        self.count["names: new"] += len(made)
        self.new_names = []


def settle_level(place: Place) -> None:
    """Province and district as the parent has them."""
    above = place.parent
    place.province = above.province if above else None
    place.district = above.district if above else None


def settle_itself(place: Place) -> None:
    """A province is its own province, a district its own district."""
    if place.kind == PlaceKind.PROVINCE:
        place.province = place
    if place.kind == PlaceKind.DISTRICT:
        place.district = place


def official(name: str) -> dict[str, str]:
    return {"name": name, "kind": NameKind.OFFICIAL}
