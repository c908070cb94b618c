"""The report's figures are right on rows whose verdict is known, and the gazetteer keeps its floors on real lists."""

import json
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from places.gazetteer import Gazetteer, Outcome
from places.index import Entry
from places.loading.geonames import cached_towns, readable
from places.management.commands.geocode_report import rows
from places.measuring import Columns, Judge, Verdict, distinct, shares
from places.models import PlaceKind
from places.names import read
from tests.factories import make_place
from tests.places.test_boundaries import brought

HEADER = "where_coordinates,adm_2,adm_1,country,latitude,longitude"
PLAIN = Columns()
OWN = {"name": "n", "lat": "y", "lon": "x"}


def share(verdicts: list[Verdict], title: str) -> float:
    count, whole = shares(verdicts)[title]
    return count / whole


def judged(judge: Judge, line: str) -> Verdict:
    return judge.judge(dict(zip(HEADER.split(","), line.split(","), strict=True)), PLAIN)


def list_file(folder: Path, *lines: str) -> Path:
    file = folder / "list.csv"
    file.write_text("\n".join(lines), "utf-8")
    return file


def report(file: Path, **options: Any) -> str:
    out = StringIO()
    call_command("geocode_report", file, stdout=out, **options)
    return out.getvalue()


def test_a_right_answer_is_right(judge: Judge) -> None:
    verdict = judged(judge, "Quetta city,Quetta district,Balochistan province,Pakistan,30.19,67.01")

    assert (verdict.is_province_right, verdict.is_district_right, verdict.is_point_in_district) == (True, True, True)
    assert (verdict.km_off or 99) < 5 and not verdict.is_confidently_wrong


def test_an_abolished_province_belongs_to_its_heir(judge: Judge) -> None:
    verdict = judged(judge, "Wana town,South Waziristan agency,Federally Administered Tribal Areas,Pakistan,32.3,69.57")

    assert (verdict.is_province_right, verdict.is_district_right) == (True, True)


def test_an_answer_far_from_the_point_is_confidently_wrong_whatever_the_row_says(judge: Judge) -> None:
    verdict = judged(judge, "Quetta city,Quetta district,Balochistan province,Pakistan,24.9,67.0")

    assert verdict.is_confidently_wrong and verdict.is_district_right
    assert not verdict.is_point_in_unit


def test_a_doubt_that_covers_the_point_is_not_wrong(judge: Judge) -> None:
    verdict = judged(judge, "Unheard Of,,Balochistan province,Pakistan,25.3,63.5")

    assert (verdict.km_off or 0) > 50 and not verdict.is_confidently_wrong


def test_what_is_not_located_counts_against_the_district_that_was_named(judge: Judge) -> None:
    unknown, fatehpur = judged(judge, "Nowhere,Nowhere district,,Pakistan,30,70"), judged(judge, "Fatehpur,,,,30,70")

    assert (unknown.outcome, fatehpur.outcome) == (Outcome.NOT_FOUND, Outcome.AMBIGUOUS)
    assert share([unknown], "right district") == 0
    assert shares([fatehpur])["right district"] == (0, 0)


@pytest.mark.django_db
def test_ucdp_columns_are_understood_and_the_row_of_tags_is_passed_over(tmp_path: Path) -> None:
    balochistan = make_place(name="Balochistan", kind=PlaceKind.PROVINCE, country="PK")
    make_place(name="Quetta", parent=balochistan, country="PK")
    tags = "#loc+name,#adm2+name,#adm1+name,#country+name,#geo+lat,#geo+lon"
    quetta = "Quetta city,,Balochistan province,Pakistan,30.19,67.01"

    said = report(list_file(tmp_path, HEADER, tags, quetta, quetta, "Nowhere,,,Pakistan,30,70"), show="not-found")

    assert "3 rows" in said and "2 distinct names" in said
    assert "right province                              2 of      3" in said
    assert said.rstrip().endswith("Nowhere, Pakistan")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lines", "options", "sentence"),
    [
        (["place,lat", "Quetta,30"], {}, "list.csv has no column where_coordinates, latitude, longitude"),
        (["n,y,x", "Quetta,30,67"], {**OWN, "parents": "d"}, "has no column d: name yours"),
        (["n,y,x", "Quetta,north,67"], OWN, "line 2: “north, 67” is not a position"),
        (["n,y,x", "Quetta,95,67"], OWN, "line 2: “95, 67” is not a position"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused(
    tmp_path: Path, lines: list[str], options: dict[str, str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        report(list_file(tmp_path, *lines), **options)


def test_the_pakistani_list_keeps_its_floors(judge: Judge) -> None:
    file = brought("ucdp_ged_pak_1989_2021.csv")
    verdicts = [judge.judge(row, PLAIN) for row in rows(file, PLAIN, [])]

    assert len(verdicts) == 6416
    for each in (verdicts, distinct(verdicts)):
        assert share(each, "right province") >= 0.985
        assert share(each, "right district or declared ambiguous") >= 0.98
        assert share(each, "… by the outline that holds the point") >= 0.90
    assert share(verdicts, "confidently wrong") < 0.01


def test_the_afghan_sample_keeps_its_floors(judge: Judge) -> None:
    verdicts = [judge.judge(row, PLAIN) for row in afghan_rows()]

    assert len(verdicts) == 267
    assert share(verdicts, "right district or declared ambiguous") >= 0.98
    assert share(verdicts, "… by the outline that holds the point") >= 0.97
    assert share(verdicts, "confidently wrong") == 0


def afghan_rows() -> list[dict[str, str]]:
    """Events of the sample whose district is named; their province is not given, which makes it harder."""
    features = json.loads(brought("ucdp_ged_afg_sample310.geojson").read_text("utf-8"))["features"]
    return [
        {"adm_2": district, "country": "Afghanistan", "latitude": str(lat), "longitude": str(lon)}
        for feature in features
        for district, (lon, lat) in [(feature["properties"]["adm_2"], feature["geometry"]["coordinates"])]
        if district
    ]


def test_a_spelling_that_is_not_listed_is_found_or_left_to_an_editor(judge: Judge) -> None:
    """Every other spelling of every town, taken out of the gazetteer and sought again inside its province."""
    outcomes = Counter(_found_without(judge.gazetteer, *spelling) for spelling in spellings(judge.gazetteer))

    assert outcomes.total() > 5000
    assert outcomes["right"] / outcomes.total() >= 0.75
    assert outcomes["wrong"] / outcomes.total() < 0.005


def spellings(gazetteer: Gazetteer) -> Iterator[tuple[Entry, str, frozenset[str], frozenset[str]]]:
    """Towns with one of their names and the keys and skeletons that this name alone gives them."""
    towns: dict[tuple[float | None, float | None], list[str]] = {
        (town.lat, town.lon): [town.name, *readable(town.names)] for town in cached_towns()
    }
    for entry in gazetteer.index.entries.values():
        names = {*towns.get((entry.lat, entry.lon), ())} if entry.kind == PlaceKind.SETTLEMENT else set()
        for name in names if len(names) > 1 else ():
            others = [read(other) for other in names - {name}]
            keys = read(name).listed.difference(*(other.listed for other in others))
            yield entry, name, keys, read(name).skeletons.difference(*(other.skeletons for other in others))


def _found_without(gazetteer: Gazetteer, town: Entry, name: str, keys: frozenset[str], shapes: frozenset[str]) -> str:
    index, tables = gazetteer.index, ((gazetteer.index.keys, keys), (gazetteer.index.skeletons, shapes))
    province = next(index.entries[each] for each in town.above if index.entries[each].kind == PlaceKind.PROVINCE)
    for table, gone in tables:
        for one in gone:
            table[one].discard(town.id)
    answer = gazetteer.resolve(f"{name}, {province.name}")
    for table, gone in tables:
        for one in gone:
            table[one].add(town.id)
    if answer.outcome != Outcome.LOCATED or answer.leftover:
        return "left"
    found = index.entries[answer.candidates[0].place_id]
    return "right" if found.is_in(town) or town.is_in(found) or found.km_to(town) <= 25 else "wrong"
