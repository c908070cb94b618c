"""What one row of a dataset says, in the terms of this site: plain values that every crosswalk ends in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from incidents.kinds import Kind, TargetKind, WeaponKind
from incidents.models.attribution import AttributionStatus, Role
from incidents.models.casualty import CasualtyClass, Outcome
from places.spots import Spot
from sources.quantities import Estimate


class Unread(Exception):
    """A row that cannot be taken in, with the column at fault and what helps."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column, self.reason = column, reason


class Odd(StrEnum):
    """What a row has in it that was put right or left out, and that a person should know of."""

    OUT_OF_ORDER = "low, best and high are not in order; the least and the greatest of them are kept as bounds"
    MORE_ATTACKERS = "more attackers are counted than people in all"
    NO_DAY = "the day is not known"
    MORE_PARTS = "the people of single classes come to more than all people"
    LEFT_OUT = "a value is not known here and was left out"


def added(said: Estimate) -> tuple[int, int, int, int]:
    """What a count adds to sums of low, best and high; the last is 1 where it is open above, and its best is added."""
    least = (said.best if said.best is not None else said.low) or 0
    is_open = said.high is None and said.low is not None
    return said.low or 0, said.best or 0, least if said.high is None else said.high, int(is_open)


@dataclass(frozen=True)
class Actor:
    """Who took part, as the dataset names them; `number` is the actor's in the dataset itself."""

    name: str
    role: Role
    number: str = ""
    status: AttributionStatus = AttributionStatus.CREDITED


@dataclass(frozen=True)
class Count:
    """How many people; the figures of the dataset as they stand, which need not be in order."""

    outcome: Outcome
    told: Estimate
    by_class: Mapping[CasualtyClass, int] = field(default_factory=dict)

    @property
    def is_in_order(self) -> bool:
        low, best, high = self.told.low, self.told.best, self.told.high
        known = [number for number in (low, best, high) if number is not None]
        return known == sorted(known)

    @property
    def kept(self) -> Estimate:
        """The same as bounds that hold each other."""
        known = [number for number in (self.told.low, self.told.best, self.told.high) if number is not None]
        if not known:
            return self.told
        return Estimate(min(known), self.told.best, None if self.told.high is None else max(known))


@dataclass(frozen=True)
class Event:
    """One row. `when` is EDTF; `lost` are the cells that have no place here, by column.

    What a crosswalk leaves out on purpose, such as the names of victims, is not among them: it is read by nobody.
    """

    external_id: str
    when: str
    kind: Kind
    where: Spot
    actors: tuple[Actor, ...] = ()
    counts: tuple[Count, ...] = ()
    targets: tuple[TargetKind, ...] = ()
    weapons: tuple[WeaponKind, ...] = ()
    sources: int | None = None
    odd: tuple[Odd, ...] = ()
    lost: Mapping[str, str] = field(default_factory=dict)
