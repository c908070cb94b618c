"""Districts from a boundary file that a user brings: geoBoundaries, OCHA COD-AB, or any GeoJSON or TopoJSON."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from shapely.geometry import shape
from simple_history.utils import bulk_update_with_history

from places.boundaries import Outline, Regions, radius_km, read, simplified
from places.loading.shelf import BATCH, Shelf, official
from places.loading.units import FIXTURES, provinces
from places.models import Boundary, Place, PlaceKind, Precision
from places.names import read as read_name

NAME_PROPERTIES = ("ADM2_EN", "shapeName", "NAME_2", "name_en", "name", "NAME", "Name", "DIST_ENG", "district")
PCODE_PROPERTIES = ("ADM2_PCODE", "pcode", "PCODE")
FORMER_WORDS = ("FR ", "Frontier Region ")


@dataclass(frozen=True)
class Origin:
    """Where a boundary file comes from, as pages and docs cite it."""

    source: str
    licence: str
    version: str = ""


def load_districts(shelf: Shelf, path: Path, origin: Origin, *, name_property: str = "") -> None:
    """Each outline becomes a district of the province that holds it, or gives a known district its outline."""
    outlines = read(path)
    geometries = simplified([outline.geometry for outline in outlines])
    taken = set(Boundary.objects.filter(place__kind=PlaceKind.DISTRICT).values_list("place_id", flat=True))
    for outline, geometry in zip(outlines, geometries, strict=True):
        place = _district(shelf, outline, _name(outline, name_property, path), taken)
        if place is None:
            continue
        taken.add(place.pk)
        values = {"geometry": json.loads(json.dumps(geometry)), **vars(origin)}
        Boundary.objects.update_or_create(place=place, defaults=values)
    _add_variants(shelf)
    _move_settlements(shelf)
    shelf.flush()


def _name(outline: Outline, chosen: str, path: Path) -> str:
    properties = outline.properties
    found = next((str(properties[each]) for each in (chosen, *NAME_PROPERTIES) if properties.get(each)), "")
    if not found.strip():
        raise ValidationError({"file": f"{path.name} has an outline without a name; say which property with --name."})
    return " ".join(found.split())


def _district(shelf: Shelf, outline: Outline, name: str, taken: set[int]) -> Place | None:
    lat, lon = outline.point
    province = shelf.places.get(provinces().holding(lat, lon) or "")
    if province is None:
        shelf.count["outside of every province"] += 1
        return None
    pcode = next((str(outline.properties[each]) for each in PCODE_PROPERTIES if outline.properties.get(each)), "")
    place = _known(shelf, province, name, pcode, taken) or Place(kind=PlaceKind.DISTRICT, name=name, parent=province)
    before = (place.lat, place.lon, place.pcode)
    place.code = place.code or _free_code(shelf, f"{province.code}-{slugify(anyascii(name)) or 'district'}")
    place.country, place.pcode = province.country, pcode or place.pcode
    place.lat, place.lon = round(lat, 4), round(lon, 4)
    place.uncertainty_km, place.precision = radius_km(outline.geometry, lat, lon), Precision.DISTRICT
    place.coordinate_source = "boundary"
    if before != (place.lat, place.lon, place.pcode):
        shelf.put(place)
    shelf.name(place, [official(name), *_shorter(name)])
    return place


def _known(shelf: Shelf, province: Place, name: str, pcode: str, taken: set[int]) -> Place | None:
    """The district this outline belongs to, by its P-code, else by its name inside the province."""
    districts = [
        place for place in shelf.places.values() if place.kind == PlaceKind.DISTRICT and place.province_id == province.pk
    ]
    coded = [place for place in districts if pcode and place.pcode == pcode]
    exact = [place for place in districts if place.name == name and place.code.startswith(province.code)]
    keys = read_name(name).keys
    named = [place for place in districts if keys & read_name(place.name).keys and place.pk not in taken]
    return next(iter((*coded, *exact, *named)), None)


def _shorter(name: str) -> list[str]:
    """What stands before a bracket: "Khost(Matun)" is Khost too."""
    return [name.split("(")[0].strip()] if "(" in name.strip("(") else []


def _free_code(shelf: Shelf, stem: str) -> str:
    return stem if stem not in shelf.places else next(
        code for number in range(2, len(shelf.places) + 3) if (code := f"{stem}-{number}") not in shelf.places
    )


def _add_variants(shelf: Shelf) -> None:
    """Other names of districts, from the project's table; those not loaded are passed over."""
    table = json.loads((FIXTURES / "gazetteer" / "variants.json").read_text("utf-8"))
    by_name = {
        (place.province.code, place.name): place
        for place in shelf.places.values() if place.kind == PlaceKind.DISTRICT and place.province
    }
    for row in table["districts"]:
        place = by_name.get((row["province"], row["name"]))
        if place is not None:
            former = [{"name": name, "kind": "former"} for name in row["names"] if name.startswith(FORMER_WORDS)]
            shelf.name(place, [*former, *(name for name in row["names"] if not name.startswith(FORMER_WORDS))])


def _move_settlements(shelf: Shelf) -> None:
    """Settlements hang on the district whose outline holds them."""
    outlines = Boundary.objects.filter(place__kind=PlaceKind.DISTRICT).values_list("place__code", "geometry")
    regions = Regions((code, shape(geometry)) for code, geometry in outlines)
    moved = list(_to_move(shelf, regions, shelf.places.values()))
    reason = "lies in the district's outline"
    bulk_update_with_history(
        moved, Place, ["parent", "district", "province"], batch_size=BATCH, default_change_reason=reason
    )
    shelf.count["settlements given a district"] += len(moved)


def _to_move(shelf: Shelf, regions: Regions, places: Iterable[Place]) -> Sequence[Place]:
    moved = []
    for place in places:
        if place.kind != PlaceKind.SETTLEMENT or place.lat is None or place.lon is None:
            continue
        district = shelf.places.get(regions.holding(place.lat, place.lon) or "")
        is_new = district is not None and district.pk not in (place.district_id, place.parent_id)
        if district is not None and is_new and district.country == place.country:
            place.parent, place.district, place.province = district, district, district.province
            moved.append(place)
    return moved
