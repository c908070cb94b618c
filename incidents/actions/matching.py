"""Whether two incidents are one event: decided by a person, remembered, and never beyond recall."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from incidents.actions.keeping import hold_both, keep, refuse_merged, save, wrote, wrote_report
from incidents.actions.numbering import next_public_id, year_of
from incidents.actions.opening import move
from incidents.actions.resolving import resolve
from incidents.models import Decision, Incident, Merge, Report, Verdict
from sources.editorial import State
from sources.withholding.asking import explained

KEPT = ("state", "is_public", "withdrawal_reason")


def decide(first: Incident, second: Incident, *, by: User, verdict: str, reason: str) -> Decision:
    """Remember what an editor judged about a pair; "first part of second" for part_of. A later verdict replaces it."""
    require(by, "incidents.enter_report")
    if first == second:
        raise ValidationError({"second": "Name another incident."})
    with explained(by=by, reason=reason):
        hold_both(first, second)
        for incident in (first, second):
            refuse_merged(incident)
        found = Decision.objects.filter(first__in=(first, second), second__in=(first, second)).first() or Decision()
        found.first, found.second, found.verdict, found.reason, found.decided_by = first, second, verdict, reason, by
        found.decided_at = timezone.now()
        save(found)
    return found


def merge(survivor: Incident, merged: Incident, *, by: User, reason: str, at: datetime) -> Merge:
    """Take one incident into another: its reports move, and its id leads to the other from then on."""
    _require_for(by, survivor, merged)
    with explained(by=by, reason=reason):
        hold_both(survivor, merged)
        _refuse_merging(survivor, merged)
        decide(merged, survivor, by=by, verdict=Verdict.SAME, reason=reason)
        moved = _move_evidence(merged, survivor)
        before = {name: getattr(merged, name) for name in KEPT}
        merged.state, merged.is_public, merged.merged_into = State.WITHDRAWN, False, survivor
        merged.withdrawn_at, merged.withdrawal_reason = at, f"It is the same event as {survivor.public_id}."
        keep(merged)
        for author in merged.authors.all():
            wrote(survivor, author)
        wrote(survivor, by)
        resolve(survivor)
        row = Merge(survivor=survivor, merged=merged, before=before, moved=moved, reason=reason, by=by, at=at)
        save(row)
    return row


def unmerge(row: Merge, *, by: User, reason: str, at: datetime) -> None:
    """Undo a merge: what moved goes back, as far as it is still there, and both ids stand for themselves again."""
    survivor, merged = row.survivor, row.merged
    _require_for(by, survivor, merged)
    if row.before["state"] == State.PUBLISHED:
        require(by, "incidents.publish")
    with explained(by=by, reason=reason):
        hold_both(survivor, merged)
        reports = list(survivor.reports.filter(pk__in=row.moved["reports"]))
        _refuse_unmerging(row, reports)
        for report in reports:
            move(report, merged)
        survivor.targets.filter(pk__in=row.moved["targets"]).delete()
        survivor.weapons.filter(pk__in=row.moved["weapons"]).delete()
        _give_back(merged, row.before)
        for author in {*survivor.authors.all(), by}:
            wrote(merged, author)  # whoever wrote while they were one wrote part of both
        resolve(survivor)
        decide(merged, survivor, by=by, verdict=Verdict.DIFFERENT, reason=reason)
        row.undone_at = at
        save(row)


def split(incident: Incident, reports: Sequence[Report], *, by: User, title: str, reason: str) -> Incident:
    """Open a draft of its own for some of an incident's reports: they tell of another event."""
    require(by, "incidents.enter_report")
    with explained(by=by, reason=reason):
        hold_both(incident, incident)
        refuse_merged(incident)
        _check_split(incident, reports)
        first = reports[0]
        other = Incident(
            title=title.strip(), kind=first.kind, when=first.when, place=first.place,
            public_id=next_public_id(year_of(first)),
        )
        keep(other)
        for report in reports:
            move(report, other)
            wrote_report(other, report)
        for each in (incident, other):
            wrote(each, by)
            resolve(each)
        decide(other, incident, by=by, verdict=Verdict.DIFFERENT, reason=reason)
    return other


def _require_for(by: User, *incidents: Incident) -> None:
    """What is public is changed in its standing by reviewers alone."""
    require(by, "incidents.enter_report")
    if any(incident.state == State.PUBLISHED for incident in incidents):
        require(by, "incidents.publish")


def obstacle_to_merging(survivor: Incident, merged: Incident) -> str:
    """Why the second may not be taken into the first, whoever asks; empty where it may."""
    if survivor == merged:
        return "Name another incident."
    if survivor.state == State.WITHDRAWN:
        return f"{survivor.public_id} is withdrawn: open it again first."
    if merged.state == State.PUBLISHED and survivor.state != State.PUBLISHED:
        return f"{merged.public_id} is public and {survivor.public_id} is not: merge the other way round."
    if (merged.is_public or merged.first_public_at) and not survivor.is_public:
        return f"Readers know {merged.public_id} and not {survivor.public_id} yet: merge the other way round."
    return ""


def _refuse_merging(survivor: Incident, merged: Incident) -> None:
    for incident in (survivor, merged):
        refuse_merged(incident)
    if obstacle := obstacle_to_merging(survivor, merged):
        raise ValidationError({"incident": obstacle})


def _refuse_unmerging(row: Merge, reports: Sequence[Report]) -> None:
    survivor, merged = row.survivor, row.merged
    if row.undone_at or merged.merged_into_id != survivor.pk:
        raise ValidationError({"merge": "This merge is undone already."})
    if other := survivor.merged_into:
        raise ValidationError({"merge": f"{survivor.public_id} was merged into {other.public_id}: undo that first."})
    if survivor.state == State.PUBLISHED and survivor.reports.count() == len(reports):
        raise ValidationError({"merge": f"{survivor.public_id} is public, and would be left without a source."})
    if row.before["state"] == State.PUBLISHED and not reports:
        raise ValidationError({
            "merge": f"{merged.public_id} would be public again without a source: none of its reports is with "
                     f"{survivor.public_id} any more. Put one back there first."
        })


def _move_evidence(merged: Incident, survivor: Incident) -> dict[str, list[int]]:
    """Reports move; targets and weapons that the survivor lacks are entered there too."""
    reports = list(merged.reports.all())
    for report in reports:
        move(report, survivor)
    targets = [
        survivor.targets.get_or_create(kind=target.kind, community=target.community) for target in merged.targets.all()
    ]
    weapons = [survivor.weapons.get_or_create(kind=weapon.kind) for weapon in merged.weapons.all()]
    added: Any = {"targets": targets, "weapons": weapons}
    return {
        "reports": [report.pk for report in reports],
        **{name: [row.pk for row, is_new in rows if is_new] for name, rows in added.items()},
    }


def _give_back(merged: Incident, before: dict[str, Any]) -> None:
    merged.merged_into, merged.withdrawn_at = None, None
    for name, value in before.items():
        setattr(merged, name, value)
    resolve(merged)
    keep(merged)


def _check_split(incident: Incident, reports: Sequence[Report]) -> None:
    own = set(incident.reports.values_list("pk", flat=True))
    chosen = {report.pk for report in reports}
    if not chosen or not chosen <= own:
        raise ValidationError({"reports": f"Choose some of the reports of {incident.public_id}."})
    if chosen == own:
        raise ValidationError({"reports": "Leave at least one report with the incident."})
