"""Nothing reaches the public without a source and a second person."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from incidents import actions
from incidents.models import Incident
from sources.editorial import State
from tests.factories import NOON, make_incident, make_report, make_reviewable_incident

pytestmark = [pytest.mark.django_db, pytest.mark.each]


def test_an_unsourced_incident_stays_a_draft(reviewer: User) -> None:
    incident = make_incident(reports=[])

    with pytest.raises(ValidationError) as refusal:
        actions.publish(incident, by=reviewer, at=NOON)

    assert refusal.value.message_dict["reports"] == ["Cite at least one source."]


def test_the_database_itself_refuses_an_uncited_publication() -> None:
    incident = make_incident(reports=[])

    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(state=State.PUBLISHED)


def test_an_editor_may_not_publish(editor: User) -> None:
    with pytest.raises(PermissionDenied):
        actions.publish(make_incident(), by=editor, at=NOON)


def test_nobody_publishes_what_they_entered(reviewer: User) -> None:
    incident = make_incident(reports=[make_report(by=reviewer)])

    with pytest.raises(ValidationError) as refusal:
        actions.publish(incident, by=reviewer, at=NOON)

    assert "reviewer" in refusal.value.message_dict


def test_nobody_publishes_what_they_revised(reviewer: User) -> None:
    incident = make_reviewable_incident()
    actions.revise(incident, by=reviewer, changes={"title": "An attack on a bus"})

    with pytest.raises(ValidationError) as refusal:
        actions.publish(incident, by=reviewer, at=NOON)

    assert list(refusal.value.message_dict) == ["reviewer"]


def test_a_second_person_publishes(reviewer: User) -> None:
    incident = make_reviewable_incident()

    actions.publish(incident, by=reviewer, at=NOON)

    assert list(Incident.objects.published()) == [incident]
    assert incident.history.first().state == State.PUBLISHED
