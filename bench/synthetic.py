"""Synthetic facts straight to columns, for sizes at which filling a database takes an hour; the same for a seed."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from explore.snapshot.audience import Audience
from explore.snapshot.lookups import Lookups, PlaceEntry, SourceEntry
from explore.snapshot.reading import Facts, Parts
from explore.snapshot.vocabulary import COUNTS, KINDS, ROLES, STATES, STATUSES, TARGETS, GroupEntry, UnitEntry

GROUPS, PLACES, PROVINCES, DISTRICTS, SOURCES = 120, 6000, 41, 560, 5000
FIRST_DAY, DAYS = 12418, 7305  # 2004-01-01, twenty years
WORDS = [f"{start}{middle}{end}" for start in ("ba", "ka", "sha", "mi", "ra", "to", "lu", "ne", "za", "pu")
         for middle in ("r", "nd", "st", "l", "mb", "k", "sh", "v", "g", "t")
         for end in ("an", "i", "o", "ul", "ar", "es", "im", "a", "un", "ed", "ور", "ان")]  # fmt: skip
COMMUNITIES = ["", "Shia", "Sufi", "Christian", "Hazara"]


@dataclass(frozen=True)
class World(Lookups):
    """Lookups that need no database."""

    entries: dict[int, PlaceEntry]

    def shown(self, exact: object) -> dict[int, int]:
        return {pk: pk for pk in self.entries}

    def places(self, shown: object) -> dict[int, PlaceEntry]:
        return self.entries

    def sources(self, cited: object) -> dict[int, SourceEntry]:
        return {pk: SourceEntry(f"Synthetic outlet {pk % 40:02}, {2004 + pk % 20}", "") for pk in range(SOURCES)}


def world(seed: int) -> World:
    chance = np.random.default_rng(seed)
    provinces = [
        UnitEntry(f"X-{n:02}", f"Province {n:02}", "AF" if n < 34 else "PK", f"X-{n:02}") for n in range(PROVINCES)
    ]
    homes = chance.integers(0, PROVINCES, DISTRICTS)
    districts = [
        UnitEntry(f"X-{home:02}-{n:03}", f"District {n:03}", "AF", f"X-{home:02}") for n, home in enumerate(homes)
    ]
    groups = {
        pk: GroupEntry(f"synthetic-{pk:03}", f"SG {pk:03}", f"Synthetic group {pk:03}", f"Synthetic group {pk:03}",
                       _eras(f"synthetic-{pk // 10:03}") if pk >= 100 else ())
        for pk in range(1, GROUPS + 1)
    }  # fmt: skip
    centres = np.stack([chance.uniform(30, 37, DISTRICTS), chance.uniform(61.5, 74, DISTRICTS)], axis=1)
    entries = {}
    for pk in range(1, PLACES + 1):
        level = "province" if pk <= PROVINCES else "district" if pk <= PROVINCES + DISTRICTS else "settlement"
        number = int(chance.integers(0, DISTRICTS)) if level == "settlement" else (pk - PROVINCES - 1) % DISTRICTS
        unit = districts[number]
        province = provinces[pk - 1].code if level == "province" else str(unit.province)
        lat, lon = (centres[number] + (chance.normal(0, 0.25, 2) if level == "settlement" else 0)).round(4).tolist()
        entries[pk] = PlaceEntry(
            f"X-{pk}", f"Place {pk}", level, "AF", f"Place {pk}, {unit.name}, {province}", province,
            "" if level == "province" else unit.code, level, lat, lon,
            {"settlement": 2.0, "district": 20.0}.get(level, 90.0),
            f"Place {pk} {unit.name}", f"plas{pk}",
        )  # fmt: skip
    return World(Audience.PUBLIC, groups, provinces, districts, entries)


def _eras(above: str) -> tuple[tuple[int | None, tuple[str, ...]], ...]:
    """Belonging to another for half of the time."""
    return (None, ()), (FIRST_DAY + DAYS // 4, (above,)), (FIRST_DAY + 3 * DAYS // 4, ())


@dataclass(frozen=True)
class Maker:
    """Facts of `size` incidents by chance: Zipf groups and places, bursts in time, heavy-tailed tolls."""

    size: int
    seed: int

    @cached_property
    def chance(self) -> np.random.Generator:
        return np.random.default_rng(self.seed)

    def zipf(self, values: int, number: int, shape: float) -> NDArray[np.int64]:
        weights = 1.0 / np.arange(1, values + 1) ** shape
        return np.searchsorted(np.cumsum(weights / weights.sum()), self.chance.random(number)).astype(np.int64)

    def facts(self) -> Facts:
        first, last, when = self._dates()
        traits = self._traits()
        return Facts(
            id=np.arange(1, self.size + 1), texts={**self._texts(first), "when": when}, first=first, last=last,
            place=self._places(), counts=self._counts(), published=np.full(self.size, 1_700_000_000), traits=traits,
            public=np.ones(self.size, np.bool_),
            attributions=self._attributions(), targets=self._targets(traits["kind"]),
            weapons=Parts(np.zeros(0, np.int64), {"kind": np.zeros(0, np.int64)}),
            citations=self._citations(), communities=COMMUNITIES,
        )  # fmt: skip

    def _traits(self) -> dict[str, NDArray[np.int64]]:
        """More sources make information more credible, and disagreement possible."""
        corroboration = 1 + self.zipf(6, self.size, 1.6)
        credibility = np.where(self.chance.random(self.size) < 0.2, 6, np.maximum(1, 4 - corroboration))
        return {
            "kind": np.array(self.chance.permutation(len(KINDS)))[self.zipf(len(KINDS), self.size, 1.1)],
            "state": np.full(self.size, STATES.index("published")), "credibility": credibility,
            "corroboration": corroboration, "unaligned": (np.arange(self.size) % 8 > 0).astype(np.int64),
            "conflict": ((corroboration > 1) & (self.chance.random(self.size) < 0.3)).astype(np.int64),
        }  # fmt: skip

    def _dates(self) -> tuple[NDArray[np.int32], NDArray[np.int32], pa.Array]:
        """Most to the day; some within a week, month or year; a hundredth not at all."""
        burst = self.chance.beta(2.2, 1.6, self.size) * DAYS
        last = (FIRST_DAY + burst).astype(np.int32)
        width = self.chance.choice([0, 6, 30, 364], self.size, p=[0.86, 0.06, 0.06, 0.02])
        first = (last - width).astype(np.int32)
        undated = self.chance.random(self.size) < 0.01
        first[undated] = last[undated] = -(2**31)
        starts, ends = (
            pa.array(np.where(undated, 0, each), pa.int32()).cast(pa.date32()).cast(pa.string())
            for each in (first, last)
        )
        whens = np.where(width == 0, ends, pa.compute.binary_join_element_wise(starts, ends, "/"))
        return first, last, pa.array(np.where(undated, "", whens), pa.string())

    def _places(self) -> NDArray[np.int64]:
        order = PROVINCES + DISTRICTS + 1 + self.chance.permutation(PLACES - PROVINCES - DISTRICTS)
        found = order[self.zipf(len(order), self.size, 0.9)]
        kind = self.chance.random(self.size)
        found = np.where(kind < 0.12, PROVINCES + 1 + self.zipf(DISTRICTS, self.size, 0.6), found)
        found = np.where(kind < 0.05, 1 + self.zipf(PROVINCES, self.size, 0.6), found)
        return np.where(kind < 0.01, 0, found)

    def _counts(self) -> dict[str, NDArray[np.int32]]:
        found = {}
        for outcome, silent in (("killed", 0.25), ("wounded", 0.5)):
            low = np.minimum(self.chance.pareto(1.3, self.size) * 2, 800).astype(np.int32)
            spread = np.where(self.chance.random(self.size) < 0.2, 1 + low // 4, 0)
            high = np.where(self.chance.random(self.size) < 0.1, -1, low + 2 * spread)
            is_silent = self.chance.random(self.size) < silent
            for view, number in (("low", low), ("best", low + spread), ("high", high)):
                found[f"{outcome}_{view}"] = np.where(is_silent, -1, number).astype(np.int32)
        return {name: found[name] for name in COUNTS}

    def _attributions(self) -> Parts:
        """Most incidents have a perpetrator; a third of these one of its six usual adversaries beside it."""
        actor = 1 + self.zipf(GROUPS, self.size, 1.1)
        status = self.zipf(len(STATUSES), self.size, 0.8)
        adversary = (actor * 7 + 1 + self.zipf(6, self.size, 1.0)) % GROUPS + 1
        is_named = self.chance.random(self.size) < 0.85
        has_two = is_named & (adversary != actor) & (self.chance.random(self.size) < 0.35)
        first, second = np.flatnonzero(is_named), np.flatnonzero(has_two)
        perpetrator, target = ROLES.index("perpetrator"), ROLES.index("target")
        return Parts(np.concatenate([first, second]), {
            "group": np.concatenate([actor[first], adversary[second]]),
            "role": np.repeat([perpetrator, target], [len(first), len(second)]),
            "status": np.concatenate([status[first], np.full(len(second), STATUSES.index("credited"))]),
        })  # fmt: skip

    def _targets(self, kind: NDArray[np.int64]) -> Parts:
        """What a kind of incident usually strikes; a community now and then, where the target is religious."""
        struck = (kind * 3 + self.zipf(5, self.size, 1.2)) % len(TARGETS)
        community = np.where(struck == TARGETS.index("religious"), self.zipf(len(COMMUNITIES), self.size, 0.7), 0)
        owner = np.flatnonzero(self.chance.random(self.size) < 0.6)
        return Parts(owner, {"kind": struck[owner], "community": community[owner]})

    def _citations(self) -> Parts:
        """One to three sources each."""
        number = 1 + self.zipf(3, self.size, 1.5)
        owner = np.repeat(np.arange(self.size), number)
        source = (self.chance.integers(0, SOURCES, self.size)[owner] + np.arange(len(owner))) % SOURCES
        return Parts(owner, {"source": source})

    def _texts(self, first: NDArray[np.int32]) -> dict[str, pa.Array]:
        years = np.where(first < 0, 0, 1970 + first // 365.2425).astype(np.int64)
        numbers = np.arange(1, self.size + 1)
        ids = pa.compute.binary_join_element_wise(
            "KW", pa.compute.utf8_lpad(pa.array(years).cast(pa.string()), 4, "0"),
            pa.compute.utf8_lpad(pa.array(numbers).cast(pa.string()), 8, "0"), "-",
        )  # fmt: skip
        return {"public_id": ids, "title": self._said(7, "Synthetic:"), "summary": self._said(14, "")}

    def _said(self, length: int, opening: str) -> pa.Array:
        words = pa.array(WORDS)
        columns = [words.take(pa.array(self.zipf(len(WORDS), self.size, 0.7))) for _ in range(length)]
        return pa.compute.binary_join_element_wise(*([pa.scalar(opening)] if opening else []), *columns, " ")
