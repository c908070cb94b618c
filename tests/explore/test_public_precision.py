"""What is withheld cannot be read, counted, searched or narrowed down by anybody who may not see it."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from incidents import actions
from incidents.models import Incident
from places.models import Place, PlaceKind, Precision, Sensitivity, SiteKind
from sources.editorial import State
from tests.factories import make_group, make_incident, make_place, make_published_incident, make_report

pytestmark = pytest.mark.django_db
CANARY = "Zyxwvut"
HIDDEN = (34.5678, 69.8765)
LISTS = ("/api/v1/explore/", "/api/v1/incidents/", "/api/v1/incidents.geojson")
WHOLE = ("/api/v1/incidents/{id}/", "/incidents/{id}/")
NONCE = re.compile(r'nonce="[^"]*"')
PROBES: tuple[dict[str, Any], ...] = (
    {}, {"q": CANARY}, {"q": CANARY[:4]}, {"bbox": "69.8,34.5,69.9,34.6"}, {"bbox": "69.8764,34.5677,69.8766,34.5679"},
    {"district": "D-1"}, {"province": "P-1"}, {"district": CANARY}, {"ordering": CANARY},
)


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
    return make_published_incident(place=site, title="Attack on a mosque")


def everything(incident: Incident, client: Client) -> list[tuple[int, str]]:
    """All that a reader can learn by the probes, as (status, body)."""
    questions = [(address, probe) for address in LISTS for probe in PROBES] + [(address, {}) for address in WHOLE]
    answers = []
    for address, probe in questions:
        got = client.get(address.format(id=incident.public_id), probe)
        body = b"".join(got.streaming_content) if got.streaming else got.content  # type: ignore[attr-defined]
        answers.append((got.status_code, NONCE.sub("", body.decode())))
    return answers


@pytest.mark.parametrize("role", ["stranger", "reader", "analyst"])
def test_nothing_of_a_withheld_place_is_said(withheld: Incident, role: str, request: pytest.FixtureRequest) -> None:
    client = Client()
    if role != "stranger":
        client.force_login(request.getfixturevalue(role))

    for status, body in everything(withheld, client):
        said = body.replace(f"“{CANARY}”", "")  # a refusal may repeat the question
        assert CANARY not in said and str(HIDDEN[0]) not in said and str(HIDDEN[1]) not in said, (status, said[:300])


def test_no_answer_changes_with_the_hidden_coordinates_and_name(withheld: Incident) -> None:
    before = everything(withheld, Client())

    Place.objects.filter(incidents=withheld).update(lat=35.5, lon=68.1, name="Another", uncertainty_km=9)

    assert [pair for pair in zip(everything(withheld, Client()), before, strict=True) if pair[0] != pair[1]] == []


def test_an_editor_sees_it_exactly(withheld: Incident, editor: User) -> None:
    client = Client()
    client.force_login(editor)

    got = client.get("/api/v1/explore/", {"bbox": "69.8,34.5,69.9,34.6"}).json()

    assert [(point["lat"], point["lon"]) for point in got["map"]["points"]] == [HIDDEN]
    assert CANARY in got["list"]["results"][0]["place"]["name"]


def test_a_stranger_sees_it_as_its_district(withheld: Incident) -> None:
    got = Client().get("/api/v1/explore/", {"district": "D-1"}).json()

    assert got["totals"]["by_district"] == 1 and got["map"]["points"] == []
    assert got["list"]["results"][0]["place"]["code"] == "D-1"


def test_drafts_and_withdrawn_incidents_are_nowhere(reviewer: User) -> None:
    draft, gone = make_incident(title=f"Draft {CANARY}"), make_published_incident(title=f"Gone {CANARY}")
    actions.withdraw(gone, by=reviewer, reason="It was a mistake.")

    assert Client().get("/api/v1/explore/").json()["totals"]["incidents"] == 0
    for incident in (draft, gone):
        assert Client().get(f"/api/v1/incidents/{incident.public_id}/").status_code == 404
        assert CANARY not in Client().get("/api/v1/incidents/").content.decode()


def test_a_draft_group_is_as_unknown_as_one_that_does_not_exist(editor: User) -> None:
    secret = make_group(slug="secret", name=CANARY, state=State.DRAFT)
    make_published_incident(reports=[make_report(attributions=[{"group": secret}])])

    refusals = [Client().get("/api/v1/explore/", {"group": slug}) for slug in ("secret", "nix")]
    assert [one.status_code for one in refusals] == [400, 400]
    assert json.loads(refusals[0].content)["group"][0].replace("secret", "nix") == refusals[1].json()["group"][0]
    assert CANARY not in Client().get("/api/v1/explore/").content.decode()
