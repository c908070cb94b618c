"""Dirty dates: what a column tells of how it is written is used; what has two readings is refused."""

import pytest
from django.core.exceptions import ValidationError

from intake.dates import Mixed, Order, are_serials, as_edtf, order_of


@pytest.mark.parametrize(("texts", "order"), [
    (["03/04/2017", "17/12/2017"], Order.DAY), (["12-17-2017", "01-02-2017"], Order.MONTH),
    (["03/04/2017", "05.06.2017"], None), (["2017-12-17", "December 2017"], None), ([], None),
])  # fmt: skip
def test_a_column_tells_how_it_is_written(texts: list[str], order: Order | None) -> None:
    assert order_of(texts) == order


def test_a_column_written_both_ways_is_refused_with_both() -> None:
    with pytest.raises(Mixed, match=r"17/12/2017.*12/17/2017"):
        order_of(["17/12/2017", "12/17/2017"])


@pytest.mark.parametrize(("text", "order", "when"), [
    ("2017-12-17", None, "2017-12-17"), ("2017-12-17 00:00:00.000", None, "2017-12-17"),
    ("2017/12/17T10:00", None, "2017-12-17"), ("2017-00-00", None, "2017"), ("2017-05-00", None, "2017-05"),
    ("03/04/2017", Order.DAY, "2017-04-03"), ("03/04/2017", Order.MONTH, "2017-03-04"),
    ("04/04/2017", None, "2017-04-04"), ("17/12/2017", None, "2017-12-17"), ("12/17/2017", None, "2017-12-17"),
    ("00/05/2017", Order.DAY, "2017-05"), ("Thursday-Dec 2007", None, "2007-12"), ("December 2007", None, "2007-12"),
    ("17 Dec 2017", None, "2017-12-17"), ("2007", None, "2007"),
])  # fmt: skip
def test_a_cell_as_it_is_written(text: str, order: Order | None, when: str) -> None:
    assert as_edtf(text, order=order) == when


@pytest.mark.parametrize("text", ["03/04/2017", "2017-13-01", "2017-02-30", "soon", "", "43086"])
def test_what_has_two_readings_or_none_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        as_edtf(text)


def test_days_counted_by_workbooks_are_read_where_the_whole_column_is_so() -> None:
    assert are_serials(["43086", "43087.5", ""]) and not are_serials(["43086", "2017"]) and not are_serials([""])
    assert as_edtf("43086", has_serials=True) == "2017-12-17"
