"""What the page of an incident is made of, now or as it was at a moment."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from audit.moments import moment_of
from audit.recalling import last_change
from incidents.citing import Citation
from incidents.evidence import Evidence, Sight
from incidents.kinds import Family
from incidents.ledger import ledger
from incidents.models import Attribution, Casualty, Incident, Report, Target, Weapon
from places.wording import is_coarsened
from sources.models import Outlet, Source


def about(request: HttpRequest, evidence: Evidence, *, changed: datetime) -> dict[str, Any]:
    """The page's words for one reader; `changed` is when the version shown came to be."""
    incident, sight = evidence.incident, Sight(request.user)
    place = sight.place(incident.place)
    return {
        "incident": incident,
        "evidence": evidence,
        "place": place,
        "is_coarsened": is_coarsened(incident.place, place),
        "attributions": sight.named(evidence.attributions),
        "ledger": ledger(evidence, sight),
        "citation": _citation(request, incident, changed),
        "is_violent": incident.family == Family.VIOLENCE,
        "is_editor": request.user.has_perm("incidents.enter_report"),
        "address": request.build_absolute_uri(incident.get_absolute_url()),
    }


def last_changed(evidence: Evidence) -> datetime:
    """When anything that an incident's page shows was changed last; one question."""
    incident, reports = evidence.incident, [report.pk for report in evidence.reports]
    sources = {report.source for report in evidence.reports}
    return last_change({
        Incident: {"id": [incident.pk]}, Report: {"incident_id": [incident.pk], "id": reports},
        Casualty: {"incident_id": [incident.pk], "report_id": reports},
        Attribution: {"incident_id": [incident.pk], "report_id": reports},
        Target: {"incident_id": [incident.pk]}, Weapon: {"incident_id": [incident.pk]},
        Source: {"id": [source.pk for source in sources]},
        Outlet: {"id": [source.outlet_id for source in sources]},
    }) or incident.updated_at  # fmt: skip


def _citation(request: HttpRequest, incident: Incident, changed: datetime) -> Citation:
    published = incident.published_at.date() if incident.published_at else None
    address = f"{incident.get_absolute_url()}?as_of={moment_of(changed).text}"
    return Citation(
        incident.public_id, incident.title, incident.version, changed, published, timezone.now().date(),
        request.build_absolute_uri(address),
    )  # fmt: skip
