"""Judges a filter on the entries of a snapshot's tables: which places, actors, traits and tolls pass. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from explore.query import Filter
from explore.snapshot.opening import Snapshot
from explore.snapshot.projection import WORLD_BITS
from explore.snapshot.tables import Lists
from explore.snapshot.vocabulary import (
    FAMILIES,
    FAMILY_OF_KIND,
    KINDS,
    LEVELS,
    PRECISIONS,
    STATUSES,
    TARGETS,
    UNREPORTED,
)

Yes = NDArray[np.bool_]
PLACED, BY_DISTRICT, BY_PROVINCE, NOT_LOCATED = range(len(LEVELS))
CELLS_ACROSS_BITS = 4  # the world is 2 ** (zoom + 4) cells across: 16 of the 256 · 2 ** zoom pixels each
NO_END = 2**31 - 1


@dataclass(frozen=True)
class Choice:
    """For each table the fields of the filter that are set, each as a yes or no for every entry."""

    snapshot: Snapshot
    chosen: Filter

    @cached_property
    def fields(self) -> dict[str, dict[str, Yes]]:
        return {"place": self._place, "actors": self._actors, "traits": self._traits, "toll": self._toll}

    def passes(self, table: str, *, but: str = "") -> Yes | None:
        """Whether each entry passes all fields of its table but one; None where no field is set."""
        found = [yes for name, yes in self.fields[table].items() if name != but]
        return reduce(and_, found) if found else None

    @property
    def _place(self) -> dict[str, Yes]:
        table, chosen = self.snapshot.tables["place"].columns, self.chosen
        found: dict[str, Yes] = {}
        for name, units in (("province", self.snapshot.provinces), ("district", self.snapshot.districts)):
            if wanted := getattr(chosen, name):
                found[name] = among(table[name], [at for at, unit in enumerate(units) if unit.code in wanted])
        if chosen.level:
            found["level"] = among(table["level"], [LEVELS.index(level) for level in chosen.level])
        if chosen.precision:
            finest = PRECISIONS.index(chosen.precision)
            found["precision"] = (table["level"] != NOT_LOCATED) & (table["precision"] <= finest)
        if chosen.box:
            found["box"] = self._has_point & self._in_box
        if chosen.polygon:
            shape = shapely.Polygon(chosen.polygon.ring)
            found["polygon"] = self._has_point & shapely.intersects_xy(shape, table["lon"], table["lat"])
        if chosen.mark:
            found["mark"] = self._marked
        return found

    @property
    def _has_point(self) -> Yes:
        """Only what is known to a district or finer has a point; a province is never taken for its middle."""
        return self.snapshot.tables["place"].columns["level"] <= BY_DISTRICT

    @property
    def _in_box(self) -> Yes:
        box, table = self.chosen.box, self.snapshot.tables["place"].columns
        assert box is not None  # noqa: S101 – asked only when there is one
        across, up = (table["lon"] >= box.west) & (table["lon"] <= box.east), table["lat"] >= box.south
        return across & up & (table["lat"] <= box.north)

    @property
    def _marked(self) -> Yes:
        """What one symbol of the map stands for."""
        mark, table = self.chosen.mark, self.snapshot.tables["place"].columns
        assert mark is not None  # noqa: S101 – asked only when there is one
        if mark.kind == "cell":
            zoom, x, y = mark.cell
            columns, rows = cells(table, zoom)
            return (table["level"] == PLACED) & (columns == x) & (rows == y)
        if mark.kind == "place":
            named = np.zeros(len(table["level"]), np.bool_)
            named[self.snapshot.places_coded.get(mark.code, [])] = True
            return named & self._has_point
        is_province = mark.kind == "province"
        units = self.snapshot.provinces if is_province else self.snapshot.districts
        number = next(at for at, unit in enumerate(units) if unit.code == mark.code)
        return (table["level"] == (BY_PROVINCE if is_province else BY_DISTRICT)) & (table[mark.kind] == number)

    @property
    def _actors(self) -> dict[str, Yes]:
        """Group and status must hold of the same attribution."""
        if not (self.chosen.group or self.chosen.status):
            return {}
        parts = self.parts
        return {"actors": any_of(parts, self.groups_pass & self.statuses_pass)}

    @property
    def parts(self) -> Lists:
        return self.snapshot.tables["actors"].lists["parts"]

    @cached_property
    def named(self) -> Lists:
        """The attributions, with groups that count as one under the number of the first of them."""
        if not self.chosen.one:
            return self.parts
        firsts = np.arange(max(self.snapshot.groups, default=0) + 1)
        for pk, entry in self.snapshot.groups.items():
            firsts[pk] = self.numbers[entry.slug]
        return Lists(self.parts.starts, {**self.parts.values, "group": firsts.take(self.parts.values["group"])})

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each group, or of the one that stands for it."""
        own = {entry.slug: pk for pk, entry in self.snapshot.groups.items()}
        return own | {slug: own[together[0]] for slug, together in self.chosen.as_one.items()}

    @cached_property
    def groups_pass(self) -> Yes:
        """For each attribution whether its group is chosen, or perhaps belonged to a chosen one on that day."""
        if not self.chosen.group:
            return np.ones(len(self.parts.owners), np.bool_)
        return self.themselves | self.below if self.chosen.parts else self.themselves

    @cached_property
    def themselves(self) -> Yes:
        """For each attribution whether its group is itself a chosen one."""
        return among(self.named.values["group"], {self.numbers[slug] for slug in self.chosen.group})

    @cached_property
    def statuses_pass(self) -> Yes:
        status = self.parts.values["status"]
        wanted = [STATUSES.index(one) for one in self.chosen.status]
        return among(status, wanted) if wanted else np.ones(len(status), np.bool_)

    @cached_property
    def below(self) -> Yes:
        """For each attribution whether its group belonged to a chosen one on that day."""
        wanted = {slug for each in self.chosen.group for slug in self.chosen.as_one.get(each, (each,))}
        lines = [at for at, line in enumerate(self.snapshot.lines) if not line.isdisjoint(wanted)]
        return among(self.parts.values["line"], lines)

    @property
    def _traits(self) -> dict[str, Yes]:
        table, chosen = self.snapshot.tables["traits"].columns, self.chosen
        found: dict[str, Yes] = {}
        if chosen.kind:
            found["kind"] = among(table["kind"], [KINDS.index(kind) for kind in chosen.kind])
        if chosen.family:
            wanted = [FAMILIES.index(family) for family in chosen.family]
            found["family"] = among(np.array(FAMILY_OF_KIND)[table["kind"]], wanted)
        if chosen.target or chosen.community:
            found["struck"] = any_of(self.targets, self.targets_pass & self.communities_pass)
        if chosen.credibility:
            found["credibility"] = among(table["credibility"], [int(grade) for grade in chosen.credibility])
        if chosen.sources_min is not None:
            found["sources_min"] = table["corroboration"] >= chosen.sources_min
        if chosen.unaligned is not None:
            found["unaligned"] = table["unaligned"] == int(chosen.unaligned)
        if chosen.conflict is not None:
            found["conflict"] = table["conflict"] == int(chosen.conflict)
        return found

    @property
    def targets(self) -> Lists:
        return self.snapshot.tables["traits"].lists["targets"]

    @cached_property
    def targets_pass(self) -> Yes:
        kind = self.targets.values["kind"]
        wanted = [TARGETS.index(one) for one in self.chosen.target]
        return among(kind, wanted) if wanted else np.ones(len(kind), np.bool_)

    @cached_property
    def communities_pass(self) -> Yes:
        community = self.targets.values["community"]
        wanted = [self.snapshot.communities.index(one) for one in self.chosen.community]
        return among(community, wanted) if wanted else np.ones(len(community), np.bool_)

    @property
    def _toll(self) -> dict[str, Yes]:
        found: dict[str, Yes] = {}
        for outcome in ("killed", "wounded"):
            least, most = (getattr(self.chosen, f"{outcome}_{end}") for end in ("min", "max"))
            if least is not None or most is not None:
                toll = self.snapshot.tables["toll"].columns
                number = people(toll, outcome, self.chosen.counts)
                if self.chosen.counts == "high":
                    number[is_open(toll, outcome)] = NO_END
                found[outcome] = (number >= (least or 0)) & (number <= (NO_END if most is None else most))
        return found


def people(toll: dict[str, NDArray[Any]], outcome: str, view: str) -> NDArray[np.int64]:
    """How many people each toll stands for in a view; UNREPORTED where nothing is.

    Best falls back to the low where no independent source gives one, and an open high to the low it is at least.
    """
    low, seen = (toll[f"{outcome}_{each}"].astype(np.int64) for each in ("low", view))
    return np.where(seen == UNREPORTED, low, seen)


def is_open(toll: dict[str, NDArray[Any]], outcome: str) -> Yes:
    """Whether each toll has a low and no high: "or more"."""
    return (toll[f"{outcome}_low"] != UNREPORTED) & (toll[f"{outcome}_high"] == UNREPORTED)


def cells(table: dict[str, NDArray[Any]], zoom: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Column and row of the cell each place lies in at a zoom."""
    shift = WORLD_BITS - CELLS_ACROSS_BITS - zoom
    x, y = (table[name].astype(np.int64) >> shift for name in ("x", "y"))
    return x, y


def among(values: NDArray[Any], wanted: Iterable[int]) -> Yes:
    """Which of some small whole numbers (0 and up; −1 is none) are wanted."""
    numbers = list(wanted)
    yes = np.zeros(max([int(values.max(initial=0)), *numbers]) + 2, np.bool_)
    yes[numbers] = True
    return yes.take(values)  # −1 takes the last, which nobody wants


def any_of(lists: Lists, elements: Yes) -> Yes:
    """Which entries have at least one of the chosen elements."""
    found = np.zeros(len(lists.starts) - 1, np.bool_)
    found[lists.owners[elements]] = True
    return found
