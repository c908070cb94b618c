"""Verbs that change groups and the statements about them; each writes everything or nothing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from accounts.models import User
from accounts.permissions import require
from audit.changing import changing
from groups.models import STRUCTURE, Alliance, AllianceStatus, Group, GroupName, Leadership, Presence
from sources.editorial import State
from sources.models import Source
from sources.withholding.asking import explained, refuse_withheld_of, withheld_gaps

Statement = Alliance | Leadership | Presence
Record = Group | Statement

LONGEST_STEM = 180
NO_LONGER_HOLDS = frozenset({AllianceStatus.DENIED, AllianceStatus.ENDED})
CITE = "Cite at least one source."


def enter_group(*, by: User, name: str, kind: str, names: Sequence[Mapping[str, Any]] = (), **details: Any) -> Group:
    """A draft group. `names` hold field values of GroupName, `details` those of Group."""
    require(by, "groups.edit")
    with changing(by=by):
        group = Group(name=name.strip(), kind=kind, **details)
        group.slug = _free_slug(name)
        _save(group)
        for values in names:
            name_group(group, by=by, **values)
    return group


def name_group(group: Group, *, by: User, name: str, **details: Any) -> GroupName:
    """One more name of a group. `details` may be kind, language, script and match."""
    require(by, "groups.edit")
    with changing(by=by):
        if group.names.filter(name=name.strip()).exists():
            raise ValidationError({"name": f"{group} already has the name “{name.strip()}”."})
        added = GroupName(group=group, name=name.strip(), **details)
        _save(added)
    return added


def revise_group(group: Group, *, by: User, changes: Mapping[str, Any]) -> None:
    """Correct a group; its slug stays, as addresses use it."""
    require(by, "groups.edit")
    with changing(by=by):
        _change(group, changes)


def enter_alliance(*, by: User, citations: Collection[Source], **values: Any) -> Alliance:
    """A draft tie between two groups. `values` are those of Alliance; `citations` must not be empty."""
    require(by, "groups.edit")
    with changing(by=by):
        return _enter(Alliance(**values), citations)


def enter_leadership(*, by: User, citations: Collection[Source], **values: Any) -> Leadership:
    """A draft statement on who led a group; without a person, that nobody did."""
    require(by, "groups.edit")
    with changing(by=by):
        return _enter(Leadership(**values), citations)


def enter_presence(*, by: User, citations: Collection[Source], **values: Any) -> Presence:
    """A draft claim on what a group has or does at a place."""
    require(by, "groups.edit")
    with changing(by=by):
        return _enter(Presence(**values), citations)


def revise_statement(
    statement: Statement, *, by: User, changes: Mapping[str, Any], citations: Collection[Source] | None = None
) -> None:
    """Correct a tie, a leadership or a presence; `citations`, where given, replace the earlier ones."""
    require(by, "groups.edit")
    with changing(by=by):
        held = _change(statement, changes)
        if citations is not None:
            _cite(held, citations)


def publish_record(record: Record, *, by: User) -> None:
    """Put a group or a statement about groups before readers."""
    require(by, "groups.publish")
    with changing(by=by):
        held = _hold(record)
        if gaps := _gaps_before_publishing(held):
            raise ValidationError(gaps)
        held.state = State.PUBLISHED
        _save(held)


def withdraw_record(record: Record, *, by: User, reason: str) -> None:
    """Take a group or a statement from readers; it is kept, and its history keeps the reason."""
    require(by, "groups.publish")
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is withdrawn."})
    with explained(by=by, reason=reason.strip()):
        held = _hold(record)
        if held.state == State.WITHDRAWN:
            raise ValidationError({"state": "This is already withdrawn."})
        held.state = State.WITHDRAWN
        _save(held)


def _enter(statement: Any, citations: Collection[Source]) -> Any:
    _save(statement)
    _cite(statement, citations)
    return statement


def _change(record: Record, changes: Mapping[str, Any]) -> Any:
    held = _hold(record)
    for field, value in changes.items():
        setattr(held, field, value)
    _save(held)
    return held


def _cite(statement: Statement, citations: Collection[Source]) -> None:
    if not citations:
        raise ValidationError({"citations": CITE})
    statement.citations.set(citations)


def _gaps_before_publishing(record: Record) -> dict[str, list[str]]:
    gaps: dict[str, list[str]] = {}
    if record.state == State.PUBLISHED:
        gaps["state"] = ["This is already published."]
    if not isinstance(record, Group) and not record.citations.exists():
        gaps["citations"] = [CITE]
    for field in ("group", "source", "target"):
        named = getattr(record, field, None)
        if named is not None and named.state != State.PUBLISHED:
            gaps[field] = [f"{named} is not published: publish the group first."]
    return gaps | withheld_gaps(_shown_with(record))


def _shown_with(record: Record) -> Iterator[Any]:
    """The rows whose words readers see with a record: its names, or the sources it cites."""
    yield record
    if isinstance(record, Group):
        yield from record.names.all()
    else:
        for source in record.citations.select_related("outlet"):
            yield from (source, source.outlet)


def _hold(record: Record) -> Any:
    """The row as it is now, kept until the transaction ends."""
    return type(record).objects.select_for_update().get(pk=record.pk)


def _save(row: Any) -> None:
    row.full_clean()
    if isinstance(row, Alliance):
        _refuse_circle(row)
    refuse_withheld_of(row)
    row.save()


def _refuse_circle(tie: Alliance) -> None:
    """Structure has no circles: no group is, through however many ties, a part of itself."""
    if not _is_structure(tie):
        return
    # Two ties that close a circle may touch four different groups, so whoever adds structure holds all of them.
    list(Group.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    if tie.source_id in _above(tie.target_id, besides=tie.pk):
        raise ValidationError({
            "target": f"{tie.target} already belongs to {tie.source}, directly or through others."
        })


def _is_structure(tie: Alliance) -> bool:
    return tie.kind in STRUCTURE and tie.status not in NO_LONGER_HOLDS and tie.state != State.WITHDRAWN


def _above(group_id: int, *, besides: int | None) -> set[int]:
    """The group and all that it is a part of."""
    ties = Alliance.objects.filter(kind__in=STRUCTURE).exclude(status__in=NO_LONGER_HOLDS)
    ties = ties.exclude(state=State.WITHDRAWN)
    ties = ties.exclude(pk=besides) if besides else ties
    pairs = list(ties.values_list("source_id", "target_id"))
    found, frontier = {group_id}, {group_id}
    while frontier:
        frontier = {above for part, above in pairs if part in frontier} - found
        found |= frontier
    return found


def _free_slug(name: str) -> str:
    stem = slugify(anyascii(name))[:LONGEST_STEM].strip("-") or "group"
    taken = set(Group.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (f"{stem}-{n}" if n > 1 else stem for n in count(1)) if slug not in taken)
