"""An editor changes what an incident says, against the rules where need be, with a reason."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from incidents import actions
from incidents.models import Incident, Report
from tests.factories import make_incident
from tests.incidents.desk import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NINE = [{"outcome": "killed", "people": "unspecified", "hedge": "exact", "low": 9, "best": 9, "high": 9}]


def changed(client: Client, incident: Incident, **typed: Any) -> Any:
    address = f"/desk/incidents/{incident.public_id}/"
    form = client.get(address).context["form"]
    standing = {field.html_name: "" if field.value() is None else str(field.value()) for field in form}
    return client.post(address, {**standing, "reason": "Counted by hand.", **typed})


def test_a_figure_is_set_as_it_is_said_and_wins_over_the_reports(editor: User) -> None:
    incident = make_incident(casualties=NINE)

    changed(signed_in(editor), incident, killed="at least 12")

    incident.refresh_from_db()
    assert (incident.killed_low, incident.killed_best, incident.killed_high) == (12, 12, None)
    assert (incident.set_by["killed"], incident.reasons["killed"]) == ("editor", "Counted by hand.")
    assert "wounded" not in incident.reasons


def test_a_figure_that_is_let_be_stays_with_the_rules(editor: User) -> None:
    incident = make_incident(casualties=[{**NINE[0], "low": 5, "best": 8, "high": 12}])

    changed(signed_in(editor), incident, title="Other words")

    incident.refresh_from_db()
    assert (incident.killed_low, incident.killed_best, incident.killed_high) == (5, 8, 12)
    assert incident.title == "Other words"
    assert incident.set_by.get("killed") != "editor"


def test_an_emptied_figure_is_not_reported(editor: User) -> None:
    incident = make_incident(casualties=NINE)

    changed(signed_in(editor), incident, killed="")

    incident.refresh_from_db()
    assert incident.killed_low is None


def test_a_figure_that_cannot_be_read_is_sent_back_with_everything_typed(editor: User) -> None:
    answer = changed(signed_in(editor), make_incident(), killed="lots", title="Kept words")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write a count such as 9" in page and 'value="lots"' in page and "Kept words" in page


def test_two_who_set_one_figure_see_both(editor: User, reviewer: User) -> None:
    incident = make_incident(casualties=NINE)
    version = incident.version
    actions.revise(incident, by=reviewer, changes={"title": "By somebody else"})
    changed(signed_in(reviewer), incident, killed="13")

    clash = changed(signed_in(editor), incident, killed="11", version=version)

    page = clash.content.decode()
    assert clash.status_code == 409
    assert "Killed" in page and "13" in page and "11" in page


def test_a_date_can_be_taken_back(editor: User) -> None:
    make_incident()
    report = Report.objects.get()

    actions.revise_report(report, by=editor, changes={"when": ""}, reason="It gives no date.")

    report.refresh_from_db()
    assert (report.when, report.earliest, report.latest) == ("", None, None)
