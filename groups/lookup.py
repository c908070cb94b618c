"""Finding a group by any of its names, in any script."""

from django.db.models import Q, QuerySet

from groups.models import Group, GroupName, MatchRule


def with_name_like(groups: QuerySet[Group], text: str) -> QuerySet[Group]:
    """Groups one of whose names contains the text; all of them when it is empty."""
    if not text:
        return groups
    by_alias = GroupName.objects.filter(name__icontains=text).values("group")
    return groups.filter(Q(name__icontains=text) | Q(short_name__icontains=text) | Q(pk__in=by_alias))


def called(groups: QuerySet[Group], text: str) -> list[Group]:
    """Groups that go by exactly this name, the full name before any alias; several when it is ambiguous."""
    own = groups.filter(name__iexact=text)
    if own:
        return list(own)
    rightly = Q(name__iexact=text) & (~Q(match=MatchRule.EXACT_CASE) | Q(name=text))
    by_alias = GroupName.objects.filter(rightly).values("group")
    return list(groups.filter(Q(short_name__iexact=text) | Q(pk__in=by_alias)))
