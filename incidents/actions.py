"""Verbs that change reports and incidents, each in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from accounts.models import User
from accounts.permissions import require
from incidents import resolution
from incidents.models import Attribution, Casualty, Incident, IncidentNumber, Report
from places.models import Place
from sources.editorial import State
from sources.models import Source
from sources.quantities import Estimate

UNDATED_YEAR = 0


@transaction.atomic
def enter_report(
    *,
    by: User,
    source: Source,
    kind: str,
    when: str = "",
    place: Place | None = None,
    casualties: Sequence[Mapping[str, Any]] = (),
    attributions: Sequence[Mapping[str, Any]] = (),
    **details: Any,
) -> Report:
    """What one source says. `casualties` and `attributions` hold field values of those models.

    `details` may be `excerpt`, `note`, `credibility`, `entry_key`. Raises ValidationError by field.
    """
    require(by, "incidents.enter_report")
    report = Report(source=source, kind=kind, when=when, place=place, entered_by=by, **details)
    _save(report)
    for values in casualties:
        _save(Casualty(report=report, **values))
    for values in attributions:
        _save(Attribution(report=report, **values))
    return report


@transaction.atomic
def open_incident(*, by: User, report: Report, title: str, summary: str = "") -> Incident:
    """A draft incident concluded from its first report."""
    require(by, "incidents.enter_report")
    incident = Incident(
        title=title.strip(), summary=summary.strip(), kind=report.kind, when=report.when, place=report.place,
        set_by={"when": "rule", "place": "rule", "kind": "rule"},
        public_id=next_public_id(report.earliest.year if report.earliest else _year_of(report)),
    )
    _save(incident)
    attach(by=by, report=report, incident=incident)
    return incident


@transaction.atomic
def attach(*, by: User, report: Report, incident: Incident) -> None:
    """Count a report among an incident's evidence and resolve the headline anew."""
    require(by, "incidents.enter_report")
    _hold(incident)
    if report.incident is not None and report.incident != incident:
        raise ValidationError({"incident": f"This report already belongs to {report.incident.public_id}."})
    report.incident = incident
    report.save()
    resolve(incident)


@transaction.atomic
def revise(incident: Incident, *, by: User, changes: Mapping[str, Any], reason: str = "") -> None:
    """Change headline fields by an editor's choice, which from then on wins over the rules."""
    require(by, "incidents.enter_report")
    _hold(incident)
    for field, value in changes.items():
        setattr(incident, field, value)
    incident.set_by = {**incident.set_by, **dict.fromkeys(changes, "editor")}
    setattr(incident, "_change_reason", reason[:100])  # noqa: B010 – read by simple_history
    _save(incident)


@transaction.atomic
def submit(incident: Incident, *, by: User) -> None:
    """Hand a draft to the reviewers."""
    require(by, "incidents.enter_report")
    _hold(incident)
    if incident.state != State.DRAFT:
        raise ValidationError({"state": f"{incident.public_id} is {incident.get_state_display()}, not a draft."})
    incident.state = State.IN_REVIEW
    _save(incident)


@transaction.atomic
def publish(incident: Incident, *, by: User, at: datetime) -> None:
    """Put an incident before readers, or refuse and say what is missing."""
    require(by, "incidents.publish")
    _hold(incident)
    if gaps := gaps_before_publishing(incident, by=by):
        raise ValidationError(gaps)
    incident.state, incident.published_at, incident.published_by = State.PUBLISHED, at, by
    incident.withdrawal_reason = ""
    _save(incident)


@transaction.atomic
def withdraw(incident: Incident, *, by: User, reason: str) -> None:
    """Take an incident from readers; it is kept, with the reason."""
    require(by, "incidents.publish")
    _hold(incident)
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is withdrawn; readers will see the reason."})
    if incident.state == State.WITHDRAWN:
        raise ValidationError({"state": f"{incident.public_id} is already withdrawn."})
    incident.state, incident.withdrawal_reason = State.WITHDRAWN, reason.strip()
    _save(incident)


def gaps_before_publishing(incident: Incident, *, by: User) -> dict[str, list[str]]:
    """What still keeps an incident from the public, by field, in sentences."""
    gaps: dict[str, list[str]] = {}
    reports = list(incident.reports.all())
    if incident.state == State.PUBLISHED:
        gaps["state"] = [f"{incident.public_id} is already published."]
    if not reports:
        gaps["reports"] = ["Cite at least one source."]
    if not incident.title:
        gaps["title"] = ["Give it a title."]
    if any(report.entered_by_id == by.pk for report in reports):
        gaps["reviewer"] = ["A second person must publish: you entered one of its reports."]
    return gaps


def resolve(incident: Incident) -> None:
    """Write the headline that follows from the incident's reports; fields an editor set stay."""
    reports = list(incident.reports.select_related("source__outlet").prefetch_related("casualties"))
    found = resolution.headline([_voice(report) for report in reports])
    values: dict[str, Any] = {
        "corroboration": found.corroboration, "has_conflict": found.has_conflict, "credibility": found.credibility,
        **_flat("killed", found.killed), **_flat("wounded", found.wounded),
    }
    for field, value in values.items():
        if incident.set_by.get(field) != "editor":
            setattr(incident, field, value)
            incident.set_by[field] = "rule"
    _save(incident)
    _gather_attributions(incident, reports)


def next_public_id(year: int) -> str:
    """The next free `KW-YYYY-NNNNNN` of a year."""
    IncidentNumber.objects.get_or_create(year=year)
    IncidentNumber.objects.filter(year=year).update(last=F("last") + 1)
    return f"KW-{year:04d}-{IncidentNumber.objects.get(year=year).last:06d}"


def _hold(incident: Incident) -> None:
    """Read the row anew and keep it until the transaction ends, so that nobody's earlier change is overwritten."""
    incident.refresh_from_db(from_queryset=Incident.objects.select_for_update())


def _gather_attributions(incident: Incident, reports: Sequence[Report]) -> None:
    for said in Attribution.objects.filter(report__in=reports).select_related("report__source"):
        headline, _ = Attribution.objects.get_or_create(
            incident=incident, group=said.group, role=said.role, status=said.status,
            defaults={"by": said.by, "confidence": said.confidence, "note": said.note},
        )
        if said.report:
            headline.citations.add(said.report.source)


def _voice(report: Report) -> resolution.Voice:
    outlet = report.source.root.outlet
    counts: dict[str, list[Estimate]] = {}
    for casualty in report.casualties.all():
        counts.setdefault(casualty.outcome, []).append(Estimate(casualty.low, casualty.best, casualty.high))
    return resolution.Voice(
        origin=outlet.owner_group or outlet.slug,
        reliability=report.source.outlet.reliability,
        credibility=report.credibility,
        is_party=outlet.is_party_to_conflict,
        counts={outcome: resolution.total(parts) for outcome, parts in counts.items()},
    )


def _flat(name: str, found: Estimate) -> dict[str, int | None]:
    return {f"{name}_low": found.low, f"{name}_best": found.best, f"{name}_high": found.high}


def _year_of(report: Report) -> int:
    return report.latest.year if report.latest else UNDATED_YEAR


def _save(row: Any) -> None:
    row.full_clean()
    row.save()
