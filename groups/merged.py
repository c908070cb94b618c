"""Records of a group that lead to another: what was entered of them is shown with the one they were merged into."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from groups.models import Group


def by_themselves(groups: QuerySet[Group]) -> QuerySet[Group]:
    """Those that lead to no other of them."""
    return groups.filter(Q(merged_into=None) | ~Q(merged_into__in=groups))


def led_on(group: Group, user: User | AnonymousUser) -> Group | None:
    """The group that a record leads to; None where it leads nowhere that the reader may go."""
    if group.merged_into_id is None:
        return None
    return Group.objects.visible_to(user).filter(pk=group.merged_into_id).first()


def merged_records(group: Group, user: User | AnonymousUser) -> list[Group]:
    """The records that lead to it, with their names."""
    records = Group.objects.visible_to(user).filter(merged_into=group)
    return list(records.prefetch_related("names__citations__outlet", "names__citations__republishes__outlet"))
