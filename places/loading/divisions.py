"""Provinces and districts of a GeoNames dump: spellings for those we have, and districts where none are known yet."""

from collections.abc import Iterable

from anyascii import anyascii
from django.utils.text import slugify

from places.loading.geonames import Feature, readable
from places.loading.shelf import Shelf, official
from places.loading.units import provinces
from places.models import Boundary, Place, PlaceKind, Precision
from places.names import kind_of, read

DISTRICT_KM = 30.0  # a district known by a point alone: most are smaller


def load_divisions(shelf: Shelf, features: Iterable[Feature]) -> None:
    """Where a province's districts have outlines, a name that is not among them is passed over, not made a twin."""
    drawn = set(Boundary.objects.filter(place__kind=PlaceKind.DISTRICT).values_list("place__province_id", flat=True))
    for feature in features:
        province = shelf.places.get(provinces().holding(feature.lat, feature.lon) or "")
        if province is None or province.country != feature.country:
            continue
        if feature.level == "ADM1" and read(feature.name).keys & shelf.keys_of(province):
            shelf.name(province, readable(feature.names))
        if feature.level == "ADM2":
            _district(shelf, feature, province, may_add=province.pk not in drawn)
    shelf.flush()


def _district(shelf: Shelf, feature: Feature, province: Place, *, may_add: bool) -> None:
    district = shelf.by_geonames.get(feature.geonames_id) or shelf.district_named(province, feature.name)
    if district is None and may_add:
        district = shelf.put(_new(shelf, feature, province))
    if district is None:
        shelf.count["districts without an outline: passed over"] += 1
    else:
        shelf.name(district, [official(feature.name), *readable(feature.names)])


def _new(shelf: Shelf, feature: Feature, province: Place) -> Place:
    name = " ".join(word for word in feature.name.split() if not kind_of(word.casefold())) or feature.name
    return Place(
        code=shelf.free_code(f"{province.code}-{slugify(anyascii(name)) or feature.geonames_id}"), name=name,
        kind=PlaceKind.DISTRICT, country=province.country, parent=province, lat=feature.lat, lon=feature.lon,
        uncertainty_km=DISTRICT_KM, precision=Precision.DISTRICT, coordinate_source="gazetteer",
        geonames_id=feature.geonames_id, population=feature.population or None,
    )  # fmt: skip
