"""The headline values of synthetic incidents: what, when, where, how many, and how well known."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from incidents.kinds import FAMILY_OF, Family, Kind
from incidents.synthetic import dates, places, words
from incidents.synthetic.chance import Chance, Flags, Numbers
from incidents.synthetic.dates import When
from incidents.synthetic.marks import TITLE, WITHDRAWN
from incidents.synthetic.world import World
from sources.editorial import State

KINDS = list(Kind)
FREQUENT = {
    Kind.ARMED_CLASH: 24.0, Kind.BOMBING_IED: 18.0, Kind.ARMED_ATTACK: 13.0, Kind.AIRSTRIKE: 6.0, Kind.SHELLING: 5.0,
    Kind.RAID: 5.0, Kind.ARREST: 5.0, Kind.SUICIDE_ATTACK: 3.5, Kind.ASSASSINATION: 3.5, Kind.ABDUCTION: 3.0,
    Kind.WEAPONS_SEIZED: 2.0, Kind.DRONE_STRIKE: 1.5, Kind.GRENADE: 1.5, Kind.PROTEST: 1.5, Kind.STATEMENT: 1.0,
}  # fmt: skip
RARE = 0.45
DEADLY = {
    Kind.SUICIDE_ATTACK: 8.0, Kind.AIRSTRIKE: 5.0, Kind.DRONE_STRIKE: 4.0, Kind.ARMED_CLASH: 3.5, Kind.BOMBING_IED: 3.0,
    Kind.TERRITORY_TAKEN: 3.0, Kind.TERRITORY_REGAINED: 3.0, Kind.ARMED_ATTACK: 2.5, Kind.SHELLING: 2.0,
    Kind.RAID: 2.0, Kind.ASSASSINATION: 1.0, Kind.GRENADE: 1.0, Kind.RIOT: 1.0,
}  # fmt: skip
TAIL, MOST = 1.35, 900  # of the number of people, as of a Pareto distribution
STATES = {State.PUBLISHED: 0.97, State.DRAFT: 0.017, State.IN_REVIEW: 0.003, State.WITHDRAWN: 0.01}
CORROBORATED = (0.60, 0.23, 0.10, 0.04, 0.02, 0.01)
SET_BY = '{"when": "rule", "kind": "rule", "place": "rule"}'
OPEN = -1  # in counts: not reported, or open-ended


@dataclass(frozen=True)
class Headlines:
    """One entry an incident; `kind` and `actor` are positions in lists, the actor the group that usually acts then."""

    when: When
    kind: Numbers
    actor: Numbers
    place: pa.Array
    corroboration: Numbers
    credibility: Numbers
    columns: Mapping[str, pa.Array]

    def __len__(self) -> int:
        return len(self.kind)


def draw(world: World, *, at: int, size: int, whole: int, chance: Chance) -> Headlines:
    when = dates.draw(size, at, whole, world.busy, chance)
    kind = chance.pick([FREQUENT.get(kind, RARE) for kind in KINDS], size)
    actor = acting(world, when, chance)
    place, is_somewhere = places.draw(world.pools, actor, chance)
    located = pa.array(place, mask=~is_somewhere)
    corroboration = 1 + chance.pick(CORROBORATED, size)
    credibility = np.clip(4 - corroboration + chance.between(0, 2, size), 1, 5)
    credibility[chance.happens(0.15, size)] = 6
    columns = {
        **_said(kind, chance), **dated(when), "kind": pa.array(KINDS).take(pa.array(kind)), "place_id": located,
        **_counts("killed", kind, 1.0, chance), **_counts("wounded", kind, 1.8, chance),
        "corroboration": pa.array(corroboration), "credibility": pa.array(credibility),
        "has_conflict": pa.array((corroboration > 1) & chance.happens(0.3, size)),
        "unaligned": pa.array(corroboration), "disagreement": pa.repeat(0.0, size),
        "set_by": pa.repeat(SET_BY, size), "reasons": pa.repeat("{}", size), **_editing(world, when, chance),
    }  # fmt: skip
    return Headlines(when, kind, actor, located, corroboration, credibility, columns)


def acting(world: World, when: When, chance: Chance) -> Numbers:
    """A group that was there in the year, the large ones more often than the small ones."""
    year = when.day.astype("datetime64[Y]").astype(np.int64) - 34
    turn = year + chance.draw.random(len(year))
    number = np.searchsorted(world.active, turn, side="right") - year * len(world.groups)
    return np.clip(number, 0, len(world.groups) - 1).astype(np.int64)


def dated(when: When) -> dict[str, pa.Array]:
    return {"when": pa.array(when.text), "earliest": pa.array(when.earliest), "latest": pa.array(when.latest)}


def _said(kind: Numbers, chance: Chance) -> dict[str, pa.Array]:
    labels = pa.array([each.label[:1].upper() + each.label[1:] for each in KINDS]).take(pa.array(kind))
    return {
        "title": words.titles(labels, chance, opening=TITLE),
        "summary": words.summaries(len(kind), chance),
    }


def _counts(outcome: str, kind: Numbers, scale: float, chance: Chance) -> dict[str, pa.Array]:
    """A heavy tail; null where nothing is reported; each number as sources word it: exactly, at least, about, up to."""
    size = len(kind)
    deadly = np.array([DEADLY.get(each, 0.0) for each in KINDS])[kind]
    violent = np.array([FAMILY_OF[each] == Family.VIOLENCE for each in KINDS])[kind]
    people = np.minimum(chance.draw.pareto(TAIL, size) * deadly * scale / 2, MOST).astype(np.int64)
    low, best, high = _worded(people, chance)
    is_silent = chance.draw.random(size) < np.where(violent, 0.2, 0.7)
    counts = {"low": low, "best": best, "high": high}
    return {f"{outcome}_{view}": _or_null(np.where(is_silent, OPEN, number)) for view, number in counts.items()}


def _worded(people: Numbers, chance: Chance) -> tuple[Numbers, Numbers, Numbers]:
    """Exact, at least, around, between with a best number and without, up to."""
    form = chance.pick([0.68, 0.12, 0.06, 0.08, 0.03, 0.03], len(people))
    wider = people + 1 + people // 3
    low = np.where(form == 2, people * 9 // 10, np.where(form == 5, 0, people))
    best = np.where(form == 3, (people + wider) // 2, np.where(form == 4, OPEN, people))
    high = np.select([form == 1, form == 2, (form == 3) | (form == 4)], [OPEN, -(-people * 11 // 10), wider], people)
    return low, best, high


def _or_null(numbers: Numbers) -> pa.Array:
    return pa.array(numbers, mask=numbers == OPEN)


def _editing(world: World, when: When, chance: Chance) -> dict[str, pa.Array]:
    """Entered within two months of the day, published some days later; drafts were never published."""
    size = len(when.day)
    state = chance.pick(list(STATES.values()), size)
    names = list(STATES)
    is_out = _among(state, [names.index(State.PUBLISHED), names.index(State.WITHDRAWN)])
    entered = moments(when.known_by, chance)
    published = entered + chance.between(3600, 10 * 86400, size).astype("timedelta64[s]")
    reasons = pa.array([WITHDRAWN if name == State.WITHDRAWN else "" for name in names])
    return {
        "state": pa.array(names).take(pa.array(state)),
        "withdrawal_reason": reasons.take(pa.array(state)),
        "is_public": pa.array(state == names.index(State.PUBLISHED)), "version": pa.repeat(1, size),
        **dict.fromkeys(("published_at", "public_from", "first_public_at"), pa.array(published, mask=~is_out)),
        "reviewed_version": pa.array(np.ones(size, np.int64), mask=~is_out),
        "withdrawn_at": pa.array(published, mask=state != names.index(State.WITHDRAWN)),
        "published_by_id": pa.array(np.full(size, world.reviewer), mask=~is_out),
        "created_at": pa.array(entered),
        "updated_at": pa.array(np.where(is_out, published, entered)),
    }


def moments(days: dates.Days, chance: Chance) -> dates.Days:
    """Some time within two months after each day, to the second."""
    return days.astype("datetime64[s]") + chance.between(86400, 60 * 86400, len(days)).astype("timedelta64[s]")


def _among(codes: Numbers, wanted: list[int]) -> Flags:
    return np.isin(codes, wanted)
