"""What is withheld cannot be read, counted, searched or narrowed down by anybody who may not see it."""

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from incidents import actions
from incidents.models import Incident
from places.models import Place, PlaceKind, PlaceName, Precision, Sensitivity, SiteKind
from places.names import main_key
from sources.editorial import State
from tests.factories import NOON, make_group, make_incident, make_place, make_published_incident, make_report

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CANARY = "Zyxwvut"
HIDDEN = (34.5678, 69.8765)
LISTS = (
    "/api/v1/explore/", "/api/v1/explore/incidents/", "/api/v1/explore/playback/", "/api/v1/incidents/",
    "/api/v1/explore/export.csv", "/api/v1/explore/export.geojson",
)  # fmt: skip
WHOLE = ("/api/v1/incidents/{id}/", "/incidents/{id}/")
NONCE = re.compile(r'nonce="[^"]*"')
PROBES: tuple[dict[str, Any], ...] = (
    {}, {"q": CANARY}, {"q": CANARY[:4]}, {"bbox": "69.8,34.5,69.9,34.6"}, {"bbox": "69.8764,34.5677,69.8766,34.5679"},
    {"district": "D-1"}, {"province": "P-1"}, {"district": CANARY}, {"province": f"{CANARY}-1"}, {"ordering": CANARY},
    {"q": f"{CANARY} mosque"}, {"q": "Also called"}, {"bbox": CANARY}, {"kind": "armed_attack", "q": "mosque"},
    {"polygon": "69.8,34.5,69.9,34.5,69.9,34.6,69.8,34.6"}, {"mark": f"place:{CANARY}-1"}, {"mark": "district:D-1"},
    {"mark": "cell:12/45484/26072"}, {"level": "placed"}, {"precision": "site"}, {"view": "69,34,70,35", "zoom": "12"},
    {"mode": "heat", "zoom": "12"}, {"mode": "districts"}, {"mark": f"district:{CANARY}-1"},
)
FEW = PROBES[:2]


@pytest.fixture
def withheld(db: None) -> Incident:
    """An incident at a place of worship that the public sees as its district."""
    province = make_place(code="P-1", kind=PlaceKind.PROVINCE, precision=Precision.PROVINCE, lat=34.0, lon=69.0)
    Place.objects.filter(pk=province.pk).update(province=province)
    district = make_place(
        code="D-1", kind=PlaceKind.DISTRICT, precision=Precision.DISTRICT, parent=province, province=province,
        lat=34.2, lon=69.2,
    )
    Place.objects.filter(pk=district.pk).update(district=district)
    site = make_place(
        name=f"{CANARY} mosque", code=f"{CANARY}-1", kind=PlaceKind.SITE, site_kind=SiteKind.WORSHIP, parent=district,
        sensitivity=Sensitivity.DISTRICT, public_place=district, province=province, district=district,
        lat=HIDDEN[0], lon=HIDDEN[1], precision=Precision.SITE,
    )
    PlaceName.objects.create(place=site, name=f"Also called {CANARY}", key=main_key(f"Also called {CANARY}"))
    return make_published_incident(place=site, title="Attack on a mosque")


def everything(incident: Incident, client: Client, probes: tuple[Any, ...] = PROBES) -> list[tuple[int, str]]:
    """All that a reader can learn by the probes, as (status, what is said: the body and its tag)."""
    questions = [(address, probe) for address in LISTS for probe in probes] + [(address, {}) for address in WHOLE]
    answers = []
    for address, probe in questions:
        got = client.get(address.format(id=incident.public_id), probe)
        tag = got.headers.get("ETag", "") if address.startswith("/api/") else ""  # a page's tag covers its nonce
        answers.append((got.status_code, NONCE.sub("", got.getvalue().decode()) + tag))
    return answers


def unasked(body: str) -> str:
    """An answer without the question that a refusal or a file repeats."""
    body = re.sub(f"There is no [a-z]+ “{CANARY}[^”]*”", "", body)
    return re.sub(r'"filter":"[^"]*"', "", body)


@pytest.mark.parametrize("role", ["stranger", "reader", "analyst"])
def test_nothing_of_a_withheld_place_is_said(withheld: Incident, role: str, request: pytest.FixtureRequest) -> None:
    client = Client()
    if role != "stranger":
        client.force_login(request.getfixturevalue(role))

    for status, body in everything(withheld, client):
        said = unasked(body)
        assert CANARY not in said and str(HIDDEN[0]) not in said and str(HIDDEN[1]) not in said, (status, said[:300])


def test_no_answer_changes_with_the_hidden_coordinates_and_name(withheld: Incident) -> None:
    before = everything(withheld, Client())

    Place.objects.filter(incidents=withheld).update(lat=35.5, lon=68.1, name="Another", uncertainty_km=9)
    PlaceName.objects.update(name="Yet another", key="another")

    assert [pair for pair in zip(everything(withheld, Client()), before, strict=True) if pair[0] != pair[1]] == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(*[st.floats(68.0, 70.0)] * 2).map(sorted), st.tuples(*[st.floats(33.5, 36.0)] * 2).map(sorted))
def test_no_box_tells_where_it_is(withheld: Incident, across: list[float], up: list[float]) -> None:
    """It answers every box from the middle of its district, wherever in the district it lies."""
    got = Client().get("/api/v1/incidents/", {"bbox": f"{across[0]},{up[0]},{across[1]},{up[1]}"}).json()

    assert len(got["results"]) == (across[0] <= 69.2 <= across[1] and up[0] <= 34.2 <= up[1])


def test_what_is_shown_by_province_alone_answers_no_district(withheld: Incident) -> None:
    province = Place.objects.get(code="P-1")
    Place.objects.filter(incidents=withheld).update(sensitivity=Sensitivity.PROVINCE, public_place=province)

    got = Client().get("/api/v1/explore/").json()
    within = Client().get("/api/v1/explore/", {"district": "D-1"}).json()

    assert (got["totals"]["by_province"], got["facets"]["district"], within["totals"]["incidents"]) == (1, [], 0)


def test_a_place_still_sought_is_not_shown(withheld: Incident) -> None:
    Place.objects.filter(incidents=withheld).update(public_place=None)

    rows = Client().get("/api/v1/incidents/").json()["results"]

    assert [row["place"] for row in rows] == [None]
    assert all(CANARY not in unasked(body) for _, body in everything(withheld, Client(), FEW))


def test_an_editor_sees_it_exactly(withheld: Incident, editor: User) -> None:
    client = Client()
    client.force_login(editor)

    got = client.get("/api/v1/explore/", {"bbox": "69.8,34.5,69.9,34.6"}).json()

    assert [(place["lat"], place["lon"]) for place in got["map"]["places"]] == [HIDDEN]
    assert CANARY in got["list"]["results"][0]["place"]["name"]


def test_a_stranger_sees_it_as_its_district(withheld: Incident) -> None:
    got = Client().get("/api/v1/explore/", {"district": "D-1"}).json()

    assert got["totals"]["by_district"] == 1 and got["map"]["places"] == []
    assert got["list"]["results"][0]["place"]["code"] == "D-1"


def test_drafts_and_withdrawn_incidents_are_nowhere(withheld: Incident, reviewer: User) -> None:
    before = everything(withheld, Client(), FEW)

    draft, gone = make_incident(title=f"Draft {CANARY}"), make_published_incident(title=f"Gone {CANARY}")
    actions.withdraw(gone, by=reviewer, reason="It was a mistake.", at=NOON)

    assert everything(withheld, Client(), FEW) == before
    for incident in (draft, gone):
        for address in WHOLE:
            answer = Client().get(address.format(id=incident.public_id))
            assert answer.status_code == (410 if incident == gone and not address.startswith("/api/") else 404)
            assert CANARY not in answer.content.decode()


def test_an_editor_sees_drafts_and_withdrawn_incidents(editor: User) -> None:
    make_incident()
    client = Client()
    client.force_login(editor)

    assert [row["state"] for row in client.get("/api/v1/incidents/").json()["results"]] == ["draft"]


@pytest.fixture
def by_a_secret_group(db: None) -> Incident:
    secret = make_group(slug="secret", name=CANARY, state=State.DRAFT)
    return make_published_incident(reports=[make_report(attributions=[{"group": secret, "status": "claimed"}])])


def test_a_draft_group_is_as_unknown_as_one_that_does_not_exist(by_a_secret_group: Incident) -> None:
    refusals = [Client().get("/api/v1/explore/", {"group": slug}) for slug in ("secret", "nix")]

    assert [one.status_code for one in refusals] == [400, 400]
    assert refusals[0].content.replace(b"secret", b"nix") == refusals[1].content


def test_what_a_draft_group_did_is_nowhere(by_a_secret_group: Incident, editor: User) -> None:
    got = Client().get("/api/v1/explore/").json()
    found = [Client().get("/api/v1/explore/", probe).json() for probe in ({"q": CANARY}, {"status": "claimed"})]

    assert (got["facets"]["group"], got["facets"]["status"]) == ([], [])
    assert [one["totals"]["incidents"] for one in found] == [0, 0]
    assert all(CANARY not in unasked(body) for _, body in everything(by_a_secret_group, Client(), FEW))

    client = Client()
    client.force_login(editor)
    assert CANARY in client.get(f"/api/v1/incidents/{by_a_secret_group.public_id}/").content.decode()
