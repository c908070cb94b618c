"""All names by which the groups are known, as an index to compare other names with."""

from collections.abc import Iterator

from groups.matching import KnownName, NameIndex, index_of
from groups.models import Group, GroupName, MatchRule
from sources.editorial import State

OURS = "khorasan-watch"


def known_names() -> NameIndex:
    """All names and outside ids of the groups that stand, to be asked many times; a merged group's are its heir's.

    A group's short name is recognised as it is written only, as GroupName has no rule for it.
    """
    groups = list(Group.objects.exclude(state=State.WITHDRAWN))
    heirs = {group.pk: group.canonical_id for group in groups}
    aliases = GroupName.objects.filter(group__in=groups).values_list("group_id", "name", "match")
    rules = {(pk, name): MatchRule(rule) for pk, name, rule in aliases}
    for group in groups:
        rules.setdefault((group.pk, group.name), MatchRule.CASEFOLD)
        if group.short_name:
            rules.setdefault((group.pk, group.short_name), MatchRule.EXACT_CASE)
    names = {
        KnownName(heirs[pk], name, is_cased=rule == MatchRule.EXACT_CASE, is_ambiguous=rule == MatchRule.NEVER)
        for (pk, name), rule in rules.items()
    }  # fmt: skip
    return index_of(sorted(names, key=lambda each: (each.group, each.name)), _outside_ids(groups))


def _outside_ids(groups: list[Group]) -> Iterator[tuple[str, str, int]]:
    """Those of other registries, and each group's own short address, by which files of such a site as this name it."""
    for group in groups:
        yield OURS, group.slug, group.canonical_id
        for scheme, value in group.external_ids.items():
            yield from ((scheme, each, group.canonical_id) for each in sorted(outside_ids(value)))


def outside_ids(value: str) -> set[str]:
    """The ids of one registry: where two of its actors are one group here, they stand between commas."""
    return {each.strip() for each in str(value).split(",")} - {""}
