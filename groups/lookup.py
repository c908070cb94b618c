"""Finding a group by any of its names, in any script."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from groups.models import Group, GroupName, MatchRule
from groups.spelling import Nearness, nearness

UNKNOWN = "No group is known as “{text}”. Write one of its names in full."
UNCLEAR = "“{text}” may mean {groups}: write the full name."


@dataclass(frozen=True)
class FoundName:
    """A name by which a group was found; `is_vague` where it means the group only if an editor says so."""

    name: str
    nearness: Nearness
    is_vague: bool = False
    language: str = ""
    script: str = ""

    @property
    def rank(self) -> tuple[int, bool, int]:
        return self.nearness, self.is_vague, len(self.name)


def known_by(groups: QuerySet[Group], text: str) -> dict[int, FoundName]:
    """The name nearest to the text of each group that has one, by the group's key.

    There are hundreds of groups, not millions, so Python compares the spellings.
    """
    found: dict[int, FoundName] = {}
    for key, known in _like(groups, text):
        if key not in found or known.rank < found[key].rank:
            found[key] = known
    return found


def with_name_like(groups: QuerySet[Group], text: str) -> QuerySet[Group]:
    """Groups by any name or alias."""
    return groups.filter(pk__in=known_by(groups, text))


def meant(text: str) -> Group:
    """The one group that somebody means who types a name, as the record that stands for it.

    ValidationError where the name is nobody's, or several groups may be meant: it names them.
    """
    found = list(dict.fromkeys(group.canonical for group in called(Group.objects.select_related("merged_into"), text)))
    if not found:
        raise ValidationError(UNKNOWN.format(text=text))
    may_be = [group.name for group in found]
    if len(found) == 1 and _is_never_enough(found[0], text):
        may_be.append("another group")
    if len(may_be) > 1:
        raise ValidationError(UNCLEAR.format(text=text, groups=" or ".join(may_be)))
    return found[0]


def called(groups: QuerySet[Group], text: str) -> list[Group]:
    """Groups that go by exactly this name, the full name before any alias; several when it is ambiguous."""
    own = groups.filter(name__iexact=text)
    if own:
        return list(own)
    rightly = Q(name__iexact=text) & (~Q(match=MatchRule.EXACT_CASE) | Q(name=text))
    by_alias = GroupName.objects.filter(rightly).values("group")
    return list(groups.filter(Q(short_name__iexact=text) | Q(pk__in=by_alias)))


def _is_never_enough(group: Group, text: str) -> bool:
    """Whether a name means the group only if an editor says so."""
    if text.casefold() in {group.name.casefold(), group.short_name.casefold()}:
        return False
    names = GroupName.objects.filter(group__in=Group.objects.as_one_with(group))
    return names.filter(name__iexact=text, match=MatchRule.NEVER).exists()


def _like(groups: QuerySet[Group], text: str) -> Iterator[tuple[int, FoundName]]:
    for key, *names in groups.values_list("pk", "name", "short_name"):
        for name in names:
            if (near := nearness(name, text)) is not None:
                yield key, FoundName(name, near)
    spellings = GroupName.objects.filter(group__in=groups)
    for key, name, match, *writing in spellings.values_list("group_id", "name", "match", "language", "script"):
        if (near := nearness(name, text)) is not None:
            yield key, FoundName(name, near, match == MatchRule.NEVER, *writing)
