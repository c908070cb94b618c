"""Outlines are read from what users bring, kept small without gaps between neighbours, and asked who holds a point."""

import json
from pathlib import Path
from typing import Any

import pytest
import shapely
from django.core.exceptions import ValidationError
from shapely.geometry import shape

from places.boundaries import Regions, radius_km, read, simplified
from places.loading.units import OUTLINES

SHARED_DATA = Path(__file__).parents[3] / "shared" / "data"
LEFT = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
RIGHT = [[1, 0], [2, 0], [2, 1], [1, 1], [1, 0]]
TOPOLOGY: dict[str, Any] = {
    "type": "Topology",
    "arcs": [[[1, 0], [0, 1]], [[1, 1], [-1, 0], [0, -1], [1, 0]], [[1, 0], [1, 0], [0, 1], [-1, 0]]],
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "objects": {
        "districts": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "Left"}},
                {"type": "MultiPolygon", "arcs": [[[2, ~0]]], "properties": {"name": "Right"}},
                {"type": None},
            ],
        }
    },
}


def feature(ring: list[list[int]], **properties: str) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def write(folder: Path, data: Any) -> Path:
    file = folder / "outlines.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    return file


def brought(name: str) -> Path:
    file = SHARED_DATA / name
    if not file.exists():
        pytest.skip(f"{name} is not at hand: it may not be committed.")
    return file


def test_geojson_is_read_with_its_properties(tmp_path: Path) -> None:
    file = write(tmp_path, {"type": "FeatureCollection", "features": [feature(LEFT, name="Left")]})

    (outline,) = read(file)

    assert (outline.properties["name"], outline.geometry.area) == ("Left", 1)


def test_features_without_a_geometry_are_passed_over(tmp_path: Path) -> None:
    nowhere: dict[str, Any] = {"type": "Feature", "properties": {}, "geometry": None}

    assert len(read(write(tmp_path, {"type": "FeatureCollection", "features": [nowhere, feature(LEFT)]}))) == 1


def test_topojson_arcs_are_joined_forwards_and_backwards(tmp_path: Path) -> None:
    left, right = read(write(tmp_path, TOPOLOGY))

    assert left.geometry.equals(shapely.Polygon(LEFT))
    assert right.geometry.equals(shapely.Polygon(RIGHT))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("not json", "outlines.json is not JSON: give a GeoJSON or TopoJSON file."),
        ({"type": "FeatureCollection"}, "outlines.json is neither whole GeoJSON nor whole TopoJSON."),
        ({**TOPOLOGY, "arcs": []}, "outlines.json is neither whole GeoJSON nor whole TopoJSON."),
        ([1, 2], "outlines.json is neither whole GeoJSON nor whole TopoJSON."),
        ({"type": "FeatureCollection", "features": [1]}, "outlines.json is neither whole GeoJSON nor whole TopoJSON."),
        (
            feature([[0, 0], [500_000, 0], [0, 4_000_000], [0, 0]]),
            "outlines.json is not in degrees: save it again as WGS84 (EPSG:4326).",
        ),
        (
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 1]}},
            "outlines.json holds no Polygon or MultiPolygon.",
        ),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(tmp_path: Path, data: Any, sentence: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        read(write(tmp_path, data))

    assert refusal.value.message_dict == {"file": [sentence]}


def test_a_missing_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ValidationError) as refusal:
        read(tmp_path / "nowhere.geojson")

    assert refusal.value.message_dict == {"file": ["nowhere.geojson cannot be read: No such file or directory."]}


def test_a_point_is_held_by_the_outline_around_it_or_one_very_near() -> None:
    regions = Regions([("left", shapely.Polygon(LEFT)), ("right", shapely.Polygon(RIGHT))])

    assert regions.holding(0.5, 0.5) == "left"
    assert regions.holding(0.5, 2.05) == "right"
    assert regions.holding(0.5, 3.0) is None


def test_the_radius_reaches_the_farthest_corner() -> None:
    assert radius_km(shapely.Polygon(LEFT), 0.0, 0.0) == pytest.approx(157, abs=1)


def test_simpler_neighbours_still_share_their_border() -> None:
    outlines = read(brought("geoboundaries_AFG_ADM2.topojson"))

    shapes = [shape(geometry) for geometry in simplified([outline.geometry for outline in outlines])]

    assert all(each.is_valid for each in shapes)
    whole = shapely.union_all([outline.geometry for outline in outlines]).area
    assert shapely.union_all(shapes).area == pytest.approx(whole, rel=0.002)
    assert sum(each.area for each in shapes) == pytest.approx(whole, rel=0.002)


def test_the_committed_provinces_are_whole_and_small() -> None:
    outlines = read(OUTLINES)

    assert len({outline.properties["code"] for outline in outlines}) == 41
    assert all(outline.geometry.is_valid for outline in outlines)
    assert OUTLINES.stat().st_size < 100_000


def test_provinces_hardly_overlap() -> None:
    geometries = [outline.geometry for outline in read(OUTLINES)]

    overlap = sum(each.area for each in geometries) - shapely.union_all(geometries).area

    assert overlap / sum(each.area for each in geometries) < 0.001
