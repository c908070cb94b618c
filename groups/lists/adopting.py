"""Gives a group what a list says of it, remembers exactly what that was, and takes exactly that away again."""

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Self

from django.core.exceptions import ValidationError

from accounts.models import User
from groups.actions import name_group, revise_group
from groups.actions.keeping import hold, hold_shown, save
from groups.lists.citing import source_of
from groups.lists.rows import ListedName, ListRow, is_acronym, row_from
from groups.matching import NameIndex, is_ambiguous
from groups.models import Group, GroupName, ListedActor, MatchRule
from groups.name_index import known_names, outside_ids

ENGLISH = "en"
TAKEN = "{holder} bears the {scheme} id {value} already. Choose that group, or correct its id first."


@dataclass
class Made:
    """What decisions wrote on behalf of a row: names added, names that were known and are now cited, ids, ties."""

    names: list[int] = field(default_factory=list)
    cited: list[int] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    ties: dict[str, int] = field(default_factory=dict)
    group: int | None = None

    @classmethod
    def of(cls, listed: ListedActor) -> Self:
        return cls(**deepcopy(listed.made))


def adopt(listed: ListedActor, group: Group, *, by: User) -> Made:
    """Add a row's names, each cited, and its ids to a group; what the group has already is only cited.

    A group is here all the records that are merged into one; what it has not yet, the one that stands for it gets.
    """
    row, made, source = row_of(listed), Made.of(listed), source_of(listed)
    index, group, one = known_names(), group.canonical, Group.objects.as_one_with(group)
    for name in row.names:
        known = GroupName.objects.filter(group__in=one, name=name.name).select_related("group").first()
        if known is None:
            known = name_group(group, by=by, **values_of(name, row, index, group))
            made.names.append(known.pk)
        elif not known.citations.filter(pk=source.pk).exists():
            hold_shown(known.group)
            made.cited += [known.pk] if known.pk not in made.names else []
        known.citations.add(source)
    _add_ids(row, group, made, index, by=by)
    return made


def abandon(made: Made, group: Group, listed: ListedActor) -> None:
    """Take from a group, also a merged one, the names and ids that it has from a row alone. Its history keeps them."""
    _abandon_names(made, listed)
    for record in sorted({group, group.canonical}, key=lambda each: each.pk):
        _abandon_ids(made, record)


def _abandon_ids(made: Made, record: Group) -> None:
    before = hold(record).external_ids
    kept = dict(before)
    for scheme, value in made.ids.items():
        kept[scheme] = ", ".join(sorted(outside_ids(kept.get(scheme, "")) - {value}))
    ids = {scheme: value for scheme, value in kept.items() if value}
    if ids != before:
        held = hold_shown(record)
        held.external_ids = ids
        save(held)


def _abandon_names(made: Made, listed: ListedActor) -> None:
    """What readers see of a public group waits for a second person after this, as after any change of its names."""
    names = GroupName.objects.filter(pk__in=[*made.names, *made.cited]).select_related("group")
    for record in {name.group for name in names}:
        hold_shown(record)
    for name in names:
        if name.pk in made.names:
            name.delete()
        else:
            name.citations.remove(*name.citations.filter(outlet__name__iexact=listed.dataset))


def values_of(name: ListedName, row: ListRow, index: NameIndex, group: Group | None) -> dict[str, Any]:
    """A listed name as one of a group. One that may mean others too is never recognised by itself."""
    if name.is_translation or row.is_identity or is_ambiguous(index, name.name, group=group.pk if group else None):
        match = MatchRule.NEVER
    else:
        match = MatchRule.EXACT_CASE if is_acronym(name.name) else MatchRule.CASEFOLD
    language = ENGLISH if name.is_translation else ""
    return {"name": name.name, "kind": name.kind, "script": name.script, "language": language, "match": match}


def row_of(listed: ListedActor) -> ListRow:
    return row_from(listed.external_id, listed.name, listed.said)


def _add_ids(row: ListRow, group: Group, made: Made, index: NameIndex, *, by: User) -> None:
    held = Group.objects.select_for_update().get(pk=group.pk)
    ids = dict(held.external_ids)
    merged = list(held.merged.all())
    for scheme, value in row.ids.items():
        _refuse_taken(scheme, value, held, index)
        if not any(value in outside_ids(each.get(scheme, "")) for each in (ids, *(one.external_ids for one in merged))):
            ids[scheme] = ", ".join(sorted({*outside_ids(ids.get(scheme, "")), value}))
            made.ids[scheme] = value
    if ids != held.external_ids:
        revise_group(held, by=by, changes={"external_ids": ids})


def _refuse_taken(scheme: str, value: str, group: Group, index: NameIndex) -> None:
    """Two groups that bear one id would each claim the other's incidents."""
    for other in index.by_id.get((scheme, value), ()):
        if other != group.pk:
            holder = Group.objects.get(pk=other)
            raise ValidationError({"group": TAKEN.format(holder=holder, scheme=scheme, value=value)})
