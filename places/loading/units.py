"""Countries and provinces of Afghanistan and Pakistan, with their outlines, from the project's own fixtures."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from shapely.geometry import mapping

from places.boundaries import Outline, Regions, radius_km, read
from places.loading.shelf import Shelf, official
from places.models import Boundary, Place, PlaceKind, Precision

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
OUTLINES = FIXTURES / "provinces.geojson"
NATURAL_EARTH = {"source": "Natural Earth 10m admin-1", "licence": "public domain", "version": "4.1, repaired"}


def load_units(shelf: Shelf) -> None:
    """Three countries' worth of nothing is guessed: all values stand in fixtures/gazetteer/units.json."""
    table = json.loads((FIXTURES / "gazetteer" / "units.json").read_text("utf-8"))
    for row in table["countries"]:
        _unit(shelf, row, kind=PlaceKind.COUNTRY, country=row["code"], source="gazetteer")
    for row in table["provinces"]:
        _province(shelf, row)
    for row in table["former"]:
        _unit(shelf, row, kind=PlaceKind.PROVINCE, country=row["country"], source="gazetteer")
    shelf.flush()


@cache
def outlines() -> dict[str, Outline]:
    """Outlines of the 41 provinces by code."""
    return {outline.properties["code"]: outline for outline in read(OUTLINES)}


@cache
def provinces() -> Regions:
    """Which province holds a point."""
    return Regions((code, outline.geometry) for code, outline in outlines().items())


def _province(shelf: Shelf, row: dict[str, Any]) -> None:
    outline = outlines()[row["code"]]
    lat, lon = outline.point
    measured = {"lat": round(lat, 4), "lon": round(lon, 4), "uncertainty_km": radius_km(outline.geometry, lat, lon)}
    place = _unit(shelf, {**row, **measured}, kind=PlaceKind.PROVINCE, country=row["country"], source="boundary")
    geometry = json.loads(json.dumps(mapping(outline.geometry)))
    if not Boundary.objects.filter(place=place).exists():
        Boundary.objects.create(place=place, geometry=geometry, **NATURAL_EARTH)


def _unit(shelf: Shelf, row: dict[str, Any], *, kind: PlaceKind, country: str, source: str) -> Place:
    place = shelf.places.get(row["code"])
    if place is None:
        place = shelf.put(Place(
            code=row["code"], name=row["name"], kind=kind, country=country, pcode=row.get("pcode", ""),
            parent=shelf.places[country] if kind == PlaceKind.PROVINCE else None,
            lat=row["lat"], lon=row["lon"], uncertainty_km=row["uncertainty_km"], coordinate_source=source,
            precision=Precision.PROVINCE if kind == PlaceKind.PROVINCE else Precision.COUNTRY,
            valid_until=row.get("valid_until"), merged_into=shelf.places.get(row.get("merged_into", "")),
        ))  # fmt: skip
    shelf.name(place, [official(row["name"]), *row.get("names", [])])
    return place
