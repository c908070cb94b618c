"""What the map draws: cells that open into single places, rings, tints and shades; precision kept apart. Pure."""

from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explore.choosing import BY_DISTRICT, BY_PROVINCE, PLACED, Yes, cells
from explore.looking import Look
from explore.parameters import Box
from explore.selection import Counts, Selection
from explore.snapshot.opening import Snapshot
from explore.snapshot.projection import mercator
from explore.snapshot.vocabulary import FAMILIES, PRECISIONS

MOST_SINGLE = 400  # incidents in the view that are still shown place by place
MOST_PLACES = 150
KM_OF_A_DEGREE, LAST_LATITUDE = 111.2, 85.0
MOST_IDS = 5  # so many incidents of a place are named
Symbol = dict[str, Any]


@dataclass(frozen=True)
class Counted:
    """A selection's incidents and killed at each place entry."""

    selection: Selection
    counts: Counts
    killed: Counts

    @classmethod
    def of(cls, selection: Selection) -> "Counted":
        return cls(selection, selection.counts("place"), selection.killed)

    @property
    def table(self) -> dict[str, NDArray[Any]]:
        return self.selection.snapshot.tables["place"].columns

    def at(self, level: int) -> NDArray[np.intp]:
        """Place entries of a level that have any."""
        return np.flatnonzero((self.counts > 0) & (self.table["level"] == level))


def layer(selection: Selection, look: Look) -> Symbol:
    """The map layer of an answer. Each symbol's `mark` is the filter that lists exactly what it counts."""
    counted = Counted.of(selection)
    found: Symbol = {"mode": look.mode, "zoom": look.zoom, "cells": [], "places": [], "districts": [],
                     "provinces": [], "shades": []}  # fmt: skip
    if look.mode in ("provinces", "districts"):
        return {**found, "shades": shades(counted, look.mode.removesuffix("s"))}
    if look.mode == "heat":
        return {**found, "cells": cells_of(counted, in_view(counted, look, look.zoom + 1), look.zoom + 1)}
    seen = in_view(counted, look, look.zoom)
    is_few = len(seen) <= MOST_PLACES or int(counted.counts[seen].sum()) <= MOST_SINGLE
    return {
        **found, "districts": rings(counted, look.view), "provinces": tints(counted),
        **({"places": places(counted, seen)} if is_few else {"cells": cells_of(counted, seen, look.zoom)}),
    }  # fmt: skip


def in_view(counted: Counted, look: Look, zoom: int) -> NDArray[np.intp]:
    """Placed entries in the cells that the view touches: a cell is counted whole, as its mark lists it."""
    table, view, placed = counted.table, look.view, counted.at(PLACED)
    x, y = mercator(np.array([view.north, view.south]), np.array([view.west, view.east]))
    (west, east), (north, south) = cells({"x": x, "y": y}, zoom)
    columns, lines = cells({name: table[name][placed] for name in ("x", "y")}, zoom)
    return placed[(columns >= west) & (columns <= east) & (lines >= north) & (lines <= south)]


def cells_of(counted: Counted, entries: NDArray[np.intp], zoom: int) -> list[list[int]]:
    """[column, row, incidents, killed] of each cell that has any, 16 pixels wide at a zoom."""
    columns, lines, at = _grid(counted, zoom)
    numbers = at.take(entries)
    counts, killed = (
        np.bincount(numbers, weights[entries], len(columns)) for weights in (counted.counts, counted.killed)
    )
    used = np.flatnonzero(counts)
    found = np.stack([columns[used], lines[used], counts[used], killed[used]], axis=1).astype(np.int64)
    return found.tolist()


def _grid(counted: Counted, zoom: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.intp]]:
    """Column and row of each cell that has a place, in order, and for each place entry the number of its cell."""
    once, key = counted.selection.snapshot.once, ("grid", str(zoom))
    if key not in once:
        columns, lines = cells(counted.table, zoom)
        keys, at = np.unique(columns << 32 | lines & 0xFFFFFFFF, return_inverse=True)
        once[key] = keys >> 32, keys & 0xFFFFFFFF, at
    found: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.intp]] = once[key]
    return found


def places(counted: Counted, entries: NDArray[np.intp]) -> list[Symbol]:
    """Each place by itself, with its incidents' families; where they are few, they are named, newest first."""
    snapshot, (families, few) = counted.selection.snapshot, inside(counted, entries)
    return [
        {
            **spot_of(counted, "place", entry), "precision": PRECISIONS[counted.table["precision"][entry]],
            "count": int(counted.counts[entry]), "killed": int(counted.killed[entry]), "families": families[at],
            "ids": [snapshot.text("public_id", row) for row in few.get(at, [])],
            "title": snapshot.text("title", few[at][0]) if at in few else "",
        }
        for at, entry in enumerate(entries.tolist())
    ]  # fmt: skip


def inside(counted: Counted, entries: NDArray[np.intp]) -> tuple[list[list[int]], dict[int, list[int]]]:
    """By position in `entries`: how many incidents each family has there, and if they are few their rows."""
    rows, columns = counted.selection.rows, counted.selection.snapshot.columns
    place = np.full(len(counted.counts), -1)
    place[entries] = np.arange(len(entries))
    at = place.take(rows.codes("place", columns))
    mine = np.flatnonzero(at >= 0)
    at, positions = at.take(mine), rows.in_any_order.take(mine)
    pairs = at * len(FAMILIES) + columns["family"].take(positions)
    families = np.bincount(pairs, minlength=len(entries) * len(FAMILIES)).reshape(-1, len(FAMILIES))
    is_few = (counted.counts[entries] <= MOST_IDS).take(at)
    few: dict[int, list[int]] = {}
    for row, number in sorted(zip(positions[is_few].tolist(), at[is_few].tolist(), strict=True), reverse=True):
        few.setdefault(number, []).append(row)
    return families.tolist(), few


def rings(counted: Counted, view: Box) -> list[Symbol]:
    """One ring a district for what is known to the district only, as wide as the widest doubt in it, where it is seen.
    """
    is_seen = reaching(counted, view)
    entries = counted.at(BY_DISTRICT)
    entries = entries[is_seen[entries]]
    is_lonely = counted.table["district"][entries] < 0  # in a district that has no entry of its own
    lonely = [
        {**spot_of(counted, "place", entry), "count": int(counted.counts[entry]), "killed": int(counted.killed[entry])}
        for entry in entries[is_lonely].tolist()
    ]
    return [*by_unit(counted, counted.table["level"] == BY_DISTRICT, "district", seen=is_seen), *lonely]


def reaching(counted: Counted, view: Box) -> Yes:
    """Which place entries lie in the view, or reach into it with their doubt."""
    lat, lon = counted.table["lat"], counted.table["lon"]
    up = np.nan_to_num(counted.table["uncertainty"]) / KM_OF_A_DEGREE
    across = up / np.cos(np.radians(np.clip(lat, -LAST_LATITUDE, LAST_LATITUDE)))
    is_between = (lon + across >= view.west) & (lon - across <= view.east)
    return is_between & (lat + up >= view.south) & (lat - up <= view.north)


def tints(counted: Counted) -> list[Symbol]:
    """Counts of what is known to the province only."""
    return by_unit(counted, counted.table["level"] == BY_PROVINCE, "province", has_point=False)


def shades(counted: Counted, level: str) -> list[Symbol]:
    """All incidents in each province or district, however precisely they are placed in it."""
    return by_unit(counted, np.ones(len(counted.counts), np.bool_), level)


def by_unit(
    counted: Counted, wanted: Yes, level: str, *, has_point: bool = True, seen: Yes | None = None
) -> list[Symbol]:
    """One symbol for each province or district, in order of their codes; its point is that of the widest doubt.

    With `seen` only those whose point is seen, each with all that it counts.
    """
    entries, numbers = _by_doubt(counted, level), counted.table[level]
    entries = entries[(counted.counts > 0)[entries] & wanted[entries]]
    lasts = entries[np.flatnonzero(np.diff(numbers[entries], append=-1))]
    lasts = lasts if seen is None else lasts[seen[lasts]]
    counts, killed = (
        np.bincount(numbers[entries], weights[entries])[numbers[lasts]].astype(np.int64).tolist()
        for weights in (counted.counts, counted.killed)
    )
    spots = [spot_of(counted, level, entry) for entry in lasts.tolist()]
    if not has_point:
        spots = [{name: spot[name] for name in ("mark", "code", "name")} for spot in spots]
    return [
        {**spot, "count": count, "killed": people}
        for spot, count, people in zip(spots, counts, killed, strict=True)
    ]


def _by_doubt(counted: Counted, level: str) -> NDArray[np.intp]:
    """Place entries that lie in a province, say: unit by unit, the widest doubt last."""
    once, key = counted.selection.snapshot.once, ("by doubt", level)
    if key not in once:
        numbers, doubts = counted.table[level], np.nan_to_num(counted.table["uncertainty"])
        order = np.lexsort((np.arange(len(numbers)), doubts, numbers))
        once[key] = order[numbers[order] >= 0]
    found: NDArray[np.intp] = once[key]
    return found


def spot_of(counted: Counted, level: str, entry: int) -> Symbol:
    """A symbol without its counts: for a place entry, or at its point for the province or district that it lies in."""
    snapshot = counted.selection.snapshot
    known = snapshot.once.setdefault(("spots", level), {})
    if entry not in known:
        known[entry] = {
            **_named(snapshot, level, entry),
            **{name: _known(float(counted.table[name][entry])) for name in ("lat", "lon")},
            "uncertainty_km": _known(float(counted.table["uncertainty"][entry])),
        }
    found: Symbol = known[entry]
    return found


def _named(snapshot: Snapshot, level: str, entry: int) -> Symbol:
    """What the symbol stands for; its `mark` is the filter that lists it."""
    if level == "place":
        place = snapshot.place(entry)
        code, name = place["code"], place["name"]
    else:
        units = snapshot.provinces if level == "province" else snapshot.districts
        unit = units[int(snapshot.tables["place"].columns[level][entry])]
        code, name = unit.code, unit.name
    return {"mark": f"{level}:{code}", "code": code, "name": name}


def _known(number: float) -> float | None:
    return None if isnan(number) else number
