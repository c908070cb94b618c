"""The gazetteer is filled from the project's own files and from what users bring; twice changes nothing."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from places.loading.geonames import cached_towns
from places.loading.units import outlines
from places.management.commands import load_gazetteer
from places.models import Boundary, NameKind, Place, PlaceKind
from tests.places.conftest import Loaded, counts

pytestmark = [pytest.mark.django_db, pytest.mark.once]

AROUND_AQCHA = [[66.0, 36.8], [66.4, 36.8], [66.4, 37.0], [66.0, 37.0], [66.0, 36.8]]
BESIDE_CHAMAN = [[66.2, 31.0], [66.42, 31.0], [66.42, 30.95], [66.2, 30.95], [66.2, 31.0]]
NEEDED_TOWNS = frozenset({"Quetta", "Jalālābād", "Miran Shah", "Muzaffarābād", "Aqcha", "Chaman"})
DUMP_ROW = "{id}\t{name}\t{name}\t{others}\t{lat}\t{lon}\t{level}\tAF\t\t\t\t\t\t0\t\t\tAsia/Kabul\t2020-01-01"


@pytest.fixture(autouse=True)
def few_towns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the towns these tests name, so that each loads in a moment; `every_town` undoes it."""
    if "every_town" not in request.fixturenames:
        needed = [town for town in cached_towns() if town.name in NEEDED_TOWNS]
        monkeypatch.setattr(load_gazetteer, "cached_towns", lambda: needed)


@pytest.fixture
def every_town() -> None:
    """All towns of the package."""


def load(*options: Any, commit: bool = True) -> str:
    out = StringIO()
    call_command("load_gazetteer", *map(str, options), commit=commit, stdout=out)
    return out.getvalue()


def district_file(folder: Path, name: str, ring: list[list[float]], **properties: str) -> Path:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"shapeName": name, **properties}, "geometry": geometry}
    file = folder / "districts.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    return file


def dump_file(folder: Path, *rows: str) -> Path:
    file = folder / "AF.txt"
    file.write_text("\n".join(rows), "utf-8")
    return file


def dump_row(id: int, name: str, level: str, lat: float, lon: float, others: str = "") -> str:
    feature = "P\tPPL" if level == "P" else f"{'P' if level.startswith('P') else 'A'}\t{level}"
    return DUMP_ROW.format(id=id, name=name, others=others, lat=lat, lon=lon, level=feature)


def test_a_rehearsal_keeps_nothing() -> None:
    said = load(commit=False)

    assert not Place.objects.exists()
    assert "Province: new: 42" in said and "nothing was kept" in said


def test_the_project_s_own_files_give_countries_provinces_and_towns(every_town: None) -> None:
    load()

    of_today = Place.objects.of_kind(PlaceKind.PROVINCE).filter(valid_until=None)
    assert {country: of_today.filter(country=country).count() for country in ("AF", "PK")} == {"AF": 34, "PK": 7}
    assert set(of_today.values_list("code", flat=True)) == set(outlines())
    assert not of_today.filter(pcode="").exists() and Boundary.objects.count() == 41
    towns = Place.objects.of_kind(PlaceKind.SETTLEMENT)
    assert towns.count() == 890 and not towns.filter(province=None).exists()


def test_loading_again_changes_nothing() -> None:
    load()
    before = counts()

    load()

    assert counts() == before


def test_a_province_lies_within_its_stated_uncertainty_and_bears_its_official_name() -> None:
    load()
    jowzjan = Place.objects.get(code="AF-JOW")

    assert (jowzjan.pcode, jowzjan.province, jowzjan.public_place) == ("AF28", jowzjan, jowzjan)
    assert 60 < (jowzjan.uncertainty_km or 0) < 150
    assert jowzjan.names.get(name="جوزجان").kind == NameKind.OFFICIAL


def test_a_former_province_ends_and_names_its_heir() -> None:
    load()
    fata = Place.objects.get(code="PK-TA")

    assert (str(fata.valid_until), fata.merged_into) == ("2018-05-31", Place.objects.get(code="PK-KP"))


def test_towns_lie_in_the_province_whose_outline_holds_them() -> None:
    load()
    towns = {"Quetta": "PK-BA", "Jalālābād": "AF-NAN", "Miran Shah": "PK-KP", "Muzaffarābād": "PK-JK"}

    for name, code in towns.items():
        town = Place.objects.of_kind(PlaceKind.SETTLEMENT).filter(names__name=name).latest("population")
        assert town.province is not None and town.province.code == code, name


def test_an_outline_becomes_a_district_and_takes_in_the_towns_it_holds(tmp_path: Path) -> None:
    load("--boundaries", district_file(tmp_path, "Aqcha", AROUND_AQCHA), "--level", "district")

    aqcha = Place.objects.get(kind=PlaceKind.DISTRICT)
    assert (aqcha.code, aqcha.parent, aqcha.district) == ("AF-JOW-aqcha", Place.objects.get(code="AF-JOW"), aqcha)
    held = Place.objects.of_kind(PlaceKind.SETTLEMENT).filter(district=aqcha)
    assert held.exists() and not held.exclude(parent=aqcha).exists()


def test_a_district_that_is_there_already_gets_the_outline_not_a_twin(tmp_path: Path) -> None:
    load()
    jowzjan = Place.objects.get(code="AF-JOW")
    known = Place.objects.create(
        name="Āqchah", code="AF-JOW-mine", kind=PlaceKind.DISTRICT, parent=jowzjan, province=jowzjan, country="AF",
        lat=36.9, lon=66.1, uncertainty_km=30, precision="district",
    )  # fmt: skip

    load("--boundaries", district_file(tmp_path, "Aqcha", AROUND_AQCHA), "--level", "district")

    assert Place.objects.get(kind=PlaceKind.DISTRICT) == known
    assert known.names.filter(name="Aqcha").exists() and known.boundary.geometry["type"] == "Polygon"


def test_a_village_known_only_to_its_district_stays_in_it(tmp_path: Path) -> None:
    load()
    jowzjan = Place.objects.get(code="AF-JOW")
    elsewhere = Place.objects.create(name="Darzab", code="D", kind=PlaceKind.DISTRICT, parent=jowzjan, province=jowzjan)
    village = Place.objects.create(
        name="Moghul", code="V", kind=PlaceKind.SETTLEMENT, parent=elsewhere, lat=36.9, lon=66.1, precision="district",
        coordinate_source="editor",
    )  # fmt: skip

    load("--boundaries", district_file(tmp_path, "Aqcha", AROUND_AQCHA), "--level", "district")

    village.refresh_from_db()
    assert village.parent == elsewhere


def test_what_hangs_on_a_town_follows_it_into_the_district(tmp_path: Path) -> None:
    load()
    town = Place.objects.get(name="Aqcha")
    quarter = Place.objects.create(name="Old Quarter", code="Q", kind=PlaceKind.NEIGHBOURHOOD, parent=town)

    load("--boundaries", district_file(tmp_path, "Aqcha", AROUND_AQCHA), "--level", "district")

    quarter.refresh_from_db()
    assert quarter.district is not None and quarter.district.name == "Aqcha"


@pytest.mark.parametrize(("country", "number"), [("AF", 398), ("PK", 160)])
def test_district_files_of_the_two_countries_load_whole(loaded: Loaded, country: str, number: int) -> None:
    districts = loaded.of_kind(PlaceKind.DISTRICT, country)

    assert len(districts) == len({district.boundary for district in districts}) == number
    assert all(district.province and district.province.country == country for district in districts)


def test_loading_all_of_it_again_changes_nothing(loaded: Loaded) -> None:
    once, twice = loaded.rows

    assert once == twice


@pytest.mark.parametrize("country", ["AF", "PK"])
def test_towns_lie_in_districts_of_their_own_country(loaded: Loaded, country: str) -> None:
    towns = loaded.of_kind(PlaceKind.SETTLEMENT, country)

    assert {town.district.country if town.district else None for town in towns} == {country}
    assert all(town.district and town.parent == town.district for town in towns)
    assert all(town.district and town.province == town.district.province for town in towns)


def test_a_border_town_is_not_given_to_the_neighbour_s_district(tmp_path: Path) -> None:
    load("--boundaries", district_file(tmp_path, "Spin Boldak", BESIDE_CHAMAN), "--level", "district")

    chaman = Place.objects.get(name="Chaman")
    assert (chaman.district, chaman.parent) == (None, Place.objects.get(code="PK-BA"))


def test_p_codes_of_the_file_are_kept(loaded: Loaded) -> None:
    assert [place.name for place in loaded.places if place.pcode == "PK101"] == ["Bagh"]


def test_all_that_is_loaded_is_public_as_it_stands(loaded: Loaded) -> None:
    assert all(place.public_place == place and place.is_located for place in loaded.places)


def test_a_geonames_dump_adds_villages_and_districts_with_their_spellings(tmp_path: Path) -> None:
    rows = [
        dump_row(1, "Moghul", "P", 36.0, 65.4, "Mughul,مغل,MGL"),
        dump_row(2, "Darzāb District", "ADM2", 35.98, 65.38, "Darz Ab,درزاب"),
        dump_row(3, "Gone", "PPLH", 36.0, 65.4),
        dump_row(4, "Jawzjān", "ADM1", 36.75, 66.0, "Jawzjon Viloyati"),
    ]
    load("--geonames", dump_file(tmp_path, *rows))

    village, district = Place.objects.get(geonames_id=1), Place.objects.get(geonames_id=2)
    assert {name.name for name in village.names.all()} == {"Moghul", "Mughul", "مغل"}
    assert (district.name, district.kind, district.code) == ("Darzāb", PlaceKind.DISTRICT, "AF-JOW-darzab")
    assert Place.objects.get(code="AF-JOW").names.filter(name="Jawzjon Viloyati").exists()
    assert not Place.objects.filter(geonames_id=3).exists()


def test_a_dump_brought_after_the_outlines_finds_its_districts(tmp_path: Path) -> None:
    load("--boundaries", district_file(tmp_path, "Aqcha", AROUND_AQCHA), "--level", "district")

    rows = [dump_row(1, "Newly Known", "P", 36.9, 66.1), dump_row(2, "Other", "ADM2", 36.9, 66.1)]
    load("--geonames", dump_file(tmp_path, *rows))

    village = Place.objects.get(geonames_id=1)
    assert village.district is not None and village.district.name == "Aqcha"
    assert not Place.objects.filter(geonames_id=2).exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a,b,c", "AF.txt is not a GeoNames dump: line 1 has 1 columns instead of 19."),
        (dump_row(1, "Somewhere", "P", 91, 65).replace("91", "north"), "AF.txt is not a GeoNames dump"),
        ("", "AF.txt holds no place of AF or PK."),
    ],
)
def test_another_file_is_refused_with_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        load("--geonames", dump_file(tmp_path, text))

    assert not Place.objects.exists()


def test_outlines_without_names_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="say which property with --name"):
        load("--boundaries", district_file(tmp_path, "", AROUND_AQCHA), "--level", "district")


def test_the_property_of_the_name_can_be_given(tmp_path: Path) -> None:
    file = district_file(tmp_path, "17", AROUND_AQCHA, WOLUSWALI="Aqcha")

    load("--boundaries", file, "--level", "district", "--name", "WOLUSWALI")

    assert Place.objects.get(kind=PlaceKind.DISTRICT).name == "Aqcha"


def test_outlines_need_a_level(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--level district"):
        load("--boundaries", district_file(tmp_path, "Aqcha", AROUND_AQCHA))
