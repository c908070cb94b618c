"""Readers see an incident after its embargo, and some time after it happened; never before."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from incidents import actions
from incidents.models import Incident
from tests.factories import NOON, make_reviewable_incident, make_source

pytestmark = pytest.mark.django_db


def published(reviewer: User, when: str, embargo_until: datetime | None = None) -> Incident:
    source = make_source(published="2018-02-01")
    incident = make_reviewable_incident(source=source, when=when)
    actions.publish(incident, by=reviewer, at=NOON, embargo_until=embargo_until)
    return incident


def seen(incident: Incident) -> list[int]:
    """Status of its page, and how many incidents the read side's list, files and counts tell of."""
    client = Client()
    listed = client.get("/api/v1/incidents/").json()
    counted = client.get("/api/v1/explore/").json()
    file = client.get("/api/v1/explore/export.csv").getvalue().decode()
    return [client.get(incident.get_absolute_url()).status_code, len(listed["results"]), counted["totals"]["incidents"],
            file.count(incident.public_id)]


@pytest.mark.parametrize(("when", "hours"), [("2018-01-31", 60), ("2018-02", 84), ("", 72), ("2017-12", 0)])
def test_it_is_held_back_so_long_after_its_last_day(reviewer: User, when: str, hours: int) -> None:
    found = published(reviewer, when).public_from

    assert found is not None
    assert timedelta(0) <= NOON + timedelta(hours=hours) - found < timedelta(seconds=1)


def test_the_site_may_hold_back_nothing(reviewer: User, settings: Settings) -> None:
    settings.HOLD_BACK_HOURS = 0

    assert published(reviewer, "2018-01-31").is_public


def test_under_embargo_it_is_nowhere_and_afterwards_everywhere(reviewer: User) -> None:
    incident = published(reviewer, "2017-12-01", embargo_until=NOON + timedelta(days=9))
    assert seen(incident) == [404, 0, 0, 0]

    assert actions.release_due(now=NOON + timedelta(days=8)) == 0
    assert actions.release_due(now=NOON + timedelta(days=9)) == 1

    assert seen(incident)[:3] == [200, 1, 1]
    assert seen(incident)[3] > 0


def test_a_correction_of_the_date_does_not_hide_what_was_seen(editor: User, reviewer: User) -> None:
    incident = published(reviewer, "2017-12-01")

    actions.revise(incident, by=editor, changes={"when": "2018-02-01"}, reason="Misread")

    assert Incident.objects.public().count() == 1
