"""Places over HTTP: entered as text, placed by hand, and withheld from those who may not see them."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Role, User
from incidents.actions import publish, release_due
from places import actions, tasks
from places.models import GeocodingState, Place, PlaceKind, PlaceName, Sensitivity
from places.names import main_key
from tests.factories import NOON, make_place, make_reviewable_incident, someone

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture(autouse=True)
def bell(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Rings of the bell, so that no broker is needed."""
    rings: list[bool] = []
    monkeypatch.setattr(tasks, "ring", lambda: rings.append(True))
    return rings


def codes(answer: Any) -> list[str]:
    return [row["code"] for row in answer.json()["results"]]


@pytest.fixture
def jowzjan(db: None) -> Place:
    place = make_place(name="Jowzjan", code="AF-JOW", kind=PlaceKind.PROVINCE)
    for name in ("Jowzjan", "جوزجان"):
        PlaceName.objects.create(place=place, name=name, key=main_key(name))
    return place


@pytest.fixture
def school(jowzjan: Place) -> Place:
    place = make_place(
        name="Girls' school",
        code="T-school",
        kind=PlaceKind.SITE,
        site_kind="school",
        parent=jowzjan,
        sensitivity=Sensitivity.PROVINCE,
        public_place=None,
    )
    actions.settle(place)
    return place


@pytest.mark.parametrize("typed", ["Jowzjan", "jawzjan", "Juzjan province", "جوزجان", "Jowz"])
def test_a_place_is_found_in_any_script_and_romanisation(client: Client, jowzjan: Place, typed: str) -> None:
    make_place(name="Kabul")

    assert codes(client.get("/api/v1/places/", {"q": typed})) == ["AF-JOW"]


def test_a_withheld_place_is_nowhere(client: Client, jowzjan: Place, school: Place) -> None:
    for query in ({}, {"q": "Girls"}, {"kind": "site"}, {"province": "AF-JOW"}, {"country": "AF"}):
        assert "T-school" not in client.get("/api/v1/places/", query).content.decode()
    assert client.get("/api/v1/places/T-school/").status_code == 404


def test_an_editor_sees_what_the_public_sees_instead(
    client: Client, editor: User, jowzjan: Place, school: Place
) -> None:
    client.force_login(editor)

    row = client.get("/api/v1/places/T-school/").json()

    assert row["desk"]["public_place"] == "AF-JOW"
    client.logout()
    assert client.get("/api/v1/places/AF-JOW/").json()["desk"] is None


def test_a_place_entered_as_text_is_due_and_rings_the_bell(
    client: Client, editor: User, jowzjan: Place, bell: list[bool]
) -> None:
    client.force_login(editor)

    answer = client.post("/api/v1/places/", {"text": "Moghul village, Darzab", "parent": "AF-JOW"}, JSON)

    assert answer.status_code == 201
    assert answer.json()["desk"]["geocoding"] == "due"
    assert answer.json()["lat"] is None
    assert bell == [True]


def test_an_editors_pin_ends_the_search(client: Client, editor: User) -> None:
    place = actions.enter_place(by=editor, text="Moghul village", now=NOON)
    client.force_login(editor)

    answer = client.patch(f"/api/v1/places/{place.code}/", {"lat": 35.9, "lon": 65.4, "uncertainty_km": 3}, JSON)

    assert (answer.json()["lat"], answer.json()["coordinate_source"]) == (35.9, "editor")
    assert Place.objects.get(pk=place.pk).geocoding == GeocodingState.LOCATED


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"lat": 91, "lon": 0, "uncertainty_km": 1}, "lat"),
        ({"lat": 1, "lon": 1}, "uncertainty_km"),
        ({"lat": 1, "lon": 1, "uncertainty_km": 0}, "uncertainty_km"),
        ({"lat": 1, "lon": "1e999", "uncertainty_km": 1}, "lon"),
        ({"lat": 1, "lon": 1, "uncertainty_km": 1, "name": "Elsewhere"}, "name"),
    ],
)
def test_a_pin_that_cannot_be_is_refused_by_field(
    client: Client, editor: User, body: dict[str, Any], field: str
) -> None:
    client.force_login(editor)
    place = make_place()

    answer = client.patch(f"/api/v1/places/{place.code}/", body, JSON)

    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_an_editor_chooses_among_candidates(client: Client, editor: User) -> None:
    there = make_place(name="Iqbal Town")
    candidate = {
        "place_id": there.pk,
        "name": "Iqbal Town",
        "text": "Iqbal Town, Lahore",
        "kind": "settlement",
        "lat": 31.5,
        "lon": 74.3,
        "uncertainty_km": 4.0,
        "precision": "settlement",
        "source": "gazetteer",
        "reason": "its name",
    }
    place = make_place(geocoding=GeocodingState.AMBIGUOUS, candidates=[candidate], lat=None, lon=None)
    client.force_login(editor)

    assert client.get(f"/api/v1/places/{place.code}/").json()["desk"]["candidates"][0]["text"] == "Iqbal Town, Lahore"
    assert client.post(f"/api/v1/places/{place.code}/choose/", {"index": 1}, JSON).status_code == 400
    assert client.post(f"/api/v1/places/{place.code}/choose/", {"index": 0}, JSON).json()["lat"] == 31.5


def test_a_place_that_was_entered_is_told_once_something_public_names_it() -> None:
    place = make_place(name="Old bazaar", query="Old bazaar")
    incident = make_reviewable_incident(place=place)
    client = Client()

    assert client.get(f"/api/v1/places/{place.code}/").status_code == 404

    publish(incident, by=someone(Role.REVIEWER), at=NOON)
    release_due(now=NOON)
    assert client.get(f"/api/v1/places/{place.code}/").status_code == 200
