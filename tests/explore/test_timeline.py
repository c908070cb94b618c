"""Bars of the timeline: whole days, weeks, months or years, each counting what may lie in it."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explore.picked import Rows
from explore.selection import days as since_1970
from explore.timeline import MOST_YEARS, Dated, unit_for
from sources.dates import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True)
class Bar:
    start: date
    end: date
    count: int


class Snapshot(SimpleNamespace):
    """As much of one as the timeline looks at; by its size few rows are looked up one by one, many slice by slice."""

    def __len__(self) -> int:
        return int(self.size)


def count(spans: list[tuple[date, date]]) -> tuple[str, list[Bar]]:
    few, many = (counted(spans, size=len(spans) * times) for times in (100, 1))
    assert few == many
    return few


def counted(spans: list[tuple[date, date]], *, size: int) -> tuple[str, list[Bar]]:
    """The timeline of incidents given by their first and last days alone."""
    pairs = sorted(spans, key=lambda span: span[1])
    first, last = (np.array([since_1970(span[side]) for span in pairs], dtype=np.int32) for side in (0, 1))
    columns = {"first": first, "last": last, "family": np.zeros(len(pairs), np.uint8)}
    wide = np.flatnonzero(first != last)
    snapshot: Any = Snapshot(size=size, columns=columns, undated=0, wide=wide, once={})
    rows = Rows(slice(0, len(pairs)))
    dated = Dated(snapshot, rows)
    bins = dated.bins
    counts = dated.counts(bins).sum(axis=1).tolist()
    return bins.unit, [Bar(*bar) for bar in zip(bins.starts, bins.ends, counts, strict=True)]


days = st.dates()
spans = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))


@pytest.mark.parametrize(("length", "unit"), [(1, "day"), (62, "day"), (63, "week"), (367, "month"), (4000, "year")])
def test_the_unit_follows_the_span(length: int, unit: str) -> None:
    assert unit_for(date(2016, 1, 1), date(2016, 1, 1) + timedelta(length - 1)) == unit


def test_months_and_leap_years_have_their_own_lengths() -> None:
    _, bins = count([(date(2016, 1, 15), date(2016, 1, 15)), (date(2017, 3, 1), date(2017, 3, 1))])

    assert (bins[1].start, bins[1].end) == (date(2016, 2, 1), date(2016, 2, 29))


def test_weeks_start_on_monday() -> None:
    unit, bins = count([(date(2017, 1, 4), date(2017, 1, 4)), (date(2017, 6, 1), date(2017, 6, 1))])

    assert unit == "week" and {one.start.weekday() for one in bins} == {0}


def test_nothing_has_no_bars() -> None:
    assert count([]) == ("month", [])


@pytest.mark.parametrize("before", [0, 3, 100, 1000, 9000])
def test_the_calendar_ends_with_its_last_bar(before: int) -> None:
    _, bins = count([(date.max - timedelta(before), date.max)])

    assert bins[-1].end == date.max


def test_nine_thousand_years_take_no_more_bars_than_four_hundred() -> None:
    unit, bins = count([(date(999, 5, 5), date(999, 5, 6)), (date.max, date.max)])

    assert unit == "year" and len(bins) <= MOST_YEARS
    assert (bins[0].start, bins[-1].end, sum(one.count for one in bins)) == (date(999, 1, 1), date.max, 2)


def test_years_are_single_over_all_that_may_be_entered() -> None:
    _, bins = count([(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))])

    assert len(bins) == LAST_YEAR - FIRST_YEAR + 1


def near(start: date, length: int) -> tuple[date, date]:
    return start, start + timedelta(min(length, (date.max - start).days))


short = st.builds(near, st.dates(date(2016, 1, 1), date(2018, 12, 31)), st.integers(0, 90))


@given(st.lists(short, min_size=1, max_size=12) | st.lists(spans, min_size=1, max_size=12))
def test_each_bar_counts_what_may_lie_in_it(rows: list[tuple[date, date]]) -> None:
    _, bins = count(rows)

    for one in bins:
        assert one.count == sum(first <= one.end and last >= one.start for first, last in rows)


@given(st.lists(short, min_size=1, max_size=12) | st.lists(spans, min_size=1, max_size=12))
def test_bars_join_without_gap_and_cover_everything(rows: list[tuple[date, date]]) -> None:
    _, bins = count(rows)

    assert all(one.end + timedelta(1) == after.start for one, after in pairwise(bins))
    assert bins[0].start <= min(first for first, _ in rows) and bins[-1].end >= max(last for _, last in rows)
