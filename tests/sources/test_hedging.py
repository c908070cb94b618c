"""Counts are read as reporters word them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.hedging import Said, as_typed, read_count
from sources.quantities import Estimate, Hedge, estimate

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "number", "hedge"),
    [
        ("9", 9, Hedge.EXACT), (" nine ", 9, Hedge.EXACT), ("none", 0, Hedge.EXACT), ("0", 0, Hedge.EXACT),
        ("1,200", 1200, Hedge.EXACT), ("at least 9", 9, Hedge.AT_LEAST), ("At  Least nine", 9, Hedge.AT_LEAST),
        ("9+", 9, Hedge.AT_LEAST), ("40 or more", 40, Hedge.AT_LEAST), ("more than 40", 40, Hedge.MORE_THAN),
        ("over 40", 40, Hedge.MORE_THAN), (">40", 40, Hedge.MORE_THAN), ("nearly 200", 200, Hedge.NEARLY),
        ("close to 200", 200, Hedge.NEARLY), ("around 30", 30, Hedge.AROUND), ("some 30", 30, Hedge.AROUND),
        ("~30", 30, Hedge.AROUND), ("up to 12", 12, Hedge.UP_TO), ("as many as a dozen", 12, Hedge.UP_TO),
        ("no more than 3", 3, Hedge.UP_TO), ("no fewer than 3", 3, Hedge.AT_LEAST),
        ("more than 40+", 40, Hedge.MORE_THAN),
    ],
)  # fmt: skip
def test_a_number_is_read_with_its_hedge(text: str, number: int, hedge: Hedge) -> None:
    assert read_count(text) == Said(number, hedge)


@pytest.mark.parametrize("text", ["dozens", "Several", "a number of civilians", "scores of fighters", "some"])
def test_words_without_a_number_stay_words(text: str) -> None:
    assert read_count(text) == Said(None, Hedge.VAGUE, text)


@pytest.mark.parametrize(
    "text", ["", "nine or ten", "9 and 11", "11-9", "9–11, best 12", "-3", "9.5", "lots", "many9", "at least", "12,34"]
)
def test_what_is_no_count_is_not_guessed(text: str) -> None:
    assert read_count(text) is None


@given(st.integers(0, 10**9), st.sampled_from([hedge for hedge in Hedge if hedge not in (Hedge.VAGUE, Hedge.EXACT)]))
def test_every_hedge_is_read_by_its_own_label(number: int, hedge: Hedge) -> None:
    assert read_count(f"{hedge.label} {number}") == Said(number, hedge)


@pytest.mark.parametrize("text", ["9-11", "9–11", "9 to 11", "between 9 and 11", "Between 9 and 11"])
def test_a_range_keeps_both_ends_and_makes_up_no_best(text: str) -> None:
    said = read_count(text)

    assert said and said.estimate == Estimate(9, None, 11) and said.words == text


@given(st.integers(0, 10**6), st.sampled_from([hedge for hedge in Hedge if hedge != Hedge.VAGUE]))
def test_what_was_typed_is_read_the_same_again(number: int, hedge: Hedge) -> None:
    found = estimate(number, hedge)

    said = read_count(as_typed(found, hedge, ""))

    assert said and said.estimate == found


@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=3).map(sorted))
def test_a_coded_range_is_read_the_same_again(counts: list[int]) -> None:
    found = Estimate(*counts)

    said = read_count(as_typed(found, Hedge.EXACT, ""))

    assert said and said.estimate == found


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    read_count(text)
