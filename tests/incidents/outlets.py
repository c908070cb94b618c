"""What the tests of outlets share."""

from django.utils import timezone

from accounts.models import Role
from incidents import actions
from incidents.models import Incident
from tests.factories import NOON, someone


def publish(incident: Incident) -> Incident:
    """Bring a draft before readers."""
    actions.submit(incident, by=someone(Role.EDITOR))
    actions.publish(incident, by=someone(Role.REVIEWER), at=NOON)
    actions.release_due(now=timezone.now())
    incident.refresh_from_db()
    return incident
