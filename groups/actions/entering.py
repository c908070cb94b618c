"""Groups, their names and statements about them: entered and corrected."""

from collections.abc import Collection, Mapping, Sequence
from itertools import count
from typing import Any

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from accounts.models import User
from accounts.permissions import require
from audit.changing import changing
from groups.actions.keeping import Record, Statement, changed, cite, hold, hold_shown, refuse_merged, save
from groups.actions.versions import refuse_overwriting
from groups.models import Alliance, AllianceKind, Group, GroupName, Leadership, Presence
from sources.models import Source
from sources.withholding.asking import explained

LONGEST_STEM = 180
PLEDGES = frozenset({AllianceKind.PLEDGED_TO, AllianceKind.PLEDGE_ACCEPTED_BY})
OWN_TIE = "A pledge and its acceptance are two statements: enter the other as a tie of its own, with its own source."


def enter_group(*, by: User, name: str, kind: str, names: Sequence[Mapping[str, Any]] = (), **details: Any) -> Group:
    """A draft group. `names` hold field values of GroupName, `details` those of Group."""
    require(by, "groups.edit")
    with changing(by=by):
        group = Group(name=name.strip(), kind=kind, **details)
        group.slug = _free_slug(name)
        save(group)
        for values in names:
            name_group(group, by=by, **values)
    return group


def name_group(group: Group, *, by: User, name: str, reason: str = "", **details: Any) -> GroupName:
    """One more name of a group. `details` may be kind, language, script and match."""
    require(by, "groups.edit")
    with explained(by=by, reason=reason):
        held = hold_names(group)
        if group.names.filter(name=name.strip()).exists():
            raise ValidationError({"name": f"{group} already has the name “{name.strip()}”."})
        added = GroupName(group=held, name=name.strip(), **details)
        save(added)
    return added


def revise_name(name: GroupName, *, by: User, changes: Mapping[str, Any], reason: str = "") -> None:
    """Correct how a name is written, where it comes from, or how it is recognised."""
    require(by, "groups.edit")
    with explained(by=by, reason=reason):
        hold_names(name.group)
        held = GroupName.objects.select_for_update().get(pk=name.pk)
        for field, value in changes.items():
            setattr(held, field, value)
        save(held)


def drop_name(name: GroupName, *, by: User, reason: str) -> None:
    """Take away a name that a group does not bear; its history keeps it."""
    require(by, "groups.edit")
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is not its name; the history keeps the reason."})
    with explained(by=by, reason=reason.strip()):
        hold_names(name.group)
        name.delete()


def revise_group(
    group: Group, *, by: User, changes: Mapping[str, Any], reason: str = "", version: int | None = None
) -> None:
    """Correct a group; its slug stays, as addresses use it.

    With `version`, the one that the editor saw, raises Clash where the group says something else by now.
    """
    require(by, "groups.edit")
    with explained(by=by, reason=reason):
        _change(group, changes, version)


def enter_alliance(*, by: User, citations: Collection[Source], **values: Any) -> Alliance:
    """A draft tie between two groups. `values` are those of Alliance; `citations` must not be empty."""
    require(by, "groups.edit")
    with changing(by=by):
        return _enter(Alliance(**values), citations)


def enter_leadership(*, by: User, citations: Collection[Source], **values: Any) -> Leadership:
    """A draft statement on who led a group; without a person, that nobody did.

    A second head for the same time is no mistake to be refused: the statement is kept as disputed.
    """
    require(by, "groups.edit")
    with changing(by=by):
        return _enter(Leadership(**values), citations)


def enter_presence(*, by: User, citations: Collection[Source], **values: Any) -> Presence:
    """A draft claim on what a group has or does at a place."""
    require(by, "groups.edit")
    with changing(by=by):
        return _enter(Presence(**values), citations)


def revise_statement(
    statement: Statement,
    *,
    by: User,
    changes: Mapping[str, Any],
    citations: Collection[Source] | None = None,
    reason: str = "",
    version: int | None = None,
) -> None:
    """Correct a tie, a leadership or a presence; `citations`, where given, replace the earlier ones.

    What is public stays public, and waits for a second person to confirm it. With `version`, the one that the editor
    saw, raises Clash where the statement says something else by now.
    """
    require(by, "groups.edit")
    with explained(by=by, reason=reason):
        held = _change(statement, changes, version)
        if citations is not None:
            cite(held, citations)


def _enter(statement: Any, citations: Collection[Source]) -> Any:
    save(statement)
    cite(statement, citations)
    return statement


def _change(record: Record, changes: Mapping[str, Any], version: int | None) -> Any:
    held = hold(record)
    refuse_merged(held)
    refuse_overwriting(held, version)
    _refuse_accepting(held, changes)
    for field, value in changes.items():
        setattr(held, field, value)
    changed(held)
    save(held)
    return held


def _refuse_accepting(held: Any, changes: Mapping[str, Any]) -> None:
    """A pledge is not an acceptance, and does not become one by a correction."""
    if isinstance(held, Alliance) and {held.kind, changes.get("kind", held.kind)} == PLEDGES:
        raise ValidationError({"kind": OWN_TIE})


def hold_names(group: Group) -> Group:
    """The group, held while its names change."""
    held = hold_shown(group)
    refuse_merged(held)
    return held


def _free_slug(name: str) -> str:
    stem = slugify(anyascii(name))[:LONGEST_STEM].strip("-") or "group"
    taken = set(Group.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (f"{stem}-{n}" if n > 1 else stem for n in count(1)) if slug not in taken)
