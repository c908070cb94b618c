"""How rows are held while they change, and what every one of them passes before it is saved."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.models import User
from incidents.models import Incident, Report
from incidents.publicity import public_from
from sources.editorial import State
from sources.withholding.asking import refuse_withheld_of


def hold(incident: Incident) -> None:
    """Read the row anew and keep it until the transaction ends, so that nobody's earlier change is overwritten."""
    incident.refresh_from_db(from_queryset=Incident.objects.select_for_update())


def hold_both(first: Incident, second: Incident) -> None:
    """Hold two incidents, always in one order, so that two people who do the same do not wait for each other."""
    for incident in sorted((first, second), key=lambda each: each.pk):
        hold(incident)


def save(row: Any) -> None:
    """Validate and save a row of an incident's evidence; no withheld name comes into it."""
    row.full_clean()
    refuse_withheld_of(row)
    row.save()


def keep(incident: Incident) -> None:
    """Validate and save a changed incident as its next version."""
    if incident.pk:
        incident.version += 1
    settle_publicity(incident)
    save(incident)


def settle_publicity(incident: Incident) -> None:
    """Say from when readers may see what is published; what they have seen stays.

    Never, where it rests on a source whose licence keeps what it says from them: then they see it no longer either.
    """
    if incident.state != State.PUBLISHED:
        return
    if incident.reports.filter(source__is_restricted=True).exists():
        incident.is_public, incident.public_from = False, None
    elif not incident.is_public:
        incident.public_from = public_from(incident, hold_back=timedelta(hours=settings.HOLD_BACK_HOURS))


def wrote(incident: Incident, by: User) -> None:
    """Remember who wrote what an incident says: they may not publish it."""
    incident.authors.add(by)


def wrote_report(incident: Incident, report: Report) -> None:
    """Whoever entered or ever corrected a report wrote part of what follows from it."""
    if report.entered_by:
        wrote(incident, report.entered_by)
    version = 0
    for row in report.history.select_related("history_user").order_by("history_id"):
        if row.version != version and row.history_user:  # moving or assigning it is no writing
            wrote(incident, row.history_user)
        version = row.version


def refuse_merged(incident: Incident) -> None:
    if other := incident.merged_into:
        raise ValidationError({"state": f"{incident.public_id} was merged into {other.public_id}: work there."})
