"""Files hold exactly what the list holds, in every format alike, and say what they are."""

import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pyogrio
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from accounts.models import Role
from explore.exports import streams, workbook
from explore.exports.fields import FIELDS, joined
from explore.exports.formats import FORMATS, Format
from explore.exports.records import Export
from explore.query import EVERYTHING, read
from explore.rows import ADDRESS_OF
from explore.selection import Selection
from explore.snapshot.audience import Audience
from explore.snapshot.current import current
from explore.vocabulary import vocabulary
from incidents.models import Incident, Target, Weapon
from tests.explore.exported import READERS, Rows, apart, from_csv, from_xlsx, lines_of
from tests.explore.world import Onlooker, has_point, make_world
from tests.factories import (
    make_group,
    make_outlet,
    make_place,
    make_published_incident,
    make_report,
    make_source,
    someone,
)

pytestmark = [
    pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("written_here"),  # the engine asks no database
]  # fmt: skip
QUERIES = ("", "group=group-a&status=claimed", "bbox=60,30,70,40", "from=2017-12-01&killed_min=9", "level=not_located")
WRITTEN = ("xlsx", "gpkg", "parquet")
PERSIAN = "حمله در درزاب؛ «ولایت جوزجان»"


def fetched(kind: str, query: str = "", client: Client | None = None) -> bytes:
    answer = (client or Client()).get(f"/api/v1/explore/export.{kind}?{query}")
    assert answer.status_code == 200, answer.content
    return bytes(answer.getvalue())


def listed(query: str = "", client: Client | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    address = f"/api/v1/explore/incidents/?page_size=200&{query}"
    while address:
        page = (client or Client()).get(address).json()
        found, address = [*found, *page["results"]], page["next"]
    assert len(found) == page["count"]
    return found


def told(record: dict[str, Any]) -> dict[str, Any]:
    """What the list says of an incident, out of a file's row."""
    place = {name: record[name] for name in ("country",)} | {
        "name": record["place"], "code": record["place_code"], "precision": record["geo_precision"] or "",
        "province": record["province_code"], "district": record["district_code"],
    }
    outcomes = {
        outcome: {"low": record[f"{outcome}_low"], "best": record[f"{outcome}_best"], "high": record[f"{outcome}_high"],
                  "is_open": record[f"{outcome}_open"]}
        for outcome in ("killed", "wounded")
    }  # fmt: skip
    judged = ("state", "corroboration", "credibility", "unaligned", "has_conflict")
    same = ("public_id", "title", "kind", "date_precision", *judged)
    days = {name: record[f"date_{name}"] and record[f"date_{name}"].isoformat() for name in ("earliest", "latest")}
    return {
        **{name: record[name] for name in same}, **days, **outcomes, "family": record["kind_family"],
        "when": record["date_edtf"] or "", "place": place if place["code"] else None, "groups": apart(record["groups"]),
        "url": record["url"].removeprefix("http://testserver"),
    }  # fmt: skip


def as_told(row: dict[str, Any]) -> dict[str, Any]:
    """The same out of the list."""
    kept = {name: value for name, value in row.items() if name not in ("kind_label", "when_text")}
    place = kept["place"] and {name: each for name, each in kept["place"].items() if name not in ("kind", "text")}
    groups = [f"{one['slug']} ({one['role']}, {one['status']})" for one in kept["groups"]]
    return {**kept, "place": place, "groups": groups}


@pytest.mark.parametrize("kind", ["csv", "geojson"])
@pytest.mark.parametrize("query", QUERIES)
def test_a_file_holds_what_the_list_holds_in_its_order(kind: str, query: str) -> None:
    make_world(60)

    rows = READERS[kind](fetched(kind, query))

    assert [told(row) for row in rows] == [as_told(row) for row in listed(query)] != []


@pytest.mark.parametrize("kind", WRITTEN)
@pytest.mark.parametrize("query", QUERIES[:2])
def test_every_format_says_the_same(kind: str, query: str) -> None:
    make_world(30)

    rows = READERS[kind](fetched(kind, query))

    assert rows == from_csv(fetched("csv", query)) != []
    assert [list(row) for row in rows] == [list(FIELDS)] * len(rows)


@pytest.mark.parametrize("is_editor", [False, True])
def test_a_row_has_a_point_where_it_is_known_to_a_district_or_finer(is_editor: bool) -> None:
    make_world(60)
    client = Client()
    if is_editor:
        client.force_login(someone(Role.EDITOR))
    onlooker = Onlooker.of(is_editor)
    places = {one.public_id: onlooker.place(one) for one in onlooker.incidents}

    rows = from_csv(fetched("csv", client=client))

    for row in rows:
        place = places[row["public_id"]]
        known = (place.lat, place.lon, place.uncertainty_km) if place and has_point(place) else (None, None, None)
        assert (row["latitude"], row["longitude"], row["uncertainty_km"]) == known
    assert {row["latitude"] is None for row in rows} == {True, False}


def test_a_row_says_what_the_whole_incident_says() -> None:
    group = make_group(slug="group-a")
    outlet = make_outlet(name="Daily; Weekly")
    report = make_report(
        source=make_source(outlet=outlet, title="Attack; many hurt", url="https://example.org/a?b=1;c=2"),
        attributions=[{"group": group, "status": "claimed"}],
    )
    incident = make_published_incident(reports=[report], title=PERSIAN)
    Weapon.objects.create(incident=incident, kind="explosives")
    for kind, community in (("religious", "Shia; Sufi"), ("police", "")):
        Target.objects.create(incident=incident, kind=kind, community=community)
    Incident.objects.update(summary="Said of it,\r\nin two lines.")

    row = from_csv(fetched("csv"))[0]
    whole = Client().get(f"/api/v1/incidents/{incident.public_id}/").json()

    assert (row["title"], row["summary"]) == (PERSIAN, whole["summary"])
    assert apart(row["groups"]) == ["group-a (perpetrator, claimed)"]
    assert apart(row["targets"]) == ["police", "religious (Shia; Sufi)"]
    assert len(whole["targets"]) == 2 and apart(row["weapons"]) == whole["weapons"] == ["explosives"]
    assert apart(row["sources"]) == ["Daily; Weekly, 2017-12-18: Attack; many hurt <https://example.org/a?b=1;c=2>"]
    assert row["url"] == f"http://testserver/incidents/{incident.public_id}/"
    assert [row[f"killed_{view}"] for view in ("low", "best", "high", "open")] == [None, None, None, False]


@pytest.mark.parametrize("values", [["a"], ["a;", "b"], [";", ";;"], ["a; b", "; c", "d;; e"], []])
def test_several_values_of_a_cell_come_apart_again(values: list[str]) -> None:
    assert apart(joined(values)) == values


BEST = "best figures of people (the low where there is none)"
ABOUT = {"filter": "kind=armed_attack", "view": BEST, "licence": "CC BY 4.0, An Institute"}


@pytest.fixture
def about(settings: Settings) -> dict[str, str]:
    settings.DATA_LICENCE = ABOUT["licence"]
    make_published_incident(place=make_place(name=PERSIAN))
    return {"data_version": Client().get("/api/v1/explore/").json()["version"], **ABOUT}


def test_streams_say_version_filter_and_licence(about: dict[str, str]) -> None:
    line = next(csv.DictReader(io.StringIO(fetched("csv", ABOUT["filter"]).decode("utf-8-sig"))))
    collection = json.loads(fetched("geojson", ABOUT["filter"]))

    assert list(line) == [*FIELDS, *about]
    assert {name: line[name] for name in about} == about == {name: collection[name] for name in about}


def test_a_file_says_by_which_view_it_was_asked_for(about: dict[str, str]) -> None:
    """Its columns hold all figures under any view."""
    asked = "counts=low&sources_min=1&unaligned=yes"
    line = next(csv.DictReader(io.StringIO(fetched("csv", asked).decode("utf-8-sig"))))

    assert line["view"] == (
        "lowest figures of people; 1 or more independent sources each; "
        "without what parties to the conflict alone report"
    )


def test_written_files_say_it_too(about: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATA_LICENCE", ABOUT["licence"])
    lines = lines_of(fetched("xlsx", ABOUT["filter"]), 1)
    metadata = pyarrow.parquet.read_schema(io.BytesIO(fetched("parquet", ABOUT["filter"]))).metadata
    (tmp_path / "a.gpkg").write_bytes(package := fetched("gpkg", ABOUT["filter"]))

    assert {name: line[1] for line in lines if (name := line[0]) in about} == about
    assert {name: metadata[name.encode()].decode() for name in about} == about
    assert about.items() <= pyogrio.read_info(package)["layer_metadata"].items()
    with sqlite3.connect(tmp_path / "a.gpkg") as database:
        assert all(about["licence"] in text for (text,) in database.execute("SELECT metadata FROM gpkg_metadata"))


def test_geoparquet_is_what_it_says(about: dict[str, str]) -> None:
    metadata = pyarrow.parquet.read_schema(io.BytesIO(fetched("parquet"))).metadata
    described = json.loads(metadata[b"geo"])

    assert (described["version"], described["primary_column"]) == ("1.1.0", "geometry")
    assert described["columns"]["geometry"] == {"encoding": "WKB", "geometry_types": ["Point"]}


def test_a_geopackage_is_a_layer_of_points_in_wgs84(about: dict[str, str]) -> None:
    info = pyogrio.read_info(fetched("gpkg"))

    assert (info["geometry_type"], info["crs"], info["features"]) == ("Point", "EPSG:4326", 1)


def test_an_empty_file_is_a_file() -> None:
    assert {kind: READERS[kind](fetched(kind)) for kind in READERS} == {kind: [] for kind in READERS}


def test_drafts_are_in_an_editors_file_alone() -> None:
    make_world(15)
    editor = Client()
    editor.force_login(someone(Role.EDITOR))

    for kind in ("csv", "parquet"):
        of_all, of_the_public = (READERS[kind](fetched(kind, client=one)) for one in (editor, Client()))
        assert len(of_the_public) < len(of_all) == 15


def test_a_large_file_is_made_piece_by_piece() -> None:
    make_world(30)
    heard: list[int] = []
    export = exported(told=heard.append)

    pieces = list(export.batches(size=4))

    assert [len(piece["title"]) for piece in pieces[:-1]] == [4] * (len(pieces) - 1)
    assert heard == [*range(4, export.number, 4), export.number]
    whole = next(export.batches(size=1000))
    assert {name: tuple(value for piece in pieces for value in piece[name]) for name in FIELDS} == {
        name: tuple(values) for name, values in whole.items()
    }


def test_a_full_sheet_goes_on_in_the_next(tmp_path: Path) -> None:
    make_world(15)
    rows = from_csv(fetched("csv"))

    workbook.write(exported(), tmp_path / "a.xlsx", most_rows=5)

    data = (tmp_path / "a.xlsx").read_bytes()
    sheets: list[Rows] = [from_xlsx(data, sheet) for sheet in range(2, 2 + -(-len(rows) // 5))]
    assert [row for sheet in sheets for row in sheet] == [{**row, "url": row["url"][17:]} for row in rows]
    assert {len(sheet) for sheet in sheets[:-1]} == {5}


def exported(**more: Any) -> Export:
    snapshot = current.snapshot(Audience.PUBLIC)
    return Export(Selection(snapshot, EVERYTHING), "", f"/incidents/{ADDRESS_OF}/", **more)


def test_an_outline_that_its_address_would_round_is_asked_for_as_it_is() -> None:
    make_world(30)
    query = "polygon=60.00000000001,30,75.00000000003,30,75,40,60,40&kind=arrest"

    rows, shown = from_csv(fetched("csv", query)), from_csv(fetched("csv", query.replace("0000000001", "")))

    first = csv.DictReader(io.StringIO(fetched("csv", query).decode("utf-8-sig")))
    said = [line["filter"] for line in first]
    snapshot = current.snapshot(Audience.PUBLIC)
    assert "60.00000000001" in said[0] and rows == shown == READERS["parquet"](fetched("parquet", query))
    assert read({"kind": ["arrest"]}, vocabulary(snapshot)).address == "kind=arrest"


def test_a_long_filter_is_not_said_in_every_row(monkeypatch: pytest.MonkeyPatch) -> None:
    make_world(30)
    monkeypatch.setattr(streams, "LONGEST_REPEATED", 10)
    lines = list(csv.DictReader(io.StringIO(fetched("csv", "family=violence&family=strategic").decode("utf-8-sig"))))

    assert {line["filter"] for line in lines} == {"family=strategic&family=violence"}  # of the first batch

    export = Export(exported().selection, "family=strategic&family=violence", f"/{ADDRESS_OF}/")
    assert len(lines) > 2 and export.about["filter"] == lines[0]["filter"]


@pytest.mark.parametrize("kind", WRITTEN)
def test_too_many_to_wait_for_are_refused_with_the_remedy(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make_published_incident()
    monkeypatch.setitem(FORMATS, kind, Format(FORMATS[kind].media_type, 0))

    answer = Client().get(f"/api/v1/explore/export.{kind}")

    sentence = answer.json()["format"][0]
    assert answer.status_code == 400
    assert "narrow the filter" in sentence and "POST /api/v1/explore/exports/" in sentence


def test_a_file_that_the_reader_has_is_not_made_again() -> None:
    make_published_incident()
    first = Client().get("/api/v1/explore/export.csv")

    again = Client().get("/api/v1/explore/export.csv", headers={"If-None-Match": first.headers["ETag"]})
    other = Client().get("/api/v1/explore/export.geojson", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content, other.status_code) == (304, b"", 200)


@pytest.mark.parametrize("kind", READERS)
def test_an_answer_names_its_file_and_kind(kind: str) -> None:
    make_published_incident()

    answers = [Client().get(f"/api/v1/explore/export.{kind}"), Client().head(f"/api/v1/explore/export.{kind}")]

    for answer in answers:
        version = Client().get("/api/v1/explore/").json()["version"]
        assert answer.headers["Content-Disposition"] == f'attachment; filename="khorasan-watch-{version}.{kind}"'
        assert answer.headers["Content-Type"] == FORMATS[kind].media_type
        assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answers[1].getvalue() == b""


def test_a_filter_that_cannot_be_read_is_refused_by_its_field() -> None:
    answer = Client().get("/api/v1/explore/export.xlsx?group=nobody&from=soon")

    assert answer.status_code == 400 and set(answer.json()) == {"group", "from"}


def test_a_file_that_cannot_be_finished_is_not_there(tmp_path: Path) -> None:
    make_published_incident()

    with pytest.raises(CommandError, match="There is no group"):
        call_command("write_export", tmp_path / "x.csv", filter="group=nobody")
    with pytest.raises(CommandError, match="ends in none of"):
        call_command("write_export", tmp_path / "x.doc")
    with pytest.raises(CommandError, match="no sound snapshot"):
        call_command("write_export", tmp_path / "x.csv", snapshot=str(tmp_path))

    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_what_the_site_hands_out(tmp_path: Path) -> None:
    make_world(15)

    call_command("write_export", tmp_path / "x.parquet", filter="kind=arrest", verbosity=0)

    rows = READERS["parquet"]((tmp_path / "x.parquet").read_bytes())
    assert rows == [{**row, "url": row["url"][17:]} for row in from_csv(fetched("csv", "kind=arrest"))] != []
