"""UCDP GED by its crosswalk: each code of the codebook in our terms, and the real file row by row."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from incidents.kinds import Kind
from incidents.models.attribution import Role
from incidents.models.casualty import CasualtyClass
from intake.crosswalks.ucdp_ged import UcdpGed
from intake.events import Odd, Unread
from intake.rehearsal import rehearse
from intake.tables.texts import open_text
from places.models import PlaceKind
from sources.quantities import Estimate
from tests.services import ROOT

FILE = ROOT.parent / "shared" / "data" / "ucdp_ged_pak_1989_2021.csv"
ROW = {
    "id": "7", "type_of_violence": "1", "side_a": "Government of Pakistan", "side_a_new_id": "142", "side_b": "TTP",
    "side_b_new_id": "673", "number_of_sources": "-1", "where_prec": "1", "where_coordinates": "Darzab town",
    "adm_1": "Jowzjan province", "adm_2": "Darzab district", "country": "Afghanistan", "latitude": "35.97",
    "longitude": "65.37", "date_prec": "1", "date_start": "2017-12-17 00:00:00.000",
    "date_end": "2017-12-17 00:00:00.000", "deaths_a": "1", "deaths_b": "2", "deaths_civilians": "3",
    "deaths_unknown": "0", "low": "5", "best": "6", "high": "8", "source_headline": "", "relid": "PAK-7",
}  # fmt: skip
needs_file = pytest.mark.skipif(not FILE.exists(), reason=f"{FILE.name} is not beside this checkout")


def event(**odd: str) -> Any:
    return UcdpGed().read({**ROW, **odd})


def test_a_row_in_our_terms() -> None:
    found = event()

    assert (found.external_id, found.when, found.kind) == ("7", "2017-12-17", Kind.ARMED_CLASH)
    where = found.where
    assert (where.district, where.lat, where.level) == ("Darzab district", 35.97, PlaceKind.SETTLEMENT)
    assert [(actor.name, actor.role, actor.number) for actor in found.actors] == [
        ("Government of Pakistan", Role.PERPETRATOR, "142"), ("TTP", Role.PERPETRATOR, "673"),
    ]  # fmt: skip
    assert found.counts[0].told == Estimate(5, 6, 8)
    assert found.counts[0].by_class == {
        CasualtyClass.SECURITY_FORCE: 1, CasualtyClass.MILITANT: 2, CasualtyClass.CIVILIAN: 3,
    }  # fmt: skip
    assert found.sources is None and found.lost == {"relid": "PAK-7"} and found.odd == ()


@pytest.mark.parametrize(("precision", "start", "end", "when"), [
    ("2", "2017-12-17", "2017-12-19", "2017-12-17/2017-12-19"),
    ("4", "2017-12-01", "2017-12-31", "2017-12"),
    ("4", "2017-11-17", "2017-12-16", "2017-11-17/2017-12-16"),
    ("5", "2017-01-01", "2017-12-31", "2017"),
    ("5", "2016-07-01", "2017-06-30", "2016-07-01/2017-06-30"),
])  # fmt: skip
def test_days_that_are_not_known_stay_an_interval_or_a_whole_month_or_year(
    precision: str, start: str, end: str, when: str
) -> None:
    assert event(date_prec=precision, date_start=start, date_end=end).when == when


@pytest.mark.parametrize(("code", "level", "km"), [
    ("1", PlaceKind.SETTLEMENT, None), ("2", PlaceKind.SETTLEMENT, 25), ("3", PlaceKind.DISTRICT, None),
    ("4", PlaceKind.PROVINCE, None), ("5", PlaceKind.REGION, None), ("6", PlaceKind.COUNTRY, None), ("7", None, None),
])  # fmt: skip
def test_where_is_known_as_well_as_the_code_says(code: str, level: PlaceKind | None, km: float | None) -> None:
    where = event(where_prec=code).where

    assert (where.level, where.uncertainty_km) == (level, km)


def test_of_one_sided_violence_one_side_acts_and_civilians_are_no_group() -> None:
    found = event(type_of_violence="3", side_a="TTP", side_b="Civilians", deaths_a="0", deaths_b="0")

    assert (found.kind, [(actor.name, actor.role) for actor in found.actors]) == (
        Kind.ARMED_ATTACK, [("TTP", Role.PERPETRATOR)],
    )  # fmt: skip


def test_figures_out_of_order_are_told_as_they_stand_and_kept_as_bounds() -> None:
    found = event(low="3", best="3", high="2")

    assert (found.counts[0].told, found.counts[0].kept) == (Estimate(3, 3, 2), Estimate(2, 3, 3))
    assert found.odd == (Odd.OUT_OF_ORDER,)


@pytest.mark.parametrize(("odd", "column"), [
    ({"id": " "}, "id"), ({"date_prec": "9"}, "date_prec"), ({"date_start": "17/12/2017"}, "date_start"),
    ({"date_end": "2017-12-01"}, "date_end"), ({"latitude": "95"}, "latitude"), ({"longitude": ""}, "latitude"),
    ({"best": "six"}, "best"), ({"best": ""}, "best"), ({"side_b": ""}, "side_b"), ({"where_prec": ""}, "where_prec"),
    ({"latitude": "nan"}, "latitude"), ({"deaths_a": "-4"}, "deaths_a"),
])  # fmt: skip
def test_what_cannot_be_read_names_its_column(odd: dict[str, str], column: str) -> None:
    with pytest.raises(Unread) as refusal:
        event(**odd)

    assert refusal.value.column == column


@needs_file
def test_every_row_of_the_real_file_is_accounted_for_and_its_sums_are_the_files_own() -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["id"]]

    found = rehearse(open_text(FILE).lines, UcdpGed())

    assert (found.rows, found.read, found.refused) == (len(rows), 6416, 0)
    assert found.sums["killed"].told[:3] == [sum(int(row[name]) for row in rows) for name in ("low", "best", "high")]


@needs_file
def test_the_command_says_what_the_file_would_bring() -> None:
    said = StringIO()

    call_command("import_dataset", str(FILE), "--format", "ucdp-ged", stdout=said)

    assert "6,416 rows: 6,416 read, 0 refused\nfrom 1989-01-25 to 2021-12-31" in said.getvalue()
    assert "A rehearsal: nothing was kept." in said.getvalue()


def test_another_file_is_refused_with_the_columns_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("id,name\n1,Dawn\n")

    with pytest.raises(CommandError, match="not UCDP Georeferenced Event Dataset: it lacks the columns date_start"):
        call_command("import_dataset", str(tmp_path / "other.csv"), "--format", "ucdp-ged")
