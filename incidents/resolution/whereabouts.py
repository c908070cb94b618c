"""Where: the finest place on which two independent sources agree."""

from collections.abc import Sequence
from itertools import combinations

from incidents.resolution.values import Value
from incidents.resolution.voices import Origin, Whereabouts


def resolve_place(origins: Sequence[Origin]) -> Value[int | None]:
    """The number of a place: what one source alone says; else the finest place that two share, or none.

    Where two such places differ, it is what they both lie in.
    """
    placed = [origin.place for origin in origins if origin.place]
    if not placed:
        return Value(None, "No source gives a place.")
    if len(placed) == 1:
        return Value(placed[0].chain[-1], "Taken from the one independent source that gives a place.", 1)
    is_disputed = any(not one.agrees_with(other) for one, other in combinations(placed, 2))
    shared = _finest_shared(placed)
    if shared is None:
        return Value(None, "The sources name places that have nothing in common.", len(placed), True)
    if is_disputed:
        reason = "The finest place that two independent sources share; another differs."
    elif all(place.chain[-1] == shared for place in placed):
        reason = f"All {len(placed)} independent sources name it."
    else:
        reason = "The finest place that two independent sources share; what is finer rests on one alone."
    return Value(shared, reason, len(placed), is_disputed)


def _finest_shared(placed: list[Whereabouts]) -> int | None:
    """The deepest place in the chains of two sources; of several that are equally deep, what they lie in."""
    chains = [[number for number in place.chain if number not in place.withheld] for place in placed]
    support: dict[int, int] = {}
    above: dict[int, list[int]] = {}
    for chain in chains:
        for depth, number in enumerate(chain):
            support[number] = support.get(number, 0) + 1
            above.setdefault(number, chain[: depth + 1])
    shared = [above[number] for number, sources in support.items() if sources > 1]
    ends = [chain for chain in shared if not any(chain[-1] in other[:-1] for other in shared)]
    return _common(ends) if ends else None


def _common(chains: list[list[int]]) -> int | None:
    """The last number that chains share from their start."""
    shared = None
    for numbers in zip(*chains, strict=False):
        if len(set(numbers)) > 1:
            break
        shared = numbers[0]
    return shared
