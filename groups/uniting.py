"""Groups that an analyst counts as one actor, without any record being merged: "isk-p~ttp". Pure."""

from collections.abc import Iterable

JOINED = "~"  # between groups that count as one: no slug and no script has it


def sets_of(values: Iterable[str]) -> frozenset[str]:
    """Sets of groups that count as one, each in order; sets that share a group are one set."""
    whole: list[frozenset[str]] = []
    for each in (frozenset(value.split(JOINED)) for value in values):
        touching = [other for other in whole if not other.isdisjoint(each)]
        whole = [other for other in whole if other.isdisjoint(each)] + [each.union(*touching)]
    return frozenset(JOINED.join(sorted(each)) for each in whole)


def as_one(sets: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each group that counts as one with others all of these, in order; the first stands for them."""
    parted = (tuple(each.split(JOINED)) for each in sets)
    return {slug: each for each in parted for slug in each}
