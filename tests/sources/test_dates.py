"""Uncertain dates keep their doubt: EDTF text in, the days it may mean out."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from sources import dates
from sources.dates import DatePrecision, bounds
from sources.models import Source
from tests.factories import make_source


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2017-12-17", date(2017, 12, 17), date(2017, 12, 17), DatePrecision.DAY),
        ("2018-01-01~/2018-01-02", date(2018, 1, 1), date(2018, 1, 2), DatePrecision.WEEK),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29), DatePrecision.MONTH),
        ("2017-03~", date(2017, 3, 1), date(2017, 3, 31), DatePrecision.MONTH),
        ("2017?", date(2017, 1, 1), date(2017, 12, 31), DatePrecision.YEAR),
        ("2015-01~/2015-04~", date(2015, 1, 1), date(2015, 4, 30), DatePrecision.YEAR),
        ("/2017-12-07", None, date(2017, 12, 7), DatePrecision.UNKNOWN),
        ("../2018-01~", None, date(2018, 1, 31), DatePrecision.UNKNOWN),
        ("2015~/..", date(2015, 1, 1), None, DatePrecision.UNKNOWN),
        ("", None, None, DatePrecision.UNKNOWN),
    ],
)
def test_an_edtf_date_means_an_interval(
    text: str, earliest: date | None, latest: date | None, precision: DatePrecision
) -> None:
    found = bounds(text)

    assert (found.earliest, found.latest, found.precision) == (earliest, latest, precision)


@pytest.mark.parametrize(
    "text",
    [
        "yesterday", "17/12/2017", "2017-13", "2017-02-30", "2018/2017", "..", "/", "../..", "2017-12-17/x", "99999",
        "2017-00-00", "0217-12-17", "9999",
    ],
)
def test_anything_else_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(ValidationError, match="Write a date such as"):
        bounds(text)


@given(st.text(max_size=20))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        bounds(text)
    except ValidationError as refusal:
        assert "Write a date such as" in refusal.message


@given(*(st.dates(date(1800, 1, 1), date(2100, 12, 31)) for _ in range(2)))
def test_an_interval_keeps_its_two_days(one: date, other: date) -> None:
    first, last = sorted((one, other))

    assert (bounds(f"{first}/{last}").earliest, bounds(f"{first}/{last}").latest) == (first, last)


@pytest.mark.django_db
def test_saving_a_date_writes_its_bounds() -> None:
    source = make_source(published="2017-03~")

    source.refresh_from_db()

    assert (source.published_earliest, source.published_latest) == (date(2017, 3, 1), date(2017, 3, 31))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"published_earliest": date(2018, 1, 1)},
        {"published": "", "published_latest": None},
        {"published_earliest": None, "published_latest": None},
    ],
)
def test_the_database_refuses_bounds_that_contradict(wrong: dict[str, object]) -> None:
    source = make_source(published="2017-12-18")

    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(**wrong)


def test_threads_parse_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """The grammar's memory is one for all threads: together they were seen to refuse good dates."""
    parse, under_way, most = dates.parse_edtf, [], 0

    def watched(text: str) -> Any:
        nonlocal most
        under_way.append(text)
        most = max(most, len(under_way))
        time.sleep(0.002)
        under_way.remove(text)
        return parse(text)

    monkeypatch.setattr(dates, "parse_edtf", watched)
    bounds.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(bounds, [f"2017-{month:02}~" for month in range(1, 13)]))

    assert most == 1 and [one.earliest for one in found] == [date(2017, month, 1) for month in range(1, 13)]


@given(st.dates(date(1800, 1, 1), date(2100, 12, 31)))
def test_a_day_means_what_the_grammar_says(day: date) -> None:
    parsed = dates.parse_edtf(day.isoformat())

    assert tuple(parsed.lower_strict()[:3]) == tuple(parsed.upper_strict()[:3]) == (day.year, day.month, day.day)
    assert bounds(day.isoformat()) == dates.Bounds(day, day)
