"""Cells through time: what the map shows in each bin of the timeline, in one answer. Pure."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from explore import timeline
from explore.choosing import cells
from explore.layers import Counted, in_view
from explore.looking import Look
from explore.selection import Selection


def playback(selection: Selection, look: Look) -> dict[str, Any]:
    """Bins of the filter's own span, the cells of the view, and for each bin [cell, count, cell, count, …].

    As on the timeline an incident that may lie in several bins is shown in each.
    """
    snapshot, rows = selection.snapshot, selection.rows
    dated = timeline.Dated(snapshot, rows)
    bins = dated.bins
    cell, known = _cell_of_place(selection, look)
    frames = _frames(selection, bins.edges, cell, len(known)) if bins.starts and len(known) else []
    counts = dated.counts(bins).sum(axis=1).tolist()
    return {
        "unit": bins.unit, "cells": known.tolist(),
        "bins": [{"start": start, "end": end, "count": count}
                 for start, end, count in zip(bins.starts, bins.ends, counts, strict=True)],
        "frames": frames or [[] for _ in bins.starts],
    }  # fmt: skip


def _cell_of_place(selection: Selection, look: Look) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each place entry the number of its cell, −1 outside of the view; and column and row of each cell."""
    counted = Counted.of(selection)
    entries = in_view(counted, look, look.zoom)
    columns, lines = cells({name: counted.table[name][entries] for name in ("x", "y")}, look.zoom)
    keys, at = np.unique(columns << 32 | lines, return_inverse=True)
    found = np.full(len(selection.snapshot.tables["place"]), -1, np.int64)
    found[entries] = at
    return found, np.stack([keys >> 32, keys & 0xFFFFFFFF], axis=1)


def _frames(selection: Selection, edges: list[int], cell: NDArray[np.int64], cells_number: int) -> list[list[int]]:
    """Counts of each bin and cell: one more where an incident begins, one less after the bin in which it ends."""
    snapshot, rows = selection.snapshot, selection.rows
    cells_of_rows = cell.take(rows.of(snapshot.columns["place"]))
    is_in = (cells_of_rows >= 0) & (rows.positions >= snapshot.undated)
    where, inner = cells_of_rows[is_in], np.array(edges[1:-1])
    size = (len(edges), cells_number)
    changes = np.zeros(size[0] * size[1], np.int64)
    for name, sign, later in (("first", 1, 0), ("last", -1, 1)):
        bins = np.searchsorted(inner, rows.of(snapshot.columns[name])[is_in], side="right") + later
        changes += sign * np.bincount(bins * cells_number + where, minlength=len(changes))
    counts = np.cumsum(changes.reshape(size), axis=0)[:-1]
    return [_pairs(frame) for frame in counts]


def _pairs(frame: NDArray[np.int64]) -> list[int]:
    used = np.flatnonzero(frame)
    pairs: list[int] = np.stack([used, frame[used]], axis=1).ravel().tolist()
    return pairs
