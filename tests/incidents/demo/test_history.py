"""The demonstration came about as anything does at a desk: its history is whole, signed and says why."""

import pytest

from accounts.models import User
from incidents.demo.accounts import DESK, REVIEW
from incidents.models import Incident
from sources.editorial import State
from tests.audit.tampering import look

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_nothing_of_it_was_written_past_its_history() -> None:
    problems, verification = look()

    assert problems == []
    assert set(verification.unrecorded.values()) == {0}


def test_each_incident_was_entered_by_one_account_and_published_by_another() -> None:
    rows = Incident.history.filter(history_type="+") | Incident.history.filter(state=State.PUBLISHED)
    signers = {row.state: row.history_user for row in rows.select_related("history_user")}

    assert signers[State.DRAFT] == User.objects.get(username=DESK)
    assert signers[State.PUBLISHED] == User.objects.get(username=REVIEW)
