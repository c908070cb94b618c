"""The way of a group or a statement to readers: draft, in review, published, withdrawn; never by one person alone."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import require
from audit.changing import changing
from groups.actions.keeping import CITE, Record, hold, said, save
from groups.actions.versions import is_author, refuse_unseen
from groups.models import Group
from sources.editorial import State
from sources.models import Source
from sources.withholding.asking import explained, withheld_gaps

WHY_WITHDRAWN = "Say why it is withdrawn."
NOT_READY = {
    State.DRAFT: "This is still a draft: submit it for review first.",
    State.PUBLISHED: "This is already published.",
    State.WITHDRAWN: "This is withdrawn: open it again first.",
}


def submit_record(record: Record, *, by: User) -> None:
    """Hand a draft to the reviewers."""
    require(by, "groups.edit")
    with changing(by=by):
        _step(record, State.DRAFT, State.IN_REVIEW, "not a draft")


def send_back_record(record: Record, *, by: User, reason: str) -> None:
    """Give back to its editors what waits for review; the history keeps what is to be done."""
    require(by, "groups.publish")
    with explained(by=by, reason=said(reason, "Say what is to be done; the editors will see it.")):
        _step(record, State.IN_REVIEW, State.DRAFT, "not in review")


def reopen_record(record: Record, *, by: User, reason: str) -> None:
    """Make what was withdrawn a draft again; it needs a second person's review like any other."""
    require(by, "groups.edit")
    with explained(by=by, reason=said(reason, "Say why it is opened again.")):
        _step(record, State.WITHDRAWN, State.DRAFT, "not withdrawn")


def publish_record(record: Record, *, by: User, version: int | None = None) -> None:
    """Put a group or a statement before readers, or refuse and say what is missing.

    With `version`, the one that the reviewer saw, raises Clash where it says something else by now.
    """
    require(by, "groups.publish")
    with changing(by=by):
        held = hold(record)
        refuse_unseen(held, version)
        if gaps := gaps_before_publishing(held, by=by):
            raise ValidationError(gaps)
        held.state, held.awaits_confirmation = State.PUBLISHED, False
        save(held)


def confirm_record(record: Record, *, by: User, version: int | None = None) -> None:
    """A second person agrees with what was changed since it was published, with `version` as they saw it."""
    require(by, "groups.publish")
    with changing(by=by):
        held = hold(record)
        refuse_unseen(held, version)
        _must_be(held, State.PUBLISHED, "not published")
        if not held.awaits_confirmation:
            raise ValidationError({"state": "A second person has seen every change of it already."})
        if is_author(held, by):
            raise ValidationError({"reviewer": "A second person must look at it: you wrote part of it."})
        held.awaits_confirmation = False
        save(held)


def withdraw_record(record: Record, *, by: User, reason: str) -> None:
    """Take a group or a statement from readers; it is kept, and its history keeps the reason."""
    require(by, "groups.publish")
    with explained(by=by, reason=said(reason, WHY_WITHDRAWN)):
        _withdraw(hold(record))


def withdraw_draft(record: Record, *, by: User, reason: str) -> None:
    """Take back what is not before readers, as its editors may; its history keeps the reason too."""
    require(by, "groups.edit")
    with explained(by=by, reason=said(reason, WHY_WITHDRAWN)):
        held = hold(record)
        if held.state == State.PUBLISHED:
            raise ValidationError({"state": f"“{held}” is published by now. A reviewer withdraws it first."})
        _withdraw(held)


def gaps_before_publishing(record: Record, *, by: User) -> dict[str, list[str]]:
    """What still keeps a record from the public, by field, in sentences."""
    gaps: dict[str, list[str]] = {}
    if record.state != State.IN_REVIEW:
        gaps["state"] = [NOT_READY[State(record.state)]]
    if not isinstance(record, Group) and not record.citations.exists():
        gaps["citations"] = [CITE]
    for field in ("group", "source", "target"):
        named = getattr(record, field, None)
        if named is not None and named.state != State.PUBLISHED:
            gaps[field] = [f"{named} is not published: publish the group first."]
    if isinstance(record, Group) and (kept := record.merged_into) and kept.state != State.PUBLISHED:
        gaps["merged_into"] = [f"It was merged into {kept}, which is not published: publish that first."]
    if is_author(record, by):
        gaps["reviewer"] = ["A second person must publish: you wrote part of it."]
    return gaps | withheld_gaps(shown_with(record))


def shown_with(record: Record) -> Iterator[Any]:
    """The rows whose words readers see with a record: the names of a group, and the sources that it or a name cites."""
    yield record
    names = list(record.names.all()) if isinstance(record, Group) else []
    yield from names
    sources = Source.objects.filter(group_names__in=names).distinct() if names else _cited_by(record)
    for source in sources.select_related("outlet"):
        yield from (source, source.outlet)


def _cited_by(record: Record) -> QuerySet[Source]:
    return Source.objects.none() if isinstance(record, Group) else record.citations.all()


def _withdraw(held: Any) -> None:
    if held.state == State.WITHDRAWN:
        raise ValidationError({"state": "This is already withdrawn."})
    if isinstance(held, Group) and held.merged.exists():
        raise ValidationError({"state": f"Other records were merged into {held}: undo that first."})
    held.state, held.awaits_confirmation = State.WITHDRAWN, False
    save(held)


def _step(record: Record, before: State, after: State, otherwise: str) -> None:
    held = hold(record)
    _must_be(held, before, otherwise)
    held.state = after
    save(held)


def _must_be(held: Any, state: State, otherwise: str) -> None:
    if held.state != state:
        raise ValidationError({"state": f"This is {held.get_state_display().lower()}, {otherwise}."})
