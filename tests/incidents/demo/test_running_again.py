"""A second run of the demonstration changes nothing, and the first says who did what."""

from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import User
from incidents.demo.accounts import DESK, REVIEW
from incidents.models import Incident
from sources.editorial import State
from tests.incidents.demo.conftest import rows_everywhere

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_a_second_run_changes_nothing() -> None:
    before, said = rows_everywhere(), StringIO()

    call_command("load_demo", stdout=said)

    assert rows_everywhere() == before
    assert "loaded already" in said.getvalue()


def test_a_second_run_keeps_what_an_editor_changed() -> None:
    incident = Incident.objects.published()[0]
    incident.title = "A better title"
    incident.save()

    call_command("load_demo", stdout=StringIO())

    incident.refresh_from_db()
    assert incident.title == "A better title"


def test_one_account_enters_and_another_publishes() -> None:
    for incident in Incident.objects.all():
        assert {report.entered_by.username for report in incident.reports.all() if report.entered_by} == {DESK}
        assert incident.published_by is not None
        assert incident.published_by.username == REVIEW


def test_the_history_says_who_did_it() -> None:
    history = Incident.objects.all()[0].history.order_by("history_id")

    assert history[0].history_user.username == DESK
    assert history.filter(state=State.PUBLISHED)[0].history_user.username == REVIEW


def test_nobody_can_sign_in_as_the_demonstration() -> None:
    for account in User.objects.filter(username__in=[DESK, REVIEW]):
        assert not account.is_active
        assert not account.has_usable_password()
