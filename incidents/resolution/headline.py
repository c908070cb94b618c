"""All headline values of an incident together, and the three views in which they are read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from incidents.kinds import FAMILY_OF, Kind
from incidents.resolution.actors import CLAIMED, CREDITED, DENIED, Actor, resolve_actors
from incidents.resolution.counts import resolve_count
from incidents.resolution.days import resolve_when
from incidents.resolution.values import Value, counted
from incidents.resolution.voices import KINDS, Origin, Voice, origins
from incidents.resolution.whereabouts import resolve_place
from sources.quantities import Estimate

FACTS = ("kind", "when", "place", "actors", "killed", "wounded")
CONFIRMED, PROBABLE, UNJUDGED = 1, 2, 6


class View(StrEnum):
    """How doubtful values are read: conservative, best, inclusive."""

    LOW = "low"
    BEST = "best"
    HIGH = "high"


@dataclass(frozen=True)
class Headline:
    """An incident's resolved values. `place` is a place's number, `when` EDTF.

    `corroboration` counts independent sources, `unaligned` those of them that are no party to the conflict.
    """

    kind: Value[str]
    when: Value[str]
    place: Value[int | None]
    actors: Value[tuple[Actor, ...]]
    killed: Value[Estimate]
    wounded: Value[Estimate]
    credibility: Value[int]
    corroboration: int
    unaligned: int

    @property
    def disputed(self) -> tuple[str, ...]:
        """The facts on which independent sources differ."""
        return tuple(name for name in FACTS if getattr(self, name).is_disputed)

    @property
    def has_conflict(self) -> bool:
        return bool(self.disputed)

    @property
    def disagreement(self) -> float:
        """Of the facts that two independent sources speak of (or that are disputed), the share on which they differ."""
        compared = [name for name in FACTS if getattr(self, name).compared > 1 or getattr(self, name).is_disputed]
        return len(self.disputed) / len(compared) if compared else 0.0

    def people(self, outcome: str, view: View) -> int | None:
        """How many in a view: a missing best is the low it is at least; None is not reported, or open above."""
        found: Estimate = getattr(self, outcome).value
        if view == View.HIGH:
            return found.high
        return found.low if view == View.LOW or found.best is None else found.best

    def named(self, view: View) -> tuple[Actor, ...]:
        """Who in a view: claimed or credited and undisputed; all but those denied; everybody named."""
        sure = frozenset({CLAIMED, CREDITED})
        kept = {View.LOW: sure, View.BEST: None, View.HIGH: None}[view]
        return tuple(
            actor for actor in self.actors.value
            if (kept is None or actor.status in kept) and (view == View.HIGH or actor.status != DENIED)
        )


def headline(voices: Iterable[Voice], chosen: Mapping[str, tuple[Any, str]] | None = None) -> Headline:
    """The headline that follows from reports, in whatever order they come.

    `chosen` maps a field of Headline to an editor's value for it and the reason: it wins over the rule.
    """
    heard = origins(voices)
    found = Headline(
        kind=resolve_kind(heard), when=resolve_when(heard), place=resolve_place(heard), actors=resolve_actors(heard),
        killed=resolve_count(heard, "killed"), wounded=resolve_count(heard, "wounded"),
        credibility=resolve_credibility(heard), corroboration=len(heard),
        unaligned=sum(not origin.is_party for origin in heard),
    )  # fmt: skip
    known = {each.name for each in fields(Headline)}
    choices = {name: choice for name, choice in (chosen or {}).items() if name in known}
    return replace(found, **{name: getattr(found, name).chosen(*choice) for name, choice in choices.items()})


def resolve_kind(heard: Sequence[Origin]) -> Value[str]:
    """The kind with most weight; of several the first in the vocabulary, whose order goes from special to general."""
    if not heard:
        return Value(str(Kind.OTHER), "No source is entered.")
    weights: dict[str, int] = {}
    for origin in heard:
        weights[origin.kind] = weights.get(origin.kind, 0) + origin.weight
    kind = min(weights, key=lambda each: (-weights[each], KINDS[each]))
    families = {FAMILY_OF[Kind(each)] for each in weights}
    if len(heard) == 1:
        reason = "Taken from the one independent source."
    elif len(weights) == 1:
        reason = f"All {counted(len(heard))} say so."
    else:
        reason = f"The kind with most weight, by grade, among {counted(len(heard))}."
    return Value(str(kind), reason, len(heard), len(families) > 1)


def resolve_credibility(heard: Sequence[Origin]) -> Value[int]:
    """The best single grade; "confirmed" (1) needs two independent outlets, neither a party to the conflict."""
    best = min((origin.credibility for origin in heard), default=UNJUDGED)
    if best > CONFIRMED:
        return Value(best, "The best grade that any of its reports has.", len(heard))
    if sum(not origin.is_party for origin in heard) > 1:
        return Value(best, "Confirmed: graded so, and by two independent outlets, neither a party.", len(heard))
    return Value(PROBABLE, "Graded as confirmed, but that needs two independent outlets, neither a party.", len(heard))
