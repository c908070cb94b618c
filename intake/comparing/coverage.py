"""Which provinces and years two sides cover, and how much of each. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

from intake.comparing.figures import Figures, Pair

STEPS = (1, 3, 10, 30, 100)  # incidents from which on a shade is deeper
NOBODY = Pair()


class At(NamedTuple):
    """A province by its number, and a year; None where it is not known."""

    province: int | None
    year: int | None


Counted = Mapping[At, Figures]


@dataclass(frozen=True)
class Row:
    """A province with its figures of each year, and of all of them together."""

    province: int | None
    cells: tuple[Pair, ...]
    total: Pair


@dataclass(frozen=True)
class Coverage:
    """`rows` have a cell for each of `years`, and so has `totals`. Provinces with most incidents come first."""

    years: tuple[int | None, ...]
    rows: tuple[Row, ...]
    totals: tuple[Pair, ...]
    total: Pair


def coverage(one: Counted, other: Counted) -> Coverage:
    cells = {at: Pair(one.get(at, Figures()), other.get(at, Figures())) for at in one.keys() | other.keys()}
    years = _years({at.year for at in cells})
    provinces = {at.province for at in cells}
    rows = [_row(province, years, cells) for province in provinces]
    rows.sort(key=lambda row: (row.province is None, -row.total.incidents, row.province))
    totals = tuple(_sum(pair for at, pair in cells.items() if at.year == year) for year in years)
    return Coverage(years, tuple(rows), totals, _sum(totals))


def shade(incidents: int) -> int:
    """How deep a shade stands for so many: 0 for none, then by STEPS."""
    return sum(incidents >= least for least in STEPS)


def _years(told: set[int | None]) -> tuple[int | None, ...]:
    """All between the first and the last: a year that nobody covers is a finding too. The unknown is last."""
    known = [year for year in told if year is not None]
    between = range(min(known), max(known) + 1) if known else ()
    return (*between, *([None] if None in told else []))


def _row(province: int | None, years: tuple[int | None, ...], cells: Mapping[At, Pair]) -> Row:
    own = tuple(cells.get(At(province, year), NOBODY) for year in years)
    return Row(province, own, _sum(own))


def _sum(pairs: Iterable[Pair]) -> Pair:
    return reduce(Pair.plus, pairs, NOBODY)
