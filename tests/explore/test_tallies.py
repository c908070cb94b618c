"""Sums by bits are those of going through rows one by one, whichever rows, bins and figures are asked for."""

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explore import tallies
from explore.picked import Rows
from explore.tallies import FIGURES, Tally, tally
from explore.timeline import NO_END

SIZE, FIRST_DAY, LAST_DAY = 500, 17000, 17400
EDGES = np.arange(17050, 17351, 30).tolist()  # some rows lie before and after all bins
PEOPLE = (-1, 0, 1, 9, 63, 64, 65, 700, 999_999)

pytestmark = pytest.mark.once


class Snapshot(SimpleNamespace):
    """As much of one as tallies look at."""

    def __len__(self) -> int:
        return SIZE


def snapshot_of(seed: int) -> Any:
    """Rows by last day, the undated first; each with a toll and traits of its own."""
    chance = np.random.default_rng(seed)
    last = np.sort(chance.integers(FIRST_DAY, LAST_DAY, SIZE)).astype(np.int32)
    first = (last - chance.choice([0, 0, 0, 6, 40, 200], SIZE)).astype(np.int32)
    first[:7] = last[:7] = -NO_END
    codes = np.arange(SIZE)
    toll = {f"killed_{figure}": chance.choice(PEOPLE, SIZE) for figure in FIGURES}
    traits = {"corroboration": chance.integers(1, 4, SIZE), "unaligned": chance.integers(0, 2, SIZE)}
    columns = {"first": first, "last": last, "family": np.zeros(SIZE, np.uint8), "toll": codes, "traits": codes}
    tables = {"toll": SimpleNamespace(columns=toll), "traits": SimpleNamespace(columns=traits)}
    return Snapshot(columns=columns, tables=tables, once={}, undated=7, wide=np.flatnonzero(first != last))


def plain(snapshot: Any, rows: list[int], figure: str) -> dict[str, list[Any]]:
    """By evidence: incidents and killed in all and in each bin, whether any are reported and any without an end."""
    toll = {name: numbers.tolist() for name, numbers in snapshot.tables["toll"].columns.items()}
    traits, columns = snapshot.tables["traits"].columns, snapshot.columns
    found: dict[str, list[Any]] = {"counts": [], "bins": [], "reported": [], "open": []}
    for met in (np.ones(SIZE), traits["corroboration"] >= 2, traits["unaligned"]):
        mine = [row for row in rows if met[row]]
        killed = {
            row: max(0, toll["killed_low"][row] if (seen := toll[f"killed_{figure}"][row]) == -1 else seen)
            for row in mine
        }
        bars = [
            [row for row in mine if columns["first"][row] < after and columns["last"][row] >= start]
            for start, after in pairwise(EDGES)
        ]
        found["counts"].append([len(mine), sum(killed.values())])
        found["bins"].append([[len(bar) for bar in bars], [sum(killed[row] for row in bar) for bar in bars]])
        is_reported = {row: toll["killed_low"][row] != -1 for row in mine}
        found["reported"].append(any(is_reported.values()))
        found["open"].append(any(is_reported[row] and toll["killed_high"][row] == -1 for row in mine))
    return found


def as_plain(found: Tally, figure: str) -> dict[str, list[Any]]:
    at = [0, 1 + found.figures.index(figure)]
    return {
        "counts": found.counts[:, at].tolist(), "bins": found.bins[:, at].tolist(),
        "reported": found.reported.tolist(), "open": found.open.tolist(),
    }  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3), st.floats(0, 1), st.sampled_from(FIGURES), st.booleans(), st.booleans())
def test_bits_and_single_rows_give_the_same_as_a_plain_count(
    seed: int, share: float, figure: str, is_alone: bool, is_few: bool
) -> None:
    snapshot = snapshot_of(seed)
    mask = np.random.default_rng(seed).random(SIZE) < share
    rows = Rows(slice(0, SIZE), mask)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tallies, "SPARSE", 0 if is_few else SIZE**2)

        found = tally(snapshot, rows, EDGES, "day", (figure,) if is_alone else FIGURES)

    assert as_plain(found, figure) == plain(snapshot, np.flatnonzero(mask).tolist(), figure)


def test_without_bins_there_is_the_whole_alone() -> None:
    snapshot = snapshot_of(1)

    found = tally(snapshot, Rows(slice(0, SIZE)), [], "day")

    assert found.bins.shape == (3, 1 + len(FIGURES), 0)
    assert found.counts[0, 0] == SIZE
