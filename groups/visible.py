"""Reads what one reader may see of a group: itself, and what was entered of records that lead to it."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from groups.belonging import MOST_LEVELS
from groups.heads import HEAD, contested
from groups.kinds import BELONGING_AND_LEAVING
from groups.models import Alliance, Group, GroupName, Leadership, Presence
from groups.past.recalling import GroupThen
from groups.ties import shown_ties, visible_ties
from sources.editorial import State

CITED = ("citations__outlet", "citations__republishes__outlet")
AT = ("place__province__parent", "place__district", "place__parent")
SHOWN_AT = ("place__public_place__province__parent", "place__public_place__district", "place__public_place__parent")


def read_group(group: Group, records: Collection[Group], user: User | AnonymousUser) -> GroupThen:
    """A group as it is now, with the statements about it and about the records merged into it."""
    all_of_it = [group, *records]
    about = Q(group__in=all_of_it)
    ties = visible_ties(user).filter(Q(source__in=all_of_it) | Q(target__in=all_of_it))
    claims = Presence.objects.visible_to(user).filter(about).select_related("group", *AT, *SHOWN_AT)
    return GroupThen(
        group, list(cited(group.names.all())),
        list(shown_ties(ties).order_by("source__name", "kind", "target__name", "pk")),
        list(cited(Leadership.objects.visible_to(user).filter(about).select_related("group"))),
        list(cited(claims).order_by("kind", "earliest", "pk")),
    )  # fmt: skip


def cited(statements: QuerySet[Any]) -> QuerySet[Any]:
    return statements.prefetch_related(*CITED)


def contested_heads(user: User | AnonymousUser) -> set[int]:
    """The statements on heads that another contradicts, of all that a reader may see: in one question."""
    rows = Leadership.objects.visible_to(user).filter(role=HEAD, group__in=Group.objects.visible_to(user))
    of_one: dict[int, list[Leadership]] = defaultdict(list)
    for row in rows.exclude(state=State.WITHDRAWN).select_related("group"):
        of_one[row.group.canonical_id].append(row)
    return set().union(*map(contested, of_one.values()))


def belonging_around(group: Group, user: User | AnonymousUser) -> list[Alliance]:
    """The ties of structure and the pledges that lead to or from a group, directly or through others."""
    ties = shown_ties(visible_ties(user).filter(kind__in=BELONGING_AND_LEAVING))
    up, down = _onward(ties, group, "source", "target"), _onward(ties, group, "target", "source")
    return list({row.pk: row for row in (*up, *down)}.values())


def _onward(ties: QuerySet[Any], group: Group, near: str, far: str) -> list[Any]:
    """Step by step, so that the size of the whole network does not matter."""
    found: list[Any] = []
    seen: set[int] = set()
    waiting = {group.pk}
    for _ in range(MOST_LEVELS + 1):  # the last only tells whether there would be more
        here = Q(**{f"{near}__in": waiting}) | Q(**{f"{near}__merged_into__in": waiting})
        step = list(ties.filter(here)) if waiting else []
        found += step
        seen |= waiting
        waiting = {getattr(row, far).shown_as.pk for row in step} - seen
    return found


def bearers_of(names: Collection[GroupName], group: Group, user: User | AnonymousUser) -> dict[str, list[Group]]:
    """The other groups that bear some names, by name."""
    others = GroupName.objects.filter(name__in=[name.name for name in names], group__merged_into=None)
    others = others.filter(group__in=Group.objects.visible_to(user)).exclude(group=group).select_related("group")
    found: dict[str, list[Group]] = {}
    for other in others.order_by("group__name"):
        found.setdefault(other.name, []).append(other.group)
    return found
