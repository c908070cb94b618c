"""Explore's answers asked of DuckDB and of Polars, each over the same incidents as flat tables in memory.

All queries of an answer are known before the first is asked: Polars plans them together, and DuckDB counts columns
that are asked under the same condition in one scan.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl
import shapely

from bench.answer import LOOK, Numbers
from explore.looking import Look
from explore.query import Filter
from explore.selection import days
from explore.snapshot.opening import Snapshot
from explore.snapshot.projection import mercator
from explore.snapshot.vocabulary import FAMILIES, KINDS, LEVELS, STATUSES, TARGETS, UNDATED
from explore.timeline import DAY, DAY_ZERO, Bins, bars, unit_for

PLAIN = ("level", "province", "district", "kind", "family", "credibility")
Conditions = dict[str, str]
Answers = list[tuple[Any, ...]]
Ask = Callable[[dict[str, str]], dict[str, Answers]]


def conditions(snapshot: Snapshot, chosen: Filter) -> Conditions:
    """One SQL condition for each field that is set; both peers understand them."""
    found: Conditions = {}
    for name, units in (("province", snapshot.provinces), ("district", snapshot.districts)):
        codes = {unit.code: at for at, unit in enumerate(units)}
        if wanted := getattr(chosen, name):
            found[name] = f"{name} IN ({_list(codes[code] for code in wanted)})"
    for name, values in (("kind", KINDS), ("family", FAMILIES)):
        if wanted := getattr(chosen, name):
            found[name] = f"{name} IN ({_list(values.index(one) for one in wanted)})"
    if chosen.first:
        found["first"] = f"last >= {days(chosen.first)} AND last <> {UNDATED}"
    if chosen.last:
        found["last"] = f"first <= {days(chosen.last)} AND last <> {UNDATED}"
    if chosen.killed_min is not None:
        found["killed"] = f"killed_low >= 0 AND {_best('killed')} >= {chosen.killed_min}"
    if chosen.sources_min is not None:
        found["sources_min"] = f"corroboration >= {chosen.sources_min}"
    if chosen.conflict is not None:
        found["conflict"] = f"conflict = {int(chosen.conflict)}"
    found.update(_areas(snapshot, chosen))
    found.update({f"word {word}": f"text LIKE '%{word}%'" for word in chosen.words})
    return found


def _areas(snapshot: Snapshot, chosen: Filter) -> Conditions:
    found: Conditions = {}
    if box := chosen.box:
        across, up = f"lon BETWEEN {box.west} AND {box.east}", f"lat BETWEEN {box.south} AND {box.north}"
        found["box"] = f"level <= 1 AND {across} AND {up}"
    if chosen.polygon:  # neither peer knows polygons: it is told which places lie in it
        table = snapshot.tables["place"].columns
        inside = shapely.intersects_xy(shapely.Polygon(chosen.polygon.ring), table["lon"], table["lat"])
        found["polygon"] = f"level <= 1 AND place IN ({_list(np.flatnonzero(inside).tolist())})"
    return found


def parts_condition(snapshot: Snapshot, chosen: Filter, but: str = "") -> str:
    """On attributions, or empty."""
    found = []
    if chosen.group and but != "group":
        found.append(named(snapshot, chosen.group, with_parts=chosen.parts))
    if chosen.status and but != "status":
        found.append(f"status IN ({_list(STATUSES.index(one) for one in chosen.status)})")
    return " AND ".join(found)


def named(snapshot: Snapshot, slugs: Collection[str], *, with_parts: bool) -> str:
    """On attributions to groups or to what belonged to one of them then; that is a column of its own for peers too."""
    own = f"\"group\" IN ({_list(pk for pk, entry in snapshot.groups.items() if entry.slug in slugs)})"
    lines = _list(at for at, line in enumerate(snapshot.lines) if not line.isdisjoint(slugs))
    return f"({own} OR line IN ({lines}))" if with_parts else own


def targets_condition(snapshot: Snapshot, chosen: Filter, but: str = "") -> str:
    found = []
    if chosen.target and but != "target":
        found.append(f"kind IN ({_list(TARGETS.index(one) for one in chosen.target)})")
    if chosen.community and but != "community":
        found.append(f"community IN ({_list(snapshot.communities.index(one) for one in chosen.community)})")
    return " AND ".join(found)


def _list(values: Any) -> str:
    return ", ".join(str(value) for value in values) or "NULL"


def _best(outcome: str) -> str:
    return f"CASE WHEN {outcome}_best < 0 THEN {outcome}_low ELSE {outcome}_best END"


@dataclass(frozen=True)
class Sql:
    """An answer through SQL. `ask` runs named queries; `has_sets` where one query may group in several ways."""

    snapshot: Snapshot
    ask: Ask
    has_sets: bool

    def where(self, chosen: Filter, *but: str) -> str:
        found = {name: each for name, each in conditions(self.snapshot, chosen).items() if name not in but}
        parts = "" if "parts" in but else parts_condition(self.snapshot, chosen)
        targets = "" if "targets" in but else targets_condition(self.snapshot, chosen)
        found |= {"parts": f"row IN (SELECT row FROM parts WHERE {parts})"} if parts else {}
        found |= {"targets": f"row IN (SELECT row FROM targets WHERE {targets})"} if targets else {}
        return " AND ".join(f"({each})" for each in found.values()) or "1 = 1"

    def answer(self, chosen: Filter) -> Numbers:
        plain = self.plain(chosen)
        found = self.ask({**plain, **self.sums(chosen), **self.days(chosen), **self.elements(chosen)})
        counts = {name: _counts(found, plain, name) for name in PLAIN}
        levels = counts.pop("level")
        return {
            "levels": [levels.get(at, 0) for at in range(len(LEVELS))],
            "people": {outcome: _pair(found[outcome][0]) for outcome in ("killed", "wounded")},
            "years": _years(found["first"], found["last"]),
            "facets": {**counts, **{name: self.of_elements(name, found) for name in ELEMENTS}},
            "cells": sorted(tuple(int(value) for value in row) for row in found["cells"]),
        }  # fmt: skip

    def plain(self, chosen: Filter) -> dict[str, str]:
        """Counts by columns, by the names of the columns that a query counts."""
        wheres: dict[str, list[str]] = defaultdict(list)
        for name in PLAIN:
            wheres[self.where(chosen, name)].append(name)
        if self.has_sets:
            return {",".join(names): _sets(names, where) for where, names in wheres.items()}
        return {name: _sets([name], where) for where, names in wheres.items() for name in names}

    def sums(self, chosen: Filter) -> dict[str, str]:
        where = self.where(chosen)
        people = {o: f"SELECT sum({o}_low), sum({_best(o)}) FROM incidents WHERE {where} AND {o}_low >= 0"
                  for o in ("killed", "wounded")}  # fmt: skip
        return {**people, "cells": _cells(where)}

    def days(self, chosen: Filter) -> dict[str, str]:
        where = self.where(chosen, "first", "last")
        return {side: f"SELECT {side}, family, count(*) FROM incidents WHERE {where} GROUP BY 1, 2"
                for side in ("first", "last")}  # fmt: skip

    def elements(self, chosen: Filter) -> dict[str, str]:
        """Counts of incidents by what is in their lists, each incident once."""
        found = {}
        for name, (table, column) in ELEMENTS.items():
            passing = CONDITIONS[table](self.snapshot, chosen, but=name)
            mine = f"row IN (SELECT row FROM incidents WHERE {self.where(chosen, table)})"
            inner = f'SELECT DISTINCT row, "{column}" AS value FROM {table} WHERE {mine}'
            inner += f" AND {passing}" if passing else ""
            found[name] = f"SELECT value, count(*) FROM ({inner}) AS found GROUP BY value"
        return {**found, **self._whole_groups(chosen)} if chosen.parts else found

    def _whole_groups(self, chosen: Filter) -> dict[str, str]:
        """What groups to which others belonged count together with these."""
        numbers = {entry.slug: pk for pk, entry in self.snapshot.groups.items()}
        wholes = frozenset[str]().union(*self.snapshot.lines)
        others, where, found = parts_condition(self.snapshot, chosen, but="group"), self.where(chosen, "parts"), {}
        for slug in wholes & numbers.keys():
            passing = named(self.snapshot, {slug}, with_parts=True) + (f" AND {others}" if others else "")
            mine = f"row IN (SELECT row FROM parts WHERE {passing})"
            found[f"{WHOLE}{numbers[slug]}"] = f"SELECT count(*) FROM incidents WHERE {where} AND {mine}"
        return found

    def of_elements(self, name: str, found: dict[str, Answers]) -> dict[int, int]:
        words = self.snapshot.communities
        empty = words.index("") if name == "community" and "" in words else -1
        counts = {int(code): int(count) for code, count in found[name] if int(code) != empty}
        if name == "group":
            counts |= {int(key.removeprefix(WHOLE)): rows[0][0] for key, rows in found.items() if key.startswith(WHOLE)}
        return {code: count for code, count in counts.items() if count}


ELEMENTS = {
    "group": ("parts", "group"), "status": ("parts", "status"), "target": ("targets", "kind"),
    "community": ("targets", "community"),
}  # fmt: skip
CONDITIONS: dict[str, Callable[..., str]] = {"parts": parts_condition, "targets": targets_condition}
WHOLE = "whole group "


def _sets(names: list[str], where: str) -> str:
    by = f"GROUPING SETS ({', '.join(f'({name})' for name in names)})" if len(names) > 1 else names[0]
    return f"SELECT {', '.join(names)}, count(*) FROM incidents WHERE {where} GROUP BY {by}"


def _counts(found: dict[str, Answers], plain: dict[str, str], name: str) -> dict[int, int]:
    """Counts by one column; in a row of several all the others are null."""
    key = next(key for key in plain if name in key.split(","))
    at = key.split(",").index(name)
    return {int(row[at]): int(row[-1]) for row in found[key] if row[at] is not None and row[at] >= 0}


def _years(firsts: Answers, lasts: Answers) -> Numbers:
    begins, ends = (np.array(side, np.int64).reshape(-1, 3) for side in (firsts, lasts))
    undated = int(ends[ends[:, 0] == UNDATED, 2].sum())
    begins, ends = (each[each[:, 0] != UNDATED] for each in (begins, ends))
    return {**binned(begins, ends), "undated": undated}


def view_of_cells(look: Look) -> tuple[int, list[int], list[int]]:
    """By how many bits a position is a cell's, and the first and last column and row of cells in the view."""
    shift, view = 32 - 4 - look.zoom, look.view
    x, y = mercator(np.array([view.north, view.south]), np.array([view.west, view.east]))
    return shift, (x >> shift).tolist(), (y >> shift).tolist()


def _cells(where: str) -> str:
    shift, (west, east), (north, south) = view_of_cells(LOOK)
    size = 2**shift
    column, line = f"CAST(floor(x / {size}.0) AS bigint)", f"CAST(floor(y / {size}.0) AS bigint)"
    killed = f"sum(CASE WHEN killed_low < 0 THEN 0 ELSE {_best('killed')} END)"
    across = f"x >= {west * size} AND x < {(east + 1) * size}"
    down = f"y >= {north * size} AND y < {(south + 1) * size}"
    seen = f"{where} AND level = 0 AND {across} AND {down}"
    return f"SELECT {column}, {line}, count(*), {killed} FROM incidents WHERE {seen} GROUP BY 1, 2"


def _pair(sums: tuple[Any, ...]) -> tuple[int | None, int | None]:
    low, best = (None if value is None else int(value) for value in sums)
    return low, best


def binned(begins: Any, ends: Any) -> Numbers:
    """Bins of counts by day and family: one more where incidents begin, one less after they end."""
    if not len(ends):
        return {"unit": "month", "bins": []}
    first, last = (DAY_ZERO + DAY * int(day) for day in (begins[:, 0].min(), ends[:, 0].max()))
    unit = unit_for(first, last)
    pairs = bars(unit, first, last)
    bins = Bins(unit, [start for start, _ in pairs], [end for _, end in pairs])
    changes = np.zeros((len(pairs) + 1, len(FAMILIES)), np.int64)
    edges = np.array(bins.edges[1:-1])
    for rows, sign, later in ((begins, 1, 0), (ends, -1, 1)):
        np.add.at(changes, (np.searchsorted(edges, rows[:, 0], side="right") + later, rows[:, 1]), sign * rows[:, 2])
    return {"unit": unit, "bins": np.cumsum(changes, axis=0)[:-1].tolist()}


def in_duckdb(snapshot: Snapshot, folder: Path, threads: int) -> Sql:
    connection = duckdb.connect(config={"threads": threads})
    for name in ("incidents", "parts", "targets"):
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM read_parquet('{folder / name}.parquet')")

    def ask(queries: dict[str, str]) -> dict[str, Answers]:
        return {name: connection.execute(query).fetchall() for name, query in queries.items()}

    return Sql(snapshot, ask, has_sets=True)


def in_polars(snapshot: Snapshot, folder: Path) -> Sql:
    """POLARS_MAX_THREADS in the environment says how many threads."""
    frames = {name: pl.read_parquet(folder / f"{name}.parquet") for name in ("incidents", "parts", "targets")}
    context = pl.SQLContext(frames)

    def ask(queries: dict[str, str]) -> dict[str, Answers]:
        planned = [context.execute(query, eager=False) for query in queries.values()]
        return {name: found.rows() for name, found in zip(queries, pl.collect_all(planned), strict=True)}

    return Sql(snapshot, ask, has_sets=False)
