"""Reads who is named, with all that each group belongs to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from groups.actions.structure import pairs
from groups.models import Group, GroupKind
from incidents.matching import Actor
from incidents.models import Attribution, Role

USUAL = frozenset({GroupKind.STATE_FORCE, GroupKind.UNKNOWN})
GROUP = ("pk", "name", "short_name", "kind")
Values = tuple[Any, ...]


class Groups:
    """What each group belongs to, merged records being one; read once and only where a group is named."""

    @cached_property
    def kept(self) -> Mapping[int, Values]:
        """For each record that was merged the one that stands for it."""
        merged = Group.objects.exclude(merged_into=None).order_by()
        rows = merged.values_list("pk", *(f"merged_into__{one}" for one in GROUP))
        return {pk: tuple(values) for pk, *values in rows}

    @cached_property
    def _parents(self) -> Mapping[int, set[int]]:
        parents: dict[int, set[int]] = defaultdict(set)
        for part, whole in pairs({pk: values[0] for pk, values in self.kept.items()}):
            parents[part].add(whole)
        return parents

    def above(self, group: int) -> frozenset[int]:
        """All groups of which it is chapter, faction, affiliate or arm, near and far."""
        return frozenset(_climbed(group, self._parents))


def _climbed(group: int, parents: Mapping[int, set[int]]) -> Iterator[int]:
    seen, frontier = {group}, {group}
    while frontier := {whole for part in frontier for whole in parents.get(part, ())} - seen:
        seen |= frontier
        yield from frontier


def actors_by_owner(attributions: QuerySet[Attribution], owner: str, groups: Groups) -> dict[int, frozenset[Actor]]:
    """Who is named, by the number of the incident or report (`owner`) that names them."""
    found: dict[int, set[Actor]] = defaultdict(set)
    for number, role, *group in attributions.order_by().values_list(owner, "role", *(f"group__{one}" for one in GROUP)):
        found[number].add(_actor(tuple(group), is_struck=role == Role.TARGET, groups=groups))
    return {number: frozenset(actors) for number, actors in found.items()}


def actors_numbered(acting: Iterable[int], struck: Iterable[int], groups: Groups) -> frozenset[Actor]:
    """Groups by their numbers."""
    acting, struck = set(acting), set(struck)
    rows = Group.objects.filter(pk__in=acting | struck).order_by().values_list(*GROUP)
    return frozenset(
        _actor(row, is_struck=is_struck, groups=groups)
        for row in rows for is_struck, named in ((False, acting), (True, struck)) if row[0] in named
    )


def _actor(values: Values, *, is_struck: bool, groups: Groups) -> Actor:
    number, name, short_name, kind = groups.kept.get(values[0], values)
    return Actor(number, short_name or name, is_struck, kind in USUAL, groups.above(number))
