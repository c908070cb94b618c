"""What the codes of a snapshot's tables mean in a file's columns; each code is put into words once, not once a row."""

from collections.abc import Callable, Iterable
from typing import Any

from explore.choosing import BY_DISTRICT
from explore.exports.fields import PLACE, TOLL, joined
from explore.query import Filter
from explore.rows import parts
from explore.snapshot.opening import Snapshot
from explore.snapshot.vocabulary import (
    COUNTS,
    FAMILIES,
    FAMILY_OF_KIND,
    KINDS,
    STATES,
    TARGETS,
    UNREPORTED,
    WEAPONS,
    GroupEntry,
)
from groups.uniting import JOINED

Cells = tuple[Any, ...]
MOST_KNOWN = 10_000  # codes of a table remembered at once
TRAITS = ("kind", "kind_family", "targets", "corroboration", "credibility", "unaligned", "has_conflict", "state")


FIGURES = {
    "low": "lowest figures of people", "best": "best figures of people (the low where there is none)",
    "high": "highest figures of people (at least the low where they are open)",
}  # fmt: skip


def view_in_words(chosen: Filter, groups: Iterable[GroupEntry]) -> str:
    """By which figures and with which demands the filter was read, beside whatever else it asks for."""
    return "; ".join([FIGURES[chosen.counts], *demands_in_words(chosen, groups)])


def demands_in_words(chosen: Filter, groups: Iterable[GroupEntry]) -> list[str]:
    """What was demanded of the evidence, and which groups count as one, by their labels."""
    said = []
    if chosen.sources_min is not None:
        said.append(f"{chosen.sources_min} or more independent sources each")
    if chosen.unaligned is not None:
        alone = "what parties to the conflict alone report"
        said.append(f"without {alone}" if chosen.unaligned else f"only {alone}")
    return [*said, *treated_as_one(chosen, groups)]


def treated_as_one(chosen: Filter, groups: Iterable[GroupEntry]) -> list[str]:
    """A phrase for each set of groups that count as one."""
    names = {group.slug: group.label for group in groups} if chosen.one else {}
    sets = [[names[slug] for slug in each.split(JOINED)] for each in sorted(chosen.one)]
    return [f"treating {', '.join(several)} and {last} as one" for *several, last in sets]


class Known(dict[int, Cells]):
    """The cells of each code, made when first asked for."""

    def __init__(self, make: Callable[[int], Cells]) -> None:
        self._make = make

    def __missing__(self, code: int) -> Cells:
        if len(self) >= MOST_KNOWN:
            self.clear()
        self[code] = found = self._make(code)
        return found


class Wording:
    """Cells by table and code. `columns` says which columns the cells of a table fill."""

    columns = {
        "place": tuple(PLACE), "toll": tuple(TOLL), "actors": ("groups",), "traits": TRAITS, "weapons": ("weapons",),
    }  # fmt: skip

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._provinces = {unit.code: unit.name for unit in snapshot.provinces}
        self._districts = {unit.code: unit.name for unit in snapshot.districts}
        makers = {
            "place": self._place, "toll": self._toll, "actors": self._actors, "traits": self._traits,
            "weapons": self._weapons,
        }  # fmt: skip
        self.cells = {table: Known(make) for table, make in makers.items()}

    def _place(self, code: int) -> Cells:
        """Without coordinates unless it is known to a district or finer: a province is never a point."""
        found = self._snapshot.place(code)
        if not found["code"]:
            return (None,) * len(PLACE)
        at = self._snapshot.tables["place"].columns
        has_point = at["level"][code] <= BY_DISTRICT
        lat, lon, doubt = (float(at[name][code]) if has_point else None for name in ("lat", "lon", "uncertainty"))
        province, district = found["province"] or None, found["district"] or None
        return (
            found["name"], found["code"], self._provinces.get(found["province"], province), province,
            self._districts.get(found["district"], district), district, found["country"] or None, lat, lon,
            found["precision"] or None, None if doubt is None or doubt != doubt else doubt,
        )  # fmt: skip

    def _toll(self, code: int) -> Cells:
        columns = self._snapshot.tables["toll"].columns
        numbers = [None if columns[name][code] == UNREPORTED else int(columns[name][code]) for name in COUNTS]
        cells: list[Any] = []
        for low, best, high in (numbers[:3], numbers[3:]):
            cells += [low, best, high, low is not None and high is None]
        return tuple(cells)

    def _actors(self, code: int) -> Cells:
        named = (f"{one['slug']} ({one['role']}, {one['status']})" for one in parts(self._snapshot, code))
        return (joined(named) or None,)

    def _traits(self, code: int) -> Cells:
        columns = self._snapshot.tables["traits"].columns
        kind = int(columns["kind"][code])
        return (
            KINDS[kind], FAMILIES[FAMILY_OF_KIND[kind]], self._targets(code),
            int(columns["corroboration"][code]), int(columns["credibility"][code]),
            bool(columns["unaligned"][code]), bool(columns["conflict"][code]), STATES[columns["state"][code]],
        )  # fmt: skip

    def _targets(self, code: int) -> str | None:
        """Kinds of target with the community that was struck, where one is reported."""
        words, kinds = self._snapshot.communities, self._listed(code, "traits", "targets", "kind")
        pairs = zip(kinds, self._listed(code, "traits", "targets", "community"), strict=True)
        said = (TARGETS[kind] + (f" ({words[community]})" if words[community] else "") for kind, community in pairs)
        return joined(sorted(said)) or None

    def _weapons(self, code: int) -> Cells:
        return (joined(sorted(WEAPONS[kind] for kind in self._listed(code, "weapons", "used", "kind"))) or None,)

    def _listed(self, code: int, table: str, name: str, value: str) -> list[int]:
        lists = self._snapshot.tables[table].lists[name]
        found: list[int] = lists.values[value][lists.starts[code] : lists.starts[code + 1]].tolist()
        return found
