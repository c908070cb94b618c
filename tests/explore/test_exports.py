"""Files hold exactly what the list holds, say what they are, and run nothing in a spreadsheet."""

import csv
import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyarrow.parquet
import pyogrio
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from accounts.models import Role
from explore.exports import api, streams
from explore.exports.records import COLUMNS, DECIMALS, NUMBERS
from incidents.models import Incident
from tests.explore.world import make_world
from tests.factories import make_place, make_published_incident, someone

pytestmark = pytest.mark.django_db
QUERIES = ("", "group=group-a&status=claimed", "bbox=60,30,70,40", "from=2017-12-01&killed_min=9", "level=not_located")
FORMULAS = ('=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "\t=1")
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Rows = list[dict[str, Any]]


def fetched(kind: str, query: str = "", client: Client | None = None) -> bytes:
    answer = (client or Client()).get(f"/api/v1/explore/export.{kind}?{query}")
    assert answer.status_code == 200, answer.content
    return bytes(answer.getvalue())


def from_csv(data: bytes) -> Rows:
    def typed(name: str, text: str) -> Any:
        if text == "":
            return None
        return float(text) if name in DECIMALS else int(text) if name in NUMBERS else text

    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return [{name: typed(name, text) for name, text in row.items() if name in COLUMNS} for row in rows]


def from_geojson(data: bytes) -> Rows:
    return [feature["properties"] for feature in json.loads(data)["features"]]


def from_parquet(data: bytes) -> Rows:
    return [
        {name: value for name, value in row.items() if name in COLUMNS}
        for row in pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist()
    ]


def from_gpkg(data: bytes) -> Rows:
    _, table = pyogrio.read_arrow(data)
    return [{name: row[name] for name in COLUMNS} for row in table.to_pylist()]


def from_xlsx(data: bytes) -> Rows:
    """Read as the format says, without the library that wrote it."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet2.xml"))  # noqa: S314 – our own
    lines = [{cell.attrib["r"].rstrip("0123456789"): text(cell) for cell in line} for line in sheet.iter(f"{SHEET}row")]
    letters = list(lines[0])
    return [{name: line.get(letter) for name, letter in zip(COLUMNS, letters, strict=True)} for line in lines[1:]]


def text(cell: ElementTree.Element) -> Any:
    assert cell.find(f"{SHEET}f") is None, "a formula"
    if cell.attrib.get("t") == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{SHEET}t"))
    return float(cell.findtext(f"{SHEET}v") or "nan")


READERS = {"csv": from_csv, "geojson": from_geojson, "parquet": from_parquet, "gpkg": from_gpkg, "xlsx": from_xlsx}


def plain(rows: Rows) -> Rows:
    """Rows as text alone, an empty one like none at all: not every format tells them apart."""
    return [
        {name: "" if value is None else f"{value:.6f}" if name in NUMBERS else value for name, value in row.items()}
        for row in rows
    ]


@pytest.mark.parametrize("kind", ["csv", "geojson"])
@pytest.mark.parametrize("query", QUERIES)
def test_a_file_holds_what_the_list_holds_in_its_order(kind: str, query: str) -> None:
    make_world(30)

    listed = Client().get(f"/api/v1/explore/incidents/?page_size=200&{query}").json()

    ids = [row["public_id"] for row in READERS[kind](fetched(kind, query))]
    assert ids == [row["public_id"] for row in listed["results"]] and len(ids) == listed["count"] > 0


@pytest.mark.parametrize("kind", ["parquet", "gpkg", "xlsx"])
def test_every_format_says_the_same(kind: str) -> None:
    make_world(15)

    assert plain(READERS[kind](fetched(kind))) == plain(from_csv(fetched("csv")))


def test_a_record_is_complete_and_what_is_not_known_is_empty() -> None:
    make_world(30)
    listed = Client().get("/api/v1/explore/incidents/?page_size=200").json()["results"]

    for row, record in zip(listed, from_csv(fetched("csv")), strict=True):
        assert list(record) == list(COLUMNS)
        place = row["place"] or {"text": None, "name": None, "precision": None}
        assert (record["title"], record["place"], record["geo_precision"]) == (
            row["title"], place["name"], place["precision"] or None,
        )  # fmt: skip
        for outcome in ("killed", "wounded"):
            assert [record[f"{outcome}_{view}"] for view in ("low", "best", "high")] == [
                row[outcome][view] for view in ("low", "best", "high")
            ]
        has_point = place["precision"] in ("site", "settlement", "district")
        assert (record["latitude"] is not None) == has_point


def test_each_file_says_version_filter_and_licence(settings: Settings) -> None:
    settings.DATA_LICENCE = "CC BY 4.0, An Institute"
    make_published_incident()
    version = Client().get("/api/v1/explore/").json()["version"]
    about = {"data_version": version, "filter": "kind=armed_attack", "licence": "CC BY 4.0, An Institute"}

    table = next(csv.DictReader(io.StringIO(fetched("csv", "kind=armed_attack").decode("utf-8-sig"))))
    collection = json.loads(fetched("geojson", "kind=armed_attack"))

    assert {name: table[name] for name in about} == about == {name: collection[name] for name in about}


def test_the_files_of_a_process_say_it_too() -> None:
    make_published_incident()

    schema = pyarrow.parquet.read_schema(io.BytesIO(fetched("parquet")))
    info = pyogrio.read_info(fetched("gpkg"))

    assert {b"data_version", b"filter", b"licence", b"geo"} <= set(schema.metadata)
    assert {"data_version", "filter", "licence"} <= set(info["layer_metadata"])


@pytest.mark.parametrize("title", FORMULAS)
def test_no_cell_is_a_formula(title: str) -> None:
    make_published_incident()
    Incident.objects.update(title=title)

    line = from_csv(fetched("csv"))[0]

    assert line["title"] == f"'{title}"
    assert from_geojson(fetched("geojson"))[0]["title"] == title


def test_a_workbook_runs_nothing_and_keeps_every_script() -> None:
    make_published_incident(place=make_place(name="درزاب"))
    Incident.objects.update(title='=HYPERLINK("https://example.org")')

    row = from_xlsx(fetched("xlsx"))[0]

    assert (row["title"], row["place"]) == ('=HYPERLINK("https://example.org")', "درزاب")


def test_an_empty_file_is_a_file() -> None:
    assert from_csv(fetched("csv")) == [] == from_geojson(fetched("geojson"))


def test_drafts_are_in_an_editors_file_alone() -> None:
    make_world(15)
    editor = Client()
    editor.force_login(someone(Role.EDITOR))

    assert len(from_csv(fetched("csv"))) < len(from_csv(fetched("csv", client=editor))) == 15


def test_too_many_for_a_workbook_is_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    make_published_incident()
    monkeypatch.setitem(api.MOST_ROWS, "xlsx", 0)

    answer = Client().get("/api/v1/explore/export.xlsx")

    assert answer.status_code == 400 and "narrow the filter" in answer.json()["format"][0]


TROUBLES = [subprocess.TimeoutExpired("x", 1), subprocess.CalledProcessError(-9, "x"), OSError()]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_writer_that_fails_is_said_kindly(trouble: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: Any, **options: Any) -> None:
        raise trouble

    make_published_incident()
    monkeypatch.setattr(api.subprocess, "run", fail)

    answer = Client().get("/api/v1/explore/export.xlsx")

    assert (answer.status_code, "Try again" in answer.json()["detail"]) == (503, True)


def test_a_large_file_is_made_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    make_world(15)
    whole = fetched("geojson")
    monkeypatch.setattr(streams, "PIECE", 4)

    assert fetched("geojson") == whole


def test_a_file_that_cannot_be_finished_is_not_there(tmp_path: Path) -> None:
    make_published_incident()

    with pytest.raises(CommandError, match="There is no group"):
        call_command("write_export", tmp_path / "x.csv", filter="group=nobody")
    with pytest.raises(CommandError, match="ends in none of"):
        call_command("write_export", tmp_path / "x.doc")

    assert list(tmp_path.iterdir()) == []
