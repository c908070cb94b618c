"""Reports as the rules hear them, and the independent origins they come down to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from incidents.kinds import Kind
from incidents.resolution.weights import weight
from sources.dates import bounds
from sources.quantities import Estimate

KINDS = {kind: number for number, kind in enumerate(Kind.values)}
LONG_AGO, FAR_AHEAD = date.min, date.max
WITHOUT_END = 10**9
UNJUDGED = 6


@dataclass(frozen=True)
class Whereabouts:
    """A place by the numbers of what it lies in, coarse to fine, itself the last.

    `withheld` are those of them that are finer than the public may see of it: they count as agreement, but are never
    made the headline in the stead of the place itself.
    """

    chain: tuple[int, ...]
    withheld: frozenset[int] = frozenset()

    def agrees_with(self, other: "Whereabouts") -> bool:
        """Whether one lies in the other, or both are one place."""
        return self.chain[-1] in other.chain or other.chain[-1] in self.chain


@dataclass(frozen=True)
class Said:
    """One statement on a group: its part, how it came to be named, by whom, and how sure that is.

    `above` are the groups it is a chapter, faction, affiliate or arm of: a claim by one of them is not a rival's.
    """

    group: int
    role: str
    status: str
    by: str
    confidence: str = "low"
    above: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Voice:
    """What one report says, and who says it.

    `origin` is the same for reports that share an owner, a wire or a republication chain. `published`, `reliability`
    and `is_party` are those of the item at the start of that chain. `counts` maps an outcome such as "killed" to the
    report's total for it.
    """

    origin: str
    reliability: str
    credibility: int
    kind: str = Kind.OTHER
    published: date | None = None
    is_party: bool = False
    when: str = ""
    place: Whereabouts | None = None
    actors: frozenset[Said] = frozenset()
    counts: Mapping[str, Estimate] = field(default_factory=dict)


@dataclass(frozen=True)
class Origin:
    """What one independent origin says: of each fact what it said last."""

    name: str
    weight: int
    credibility: int
    is_party: bool
    published: date | None
    kind: str
    when: str
    place: Whereabouts | None
    actors: frozenset[Said]
    counts: Mapping[str, Estimate]


def origins(voices: Iterable[Voice]) -> list[Origin]:
    """The independent origins of some reports, in order of their names."""
    together: dict[str, list[Voice]] = {}
    for voice in voices:
        together.setdefault(voice.origin, []).append(voice)
    return [_origin(name, together[name]) for name in sorted(together)]


def _origin(name: str, voices: list[Voice]) -> Origin:
    """Whoever repeats itself says nothing new: ties between items of one day are broken by what they say alone."""
    judged = [voice for voice in voices if voice.credibility != UNJUDGED] or voices
    outcomes = {outcome for voice in voices for outcome, said in voice.counts.items() if said.low is not None}
    return Origin(
        name=name,
        weight=max(weight(voice.reliability, voice.credibility) for voice in judged),
        credibility=min(voice.credibility for voice in voices),
        is_party=any(voice.is_party for voice in voices),
        published=min((voice.published for voice in voices if voice.published), default=None),
        kind=_last(voices, lambda voice: voice.kind, KINDS.__getitem__),
        when=_last(voices, lambda voice: voice.when, _span) or "",
        place=_last(voices, lambda voice: voice.place, _depth),
        actors=frozenset(said for voice in voices for said in voice.actors),
        counts={outcome: _last(voices, lambda voice: _count(voice, outcome), _size) for outcome in sorted(outcomes)},  # noqa: B023
    )


def _last(voices: list[Voice], said: Callable[[Voice], Any], order: Callable[[Any], Any]) -> Any:
    """What was said last of one fact; of several things said on one day the first in `order`; None where nothing."""
    heard = [(voice.published or LONG_AGO, value) for voice in voices if (value := said(voice))]
    if not heard:
        return None
    day = max(when for when, _ in heard)
    return min((value for when, value in heard if when == day), key=order)


def _count(voice: Voice, outcome: str) -> Estimate | None:
    found = voice.counts.get(outcome)
    return found if found and found.low is not None else None


def _span(when: str) -> tuple[int, str]:
    """The narrower date before the wider."""
    found = bounds(when)
    return ((found.latest or FAR_AHEAD) - (found.earliest or LONG_AGO)).days, when


def _depth(place: Whereabouts) -> tuple[int, tuple[int, ...], list[int]]:
    """The finer place before the coarser."""
    return -len(place.chain), place.chain, sorted(place.withheld)


def _size(count: Estimate) -> tuple[int, int, int]:
    """The lower count before the higher."""
    low = count.low or 0
    return (low if count.best is None else count.best), low, WITHOUT_END if count.high is None else count.high
