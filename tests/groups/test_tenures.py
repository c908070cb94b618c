"""Leadership on a line of time: solid where it is sure, fading where it is not."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from groups.tenures import Axis, Part, Tenure, axis_of, bars
from sources.dates import UNDATED, Bounds, bounds

YEARS = Axis(date(2010, 1, 1), date(2020, 1, 1))
TOLD = Bounds(date(2018, 1, 31), date(2018, 1, 31))
DAYS = st.dates(date(2005, 1, 1), date(2025, 1, 1))


def tenure(person: str = "A", start: str = "", end: str = "", **odd: Any) -> Tenure:
    return Tenure(person, start=bounds(start), end=bounds(end), **{"told": TOLD, **odd})


def parts(one: Tenure) -> list[Part]:
    return [bar.part for bar in bars(one, YEARS)]


def test_days_that_are_known_leave_no_fading() -> None:
    known = tenure(start="2012-01-01", end="2015-01-01")

    assert parts(known) == [Part.SURE]
    assert bars(known, YEARS)[0].x == pytest.approx(20, abs=0.1)
    assert bars(known, YEARS)[0].end == pytest.approx(50, abs=0.1)


def test_uncertain_days_fade_over_their_bounds() -> None:
    begins, sure, ends = bars(tenure(start="2012", end="2015"), YEARS)

    assert (begins.part, sure.part, ends.part) == (Part.BEGINS, Part.SURE, Part.ENDS)
    assert begins.width == pytest.approx(10, abs=0.1)
    assert ends.width == pytest.approx(10, abs=0.2)


def test_an_end_that_nobody_tells_is_drawn_as_silence_after_the_last_source() -> None:
    sure, silent = bars(tenure(start="2012-01-01"), YEARS)

    assert (sure.part, silent.part) == (Part.SURE, Part.SILENT)
    assert sure.end == pytest.approx(81, abs=0.2)
    assert silent.end == 100


def test_an_end_told_without_a_date_was_over_when_it_was_told() -> None:
    undated = bars(tenure(is_over=True), YEARS)

    assert [bar.part for bar in undated] == [Part.UNDATED]
    assert undated[0].end == pytest.approx(81, abs=0.2)


def test_a_vacancy_that_lasts_at_least_until_a_day_fades_after_it() -> None:
    assert parts(tenure("", start="2017-07", end="2018-01~/..")) == [Part.BEGINS, Part.SURE, Part.ENDS]


def test_a_start_and_an_end_that_run_into_each_other_leave_nothing_sure() -> None:
    assert parts(tenure(start="2012", end="2012-03")) == [Part.BEGINS, Part.ENDS]


IN_ORDER = st.tuples(DAYS, DAYS).map(lambda pair: Bounds(min(pair), max(pair)))
SPANS = IN_ORDER | st.just(UNDATED) | DAYS.map(lambda day: Bounds(day, None)) | DAYS.map(lambda day: Bounds(None, day))


@given(SPANS, SPANS, st.booleans())
def test_stretches_never_overlap_nor_leave_the_chart(start: Bounds, end: Bounds, is_over: bool) -> None:
    assume(not (start.earliest and end.latest and start.earliest > end.latest))
    drawn = bars(Tenure("A", start=start, end=end, is_over=is_over, told=TOLD), YEARS)

    assert all(0 <= bar.x < bar.end <= 100 for bar in drawn)
    assert all(one.end <= other.x + 0.02 for one, other in pairwise(drawn))


def test_the_axis_spans_what_is_known_and_is_named_by_few_ticks() -> None:
    axis = axis_of([tenure(start="2012-01-01", end="2015-01-01")])

    assert axis
    assert axis.holds(date(2012, 1, 1))
    assert axis.holds(date(2018, 1, 31))
    assert not axis.holds(date(2026, 1, 1))
    assert 2 <= len(axis.ticks) <= 8
    assert all(0 <= tick.x <= 100 for tick in axis.ticks)
    assert "2015" in [tick.label for tick in axis.ticks]


def test_without_a_day_there_is_no_chart() -> None:
    assert axis_of([tenure(told=UNDATED)]) is None
