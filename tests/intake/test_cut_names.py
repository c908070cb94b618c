"""Names that a shapefile cut to ten letters are read as the one known name that they begin."""

import pytest

from intake.crosswalks.ucdp_ged import UcdpGed
from intake.tables.cut_names import restored, uncut
from intake.tables.table import Broken, Line, Table

pytestmark = pytest.mark.once


@pytest.mark.parametrize(("columns", "whole"), [
    (["id", "type_of_vi", "where_coor", "side_a_new"],
     {"type_of_vi": "type_of_violence", "where_coor": "where_coordinates", "side_a_new": "side_a_new_id"}),
    (["date_start", "where_prec", "type_of_v", "type_of_vio", "source_dat"], {}),
    (["type_of_vi", "type_of_violence"], {}),
])  # fmt: skip
def test_a_name_is_read_whole_where_only_one_can_be_meant(columns: list[str], whole: dict[str, str]) -> None:
    assert uncut(columns, UcdpGed().understood) == whole


def test_a_name_that_begins_two_is_left_as_it_stands() -> None:
    assert uncut(["assoc_acto", "attacktype"], ["assoc_actor_1", "assoc_actor_2", "attacktype1", "attacktype2"]) == {}


def test_rows_come_under_whole_names_which_are_told() -> None:
    lines: list[Line | Broken] = [Line(2, {"id": "7", "type_of_vi": "1"}), Broken(3, "is odd.")]

    table = restored(Table(["id", "type_of_vi"], iter(lines)), UcdpGed().understood)

    assert (list(table.columns), list(table.lines)) == (
        ["id", "type_of_violence"], [Line(2, {"id": "7", "type_of_violence": "1"}), Broken(3, "is odd.")],
    )  # fmt: skip
    assert table.notes == ["Names that a shapefile cut to 10 letters were read whole: type_of_vi as type_of_violence."]
