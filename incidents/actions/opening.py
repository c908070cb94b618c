"""Incidents opened from reports, and reports that come and go as their evidence."""

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.permissions import require
from audit.changing import changing
from incidents.actions.keeping import hold, keep, refuse_merged, save, wrote, wrote_report
from incidents.actions.numbering import next_public_id, year_of
from incidents.actions.resolving import resolve
from incidents.models import Incident, Report
from sources.editorial import State
from sources.withholding.asking import explained

MIXED = (
    "One of them comes from a dataset whose licence keeps it from readers, and the other does not. Judge the pair "
    "instead of putting both under one incident."
)


def open_incident(*, by: User, report: Report, title: str, summary: str = "") -> Incident:
    """A draft incident concluded from its first report."""
    require(by, "incidents.enter_report")
    with changing(by=by):
        incident = Incident(
            title=title.strip(), summary=summary.strip(), kind=report.kind, when=report.when, place=report.place,
            public_id=next_public_id(year_of(report)),
        )
        keep(incident)
        attach(by=by, report=report, incident=incident)
    return incident


def attach(*, by: User, report: Report, incident: Incident) -> None:
    """Count a report among an incident's evidence and resolve the headline anew."""
    require(by, "incidents.enter_report")
    with changing(by=by):
        hold(incident)
        refuse_merged(incident)
        if report.incident is not None and report.incident != incident:
            raise ValidationError({"incident": f"This report already belongs to {report.incident.public_id}."})
        move(report, incident)
        wrote(incident, by)
        wrote_report(incident, report)
        resolve(incident)


def detach(report: Report, *, by: User, reason: str) -> None:
    """Put a report back into the inbox: it was no evidence of this incident."""
    require(by, "incidents.enter_report")
    incident = report.incident
    if incident is None:
        raise ValidationError({"incident": "This report belongs to no incident."})
    with explained(by=by, reason=reason):
        hold(incident)
        if incident.state == State.PUBLISHED and incident.reports.count() == 1:
            raise ValidationError({"report": "It is the only source of a published incident: withdraw that first."})
        move(report, None)
        wrote(incident, by)
        resolve(incident)


def _refuse_mixing(report: Report, incident: Incident) -> None:
    """What readers may not see is no evidence of what they may: the headline would tell it."""
    others = incident.reports.exclude(pk=report.pk)
    if others.filter(source__is_restricted=not report.source.is_restricted).exists():
        raise ValidationError({"report": MIXED})


def move(report: Report, incident: Incident | None) -> None:
    """Put a report under another incident, or none; whoever calls resolves both."""
    held = Report.objects.select_for_update().get(pk=report.pk)  # as it stands: somebody may have corrected it
    if held.incident_id != report.incident_id:
        raise ValidationError({"report": "Somebody else moved this report meanwhile: look at it again."})
    if incident is not None:
        _refuse_mixing(held, incident)
    held.incident = report.incident = incident
    save(held)
