"""Whether two accounts tell of the same deed: what was done, by whom, and to whom."""

from collections.abc import Iterable, Iterator
from functools import cache

from incidents.kinds import FAMILY_OF, Kind, TargetKind
from incidents.matching import weights
from incidents.matching.values import Actor, Reason, Sketch

SAYS_LITTLE = frozenset({TargetKind.OTHER, TargetKind.UNKNOWN})


def compare_kinds(one: Sketch, other: Sketch) -> Iterator[Reason]:
    if not one.kind or not other.kind:
        return
    first, second = sorted((Kind(one.kind), Kind(other.kind)))
    points, names = kind_points(first, second), f"{_plain(first.label)} and {_plain(second.label)}"
    if first == second:
        yield Reason(f"Same kind: {_plain(first.label)}", points)
    elif points:
        yield Reason(f"{'Kinds are often confused' if points > 0 else 'Kinds differ'}: {names}", points)


@cache
def kind_points(one: str, other: str) -> float:
    """What two kinds say by themselves; "other" says little."""
    if Kind.OTHER in (one, other):
        return weights.BOTH_OTHER if one == other else 0.0
    if one == other:
        return weights.SAME_KIND
    if any({one, other} <= kinds for kinds in weights.KINDRED_KINDS):
        return weights.KIN_KIND
    is_one_family = FAMILY_OF[Kind(one)] == FAMILY_OF[Kind(other)]
    return weights.OTHER_KIND_OF_FAMILY if is_one_family else weights.OTHER_FAMILY


def compare_actors(one: Sketch, other: Sketch) -> Iterator[Reason]:
    """By the closest of all pairs of groups; those that many incidents share count where there is nothing else."""
    telling = [[actor for actor in side.actors if not actor.is_usual] for side in (one, other)]
    mine, theirs = telling if all(telling) else (one.actors, other.actors)
    if found := [reason for each in mine for its in theirs for reason in _alike(each, its)]:
        yield max(found, key=lambda reason: (reason.points, reason.words))
    elif all(telling):
        yield Reason(f"Different groups: {' and '.join(sorted(map(_names, telling)))}", weights.OTHER_GROUP)


def _alike(mine: Actor, its: Actor) -> Iterator[Reason]:
    is_usual = mine.is_usual or its.is_usual
    if mine.group == its.group:
        points = weights.SAME_GROUP if mine.is_struck == its.is_struck else weights.OTHER_ROLE
        yield Reason(f"Both name {mine.name}", min(points, weights.USUAL_GROUP) if is_usual else points)
    elif not is_usual and (mine.group in its.above or its.group in mine.above):
        part, whole = (its, mine) if mine.group in its.above else (mine, its)
        yield Reason(f"{part.name} belongs to {whole.name}", weights.KIN_GROUP)


def _names(actors: Iterable[Actor]) -> str:
    return ", ".join(sorted({actor.name for actor in actors}))


def compare_targets(one: Sketch, other: Sketch) -> Iterator[Reason]:
    mine, theirs = (frozenset(each for each in side.targets if each[0] not in SAYS_LITTLE) for side in (one, other))
    if not mine or not theirs:
        return
    if shared := sorted(community for kind, community in mine & theirs if community):
        yield Reason(f"Same target: {shared[0]}", weights.SAME_COMMUNITY)
    elif kinds := sorted(_kinds(mine) & _kinds(theirs)):
        yield Reason(f"Same target: {_plain(TargetKind(kinds[0]).label)}", weights.SAME_TARGET)
    elif not any(_kinds(mine) & kinds and _kinds(theirs) & kinds for kinds in weights.KINDRED_TARGETS):
        yield Reason(f"Different targets: {' and '.join(sorted(map(_labels, (mine, theirs))))}", weights.OTHER_TARGET)


def _kinds(targets: Iterable[tuple[str, str]]) -> set[str]:
    return {kind for kind, _ in targets}


def _labels(targets: Iterable[tuple[str, str]]) -> str:
    return ", ".join(sorted(_plain(TargetKind(kind).label) for kind in _kinds(targets)))


def _plain(label: str) -> str:
    """As it stands inside a sentence: not all of the vocabularies begin in small letters."""
    return label if label.isupper() else label[:1].lower() + label[1:]
