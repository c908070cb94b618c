"""Hedged numbers stand for ranges, by rules that are the same everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.quantities import Estimate, Hedge, estimate


@pytest.mark.parametrize(
    ("number", "hedge", "expected"),
    [
        (9, Hedge.EXACT, Estimate(9, 9, 9)),
        (9, Hedge.AT_LEAST, Estimate(9, 9, None)),
        (50, Hedge.MORE_THAN, Estimate(51, 51, None)),
        (20, Hedge.NEARLY, Estimate(18, 20, 20)),
        (12, Hedge.NEARLY, Estimate(11, 12, 12)),
        (300, Hedge.AROUND, Estimate(270, 300, 330)),
        (7, Hedge.UP_TO, Estimate(0, 7, 7)),
        (0, Hedge.EXACT, Estimate(0, 0, 0)),
        (5, Hedge.VAGUE, Estimate(None, None, None)),
    ],
)
def test_a_hedge_word_sets_the_range(number: int, hedge: Hedge, expected: Estimate) -> None:
    assert estimate(number, hedge) == expected


@given(st.integers(0, 10**9), st.sampled_from([hedge for hedge in Hedge if hedge != Hedge.VAGUE]))
def test_low_never_passes_best_nor_best_high(number: int, hedge: Hedge) -> None:
    found = estimate(number, hedge)

    assert found.low is not None and found.best is not None
    assert found.low <= found.best <= (found.best if found.high is None else found.high)
