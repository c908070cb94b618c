"""Dates as reporters write them become EDTF, or are refused with the remedy; nothing is guessed."""

import calendar
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.dates import bounds, in_words
from sources.plain_dates import to_edtf

DAYS = st.dates(date(1800, 1, 1), date(2100, 12, 31))
MONTHS = st.builds("{:04}-{:02}".format, st.integers(1800, 2100), st.integers(1, 12))
YEARS = st.integers(1800, 2100).map(str)
DOUBTS = st.sampled_from(["", "~", "?", "%"])
DATES = st.builds("{}{}".format, DAYS.map(str) | MONTHS | YEARS, DOUBTS)
SHAPES = ("{}", "/{}", "{}/..", "{}/{}")
EDTF = st.builds(lambda shape, *sides: shape.format(*sorted(sides)), st.sampled_from(SHAPES), DATES, DATES)
VOCABULARY = """
    between and from to until by before after since about possibly early mid late end first last week half spring winter
    May December Sunday 3 5 17 17th 29 30 2016 2017 1990s - / ? ~ of the , 17/12/2017 3/4/2017 2017-05
"""
unhurried = settings(max_examples=60, deadline=None)  # the grammar of EDTF takes its time over what it has not seen yet


def interval(one: date, other: date) -> str:
    return "/".join(map(str, sorted({one, other})))


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("17 Dec 2017", "2017-12-17"),
        ("December 17, 2017", "2017-12-17"),
        ("17th of December 2017", "2017-12-17"),
        ("Sunday, 17 December 2017", "2017-12-17"),
        ("17/12/2017", "2017-12-17"),
        ("12/17/2017", "2017-12-17"),
        ("4/4/2017", "2017-04-04"),
        ("2017/12/17", "2017-12-17"),
        ("17.12.2017", "2017-12-17"),
        ("March 2016", "2016-03"),
        ("in Sept. 2017", "2017-09"),
        ("12/2017", "2017-12"),
        ("2016", "2016"),
        ("spring 2016", "2016-21"),
        ("fall of 2016", "2016-23"),
        ("winter 2016–17", "2016-12/2017-02"),
        ("between 3 and 5 May 2017", "2017-05-03/2017-05-05"),
        ("3–5 May 2017", "2017-05-03/2017-05-05"),
        ("3 to 5 May 2017", "2017-05-03/2017-05-05"),
        ("3 or 4 May 2017", "2017-05-03/2017-05-04"),
        ("17/18 December 2017", "2017-12-17/2017-12-18"),
        ("May 3-5, 2017", "2017-05-03/2017-05-05"),
        ("from March to May 2017", "2017-03/2017-05"),
        ("between 30 December and 2 January 2018", "2017-12-30/2018-01-02"),
        ("Saturday 30 December to Tuesday 2 January 2018", "2017-12-30/2018-01-02"),
        ("between 2017-05-03 and 2017-05-05", "2017-05-03/2017-05-05"),
        ("2015-2017", "2015/2017"),
        ("about March 2017", "2017-03~"),
        ("around 2016", "2016~"),
        ("c. 2016", "2016~"),
        ("about spring 2016", "2016-03~/2016-05~"),
        ("2017?", "2017?"),
        ("March 2017?", "2017-03?"),
        ("possibly about March 2017", "2017-03%"),
        ("early January 2018", "2018-01-01/2018-01-10"),
        ("mid-January 2018", "2018-01-11/2018-01-20"),
        ("end of January 2018", "2018-01-21/2018-01-31"),
        ("early 2017", "2017-01/2017-04"),
        ("mid-2017", "2017-05/2017-08"),
        ("late 2017", "2017-09/2017-12"),
        ("first week of May 2017", "2017-05-01/2017-05-07"),
        ("last week of February 2016", "2016-02-23/2016-02-29"),
        ("second half of May 2017", "2017-05-16/2017-05-31"),
        ("third quarter of 2017", "2017-07/2017-09"),
        ("1990s", "1990/1999"),
        ("the early 1990's", "1990/1993"),
        ("early 2017 to mid-2018", "2017-01/2018-08"),
        ("by 7 December 2017", "/2017-12-07"),
        ("no later than 7 December 2017", "/2017-12-07"),
        ("before 7 December 2017", "/2017-12-06"),
        ("before March 2017", "/2017-02"),
        ("before 2017", "/2016"),
        ("after 31 December 2017", "2018-01-01/"),
        ("since 2015", "2015/.."),
        ("from March 2016 onwards", "2016-03/.."),
        ("not known", ""),
    ],
)
def test_words_become_edtf(text: str, edtf: str) -> None:
    assert to_edtf(text) == to_edtf(text.upper()) == edtf


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("03/04/2017", "03/04/2017 may be 3 April 2017 or 4 March 2017. Write the month's name."),
        ("3/4/17", "Write the year with four digits"),
        ("Monday, 17 December 2017", "17 December 2017 was a Sunday, not a Monday."),
        ("30 February 2017", "February 2017 has no day 30."),
        ("29 February to 3 March 2017", "February 2017 has no day 29."),
        ("winter 2016", "may be December 2015 to February 2016 or December 2016 to February 2017. Write the months."),
        ("5 to 3 May 2017", "ends before it starts. Write the earlier date first."),
        ("5 May to 3 May 2017", "ends before it starts"),
        ("17 December 2017 and 3 May 2018", "These are two dates."),
        ("3 May 0900", "lies outside 1800 to 2100"),
        ("between 3 and 5 May", "Add the year"),
        ("Sunday 17 December", "Add the year"),
        ("the other day", "“the other day” is not a date. Write it as “17 December 2017”"),
        ("17 December 2017 at 14:30", "is not a date"),
        ("17/18/2017", "There is no month 18"),
        ("to 2017", "is not a date"),
        ("about", "is not a date"),
        ("between May 2017", "is not a date"),
        ("x" * 5000, "is not a date"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_remedy(text: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        to_edtf(text)

    assert sentence in refusal.value.messages[0]


@pytest.mark.parametrize(
    ("text", "published", "edtf"),
    [
        ("between 3 and 5 May", "2017-06-01", "2017-05-03/2017-05-05"),
        ("between 3 and 5 May", "2017-05-04", "2017-05-03/2017-05-05"),
        ("between 3 and 5 May", "2017-05-02", "2016-05-03/2016-05-05"),
        ("in May", "2017-05-10", "2017-05"),
        ("December", "2017-06", "2016-12"),
        ("by 7 December", "2018-01-01", "/2017-12-07"),
        ("between 30 December and 2 January", "2018-01-05", "2017-12-30/2018-01-02"),
        ("29 February", "2017-03-01", "2016-02-29"),
        ("Sunday 17 December", "2018-01-03", "2017-12-17"),
        ("May?", "2017-06-01", "2017-05?"),
        ("May 2015", "2017-06-01", "2015-05"),
    ],
)
def test_a_missing_year_is_the_latest_that_does_not_begin_after_publication(
    text: str, published: str, edtf: str
) -> None:
    assert to_edtf(text, near=published) == edtf


@pytest.mark.parametrize("published", ["2017", "/2017-12-07", "2017-12-07/..", ""])
def test_a_publication_that_does_not_decide_the_year_leaves_it_to_the_editor(published: str) -> None:
    with pytest.raises(ValidationError, match="Add the year"):
        to_edtf("3 May", near=published)


def test_a_weekday_must_agree_with_the_year_of_publication_too() -> None:
    with pytest.raises(ValidationError, match="was a Sunday, not a Monday"):
        to_edtf("Monday 17 December", near="2018-01-03")


@unhurried
@given(EDTF)
def test_edtf_passes_unchanged(edtf: str) -> None:
    try:
        bounds(edtf)
    except ValidationError:
        return
    assert to_edtf(edtf) == edtf


@unhurried
@given(DAYS.map(str) | MONTHS | YEARS | st.builds(interval, DAYS, DAYS))
def test_what_is_read_back_in_words_is_read_as_the_same_again(edtf: str) -> None:
    assert bounds(to_edtf(in_words(edtf))) == bounds(edtf)
    assert in_words(to_edtf(in_words(edtf))) == in_words(edtf)


@unhurried
@given(EDTF)
def test_words_for_any_date_are_understood(edtf: str) -> None:
    try:
        expected = bounds(edtf)
    except ValidationError:
        return
    assert bounds(to_edtf(in_words(edtf))) == expected


@unhurried
@given(
    st.text(max_size=40) | st.lists(st.sampled_from(VOCABULARY.split()), max_size=9).map(" ".join),
    st.sampled_from(["", "2017-06-01", "2017"]),
)
def test_no_text_is_more_than_refused(text: str, near: str) -> None:
    try:
        edtf = to_edtf(text, near=near)
    except ValidationError as refusal:
        assert refusal.messages[0].endswith((".", "known.", "unknown."))
    else:
        bounds(edtf)


@unhurried
@given(DAYS, DAYS)
def test_an_interval_in_words_holds_both_its_days(one: date, other: date) -> None:
    first, last = sorted((one, other))
    said = [f"{day.day} {calendar.month_name[day.month]} {day.year}" for day in (first, last)]

    found = bounds(to_edtf(f"between {said[0]} and {said[1]}"))

    assert (found.earliest, found.latest) == (first, last)


@unhurried
@given(st.integers(1801, 2099), st.integers(1, 12))
def test_the_thirds_of_a_month_are_the_whole_month_and_no_day_twice(year: int, month: int) -> None:
    name = f"{calendar.month_name[month]} {year}"
    thirds = [bounds(to_edtf(f"{part} {name}")) for part in ("early", "mid", "late")]

    assert (thirds[0].earliest, thirds[2].latest) == (bounds(to_edtf(name)).earliest, bounds(to_edtf(name)).latest)
    for one, following in pairwise(thirds):
        assert one.latest and following.earliest == one.latest + timedelta(days=1)


@unhurried
@given(st.dates(date(1801, 1, 2), date(2099, 12, 30)), st.sampled_from(["%-d %B %Y", "%B %Y", "%Y"]))
def test_before_and_after_leave_out_exactly_what_was_named(day: date, form: str) -> None:
    name = day.strftime(form)
    itself, before, after = (bounds(to_edtf(text)) for text in (name, f"before {name}", f"after {name}"))

    assert itself.earliest and before.latest == itself.earliest - timedelta(days=1)
    assert itself.latest and after.earliest == itself.latest + timedelta(days=1)


@unhurried
@given(st.integers(1, 12), st.integers(1, 12), st.integers(1800, 2100))
def test_numbers_with_two_readings_are_refused_with_both(one: int, other: int, year: int) -> None:
    if one == other:
        return
    with pytest.raises(ValidationError) as refusal:
        to_edtf(f"{one}/{other}/{year}")

    for day, month in ((one, other), (other, one)):
        assert f"{day} {calendar.month_name[month]} {year}" in refusal.value.messages[0]
