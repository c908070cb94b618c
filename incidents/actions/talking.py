"""Who works on what, and what they say to each other about it."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.permissions import require
from audit.changing import changing
from incidents.actions.keeping import hold, save
from incidents.models import Comment, Incident, Report


def comment(incident: Incident, *, by: User, text: str) -> Comment:
    """A remark for the desk alone."""
    require(by, "incidents.enter_report")
    with changing(by=by):
        remark = Comment(incident=incident, author=by, text=text.strip())
        save(remark)
    return remark


def assign(incident: Incident, *, by: User, to: User | None) -> None:
    """Say who works on an incident, or that nobody does; what it says stays the same version."""
    require(by, "incidents.enter_report")
    _refuse_stranger(to)
    with changing(by=by):
        hold(incident)
        incident.assigned_to = to
        save(incident)


def assign_report(report: Report, *, by: User, to: User | None) -> None:
    """Say who decides where a waiting report belongs."""
    require(by, "incidents.enter_report")
    _refuse_stranger(to)
    with changing(by=by):
        held = Report.objects.select_for_update().get(pk=report.pk)
        held.assigned_to = to
        save(held)


def assign_all(incidents: Sequence[Incident], reports: Sequence[Report], *, by: User, to: User | None) -> int:
    """Assign many at once, all or none; how many."""
    with changing(by=by):
        for incident in incidents:
            assign(incident, by=by, to=to)
        for report in reports:
            assign_report(report, by=by, to=to)
    return len(incidents) + len(reports)


def _refuse_stranger(person: User | None) -> None:
    if person and not person.has_perm("incidents.enter_report"):
        raise ValidationError({"to": f"{person.username} has no account at the desk: choose an editor or reviewer."})
