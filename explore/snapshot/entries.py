"""From facts to coded rows: which entry of each table an incident has, and the new entries themselves."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import orjson
from numpy.typing import NDArray

from explore.snapshot.coding import Keys, coded, combined, of_sets, of_texts
from explore.snapshot.lines import Line, lines
from explore.snapshot.lookups import Lookups, PlaceEntry
from explore.snapshot.projection import mercator
from explore.snapshot.reading import Facts, Parts
from explore.snapshot.tables import SHAPES, Columns, Lists, Table
from explore.snapshot.vocabulary import COUNTS, LEVELS, PRECISIONS

UNKNOWN = -1
Codes = NDArray[np.int64]


@dataclass(frozen=True)
class Coded:
    """The code of each incident in one table, the key of its content, and the table with what is new at its end."""

    codes: Codes
    keys: Keys
    table: Table


def empty(name: str) -> Table:
    """A table without entries."""
    shape, none = SHAPES[name], np.zeros(0, np.int64)
    lists = {each: Lists(np.zeros(1, np.int64), dict.fromkeys(columns, none)) for each, columns in shape.lists.items()}
    return Table(np.zeros(0, np.uint64), dict.fromkeys(shape.columns, none), lists)


def toll(facts: Facts, known: Table) -> Coded:
    """How many were killed and wounded, low, best and high."""
    columns = {name: facts.counts[name] for name in COUNTS}
    return _extended(known, combined(*columns.values()), lambda first: Table(
        np.zeros(len(first), np.uint64), {name: each[first] for name, each in columns.items()}, {},
    ))  # fmt: skip


def traits(facts: Facts, known: Table, communities: dict[str, int]) -> Coded:
    """Kind, state, grades and targets. `communities` numbers the words for communities; new ones are added."""
    targets = facts.targets.values
    words = [communities.setdefault(word, len(communities)) for word in facts.communities]
    numbers, hashes = np.array([*words, 0]), np.append(of_texts(facts.communities), np.uint64(0))
    struck = _lists(facts.targets, len(facts), kind=targets["kind"], community=numbers[targets["community"]])
    keys = combined(
        *facts.traits.values(),
        of_sets(facts.targets.owner, combined(targets["kind"], hashes[targets["community"]]), len(facts)),
    )
    return _extended(known, keys, lambda first: Table(
        np.zeros(len(first), np.uint64), {name: each[first] for name, each in facts.traits.items()},
        {"targets": struck.take(first)},
    ))  # fmt: skip


def weapons(facts: Facts, known: Table) -> Coded:
    """With what it was done."""
    kinds = facts.weapons.values["kind"]
    used = _lists(facts.weapons, len(facts), kind=kinds)
    return _extended(known, of_sets(facts.weapons.owner, combined(kinds), len(facts)), lambda first: Table(
        np.zeros(len(first), np.uint64), {}, {"used": used.take(first)},
    ))  # fmt: skip


def actors(facts: Facts, known: Table, lookups: Lookups, numbered: dict[Line, int]) -> Coded:
    """Who took part, in which role, how they came to be named, and what they belonged to on that day.

    `facts` hold groups of this audience alone. `numbered` numbers the lines; new ones are added.
    """
    parts = {**facts.attributions.values, "line": lines(facts, lookups.groups, numbered)}
    above = of_texts(" ".join(line) for line in numbered)[parts["line"]]
    groups, at = np.unique(parts["group"], return_inverse=True)
    slugs = of_texts(lookups.groups[int(group)].slug for group in groups)
    owner, size, lists = facts.attributions.owner, len(facts), _lists(facts.attributions, len(facts), **parts)
    said = combined(parts["role"], parts["status"], above)
    keys = of_sets(owner, combined(slugs[at], said), size)
    own = of_sets(owner, combined(parts["group"], said), size)
    return _extended(known, keys, lambda first: Table(
        np.zeros(len(first), np.uint64), {}, {"parts": lists.take(first)},
    ), own)  # fmt: skip


def places(facts: Facts, known: Table, lookups: Lookups) -> tuple[Coded, list[PlaceEntry]]:
    """Where it was as shown; also the new entries, "nowhere" first of all. Two places alike in all are one entry."""
    exact, at = np.unique(facts.place, return_inverse=True)
    shown = lookups.shown(exact)
    found = lookups.places(shown.values())
    entries = [found.get(shown.get(int(pk), 0), NOWHERE) for pk in exact]
    keys = of_texts(orjson.dumps(vars(entry)).decode() for entry in entries)
    fresh: list[PlaceEntry] = []

    def made(first: Codes) -> Table:
        fresh.extend(entries[int(at[place])] for place in first)
        return Table(np.zeros(len(first), np.uint64), _position(fresh, lookups), {})

    return _extended(known, keys[at], made), fresh


NOWHERE = PlaceEntry("", "", "", "", "", "", "", "", None, None, None, "", "")


def _position(entries: list[PlaceEntry], lookups: Lookups) -> Columns:
    provinces = {unit.code: number for number, unit in enumerate(lookups.provinces)}
    districts = {unit.code: number for number, unit in enumerate(lookups.districts)}
    lat = np.array([np.nan if entry.lat is None else entry.lat for entry in entries], dtype=np.float64)
    lon = np.array([np.nan if entry.lon is None else entry.lon for entry in entries], dtype=np.float64)
    x, y = mercator(lat, lon)
    doubts = [np.nan if entry.uncertainty_km is None else entry.uncertainty_km for entry in entries]
    return {
        "lat": lat, "lon": lon, "x": x, "y": y, "uncertainty": np.array(doubts, dtype=np.float64),
        "precision": _numbers([PRECISIONS.index(e.precision) if e.precision else UNKNOWN for e in entries]),
        "level": _numbers([LEVELS.index(_level(entry)) for entry in entries]),
        "province": _numbers([provinces.get(entry.province, UNKNOWN) for entry in entries]),
        "district": _numbers([districts.get(entry.district, UNKNOWN) for entry in entries]),
    }  # fmt: skip


def _level(entry: PlaceEntry) -> str:
    """Which of the four parts of the total it belongs to; a province is never taken for its middle."""
    if entry.lat is None:
        return "not_located"
    if entry.precision == "province":
        return "by_province" if entry.province else "not_located"
    return {"site": "placed", "settlement": "placed", "district": "by_district"}.get(entry.precision, "not_located")


def _extended(known: Table, keys: Keys, made: Callable[[Codes], Table], own: Keys | None = None) -> Coded:
    """`own` are the keys of the table's entries where these are not content alone: a slug may pass to another group."""
    own = keys if own is None else own
    codes, first = coded(known.keys, own)
    fresh = made(first)
    fresh = Table(own[first], fresh.columns, fresh.lists)
    return Coded(codes, keys, known.followed_by(fresh))


def _lists(parts: Parts, size: int, **values: NDArray[np.int64]) -> Lists:
    return Lists.of(parts.owner, values, size)


def _numbers(values: list[int]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)
