"""Places that only a dataset knows become rows: once, as its claim, and as coarse to the public as they must be."""

import pytest

from places.claiming import claim
from places.gazetteer import search
from places.models import Place, PlaceKind, Precision
from places.new_places import new_place
from places.spots import Spot
from tests.factories import make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def district() -> Place:
    province = make_place(name="Punjab", kind=PlaceKind.PROVINCE, country="PK")
    return make_place(name="Lahore", kind=PlaceKind.DISTRICT, parent=province, country="PK")


def claimed(district: Place, name: str, uncertainty_km: float | None = None) -> Place:
    spot = Spot("Pakistan", "Punjab", "Lahore", name, 31.5, 74.3, PlaceKind.SETTLEMENT, uncertainty_km)
    return next(iter(claim([new_place(spot, parent_id=district.pk)], source="ucdp-ged").values()))


def test_a_claim_keeps_the_datasets_own_point_and_says_whose_it_is(district: Place) -> None:
    place = claimed(district, "Batapur village", uncertainty_km=25.0)
    place.refresh_from_db()

    assert (place.name, place.lat, place.uncertainty_km) == ("near Batapur village", 31.5, 25.0)
    assert (place.coordinate_source, place.precision) == ("geocoder:ucdp-ged", Precision.SETTLEMENT)
    assert (place.parent, place.district, place.province, place.country) == (
        district, district, district.parent, "PK",
    )  # fmt: skip
    assert place.public_place == place and place.history.count() == 1


def test_a_shrine_is_shown_to_the_public_by_its_district(district: Place) -> None:
    assert claimed(district, "Data Darbar shrine").public_place == district


def test_the_same_claim_is_made_once(district: Place) -> None:
    first, again = claimed(district, "Batapur village"), claimed(district, "Batapur village")
    elsewhere = claimed(district, "Batapur village", uncertainty_km=25.0)

    assert first.pk == again.pk != elsewhere.pk
    assert Place.history.filter(name="Batapur village").count() == 1


def test_a_claim_is_no_gazetteer_entry_and_is_not_told_of_before_what_happened_there_is(district: Place) -> None:
    place = claimed(district, "Batapur village")

    assert search("Batapur") == []
    assert place not in Place.objects.named_in_public()


def test_nothing_is_claimed_of_nothing() -> None:
    assert claim([], source="ucdp-ged") == {}
