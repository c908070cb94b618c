"""Finding a group by any of its names, in any script."""

from django.db.models import Q, QuerySet

from groups.models import Group, GroupName, MatchRule
from groups.spelling import goes_by


def with_name_like(groups: QuerySet[Group], text: str) -> QuerySet[Group]:
    """Groups by any name or alias. There are hundreds of groups, not millions, so Python compares the spellings."""
    own = groups.values_list("pk", "name", "short_name")
    spellings = [(pk, each) for pk, *names in own for each in names]
    spellings += GroupName.objects.filter(group__in=groups).values_list("group_id", "name")
    return groups.filter(pk__in={pk for pk, each in spellings if goes_by(each, text)})


def called(groups: QuerySet[Group], text: str) -> list[Group]:
    """Groups that go by exactly this name, the full name before any alias; several when it is ambiguous."""
    own = groups.filter(name__iexact=text)
    if own:
        return list(own)
    rightly = Q(name__iexact=text) & (~Q(match=MatchRule.EXACT_CASE) | Q(name=text))
    by_alias = GroupName.objects.filter(rightly).values("group")
    return list(groups.filter(Q(short_name__iexact=text) | Q(pk__in=by_alias)))
