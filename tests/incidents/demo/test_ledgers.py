"""Every incident of the demonstration shows its whole ledger to a stranger."""

import pytest
from django.test import Client

from incidents.models import Incident


@pytest.mark.django_db
def test_every_incident_has_its_ledger(demo: None) -> None:
    incidents = list(Incident.objects.public())
    assert len(incidents) == 19

    for incident in incidents:
        answer = Client().get(incident.get_absolute_url())
        found, page = answer.context["ledger"], answer.content.decode()
        lines = [line for part in found.parts for line in part.lines]

        assert len(found.columns) == incident.reports.count(), incident
        assert {"When", "Where", "What", "Killed", "Wounded"} <= {line.name for line in lines}
        assert all(line.rule for line in lines if line.name in ("When", "Where", "What", "Killed", "Wounded"))
        assert all(len(line.cells) in (0, len(found.columns)) for line in lines)
        assert "</table>" in page
        assert incident.public_id in answer.context["citation"].text
