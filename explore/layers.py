"""What the map draws: cells that open into single places, rings, tints and shades; precision kept apart. Pure."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explore.choosing import BY_DISTRICT, BY_PROVINCE, PLACED, cells
from explore.looking import Look
from explore.selection import Counts, Selection
from explore.snapshot.projection import mercator
from explore.snapshot.vocabulary import FAMILIES, UnitEntry

MOST_SINGLE = 400  # incidents in the view that are still shown place by place
MOST_PLACES = 150
MOST_IDS = 20
Symbol = dict[str, Any]


@dataclass(frozen=True)
class Counted:
    """A selection's incidents and killed at each place entry."""

    selection: Selection
    counts: Counts
    killed: Counts

    @classmethod
    def of(cls, selection: Selection) -> "Counted":
        return cls(selection, selection.counts("place"), selection.people_by_place("killed"))

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
        **found, "districts": rings(counted), "provinces": tints(counted),
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
    columns, lines = cells({name: counted.table[name][entries] for name in ("x", "y")}, zoom)
    keys, at = np.unique(columns << 32 | lines, return_inverse=True)
    counts = (np.bincount(at, weights[entries], len(keys)) for weights in (counted.counts, counted.killed))
    return np.stack([keys >> 32, keys & 0xFFFFFFFF, *counts], axis=1).astype(np.int64).tolist() if len(keys) else []


def places(counted: Counted, entries: NDArray[np.intp]) -> list[Symbol]:
    """Each place by itself, with its incidents' families and the first of their ids, newest first."""
    snapshot, found = counted.selection.snapshot, rows_at(counted.selection, entries)
    symbols = []
    for entry in entries.tolist():
        named, mine = snapshot.place(entry), found[entry]
        families = np.bincount(snapshot.columns["family"].take(mine), minlength=len(FAMILIES))
        symbols.append({
            "mark": f"place:{named['code']}", "code": named["code"], "name": named["name"],
            **spot(counted, entry), "precision": named["precision"],
            "count": int(counted.counts[entry]), "killed": int(counted.killed[entry]), "families": families.tolist(),
            "ids": [snapshot.text("public_id", at) for at in mine[:MOST_IDS]],
            "title": snapshot.text("title", mine[0]),
        })  # fmt: skip
    return symbols


def rows_at(selection: Selection, entries: NDArray[np.intp]) -> dict[int, list[int]]:
    """Positions of the rows at some place entries, newest first."""
    wanted = np.zeros(len(selection.snapshot.tables["place"]), np.bool_)
    wanted[entries] = True
    rows, codes = selection.rows, selection.rows.of(selection.snapshot.columns["place"])
    mine = np.flatnonzero(wanted.take(codes))[::-1]
    found: dict[int, list[int]] = {int(entry): [] for entry in entries}
    for entry, position in zip(codes.take(mine).tolist(), rows.positions.take(mine).tolist(), strict=True):
        found[entry].append(position)
    return found


def rings(counted: Counted) -> list[Symbol]:
    """One ring a district for what is known to the district only, as wide as the widest doubt in it."""
    snapshot, entries = counted.selection.snapshot, counted.at(BY_DISTRICT)
    lonely = entries[counted.table["district"][entries] < 0]  # in a district that has no entry of its own
    alone = [(snapshot.place(entry), np.array([entry])) for entry in lonely.tolist()]
    return [
        *({**of_unit("district", unit.code, unit.name, some, counted), **spot(counted, widest(counted, some))}
          for unit, some in _by_unit(counted, entries, "district", snapshot.districts)),
        *({**of_unit("place", place["code"], place["name"], some, counted), **spot(counted, int(some[0]))}
          for place, some in alone),
    ]  # fmt: skip


def tints(counted: Counted) -> list[Symbol]:
    """Counts of what is known to the province only."""
    units = counted.selection.snapshot.provinces
    return [
        of_unit("province", unit.code, unit.name, entries, counted)
        for unit, entries in _by_unit(counted, counted.at(BY_PROVINCE), "province", units)
    ]


def shades(counted: Counted, level: str) -> list[Symbol]:
    """All incidents in each province or district, however precisely they are placed in it."""
    snapshot = counted.selection.snapshot
    units = snapshot.provinces if level == "province" else snapshot.districts
    return [
        {**of_unit(level, unit.code, unit.name, entries, counted), **spot(counted, widest(counted, entries))}
        for unit, entries in _by_unit(counted, np.flatnonzero(counted.counts), level, units)
    ]


def of_unit(level: str, code: str, name: str, entries: NDArray[np.intp], counted: Counted) -> Symbol:
    return {
        "mark": f"{level}:{code}", "code": code, "name": name,
        "count": int(counted.counts[entries].sum()), "killed": int(counted.killed[entries].sum()),
    }  # fmt: skip


def spot(counted: Counted, entry: int) -> Symbol:
    """Where an entry is, in degrees, and within how many kilometres."""
    lat, lon, doubt = (float(counted.table[name][entry]) for name in ("lat", "lon", "uncertainty"))
    known = {"lat": lat, "lon": lon, "uncertainty_km": doubt}
    return {name: None if np.isnan(value) else value for name, value in known.items()}


def widest(counted: Counted, entries: NDArray[np.intp]) -> int:
    """The entry with the widest doubt; of several alike the one whose code is last."""
    codes = counted.selection.snapshot
    doubts = np.nan_to_num(counted.table["uncertainty"][entries])
    most = entries[doubts == doubts.max()]
    return max(most.tolist(), key=lambda entry: str(codes.place(entry)["code"]))


def _by_unit(
    counted: Counted, entries: NDArray[np.intp], level: str, units: list[UnitEntry]
) -> list[tuple[UnitEntry, NDArray[np.intp]]]:
    """The entries of each unit, in order of the units' codes."""
    numbers = counted.table[level][entries]
    return [(units[number], entries[numbers == number]) for number in np.unique(numbers[numbers >= 0]).tolist()]
