"""What follows from a place's parent, target and sensitivity: its units and the place the public sees instead."""

import pytest

from accounts.models import User
from places import actions
from places.models import Place, PlaceKind, Precision, Sensitivity, SiteKind
from tests.factories import NOON, make_place


@pytest.fixture
def province(db: None) -> Place:
    return settled(make_place(name="Jowzjan", kind=PlaceKind.PROVINCE, precision=Precision.PROVINCE))


@pytest.fixture
def district(province: Place) -> Place:
    return settled(make_place(name="Darzab", kind=PlaceKind.DISTRICT, parent=province, precision=Precision.DISTRICT))


@pytest.fixture
def village(district: Place) -> Place:
    return settled(make_place(name="Moghul", parent=district))


def settled(place: Place) -> Place:
    actions.settle(place)
    return Place.objects.get(pk=place.pk)


def test_units_settle_to_themselves_and_their_ancestors(province: Place, district: Place, village: Place) -> None:
    assert (province.province, province.district) == (province, None)
    assert (district.province, district.district) == (province, district)
    assert (village.province, village.district) == (province, district)
    assert village.public_place == village


@pytest.mark.parametrize("site_kind", [SiteKind.WORSHIP, SiteKind.SCHOOL, SiteKind.SHELTER, SiteKind.HOME])
def test_where_people_pray_learn_shelter_or_live_the_district_is_shown(
    editor: User, village: Place, district: Place, site_kind: str
) -> None:
    site = actions.enter_place(by=editor, text="A site", kind="site", site_kind=site_kind, parent=village, now=NOON)
    actions.set_point(site, by=editor, lat=36.0, lon=65.4, uncertainty_km=0.1)

    assert site.sensitivity == Sensitivity.DISTRICT
    assert settled(site).public_place == district


def test_other_sites_are_shown_as_they_are(editor: User, village: Place) -> None:
    site = actions.enter_place(
        by=editor, text="The market", kind="site", site_kind=SiteKind.COMMERCIAL, parent=village, now=NOON
    )
    actions.set_point(site, by=editor, lat=36.0, lon=65.4, uncertainty_km=0.1)

    assert settled(site).public_place == site


def test_a_province_level_sensitivity_hides_the_district(village: Place, province: Place) -> None:
    village.sensitivity = Sensitivity.PROVINCE

    actions.settle(village)
    assert village.public_place == province


def test_nothing_is_shown_where_no_ancestor_is_coarse_enough(db: None) -> None:
    alone = make_place(sensitivity=Sensitivity.DISTRICT)

    assert settled(alone).public_place is None


def test_an_ancestor_that_is_not_on_the_map_is_passed_over(province: Place) -> None:
    district = make_place(
        kind=PlaceKind.DISTRICT, parent=province, lat=None, lon=None, precision="", uncertainty_km=None,
        public_place=None,
    )
    village = make_place(parent=district, sensitivity=Sensitivity.DISTRICT)

    assert settled(village).public_place == province


def test_withholding_a_place_withholds_what_lies_in_it_and_what_was_resolved_to_it(
    village: Place, district: Place
) -> None:
    site = settled(make_place(kind=PlaceKind.SITE, parent=village))
    entered = settled(make_place(same_as=village))
    assert (site.public_place, entered.public_place) == (site, village)

    village.sensitivity = Sensitivity.DISTRICT
    actions.settle(village)

    assert Place.objects.get(pk=entered.pk).public_place == district
    assert Place.objects.get(pk=site.pk).public_place == district


def test_a_moved_district_takes_its_villages_along(district: Place, village: Place) -> None:
    elsewhere = settled(make_place(name="Faryab", kind=PlaceKind.PROVINCE, precision=Precision.PROVINCE))

    district.parent = elsewhere
    actions.settle(district)
    village.refresh_from_db()
    assert village.province == elsewhere


def test_settling_what_is_settled_writes_nothing(village: Place) -> None:
    before = village.history.count()

    actions.settle(village)
    assert village.history.count() == before
