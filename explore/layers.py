"""What the map draws: cells that open into single places, rings, tints and shades; precision kept apart. Pure."""

from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explore.choosing import BY_DISTRICT, BY_PROVINCE, PLACED, cells
from explore.looking import Look
from explore.selection import Counts, Selection
from explore.snapshot.projection import mercator
from explore.snapshot.vocabulary import FAMILIES

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
    for entry, spot in zip(entries.tolist(), spots(counted, entries), strict=True):
        place, mine = snapshot.place(entry), found[entry]
        families = np.bincount(snapshot.columns["family"].take(mine), minlength=len(FAMILIES))
        symbols.append({
            **named("place", place["code"], place["name"]), **spot, "precision": place["precision"],
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
    is_lonely = counted.table["district"][entries] < 0  # in a district that has no entry of its own
    lonely = [
        {**named("place", str(place["code"]), str(place["name"])), **spot,
         "count": int(counted.counts[entry]), "killed": int(counted.killed[entry])}
        for entry, spot in zip(entries[is_lonely].tolist(), spots(counted, entries[is_lonely]), strict=True)
        for place in (snapshot.place(entry),)
    ]  # fmt: skip
    return [*by_unit(counted, entries[~is_lonely], "district", has_point=True), *lonely]


def tints(counted: Counted) -> list[Symbol]:
    """Counts of what is known to the province only."""
    return by_unit(counted, counted.at(BY_PROVINCE), "province", has_point=False)


def shades(counted: Counted, level: str) -> list[Symbol]:
    """All incidents in each province or district, however precisely they are placed in it."""
    entries = np.flatnonzero((counted.counts > 0) & (counted.table[level] >= 0))
    return by_unit(counted, entries, level, has_point=True)


def by_unit(counted: Counted, entries: NDArray[np.intp], level: str, *, has_point: bool) -> list[Symbol]:
    """One symbol for each province or district, in order of their codes; its point is that of the widest doubt."""
    snapshot = counted.selection.snapshot
    units = snapshot.provinces if level == "province" else snapshot.districts
    numbers = counted.table[level][entries]
    counts, killed = (
        np.bincount(numbers, weights[entries], len(units)).astype(np.int64).tolist()
        for weights in (counted.counts, counted.killed)
    )
    order = np.lexsort((entries, np.nan_to_num(counted.table["uncertainty"][entries]), numbers))
    lasts = order[np.flatnonzero(np.diff(numbers[order], append=-1))]
    found = [
        {**named(level, units[number].code, units[number].name), "count": counts[number], "killed": killed[number]}
        for number in numbers[lasts].tolist()
    ]
    if has_point:
        for symbol, spot in zip(found, spots(counted, entries[lasts]), strict=True):
            symbol.update(spot)
    return found


def named(level: str, code: str, name: str) -> Symbol:
    return {"mark": f"{level}:{code}", "code": code, "name": name}


def spots(counted: Counted, entries: NDArray[np.intp]) -> list[Symbol]:
    """Where some entries are, in degrees, and within how many kilometres."""
    columns = (counted.table[name][entries].tolist() for name in ("lat", "lon", "uncertainty"))
    return [
        {"lat": lat, "lon": lon, "uncertainty_km": None if isnan(doubt) else doubt}
        for lat, lon, doubt in ((_known(lat), _known(lon), doubt) for lat, lon, doubt in zip(*columns, strict=True))
    ]


def _known(degrees: float) -> float | None:
    return None if isnan(degrees) else degrees
