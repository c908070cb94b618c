"""The same filter by other figures and under other demands on the evidence: what it counts, and where that tends. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import numpy as np

from explore import trends
from explore.query import COUNTED, Filter
from explore.selection import Selection, days
from explore.tallies import FIGURES, TWO_SOURCES, Tally, Values, tally

STILL_REPORTED = timedelta(28)  # bars that reach into the last weeks are not complete, as the page says
Panel = dict[str, Any]
Demand = tuple[int | None, bool | None]
DEMANDS: tuple[Demand, ...] = ((None, None), (TWO_SOURCES, None), (None, True))


@dataclass(frozen=True)
class View:
    """A filter under a demand on the evidence and by one figure: what it counts in all, and in each bar."""

    demand: Demand
    figure: str
    incidents: int
    killed: int | None
    is_open: bool
    bars: Values  # incidents, and killed

    @classmethod
    def of(cls, demand: Demand, figure: str, found: Tally, at: int) -> "View":
        place = 1 + found.figures.index(figure)
        killed = int(found.counts[at, place]) if found.reported[at] else None
        is_open = figure == "high" and bool(found.open[at])
        return cls(demand, figure, int(found.counts[at, 0]), killed, is_open, found.bins[at][[0, place]])


def panel(selection: Selection, shown: Panel, today: date) -> Panel:
    """All views, the filter's own among them, and the killed in each bar of `shown`, the filter's own timeline.

    Trends go by the bars that are complete and, where dates are chosen, lie within these.
    """
    chosen, complete = selection.chosen, _complete(selection.chosen, shown, today)
    views = list(_views(selection, shown))
    own = next(view for view in views if (view.demand, view.figure) == (_demand(chosen), chosen.counts))
    direction = lru_cache(trends.direction)  # views often have the same bars
    told = [_told(view, [direction(tuple(line[complete].tolist())) for line in view.bars]) for view in views]
    return {"bins": complete.stop - complete.start, "killed": own.bars[1].tolist(), "views": told}


def _told(view: View, directions: list[str]) -> Panel:
    sources_min, unaligned = view.demand
    return {
        "sources_min": sources_min, "unaligned": unaligned, "counts": view.figure, "incidents": view.incidents,
        "killed": view.killed, "is_open": view.is_open,
        "trends": dict(zip(("incidents", "killed"), directions, strict=True)),
    }  # fmt: skip


def _views(selection: Selection, shown: Panel) -> Iterator[View]:
    """By demand and figure. A demand that is none of the usual is asked for by itself."""
    usual, own = _by_figure(selection.under(sources_min=None, unaligned=None), shown), _demand(selection.chosen)
    for at, demand in enumerate(DEMANDS):
        yield from (View.of(demand, figure, found, at) for figure, found in usual.items())
    if own not in DEMANDS:
        yield from (View.of(own, figure, found, 0) for figure, found in _by_figure(selection, shown).items())


def _by_figure(selection: Selection, shown: Panel) -> dict[str, Tally]:
    """Only where people are part of the filter does another figure find other incidents."""
    if all(getattr(selection.chosen, name) is None for name in COUNTED):
        return dict.fromkeys(FIGURES, _tally(selection, shown))
    return {figure: _tally(selection.under(counts=figure), shown, figure) for figure in FIGURES}


def _tally(selection: Selection, shown: Panel, *figures: str) -> Tally:
    """The whole of the filter, and its bars, which go by all fields but the dates."""
    bars, rows = shown["bins"], selection.undated_too
    edges = [*(days(bar["start"]) for bar in bars), *(days(bar["end"]) + 1 for bar in bars[-1:])]
    found = tally(selection.snapshot, rows, edges, shown["unit"], figures or FIGURES)
    if selection.rows is rows:
        return found
    return replace(tally(selection.snapshot, selection.rows, [], shown["unit"], figures or FIGURES), bins=found.bins)


def _demand(chosen: Filter) -> Demand:
    return chosen.sources_min, chosen.unaligned


def _complete(chosen: Filter, shown: Panel, today: date) -> slice:
    """Bars that lie within the chosen dates and before the weeks that are still being reported; none if none is dated.
    """
    first, last = chosen.first or date.min, min(chosen.last or date.max, today - STILL_REPORTED)
    within = [bar["start"] >= first and bar["end"] <= last for bar in shown["bins"]]
    found = np.flatnonzero(within).tolist() if chosen.dated is not False else []
    return slice(found[0], found[-1] + 1) if found else slice(0, 0)
