"""Spots of datasets are placed where point and names agree, no finer than told, and what differs is flagged."""

from dataclasses import replace
from itertools import count

import pytest
import shapely

from places.boundaries import Regions
from places.gazetteer import Gazetteer
from places.index import Entry, Index
from places.models import PlaceKind, Sensitivity, SiteKind
from places.placing import Placer
from places.spots import Doubt, Placement, Spot

pytestmark = pytest.mark.once

COUNTRY, PROVINCE, DISTRICT, SETTLEMENT = (
    PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.DISTRICT, PlaceKind.SETTLEMENT,
)  # fmt: skip
# West to east, a degree each; every district is the half of its province that is north or south of 33.5.
WORLD: dict[str, dict[str, tuple[str, str]]] = {
    "Afghanistan": {"Nangarhar": ("Khogyani", "Achin")},
    "Pakistan": {"Khyber Pakhtunkhwa": ("Khyber", "Peshawar"), "Balochistan": ("Sibi", "Harnai")},
}
CODES = {"Afghanistan": "AF", "Pakistan": "PK"}
FORMER = {"Khyber Pakhtunkhwa": ["NWFP"], "Balochistan": ["Baluchistan"]}
TOWNS = {"Landi Kotal": ("Khyber", 33.8, 71.2), "Dabori": ("Khyber", 33.6, 71.8), "Mach": ("Sibi", 33.7, 72.4)}


class World:
    """A small gazetteer with square outlines."""

    def __init__(self) -> None:
        self.index, self.numbers, self.ids = Index(), count(1), dict[str, int]()
        self.outlines: dict[str, list[tuple[int, shapely.Geometry]]] = {PROVINCE: [], DISTRICT: []}
        west = count(70)
        for country, provinces in WORLD.items():
            self.add(country, COUNTRY)
            for province, districts in provinces.items():
                self.province(country, province, districts, next(west))
        self.add("Federally Administered Tribal Areas", PROVINCE, "Pakistan", merged_into="Khyber Pakhtunkhwa",
                 names=["FATA"])  # fmt: skip
        for town, (district, lat, lon) in TOWNS.items():
            self.add(town, SETTLEMENT, district, at=(lat, lon))

    def province(self, country: str, name: str, districts: tuple[str, str], west: int) -> None:
        self.add(name, PROVINCE, country, outline=shapely.box(west, 33, west + 1, 34), names=FORMER.get(name, []))
        for district, south in zip(districts, (33.5, 33), strict=True):
            self.add(district, DISTRICT, name, outline=shapely.box(west, south, west + 1, south + 0.5))

    def add(
        self, name: str, kind: PlaceKind, parent: str = "", *, at: tuple[float, float] = (33.5, 71.5),
        outline: shapely.Geometry | None = None, merged_into: str = "", names: list[str] | None = None,
    ) -> int:  # fmt: skip
        number = self.ids[name] = next(self.numbers)
        above = self.index.entries[self.ids[parent]] if parent else None
        lat, lon = (outline.centroid.y, outline.centroid.x) if outline else at
        self.index.add(Entry(
            number, name, name, kind, above.country if above else CODES[name], lat, lon, 2.0, kind, 0,
            self.ids.get(merged_into), above.above | {above.id} if above else frozenset(),
        ), [name, *(names or [])])  # fmt: skip
        if outline:
            self.outlines[kind].append((number, outline))
        return number

    def place(self, spot: Spot) -> Placement:
        placer = Placer(Gazetteer(self.index), *(Regions(self.outlines[kind]) for kind in (PROVINCE, DISTRICT)))
        return placer.place([spot])[0]

    def told(self, spot: Spot) -> tuple[str, list[Doubt]]:
        """The name of the place that exists, and the doubts."""
        found = self.place(spot)
        name = self.index.entries[found.place_id].name if found.place_id else found.problem
        return name, list(found.doubts)


@pytest.fixture
def world() -> World:
    return World()


LANDI_KOTAL = Spot("Pakistan", "Khyber Pakhtunkhwa", "Khyber agency", "Landi Kotal town", 33.81, 71.21, SETTLEMENT)
AT_KHYBER = Spot("Pakistan", "FATA", "Khyber agency", "", 33.75, 71.5, DISTRICT)


def test_a_known_settlement_near_the_point_is_it(world: World) -> None:
    assert world.told(LANDI_KOTAL) == ("Landi Kotal", [])


@pytest.mark.parametrize("name", [
    "FATA", "Federally Administered Tribal Areas", "NWFP", "Khyber Pakhtunkhwa province",
])  # fmt: skip
def test_tribal_areas_and_frontier_province_are_the_province_of_today_in_the_lists_of_any_year(
    world: World, name: str
) -> None:
    with_point = world.place(replace(AT_KHYBER, province=name))
    without = world.place(Spot("Pakistan", name, "", "", level=PROVINCE))

    today = world.ids["Khyber Pakhtunkhwa"]
    assert (with_point.province_id, with_point.place_id, with_point.doubts) == (today, world.ids["Khyber"], ())
    assert (without.province_id, without.place_id, without.doubts) == (today, today, ())


def test_a_district_cut_out_of_the_one_that_is_named_is_no_disagreement(world: World) -> None:
    old = Spot("Pakistan", "Baluchistan", "Sibi district", "", 33.25, 72.5, DISTRICT)

    assert world.told(old) == ("Harnai", [])
    assert world.told(replace(old, district="Harnai district", lat=33.75)) == ("Balochistan", [Doubt.DISTRICT_DIFFERS])


@pytest.mark.parametrize(("odd", "place", "doubt"), [
    ({"lat": 33.2}, "Khyber Pakhtunkhwa", Doubt.DISTRICT_DIFFERS),
    ({"lon": 72.5}, "Pakistan", Doubt.PROVINCE_DIFFERS),
    ({"lon": 70.5}, "Pakistan", Doubt.COUNTRY_DIFFERS),
    ({"lat": 10.0}, "Landi Kotal", Doubt.OUTSIDE_ALL),
    ({"district": "Nowhere district"}, "Landi Kotal", Doubt.DISTRICT_UNKNOWN),
    ({"province": "Nowhere"}, "Landi Kotal", Doubt.PROVINCE_UNKNOWN),
])  # fmt: skip
def test_what_differs_is_flagged_and_the_spot_shown_in_what_holds_both(
    world: World, odd: dict[str, object], place: str, doubt: Doubt
) -> None:
    assert world.told(replace(LANDI_KOTAL, **odd)) == (place, [doubt])  # type: ignore[arg-type]


def test_a_point_in_a_country_that_is_not_named_is_shown_nowhere(world: World) -> None:
    name, doubts = world.told(replace(LANDI_KOTAL, country="Iran"))

    assert name == "Neither the point nor any name leads to a place of the gazetteer."
    assert doubts == [Doubt.COUNTRY_UNKNOWN, Doubt.COUNTRY_DIFFERS]


def test_within_two_kilometres_of_a_border_the_names_decide(world: World) -> None:
    near = replace(LANDI_KOTAL, name="", lat=33.49, level=DISTRICT)

    assert world.told(near) == ("Khyber", [])
    assert world.told(replace(near, district="Peshawar")) == ("Peshawar", [])
    assert world.told(replace(near, lat=33.47)) == ("Khyber Pakhtunkhwa", [Doubt.DISTRICT_DIFFERS])


@pytest.mark.parametrize(("level", "place"), [
    (PlaceKind.SITE, "Landi Kotal"), (SETTLEMENT, "Landi Kotal"), (DISTRICT, "Khyber"),
    (PROVINCE, "Khyber Pakhtunkhwa"), (COUNTRY, "Pakistan"), (PlaceKind.REGION, "Pakistan"),
    (None, "The dataset does not say where it was."),
])  # fmt: skip
@pytest.mark.parametrize("has_point", [True, False])
def test_no_spot_is_shown_finer_than_its_dataset_says(
    world: World, level: PlaceKind | None, place: str, has_point: bool
) -> None:
    spot = replace(LANDI_KOTAL, level=level)

    assert world.told(spot if has_point else replace(spot, lat=None, lon=None))[0] == place


def test_a_known_site_is_too_fine_for_what_is_known_to_the_settlement(world: World) -> None:
    site = world.add("Torkham", PlaceKind.SITE, "Khyber", at=(33.9, 71.1))
    spot = replace(LANDI_KOTAL, name="Torkham", lat=33.9, lon=71.1)

    assert world.place(replace(spot, level=PlaceKind.SITE)).place_id == site
    assert world.place(spot).place_id == world.ids["Khyber"]
    assert world.place(replace(spot, lat=None, lon=None)).place_id == world.ids["Khyber"]


def test_a_district_that_is_named_as_the_place_is_the_district(world: World) -> None:
    found = world.place(replace(AT_KHYBER, level=SETTLEMENT, name="Khyber agency"))

    assert (found.place_id, found.new) == (world.ids["Khyber"], None)


def test_a_place_that_only_the_dataset_knows_is_told_as_new_inside_of_what_holds_it(world: World) -> None:
    found = world.place(replace(LANDI_KOTAL, name="Bazar Zakha Khel village", lat=33.7))

    assert found.new is not None and found.place_id == found.new.parent_id == world.ids["Khyber"]
    assert (found.new.name, found.new.kind, found.new.lat) == ("Bazar Zakha Khel village", SETTLEMENT, 33.7)
    assert found.new.text == "Bazar Zakha Khel village, Khyber agency, Khyber Pakhtunkhwa, Pakistan"


def test_what_is_somewhere_about_a_known_settlement_is_not_put_on_it(world: World) -> None:
    found = world.place(replace(LANDI_KOTAL, uncertainty_km=25.0))

    assert found.new is not None
    assert (found.new.name, found.new.uncertainty_km) == ("near Landi Kotal town", 25.0)


def test_spots_of_one_place_share_one_new_place(world: World) -> None:
    placer = Placer(Gazetteer(world.index), *(Regions(world.outlines[kind]) for kind in (PROVINCE, DISTRICT)))
    spot = replace(LANDI_KOTAL, name="Kharkhano", lat=33.7, lon=71.6)
    spots = [spot, replace(spot, name="Kharkhano town"), replace(spot, name="Kharkhanu", lat=33.7001)]
    elsewhere = replace(spot, lat=33.9)

    new = [found.new for found in placer.place([*spots, elsewhere, replace(spot, uncertainty_km=25.0)])]

    assert len(set(new)) == 3 == len(placer.new)
    assert new[0] is new[1] is new[2]


def test_a_namesake_far_from_the_point_is_another_place(world: World) -> None:
    found = world.place(replace(LANDI_KOTAL, lon=71.7))

    assert found.doubts == (Doubt.NAME_FAR,)
    assert found.new is not None and found.new.lon == 71.7


def test_a_close_spelling_is_taken_where_the_point_lies_there_too(world: World) -> None:
    close = replace(LANDI_KOTAL, name="Tabori", lat=33.6, lon=71.8)

    assert world.told(close) == ("Dabori", [Doubt.NAME_CLOSE])
    assert world.place(replace(close, lon=71.2)).new is not None


def test_a_spelling_that_is_only_likely_is_not_taken(world: World) -> None:
    found = world.place(replace(LANDI_KOTAL, name="Sabari", lat=33.6, lon=71.8))

    assert found.new is not None and found.new.name == "Sabari"
    assert world.place(replace(LANDI_KOTAL, name="Sabari", lat=None, lon=None)).likely == (world.ids["Dabori"],)


def test_a_namesake_beyond_the_border_of_the_district_is_another_place(world: World) -> None:
    bara = world.add("Bara", SETTLEMENT, "Peshawar", at=(33.49, 71.3))
    spot = replace(LANDI_KOTAL, name="Bara town", lat=33.51, lon=71.3)

    beyond, inside = world.place(spot), world.place(replace(spot, district="Peshawar district"))

    assert beyond.new is not None and beyond.new.parent_id == world.ids["Khyber"]
    assert (inside.place_id, inside.new) == (bara, None)


def test_what_lies_in_an_abolished_province_lies_in_the_one_that_took_it_over(world: World) -> None:
    wana = world.add("Wana", SETTLEMENT, "Federally Administered Tribal Areas")

    found = world.place(Spot("Pakistan", "", "", "Wana", level=SETTLEMENT))

    assert (found.place_id, found.province_id) == (wana, world.ids["Khyber Pakhtunkhwa"])


def test_what_the_gazetteer_only_guesses_is_flagged(world: World) -> None:
    guessed = replace(LANDI_KOTAL, name="Daboriya")

    assert world.told(replace(guessed, lat=None, lon=None)) == ("Dabori", [Doubt.NAME_CLOSE])
    assert world.told(replace(guessed, lat=33.6, lon=71.8)) == ("Dabori", [Doubt.NAME_CLOSE])


def test_a_close_spelling_is_sought_in_the_province_that_is_named_alone(world: World) -> None:
    without_point = replace(LANDI_KOTAL, name="Tabori", lat=None, lon=None)

    found = world.place(without_point)
    elsewhere = world.place(replace(without_point, province="Balochistan", district="Sibi"))

    assert (found.place_id, found.likely, found.doubts) == (
        world.ids["Khyber"], (world.ids["Dabori"],), (Doubt.NAME_UNKNOWN,),
    )  # fmt: skip
    assert (elsewhere.place_id, elsewhere.likely) == (world.ids["Sibi"], ())


def test_a_name_that_several_places_bear_is_left_to_an_editor(world: World) -> None:
    other = world.add("Mach", SETTLEMENT, "Khyber", at=(33.9, 71.9))

    found = world.place(Spot("Pakistan", "", "", "Mach", level=SETTLEMENT))

    assert (found.place_id, found.doubts) == (world.ids["Pakistan"], (Doubt.NAME_AMBIGUOUS,))
    assert other in found.likely and len(found.likely) == 2


@pytest.mark.parametrize(("name", "site_kind", "sensitivity"), [
    ("Data Darbar shrine", SiteKind.WORSHIP, Sensitivity.DISTRICT),
    ("Imambargah Landi Kotal", SiteKind.WORSHIP, Sensitivity.DISTRICT),
    ("Lal Masjid area", SiteKind.WORSHIP, Sensitivity.DISTRICT),
    ("Pir Ziarat", SiteKind.WORSHIP, Sensitivity.DISTRICT),
    ("مسجد لنډي کوتل", SiteKind.WORSHIP, Sensitivity.DISTRICT),
    ("Government High School No. 2", SiteKind.SCHOOL, Sensitivity.DISTRICT),
    ("Jalozai refugee camp", SiteKind.SHELTER, Sensitivity.DISTRICT),
    ("an elder's house", SiteKind.HOME, Sensitivity.DISTRICT),
    ("Warsak Dam", SiteKind.OTHER, Sensitivity.EXACT),
    ("Ziarat town", "", Sensitivity.EXACT),
    ("Landi Kotal bypass", "", Sensitivity.EXACT),
])  # fmt: skip
def test_a_name_of_where_people_pray_learn_shelter_or_live_is_withheld_to_the_district(
    world: World, name: str, site_kind: str, sensitivity: Sensitivity
) -> None:
    found = world.place(replace(LANDI_KOTAL, name=name))

    assert found.new is not None
    assert (found.new.site_kind, found.new.sensitivity) == (site_kind, sensitivity)


def test_equal_spots_and_no_spots(world: World) -> None:
    placer = Placer(Gazetteer(world.index), *(Regions(world.outlines[kind]) for kind in (PROVINCE, DISTRICT)))

    assert placer.place([]) == []
    assert len(placer.place([LANDI_KOTAL, AT_KHYBER, LANDI_KOTAL])) == 3


def test_without_outlines_of_districts_the_named_one_is_taken(world: World) -> None:
    world.outlines[DISTRICT] = []

    assert world.told(AT_KHYBER) == ("Khyber", [])
    assert world.told(replace(AT_KHYBER, district="")) == ("Khyber Pakhtunkhwa", [])
