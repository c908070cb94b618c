"""The way of an incident: draft, in review, published, withdrawn; never by one person alone."""

from datetime import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.permissions import require
from audit.changing import changing
from incidents.actions.clashing import refuse_unseen
from incidents.actions.keeping import hold, keep, refuse_merged, settle_publicity
from incidents.actions.talking import comment
from incidents.models import Incident
from incidents.showing import shown_with
from sources.editorial import State
from sources.withholding.asking import explained, withheld_gaps

RELEASED = "Its embargo or hold-back is over."
MOST_AT_ONCE = 200


def submit(incident: Incident, *, by: User) -> None:
    """Hand a draft to the reviewers."""
    require(by, "incidents.enter_report")
    with changing(by=by):
        hold(incident)
        _must_be(incident, State.DRAFT, "not a draft")
        incident.state = State.IN_REVIEW
        keep(incident)


def send_back(incident: Incident, *, by: User, reason: str) -> None:
    """Give an incident back to its editors, with a comment that says why."""
    require(by, "incidents.publish")
    with explained(by=by, reason=_said(reason, "Say what is to be done; the editors will see it.")):
        hold(incident)
        _must_be(incident, State.IN_REVIEW, "not in review")
        incident.state = State.DRAFT
        keep(incident)
        comment(incident, by=by, text=reason)


def publish(
    incident: Incident,
    *,
    by: User,
    at: datetime,
    embargo_until: datetime | None = None,
    reason: str = "",
    version: int | None = None,
) -> None:
    """Put an incident before readers, at once or when its embargo ends; or refuse and say what is missing.

    With `version`, the one that the reviewer saw, raises Clash where it has changed since.
    """
    require(by, "incidents.publish")
    with explained(by=by, reason=reason):
        hold(incident)
        refuse_unseen(incident, version)
        if gaps := gaps_before_publishing(incident, by=by):
            raise ValidationError(gaps)
        incident.state, incident.published_at, incident.published_by = State.PUBLISHED, at, by
        incident.embargo_until = embargo_until
        incident.withdrawal_reason, incident.withdrawn_at = "", None
        incident.reviewed_version = incident.version + 1
        settle_publicity(incident)
        if incident.public_from and incident.public_from <= at:
            _release(incident, at)
        keep(incident)


def embargo(incident: Incident, *, by: User, until: datetime | None, reason: str, at: datetime) -> None:
    """Keep what is published from readers until a day, or (None) no longer than the hold-back does."""
    require(by, "incidents.publish")
    with explained(by=by, reason=_said(reason, "Say why; the history keeps the reason.")):
        hold(incident)
        _must_be(incident, State.PUBLISHED, "not published")
        if incident.is_public:
            raise ValidationError({"until": "Readers see it already: withdraw it to take it from them."})
        incident.embargo_until = until
        settle_publicity(incident)
        if incident.public_from and incident.public_from <= at:
            _release(incident, at)
        incident.save()


def release_due(*, now: datetime) -> int:
    """Put before readers what was published and whose embargo and hold-back are over; how many there were."""
    due = list(Incident.objects.due_for_release(now).order_by("public_from")[:MOST_AT_ONCE])
    for incident in due:
        with changing(by=None, reason=RELEASED):
            hold(incident)
            if incident.state == State.PUBLISHED and incident.public_from and incident.public_from <= now:
                _release(incident, now)
                incident.save()
    return len(due)


def withdraw(incident: Incident, *, by: User, reason: str, at: datetime) -> None:
    """Take an incident from readers; it is kept, and its address says why it was withdrawn."""
    require(by, "incidents.publish")
    with explained(by=by, reason=_said(reason, "Say why it is withdrawn; readers will see the reason.")):
        hold(incident)
        if incident.state == State.WITHDRAWN:
            raise ValidationError({"state": f"{incident.public_id} is already withdrawn."})
        incident.state, incident.is_public = State.WITHDRAWN, False
        incident.withdrawal_reason, incident.withdrawn_at = reason.strip(), at
        keep(incident)


def reopen(incident: Incident, *, by: User, reason: str) -> None:
    """Make a withdrawn incident a draft again; it needs a second person's review like any other."""
    require(by, "incidents.enter_report")
    with explained(by=by, reason=_said(reason, "Say why it is opened again.")):
        hold(incident)
        refuse_merged(incident)
        _must_be(incident, State.WITHDRAWN, "not withdrawn")
        incident.state = State.DRAFT
        keep(incident)


def confirm(incident: Incident, *, by: User, version: int | None = None) -> None:
    """A second person agrees with what was changed since the incident was published, with `version` as they saw it."""
    require(by, "incidents.publish")
    with changing(by=by):
        hold(incident)
        refuse_unseen(incident, version)
        _must_be(incident, State.PUBLISHED, "not published")
        if _is_author(incident, by):
            raise ValidationError({"reviewer": "A second person must look at it: you wrote part of it."})
        incident.reviewed_version = incident.version
        incident.save()


def gaps_before_publishing(incident: Incident, *, by: User) -> dict[str, list[str]]:
    """What still keeps an incident from the public, by field, in sentences."""
    gaps: dict[str, list[str]] = {}
    if sentence := _not_ready(incident):
        gaps["state"] = [sentence]
    if not incident.reports.exists():
        gaps["reports"] = ["Cite at least one source."]
    if not incident.title:
        gaps["title"] = ["Give it a title."]
    if _is_author(incident, by):
        gaps["reviewer"] = ["A second person must publish: you wrote part of it."]
    return gaps | withheld_gaps(shown_with(incident))


def _not_ready(incident: Incident) -> str:
    name = incident.public_id
    if incident.merged_into:
        return f"{name} was merged into {incident.merged_into.public_id}."
    return {
        State.DRAFT: f"{name} is still a draft: submit it for review first.",
        State.PUBLISHED: f"{name} is already published.",
        State.WITHDRAWN: f"{name} is withdrawn: open it again first.",
    }.get(State(incident.state), "")


def _is_author(incident: Incident, person: User) -> bool:
    return incident.authors.contains(person) or incident.reports.filter(entered_by=person).exists()


def _release(incident: Incident, now: datetime) -> None:
    incident.is_public = True
    incident.first_public_at = incident.first_public_at or now


def _must_be(incident: Incident, state: State, otherwise: str) -> None:
    if incident.state != state:
        sentence = f"{incident.public_id} is {incident.get_state_display()}, {otherwise}."
        raise ValidationError({"state": sentence})


def _said(reason: str, otherwise: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": otherwise})
    return reason.strip()
