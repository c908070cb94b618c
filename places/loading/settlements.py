"""Towns and villages: each in the province that holds it, and in its district where districts have outlines."""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from shapely.geometry import shape
from simple_history.utils import bulk_update_with_history

from places.actions import settle
from places.boundaries import Regions
from places.loading.geonames import COUNTRIES, POPULATED, Feature, readable
from places.loading.shelf import BATCH, Shelf, official
from places.loading.units import provinces
from places.models import Boundary, Place, PlaceKind, Precision

UNCERTAINTY_KM = ((1_000_000, 12.0), (200_000, 8.0), (50_000, 5.0), (10_000, 3.0), (0, 2.0))


def load_towns(shelf: Shelf, features: Iterable[Feature]) -> None:
    """Towns become settlements; those outside of every province of their country are left out."""
    towns = [feature for feature in features if feature.level == POPULATED]
    new: dict[int, Place] = {}
    for town in towns:
        if town.geonames_id in shelf.by_geonames or town.geonames_id in new:
            continue
        province = shelf.places.get(provinces().holding(town.lat, town.lon) or "")
        if province is None or province.country != town.country:
            shelf.count["outside of every province"] += 1
        else:
            new[town.geonames_id] = _place(town, province)
    shelf.put_many(new.values())
    for town in towns:
        if place := shelf.by_geonames.get(town.geonames_id):
            shelf.name(place, [official(town.name), *readable(town.names)])
    shelf.flush()


def hang_on_districts(shelf: Shelf) -> None:
    """Give settlements the district whose outline holds them, and settle what hangs on those."""
    moved = [place for country in COUNTRIES for place in _moved(shelf, country)]
    reason = "lies in the district's outline"
    fields = ["parent", "district", "province"]
    bulk_update_with_history(moved, Place, fields, batch_size=BATCH, default_change_reason=reason)
    for start in range(0, len(moved), BATCH):  # a database takes only so many values in one question
        some = moved[start : start + BATCH]
        for dependent in Place.objects.filter(Q(parent__in=some) | Q(same_as__in=some)):
            settle(dependent)
    shelf.count["settlements given a district"] += len(moved)


def _place(town: Feature, province: Place) -> Place:
    return Place(
        code=f"{province.code}-gn{town.geonames_id}", name=town.name, kind=PlaceKind.SETTLEMENT,
        country=town.country, parent=province, lat=town.lat, lon=town.lon, geonames_id=town.geonames_id,
        uncertainty_km=next(km for least, km in UNCERTAINTY_KM if town.population >= least),
        precision=Precision.SETTLEMENT, coordinate_source="gazetteer", population=town.population or None,
    )  # fmt: skip


def _moved(shelf: Shelf, country: str) -> Iterator[Place]:
    """Settlements with a point of their own; one that only stands at its district's point stays where it was put.

    Each country's are sought in its own districts: where a neighbour's alone have outlines, a border town is near one.
    """
    drawn = Boundary.objects.filter(place__kind=PlaceKind.DISTRICT, place__country=country)
    regions = Regions((code, shape(geometry)) for code, geometry in drawn.values_list("place__code", "geometry"))
    for place in shelf.places.values():
        is_placed = place.kind == PlaceKind.SETTLEMENT and place.coordinate_source == "gazetteer"
        if place.country != country or not is_placed or place.lat is None or place.lon is None:
            continue
        district = shelf.places.get(regions.holding(place.lat, place.lon) or "")
        if district is not None and district.pk not in (place.district_id, place.parent_id):
            place.parent, place.district, place.province = district, district, district.province
            yield place
