"""GeoJSON as a table: properties are columns, points are places; what cannot be a row says why."""

import io
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from intake.tables import json_stream
from intake.tables.geojson import read
from intake.tables.opening import open_table
from intake.tables.rows import Rows
from intake.tables.table import Broken, Line, Refused
from tests.intake.test_ucdp_ged import ROW
from tests.services import ROOT

pytestmark = pytest.mark.once

SAMPLE = ROOT.parent / "shared" / "data" / "ucdp_ged_afg_sample310.geojson"
POINT = {"type": "Point", "coordinates": [65.37, 35.97]}
ONE = '{"type": "Feature", "properties": {"a": 1}, "geometry": null}'


def feature(properties: Any, geometry: Any = POINT, **others: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry, **others}


def collection(*features: Any, **others: Any) -> str:
    return json.dumps({"type": "FeatureCollection", **others, "features": features})


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "file.geojson"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def of(*features: str) -> str:
    return f'{{"type": "FeatureCollection", "features": [{", ".join(features)}]}}'


def test_properties_of_all_features_are_columns_and_points_their_last_two(tmp_path: Path) -> None:
    file = written(tmp_path, collection(feature({"id": 7, "name": "Darzab"}), feature({"best": None, "id": 8}, None)))

    table = open_table(file)

    assert (table.columns, table.last) == (["id", "name", "best", "longitude", "latitude"], 2)
    assert list(table.lines) == [
        Line(1, {"id": "7", "name": "Darzab", "best": "", "longitude": "65.37", "latitude": "35.97"}),
        Line(2, {"id": "8", "name": "", "best": "", "longitude": "", "latitude": ""}),
    ]
    assert table.notes == ["Rows are features, counted from 1."]


def test_points_of_properties_go_before_those_of_features_and_this_is_said(tmp_path: Path) -> None:
    table = open_table(written(tmp_path, collection(feature({"latitude": 1.5}, id="AFG7"))))

    assert [line.cells for line in table.lines if isinstance(line, Line)] == [
        {"latitude": "1.5", "id": "AFG7", "longitude": "65.37"}
    ]
    assert table.notes[1] == "latitude: those of the properties were read, and not those of the features themselves."


@pytest.mark.parametrize(("value", "text"), [
    ("30.0", "30"), ("36.66667", "36.66667"), ("1e400", "1e400"), ("9" * 5000, "9" * 5000), ("true", "true"),
    ("null", ""), ('"=1+1"', "=1+1"), ('[1.0, {"b": null}, "c"]', '[1, {"b": null}, "c"]'), ('"د\\u0634ت"', "دشت"),
])  # fmt: skip
def test_values_are_kept_as_they_are_written(tmp_path: Path, value: str, text: str) -> None:
    table = open_table(written(tmp_path, of(ONE.replace("1", value))))

    assert [line.cells for line in table.lines if isinstance(line, Line)] == [{"a": text}]
    assert table.notes[1:] == (["Lists and objects are kept as JSON: a."] if value.startswith("[") else [])


@pytest.mark.parametrize(("broken", "reason"), [
    (ONE.replace("null", '{"type": "Polygon", "coordinates": []}'), 'its geometry is "Polygon": only points are read.'),
    (ONE.replace("null", '"here"'), "its geometry is null: only points are read."),
    (ONE.replace("null", '{"type": "Point", "coordinates": ["65", "35"]}'), "no longitude and latitude in numbers"),
    (ONE.replace("null", '{"type": "Point", "coordinates": [NaN, 35]}'), "no longitude and latitude in numbers"),
    (ONE.replace("null", '{"type": "Point", "coordinates": [65]}'), "no longitude and latitude in numbers"),
    (ONE.replace("1", "NaN"), "a: NaN is no number"), (ONE.replace("1", "-Infinity"), "a: -Infinity is no number"),
    (ONE.replace("1", '1, "a": 2'), "names something twice"), (ONE.replace("1", '{"b": 1, "b": 2}'), "a: names some"),
    (ONE.replace("null", 'null, "geometry": null'), "names something twice"), (ONE.replace("Fea", "fea"), "no feature"),
    (ONE.replace("1", r'"\u0000"'), "NUL character"), (ONE.replace('"a"', r'"\u0000"'), "NUL character"),
    (ONE.replace("1", r'"\ud800"'), "half a character"), (ONE.replace("1", f'"{"x" * 1_000_001}"'), "1,000,000"),
    (ONE.replace('{"a": 1}', "[1]"), "properties that are no object"), ("7", "is no feature"),
])  # fmt: skip
def test_what_cannot_be_a_row_says_why_and_the_others_are_read(tmp_path: Path, broken: str, reason: str) -> None:
    first, second = open_table(written(tmp_path, of(broken, ONE))).lines

    assert isinstance(first, Broken) and first.number == 1 and reason in first.reason
    assert isinstance(second, Line) and second.cells["a"] == "1"


@pytest.mark.parametrize(("text", "sentence"), [
    ("[]", "no GeoJSON"), ("{}", "no GeoJSON with a collection"), ('{"features": []}', "no GeoJSON with a collection"),
    ('{"type": "FeatureCollection"}', "no GeoJSON with a collection"), (ONE, 'type "Feature"'),
    ('{"type": "Topology", "objects": {}}', 'type "Topology"'), (of(), "no features with properties"),
    (of(ONE)[:-2], "is missing. It may be cut short"), (of(ONE)[:-9], "not sound: .* cut short"),
    (of(ONE) + "x", "no GeoJSON"),
    (of(ONE, ONE).replace("}, {", "} {"), "“,” is missing"), (of(ONE)[:-1] + ', "features": []}', "two lists"),
    (collection(feature({}), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32642"}}), "WGS84"),
    (of(ONE.replace("1", "[" * 100_000 + "]" * 100_000)), "nested deeper"),
    (of(ONE.replace("1", "[" * 700 + "]" * 700)), "nested deeper"),
    (of(ONE.replace("1", '"é"')).encode("latin-1"), "not in UTF-8"), (of(ONE).encode("utf-16"), "UTF-16"),
    (of(*(ONE.replace('"a"', f'"c{number}"') for number in range(1_001))), "more than 1,000 different properties"),
    (of(ONE.replace('"a"', '"b ": 1, "b"')), "named twice: b"),
])  # fmt: skip
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        open_table(written(tmp_path, text))


def test_a_frame_of_reference_that_is_wgs84_by_another_name_is_taken(tmp_path: Path) -> None:
    frame = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}

    assert len(list(open_table(written(tmp_path, collection(feature({"a": 1}), crs=frame))).lines)) == 1


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 64])
def test_where_the_file_is_parted_for_reading_changes_nothing(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    features = [feature({"n": number, "e": "é" * number, "f": 1.25}, id=number) for number in range(9)]
    told = json.loads(collection(*features, bbox=[1, 22], version=12345))
    data = json.dumps(told, ensure_ascii=False, indent=1).encode()

    def rows() -> str:
        read(io.BytesIO(data), Rows(said := StringIO()))
        return said.getvalue()

    whole = rows()
    monkeypatch.setattr(json_stream, "CHUNK", chunk)

    assert rows() == whole and whole.splitlines()[3] == "4,,3,65.37,35.97,3,ééé,1.25"


def test_the_command_reads_names_that_a_shapefile_cut(tmp_path: Path) -> None:
    cut = {name[:10]: value for name, value in ROW.items() if name not in {"latitude", "longitude"}}
    said = StringIO()

    file = written(tmp_path, collection(*(feature({**cut, "id": number}) for number in range(7))))
    call_command("import_dataset", str(file), "--format", "ucdp-ged", stdout=said)

    assert "7 rows: 7 read, 0 refused" in said.getvalue()
    assert "type_of_vi as type_of_violence" in said.getvalue() and "settlement 7" in said.getvalue()


@pytest.mark.skipif(not SAMPLE.exists(), reason=f"{SAMPLE.name} is not beside this checkout")
def test_of_a_real_file_every_point_is_read_and_the_columns_that_it_lacks_are_named() -> None:
    table = open_table(SAMPLE)
    features = json.loads(SAMPLE.read_text())["features"]

    points = [(line.cells["longitude"], line.cells["latitude"]) for line in table.lines if isinstance(line, Line)]

    assert [tuple(map(float, point)) for point in points] == [tuple(one["geometry"]["coordinates"]) for one in features]
    with pytest.raises(CommandError, match="it lacks the columns date_prec, type_of_violence, where_prec, best"):
        call_command("import_dataset", str(SAMPLE), "--format", "ucdp-ged")
