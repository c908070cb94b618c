"""The plain values that matching compares, and what it answers with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from incidents.matching.weights import Band
from sources.quantities import Estimate


@dataclass(frozen=True)
class Unit:
    """A place of the gazetteer by its row number, name and kind."""

    id: int
    name: str
    kind: str


@dataclass(frozen=True)
class Where:
    """Where it happened.

    `place` is the gazetteer entry, where there is one, and `within` what that lies in, fine to coarse. `names` are its
    names in any script. Degrees are WGS84; `precision` is the level to which the position is known (`places.models`),
    empty where there is none.
    """

    place: Unit | None = None
    within: tuple[Unit, ...] = ()
    names: frozenset[str] = frozenset()
    lat: float | None = None
    lon: float | None = None
    uncertainty_km: float | None = None
    precision: str = ""

    @property
    def units(self) -> tuple[Unit, ...]:
        """The place and what it lies in."""
        return (self.place, *self.within) if self.place else self.within


@dataclass(frozen=True)
class Actor:
    """A group that is named. `above` are the numbers of the groups it belongs to.

    `is_usual` marks a state force or a name for those not known, which many incidents share.
    """

    group: int
    name: str
    is_struck: bool = False
    is_usual: bool = False
    above: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Citation:
    """A cited item, the item at the start of its chain of copies, and the owner, wire or outlet that speaks there."""

    source: int | None
    root: int | None
    owner: str


@dataclass(frozen=True)
class Sketch:
    """What one report or incident says. What it is silent on is empty.

    `targets` are pairs of a kind and a community; `counts` maps an outcome such as "killed" to the total for it.
    """

    kind: str = ""
    earliest: date | None = None
    latest: date | None = None
    where: Where | None = None
    actors: frozenset[Actor] = frozenset()
    targets: frozenset[tuple[str, str]] = frozenset()
    counts: Mapping[str, Estimate] = field(default_factory=dict)
    citations: frozenset[Citation] = frozenset()


@dataclass(frozen=True)
class Reason:
    """A sentence and the points it is worth: above zero it speaks for one event, below against."""

    words: str
    points: float

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Match:
    """How likely two sketches are of one event, and why; the weightiest reason first."""

    score: float
    band: Band
    reasons: tuple[Reason, ...]

    @property
    def is_suggested(self) -> bool:
        return self.band is not Band.UNLIKELY

    @property
    def speaking_for(self) -> list[Reason]:
        return [reason for reason in self.reasons if reason.points > 0]

    @property
    def speaking_against(self) -> list[Reason]:
        return [reason for reason in self.reasons if reason.points < 0]
