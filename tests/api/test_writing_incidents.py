"""Reports and incidents entered, revised, published and withdrawn over HTTP."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from incidents.models import Casualty, Incident, Report
from sources.models import Source
from tests.factories import make_group, make_incident, make_place, make_source

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def source(db: None) -> Source:
    return make_source()


def report_of(cited: Source, **odd: Any) -> dict[str, Any]:
    return {"source": cited.slug, "kind": "suicide_attack", "when": "2017-12-17", **odd}


def test_a_report_is_entered_and_its_incident_opened(client: Client, editor: User, source: Source) -> None:
    client.force_login(editor)
    place, group = make_place(), make_group()
    report = report_of(
        source,
        place=place.code,
        excerpt="At least 41 were killed.",
        credibility=2,
        casualties=[{"outcome": "killed", "class": "civilian", "number": 41, "hedge": "at_least"}],
        attributions=[{"group": group.slug, "status": "claimed", "by": "group"}],
    )

    answer = client.post("/api/v1/incidents/", {"title": "Attack on a centre", "report": report}, JSON)

    assert answer.status_code == 201
    assert answer.json()["state"] == "draft"
    assert answer["Location"].endswith(f"/api/v1/incidents/{answer.json()['public_id']}/")
    incident = Incident.objects.get()
    assert (incident.killed_low, incident.killed_high, incident.place) == (41, None, place)
    assert incident.attributions.get().group == group


def test_a_body_with_one_bad_row_leaves_nothing(client: Client, editor: User, source: Source) -> None:
    client.force_login(editor)
    report = report_of(source, casualties=[{"outcome": "killed", "low": 9, "best": 4}])

    answer = client.post("/api/v1/incidents/", {"title": "An attack", "report": report}, JSON)

    assert answer.status_code == 400
    assert not Report.objects.exists()
    assert not Incident.objects.exists()


def test_the_same_report_sent_twice_is_entered_once(client: Client, editor: User, source: Source) -> None:
    client.force_login(editor)
    body = {"title": "An attack", "report": report_of(source, entry_key=str(uuid4()))}

    first, second = (client.post("/api/v1/incidents/", body, JSON) for _ in range(2))

    assert first.json()["public_id"] == second.json()["public_id"]
    assert Report.objects.count() == 1


def test_a_further_report_counts_as_evidence(client: Client, editor: User, source: Source) -> None:
    client.force_login(editor)
    incident = make_incident()

    answer = client.post(f"/api/v1/incidents/{incident.public_id}/reports/", report_of(source), JSON)

    assert answer.status_code == 201
    assert answer.json()["corroboration"] == 2


def test_an_editor_revises_and_submits_and_a_second_person_publishes(
    client: Client, editor: User, reviewer: User, source: Source
) -> None:
    client.force_login(editor)
    body = {"title": "An attack", "report": report_of(source)}
    address = "/api/v1/incidents/" + client.post("/api/v1/incidents/", body, JSON).json()["public_id"]

    revised = client.patch(
        f"{address}/", {"title": "Attack in Kabul", "when": "2017-12", "reason": "Day unclear"}, JSON
    )

    assert (revised.json()["title"], revised.json()["when_text"]) == ("Attack in Kabul", "December 2017")
    assert client.post(f"{address}/submit/").json()["state"] == "in_review"
    assert client.post(f"{address}/publish/").status_code == 403
    client.force_login(reviewer)
    assert client.post(f"{address}/publish/").json()["state"] == "published"
    assert client.post(f"{address}/withdraw/", {"reason": " "}, JSON).status_code == 400
    assert client.post(f"{address}/withdraw/", {"reason": "Entered twice."}, JSON).json()["state"] == "withdrawn"


def test_who_entered_a_report_does_not_publish_its_incident(client: Client, reviewer: User, source: Source) -> None:
    client.force_login(reviewer)
    body = {"title": "An attack", "report": report_of(source)}
    public_id = client.post("/api/v1/incidents/", body, JSON).json()["public_id"]

    answer = client.post(f"/api/v1/incidents/{public_id}/publish/")

    assert (answer.status_code, list(answer.json())) == (400, ["state", "reviewer"])


@pytest.mark.parametrize(
    ("odd", "field"),
    [
        ({"when": "last Tuesday"}, "when"),
        ({"source": "no-such-source"}, "source"),
        ({"source": "\x00"}, "source"),
        ({"place": "\ud800"}, "place"),
        ({"excerpt": "x" * 301}, "excerpt"),
        ({"excerpt": "a\x00b"}, "excerpt"),
        ({"kind": "quarrel"}, "kind"),
        ({"kind": ["riot"]}, "kind"),
        ({"colour": "red"}, "colour"),
        ({"casualties": [{"outcome": "killed", "number": 10**12}]}, "casualties"),
        ({"casualties": [{"outcome": "killed"}]}, "casualties"),
        ({"casualties": [{"outcome": "killed", "number": 4, "injured": 2}]}, "casualties"),
        ({"attributions": [{"group": {"slug": "x"}}]}, "attributions"),
        ({"attributions": "ISKP"}, "attributions"),
    ],
)
def test_what_cannot_be_read_is_refused_by_field(
    client: Client, editor: User, source: Source, odd: dict[str, Any], field: str
) -> None:
    client.force_login(editor)
    incident = make_incident()

    answer = client.post(f"/api/v1/incidents/{incident.public_id}/reports/", report_of(source, **odd), JSON)

    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert Casualty.objects.count() == 0


def test_the_same_people_cannot_be_counted_twice(client: Client, editor: User, source: Source) -> None:
    client.force_login(editor)
    rows = [{"outcome": "killed", "number": 4}, {"outcome": "killed", "number": 5}]

    answer = client.post("/api/v1/incidents/", {"title": "x", "report": report_of(source, casualties=rows)}, JSON)

    assert answer.status_code == 400
