"""Districts from a boundary file that a user brings: geoBoundaries, OCHA COD-AB, or any GeoJSON or TopoJSON."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from geopy.distance import great_circle

from places.boundaries import Outline, radius_km, read, simplified
from places.loading.shelf import Shelf, official
from places.loading.units import FIXTURES, provinces
from places.models import Boundary, NameKind, Place, PlaceKind, Precision
from places.names import read as read_name

NAME_PROPERTIES = ("ADM2_EN", "shapeName", "NAME_2", "name_en", "name", "NAME", "Name", "DIST_ENG", "district")
PCODE_PROPERTIES = ("ADM2_PCODE", "pcode", "PCODE")
MEASURED = ("lat", "lon", "uncertainty_km", "precision", "coordinate_source", "pcode")
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
    taken: set[int] = set()
    for outline, geometry in zip(outlines, geometries, strict=True):
        place = _district(shelf, outline, _name(outline, name_property, path), taken)
        if place is not None:
            taken.add(place.pk)
            _draw(shelf, place, geometry, origin)
    _add_variants(shelf)
    shelf.flush()


def _draw(shelf: Shelf, place: Place, geometry: dict[str, Any], origin: Origin) -> None:
    """Give the district its outline, unless it has this very one."""
    values = {"geometry": json.loads(json.dumps(geometry)), **vars(origin)}
    drawn = Boundary.objects.filter(place=place).first()
    if drawn is None or any(getattr(drawn, field) != value for field, value in values.items()):
        Boundary.objects.update_or_create(place=place, defaults=values)
        shelf.count["Outline: changed" if drawn else "Outline: new"] += 1


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
    place = _known(shelf, province, outline, name, taken) or Place(kind=PlaceKind.DISTRICT, name=name, parent=province)
    before = [getattr(place, field) for field in MEASURED]
    place.code = place.code or shelf.free_code(f"{province.code}-{slugify(anyascii(name)) or 'district'}")
    place.country, place.pcode = province.country, _pcode(outline) or place.pcode
    place.lat, place.lon = round(lat, 4), round(lon, 4)
    place.uncertainty_km, place.precision = radius_km(outline.geometry, lat, lon), Precision.DISTRICT
    place.coordinate_source = "boundary"
    if before != [getattr(place, field) for field in MEASURED]:
        shelf.put(place)
    shelf.name(place, [official(name), *_shorter(name)])
    return place


def _known(shelf: Shelf, province: Place, outline: Outline, name: str, taken: set[int]) -> Place | None:
    """The district an outline belongs to, by P-code, else by its name in the province; of namesakes the nearest."""
    districts = [each for each in shelf.districts_of(province) if each.pk not in taken]
    pcode, keys = _pcode(outline), read_name(name).keys
    coded = [each for each in districts if pcode and each.pcode == pcode]
    exact = [each for each in districts if each.name == name]
    alike = [each for each in districts if keys & read_name(each.name).keys]
    named = coded or exact or alike
    return min(named, key=lambda each: great_circle(outline.point, (each.lat, each.lon)), default=None)


def _pcode(outline: Outline) -> str:
    return next((str(value) for each in PCODE_PROPERTIES if (value := outline.properties.get(each))), "")


def _shorter(name: str) -> list[str]:
    """What stands before a bracket: "Khost(Matun)" is Khost too."""
    return [name.split("(")[0].strip()] if "(" in name.strip("(") else []


def _add_variants(shelf: Shelf) -> None:
    """Other names of districts, from the project's table; those not loaded are passed over."""
    table = json.loads((FIXTURES / "gazetteer" / "variants.json").read_text("utf-8"))
    for row in table["districts"]:
        if place := shelf.district_named(shelf.places[row["province"]], row["name"]):
            former = [{"name": name, "kind": NameKind.FORMER} for name in row["names"] if name.startswith(FORMER_WORDS)]
            shelf.name(place, [*former, *(name for name in row["names"] if not name.startswith(FORMER_WORDS))])
