"""An unknown table is looked at once, and that says all that is to be asked about its columns."""

import json

import pytest

from intake.dates import Mixed, Order
from intake.surveying import Column, Survey, survey
from intake.tables.table import Broken, Line, Table


def table(**columns: list[str]) -> Table:
    rows = zip(*columns.values(), strict=True)
    return Table(list(columns), iter(
        Line(number, dict(zip(columns, row, strict=True))) for number, row in enumerate(rows, start=2)
    ))  # fmt: skip


def column(name: str, *cells: str) -> Column:
    return survey(table(**{name: list(cells)})).columns[0]


def test_a_column_is_known_by_its_first_values_and_how_many_there_are() -> None:
    found = column("Type", "Ambush", "ambush ", "", "Raid")

    assert (found.filled, found.first) == (3, ["Ambush", "ambush", "Raid"])
    assert survey(table(Type=["Ambush", "ambush ", "", "Raid"])).kinds_of("Type") == {
        "ambush": ("Ambush", 2), "raid": ("Raid", 1), "": ("", 1),
    }  # fmt: skip


def test_a_column_of_very_many_values_is_no_list_of_kinds() -> None:
    assert column("Type", *(f"Kind {number}" for number in range(61))).values is None


@pytest.mark.parametrize(("cells", "order", "doubtful"), [
    (("03/04/2017", "17/12/2017"), Order.DAY, ""), (("03/04/2017", "12/17/2017"), Order.MONTH, ""),
    (("03/04/2017", "05/06/2017"), None, "03/04/2017"), (("04/04/2017", "2017-12-17"), None, ""),
])  # fmt: skip
def test_a_column_of_dates_tells_how_it_is_written_or_is_doubtful(
    cells: tuple[str, ...], order: Order | None, doubtful: str
) -> None:
    found = column("Date", *cells)

    assert (found.order, found.doubtful) == (order, doubtful)


def test_a_column_written_both_ways_says_so() -> None:
    with pytest.raises(Mixed):
        _ = column("Date", "17/12/2017", "12/17/2017").order


def test_days_as_numbers_are_known_where_all_are() -> None:
    assert column("Date", "43086", "43087").has_serials and not column("Date", "43086", "2017").has_serials


@pytest.mark.parametrize(("name", "cells", "is_private"), [
    ("Victims", ["A name"], True), ("Victims", ["3", "4+"], False), ("Name of injured", ["A name"], True),
    ("Suspected group", ["TTP"], False), ("Notes", ["Short"], True), ("Remarks in full", ["word " * 12], True),
    ("Province", ["Jowzjan"], False),
])  # fmt: skip
def test_what_may_name_people_is_not_shown(name: str, cells: list[str], is_private: bool) -> None:
    assert column(name, *cells).is_private == is_private


def test_a_survey_is_the_same_once_it_was_kept() -> None:
    found = survey(table(Date=["17/12/2017"] * 12, Type=["Raid"] * 12))

    assert Survey.from_plain(json.loads(json.dumps(found.as_plain()))) == found
    assert (found.rows, len(found.lines), found.is_whole) == (12, 10, True)


def test_broken_rows_are_counted_and_columns_without_a_name_left_out() -> None:
    found = survey(Table(["Date", ""], iter([Broken(2, "has three cells."), Line(3, {"Date": "2017", "": "x"})])))

    assert (found.rows, [each.name for each in found.columns], found.lines) == (2, ["Date"], [(3, {"Date": "2017"})])
