"""How old a claim is on a day, in words."""

from datetime import date

import pytest

from groups.ages import Day, age_of, day_named, span_in_words
from sources.dates import UNDATED, Bounds, bounds

TODAY = date(2026, 11, 26)
THEN = Day(date(2018, 1, 15), is_today=False)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2018, 1, 1), date(2018, 1, 2), "1 day"), (date(2018, 1, 1), date(2018, 1, 31), "30 days"),
        (date(2018, 1, 1), date(2018, 3, 5), "2 months"), (date(2018, 1, 1), date(2019, 12, 1), "23 months"),
        (date(2018, 1, 1), date(2020, 1, 2), "2 years"), (date(2018, 1, 31), date(2026, 11, 26), "8 years"),
    ],
)  # fmt: skip
def test_a_span_is_told_in_whole_units(first: date, last: date, words: str) -> None:
    assert span_in_words(first, last) == words


@pytest.mark.parametrize(
    ("claimed", "words", "step"),
    [
        ("2015~/2018-01~", "speaks of that time", 1),
        ("2017-12-12", "1 month before 15 January 2018", 1),
        ("/2017-12-12", "1 month before 15 January 2018", 1),
        ("2016-10", "14 months before 15 January 2018", 2),
        ("2014", "3 years before 15 January 2018", 3),
        ("2010", "7 years before 15 January 2018", 4),
        ("2018-03-20", "2 months after 15 January 2018", 0),
    ],
)
def test_a_claim_is_as_old_as_the_last_day_it_speaks_of(claimed: str, words: str, step: int) -> None:
    age = age_of(bounds(claimed), None, THEN)

    assert (age.words, age.step) == (words, step)
    assert age.is_later == (step == 0)


def test_a_claim_without_a_date_is_as_old_as_its_source() -> None:
    assert age_of(UNDATED, date(2018, 1, 1), THEN).words == "not dated, told 14 days before 15 January 2018"
    assert age_of(UNDATED, THEN.day, THEN).words == "not dated, told on that day"
    assert age_of(UNDATED, date(2018, 2, 1), THEN).is_later
    assert age_of(UNDATED, None, THEN).words == "of what time is not known"


def test_today_is_called_today() -> None:
    today = Day(TODAY, is_today=True)

    assert age_of(Bounds(None, date(2018, 1, 31)), None, today).words == "8 years before today"
    assert age_of(Bounds(TODAY, TODAY), None, today).words == "speaks of today"


def test_a_page_is_read_for_today_unless_a_day_is_named() -> None:
    assert day_named(None, TODAY) == day_named("", TODAY) == day_named("2026-11-26", TODAY) == Day(TODAY, True)
    assert day_named("2018-01-15", TODAY) == THEN


@pytest.mark.parametrize("text", ["2018", "2018-02-30", "yesterday", "2018-01-15T12:00", "٢٠١٨-٠١-١٥", "0000-01-01"])
def test_what_is_no_day_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a day\. Write one such as 2017-12-17\."):
        day_named(text, TODAY)


def test_a_day_to_come_is_refused() -> None:
    with pytest.raises(ValueError, match="lies in the future"):
        day_named("2026-11-27", TODAY)
