"""A trend is said only where chance would hardly make one, and the same of the same numbers however they are put."""

from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explore.trends import FALLING, LEAST_BINS, NEITHER, RISING, TOO_FEW, direction

OPPOSITE = {RISING: FALLING, FALLING: RISING, NEITHER: NEITHER, TOO_FEW: TOO_FEW}
SERIES: st.SearchStrategy[Any] = st.one_of(
    st.lists(st.integers(0, 1000) | st.integers(0, 3), max_size=60).map(np.array),
    st.lists(st.integers(-2, 9), min_size=LEAST_BINS, max_size=60).map(np.cumsum),  # mostly rising
)

pytestmark = pytest.mark.once


@given(SERIES)
def test_reversed_time_turns_a_trend(numbers: Any) -> None:
    assert direction(numbers[::-1]) == OPPOSITE[direction(numbers)]


@given(st.integers(0, 10**6), st.integers(LEAST_BINS, 60))
def test_what_stays_the_same_has_no_trend(number: int, bins: int) -> None:
    assert direction(np.full(bins, number)) == NEITHER


@given(SERIES, st.integers(0, 10**6), st.integers(1, 9))
def test_more_or_many_times_as_much_in_every_bin_changes_nothing(numbers: Any, more: int, times: int) -> None:
    assert direction(numbers * times + more) == direction(numbers)


@given(SERIES)
def test_one_bin_however_high_counts_as_the_highest_only(numbers: Any) -> None:
    """Nobody's error in one figure makes a trend."""
    higher = np.where(numbers == numbers.max(initial=0), numbers + 10**6, numbers)

    assert direction(higher) == direction(numbers)


def test_of_too_few_bins_nothing_is_said() -> None:
    assert direction(np.arange(LEAST_BINS - 1)) == TOO_FEW
    assert direction(np.arange(LEAST_BINS)) == RISING


def test_chance_makes_a_trend_less_than_once_in_twenty() -> None:
    """Of all orders in which eight numbers can come."""
    orders = [direction(np.array(order)) for order in permutations(range(LEAST_BINS))]

    share = sum(each != NEITHER for each in orders) / len(orders)

    assert 0.02 < share < 0.05
