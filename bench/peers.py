"""Explore's answers asked of DuckDB and of Polars, each over the same incidents as flat tables in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl
import shapely

from bench.answer import FACETS, LOOK, Numbers
from explore.choosing import Choice
from explore.query import Filter
from explore.selection import days
from explore.snapshot.opening import Snapshot
from explore.snapshot.projection import mercator
from explore.snapshot.vocabulary import FAMILIES, KINDS, LEVELS, STATUSES, TARGETS, UNDATED
from explore.timeline import DAY, DAY_ZERO, Bins, bars, unit_for

SHIFT = 32 - 4 - LOOK.zoom
Conditions = dict[str, str]
Ask = Callable[[str], list[tuple[Any, ...]]]


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
    choice, found = Choice(snapshot, chosen), []
    if chosen.group and but != "group":
        slugs = {slug for each in chosen.group for slug in (choice.below(each) if chosen.parts else {each})}
        found.append(f"\"group\" IN ({_list(pk for pk, entry in snapshot.groups.items() if entry.slug in slugs)})")
    if chosen.status and but != "status":
        found.append(f"status IN ({_list(STATUSES.index(one) for one in chosen.status)})")
    return " AND ".join(found)


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
    """An answer through SQL; `ask` runs one query."""

    snapshot: Snapshot
    ask: Ask

    def where(self, chosen: Filter, *but: str) -> str:
        found = {name: each for name, each in conditions(self.snapshot, chosen).items() if name not in but}
        parts = "" if "parts" in but else parts_condition(self.snapshot, chosen)
        targets = "" if "targets" in but else targets_condition(self.snapshot, chosen)
        found |= {"parts": f"row IN (SELECT row FROM parts WHERE {parts})"} if parts else {}
        found |= {"targets": f"row IN (SELECT row FROM targets WHERE {targets})"} if targets else {}
        return " AND ".join(f"({each})" for each in found.values()) or "1 = 1"

    def answer(self, chosen: Filter) -> Numbers:
        where = self.where(chosen)
        levels: dict[Any, Any] = dict(self.ask(f"SELECT level, count(*) FROM incidents WHERE {where} GROUP BY level"))
        killed, wounded = (
            self.ask(f"SELECT sum({o}_low), sum({_best(o)}) FROM incidents WHERE {where} AND {o}_low >= 0")[0]
            for o in ("killed", "wounded")
        )
        return {
            "levels": [int(levels.get(at, 0)) for at in range(len(LEVELS))],
            "people": {"killed": _pair(killed), "wounded": _pair(wounded)},
            "years": self.years(chosen), "facets": {name: self.facet(name, chosen) for name in FACETS},
            "cells": sorted(self.cells(where)),
        }  # fmt: skip

    def facet(self, name: str, chosen: Filter) -> dict[int, int]:
        if name in ("group", "status"):
            found = self._elements(name, "parts", parts_condition(self.snapshot, chosen, but=name), chosen)
            return {**found, **self._whole_groups(chosen)} if name == "group" and chosen.parts else found
        if name in ("target", "community"):
            column = "kind" if name == "target" else name
            return self._elements(column, "targets", targets_condition(self.snapshot, chosen, but=name), chosen)
        where = self.where(chosen, name)
        rows = self.ask(f"SELECT {name}, count(*) FROM incidents WHERE {where} AND {name} >= 0 GROUP BY {name}")
        return {int(code): int(count) for code, count in rows}

    def _whole_groups(self, chosen: Filter) -> dict[int, int]:
        """What groups with chapters and factions count together with these."""
        choice, numbers = Choice(self.snapshot, chosen), {entry.slug: pk for pk, entry in self.snapshot.groups.items()}
        others, where, found = parts_condition(self.snapshot, chosen, but="group"), self.where(chosen, "parts"), {}
        for slug, pk in numbers.items():
            if len(below := choice.below(slug)) > 1:
                named = f'"group" IN ({_list(numbers[each] for each in below)})' + (f" AND {others}" if others else "")
                found[pk] = int(self.ask(
                    f"SELECT count(*) FROM incidents WHERE {where} AND row IN (SELECT row FROM parts WHERE {named})"
                )[0][0])  # fmt: skip
        return {pk: count for pk, count in found.items() if count}

    def _elements(self, column: str, table: str, passing: str, chosen: Filter) -> dict[int, int]:
        where, narrowed = self.where(chosen, table), f" AND {passing}" if passing else ""
        mine = f"row IN (SELECT row FROM incidents WHERE {where}){narrowed}"
        inner = f'SELECT DISTINCT row, "{column}" AS value FROM {table} WHERE {mine}'
        rows = self.ask(f"SELECT value, count(*) FROM ({inner}) AS found GROUP BY value")
        empty = self.snapshot.communities.index("") if column == "community" and "" in self.snapshot.communities else -1
        return {int(code): int(count) for code, count in rows if int(code) != empty}

    def years(self, chosen: Filter) -> Numbers:
        where = self.where(chosen, "first", "last")
        begins, ends = (
            np.array(self.ask(f"SELECT {side}, family, count(*) FROM incidents WHERE {where} GROUP BY 1, 2"), np.int64)
            .reshape(-1, 3)
            for side in ("first", "last")
        )
        undated = int(ends[ends[:, 0] == UNDATED, 2].sum())
        begins, ends = (each[each[:, 0] != UNDATED] for each in (begins, ends))
        return {**_binned(begins, ends), "undated": undated}

    def cells(self, where: str) -> list[tuple[int, ...]]:
        x, y = mercator(np.array([LOOK.view.north, LOOK.view.south]), np.array([LOOK.view.west, LOOK.view.east]))
        (west, east), (north, south) = (x >> SHIFT).tolist(), (y >> SHIFT).tolist()
        size = 2**SHIFT
        column, line = f"CAST(floor(x / {size}.0) AS bigint)", f"CAST(floor(y / {size}.0) AS bigint)"
        killed = f"sum(CASE WHEN killed_low < 0 THEN 0 ELSE {_best('killed')} END)"
        across = f"x >= {west * size} AND x < {(east + 1) * size}"
        down = f"y >= {north * size} AND y < {(south + 1) * size}"
        seen = f"{where} AND level = 0 AND {across} AND {down}"
        rows = self.ask(f"SELECT {column}, {line}, count(*), {killed} FROM incidents WHERE {seen} GROUP BY 1, 2")
        return [tuple(int(value) for value in row) for row in rows]


def _pair(sums: tuple[Any, ...]) -> tuple[int | None, int | None]:
    low, best = (None if value is None else int(value) for value in sums)
    return low, best


def _binned(begins: Any, ends: Any) -> Numbers:
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
    return Sql(snapshot, lambda query: connection.execute(query).fetchall())


def in_polars(snapshot: Snapshot, folder: Path) -> Sql:
    """POLARS_MAX_THREADS in the environment says how many threads."""
    frames = {name: pl.read_parquet(folder / f"{name}.parquet") for name in ("incidents", "parts", "targets")}
    context = pl.SQLContext(frames)
    return Sql(snapshot, lambda query: context.execute(query, eager=True).rows())
