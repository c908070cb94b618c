"""Counts and grades are said in words that keep what is open, hedged or unknown."""

import pytest

from incidents.models import Casualty
from sources.models import Outlet
from sources.quantities import Hedge, estimate
from sources.wording import count_in_words, grade_in_words, range_in_words


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (None, None, None, "not reported"),
        (0, 0, 0, "0"),
        (11, 11, 11, "11"),
        (9, 9, None, "9 or more"),
        (9, 12, None, "9 or more, best 12"),
        (9, 10, 11, "9–11, best 10"),
        (9, None, 11, "9–11, no independent best figure"),
        (1200, 1200, None, "1,200 or more"),
    ],
)
def test_a_range_says_what_is_open_and_what_is_best(
    low: int | None, best: int | None, high: int | None, words: str
) -> None:
    assert range_in_words(low, best, high) == words


@pytest.mark.parametrize(
    ("number", "hedge", "words"),
    [
        (9, Hedge.EXACT, "9"),
        (50, Hedge.MORE_THAN, "more than 50 (51 or more)"),
        (9, Hedge.AT_LEAST, "at least 9 (9 or more)"),
        (200, Hedge.NEARLY, "nearly 200 (180–200, best 200)"),
        (300, Hedge.AROUND, "around 300 (270–330, best 300)"),
        (40, Hedge.UP_TO, "up to 40 (0–40, best 40)"),
        (0, Hedge.VAGUE, "“several”"),
    ],
)
def test_a_count_keeps_the_sources_hedge(number: int, hedge: Hedge, words: str) -> None:
    count = Casualty(**vars(estimate(number, hedge)), hedge=hedge, words="several" if hedge == Hedge.VAGUE else "")

    assert count_in_words(count) == words


def test_a_grade_is_spelled_out() -> None:
    assert grade_in_words(Outlet(reliability="B"), 2) == "source usually reliable; information probably true"
