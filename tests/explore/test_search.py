"""A search finds what is shown, in whatever spelling or script, and nothing that is withheld."""

import pytest
from django.test import Client

from incidents.models import Incident
from places.models import Place, PlaceKind, PlaceName, Precision, Sensitivity
from places.names import main_key
from tests.factories import make_group, make_place, make_published_incident, make_report

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FINDING = (
    "raid", "RAID shibirghan", "Afghanistan", "afghan raid", "افغانستان", "Jowzjan", "Juzjan", "Jouzjan raid",
    "khorasan Jowzjān", "جوزجان raid", "jawzjan", "100%", "%",
)
MISSING = ("Pakistan", "raid Pakistan", "Jouzjan arrest", "r_id", "100_", "A%raid", "zjn")


@pytest.fixture
def raid(db: None) -> Incident:
    """In a town of Jowzjan in Afghanistan, by a group that is named."""
    country = make_place(name="Afghanistan", kind=PlaceKind.COUNTRY, precision=Precision.COUNTRY)
    province = make_place(name="Jowzjan", kind=PlaceKind.PROVINCE, precision=Precision.PROVINCE, parent=country)
    town = make_place(name="Shibirghan", parent=province, province=province)
    Place.objects.filter(pk=province.pk).update(province=province)
    for place, name in ((province, "Jowzjan"), (province, "جوزجان"), (country, "افغانستان"), (town, "Shibirghan")):
        PlaceName.objects.create(place=place, name=name, key=main_key(name))
    report = make_report(place=town, attributions=[{"group": make_group(name="Khorasan Province")}])
    return make_published_incident(title="A 100% raid", reports=[report])


def found(search: str) -> int:
    return int(Client().get("/api/v1/explore/", {"q": search}).json()["totals"]["incidents"])


def test_any_spelling_finds_it_beside_other_words(raid: Incident) -> None:
    assert [search for search in FINDING if found(search) != 1] == []


def test_every_word_must_be_there(raid: Incident) -> None:
    assert [search for search in MISSING if found(search) != 0] == []


def test_a_country_is_found_where_no_province_is_known(raid: Incident) -> None:
    nomads = make_place(name="Camp", parent=Place.objects.get(kind=PlaceKind.COUNTRY))
    Incident.objects.update(place=nomads)

    assert (found("Afghanistan"), found("Jowzjan")) == (1, 0)


def test_no_spelling_of_a_withheld_place_finds_it(raid: Incident) -> None:
    province = Place.objects.get(kind=PlaceKind.PROVINCE)
    Place.objects.filter(name="Shibirghan").update(sensitivity=Sensitivity.PROVINCE, public_place=province)

    assert [found(search) for search in ("Shibirghan", "Sheberghan", "raid Sheberghan", "Jouzjan raid")] == [0, 0, 0, 1]
