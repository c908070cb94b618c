"""Reports leave an incident for one of their own or for the inbox, and find their way back."""

from typing import Any

import pytest

from accounts.models import User
from incidents import actions
from incidents.models import Incident, Outcome
from sources.editorial import State
from tests.factories import NOON, make_incident, make_place, make_published_incident, make_report
from tests.incidents.desk import signed_in, where_to

pytestmark = pytest.mark.django_db


def killed(number: int) -> list[dict[str, Any]]:
    return [{"outcome": Outcome.KILLED, "low": number, "best": number, "high": number}]


def address(incident: Incident) -> str:
    return f"/desk/incidents/{incident.public_id}/move/"


def typed(*reports: Any, **odd: str) -> dict[str, Any]:
    plain = {"destination": "new", "title": "An arrest", "reason": "Another day"}
    return {"reports": [report.pk for report in reports], **plain, **odd}


def test_reports_are_moved_into_an_incident_of_their_own_and_back(editor: User) -> None:
    ours, other = make_report(casualties=killed(9)), make_report(casualties=killed(30))
    incident = make_incident(reports=[ours, other])
    client = signed_in(editor)

    answer = client.post(address(incident), typed(other))

    apart = Incident.objects.exclude(pk=incident.pk).get()
    assert where_to(answer) == f"/desk/incidents/{apart.public_id}/"
    assert f"One report is moved here from {incident.public_id}" in client.get(where_to(answer)).content.decode()
    incident.refresh_from_db()
    assert (apart.title, apart.state, apart.killed_best, incident.killed_high) == ("An arrest", State.DRAFT, 30, 9)
    actions.merge(incident, apart, by=editor, reason="It was one event", at=NOON)
    assert incident.reports.count() == 2


def test_a_report_goes_back_to_the_inbox_and_needs_no_title(editor: User) -> None:
    place = make_place()
    ours, other = make_report(place=place), make_report(place=place)
    incident = make_incident(reports=[ours, other])
    client = signed_in(editor)

    answer = client.post(address(incident), typed(other, destination="inbox", title=""))

    assert where_to(answer) == f"/desk/incidents/{incident.public_id}/"
    other.refresh_from_db()
    assert other.incident is None
    page = client.get(f"/desk/reports/{other.pk}/").content.decode()
    assert f"Add the report to {incident.public_id}" in page


@pytest.mark.parametrize(("odd", "sentence"), [
    ({"reports": []}, "Choose the reports that are to move."),
    ({"title": ""}, "Give the new incident a title"),
    ({"reason": ""}, "Say why; the history keeps the reason."),
    ({"destination": "nowhere"}, "not one of the available choices"),
    ({"reports": ["99999"]}, "choose again"),
])  # fmt: skip
def test_what_is_missing_is_said_and_nothing_is_lost(editor: User, odd: dict[str, Any], sentence: str) -> None:
    ours, other = make_report(), make_report()
    incident = make_incident(reports=[ours, other])

    answer = signed_in(editor).post(address(incident), {**typed(other), **odd})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert incident.reports.count() == 2


def test_one_report_stays_with_its_incident(editor: User) -> None:
    incident = make_incident()

    answer = signed_in(editor).post(address(incident), typed(incident.reports.get()))

    assert answer.status_code == 422 and "Leave at least one report" in answer.content.decode()


def test_all_or_none_of_the_reports_go_to_the_inbox(editor: User) -> None:
    incident = make_published_incident()
    actions.attach(by=editor, report=make_report(), incident=incident)

    answer = signed_in(editor).post(address(incident), typed(*incident.reports.all(), destination="inbox"))

    assert answer.status_code == 422 and "only source of a published incident" in answer.content.decode()
    assert incident.reports.count() == 2


def test_a_report_that_has_left_meanwhile_is_not_moved_again(editor: User) -> None:
    ours, other, third = make_report(), make_report(), make_report()
    incident = make_incident(reports=[ours, other, third])
    actions.detach(other, by=editor, reason="Another town")

    answer = signed_in(editor).post(address(incident), typed(other))

    assert answer.status_code == 422 and "not with this incident any more" in answer.content.decode()
