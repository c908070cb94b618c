"""Real rows beside a second dataset made of them, both of them imported: what is counted, which pairs are found."""

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

from intake.comparing.accounts import accounts
from intake.comparing.comparison import Comparison
from intake.comparing.figures import Figures
from intake.comparing.sides import Years
from intake.models import Dataset
from places.models import PlaceKind
from tests.factories import make_place
from tests.intake.comparing.jittered import write_jittered
from tests.intake.comparing.made import make_province
from tests.intake.files import taken_in
from tests.intake.test_ucdp_ged import FILE, needs_file

pytestmark = [pytest.mark.django_db, needs_file]
YEAR = 2018


@pytest.fixture
def rows(tmp_path: Path) -> list[dict[str, str]]:
    """Those of one year, in files of both layouts that were taken in."""
    with FILE.open(encoding="utf-8") as file:
        _tags, *rows = csv.DictReader(file)
    rows = [row for row in rows if row["year"] == str(YEAR)]
    with (tmp_path / "ucdp.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    make_provinces({row["adm_1"] for row in rows})
    taken_in(tmp_path / "ucdp.csv")
    write_jittered(rows, tmp_path / "acled.csv")
    taken_in(tmp_path / "acled.csv", format="acled", release="")
    return rows


def make_provinces(named: Iterable[str]) -> None:
    """A gazetteer of a country and its provinces, without their outlines."""
    country = make_place(name="Pakistan", code="PK", kind=PlaceKind.COUNTRY, country="PK", precision="country")
    for place in [country, *(make_province(name.removesuffix(" province"), parent=country) for name in named if name)]:
        place.names.create(name=place.name, kind="official")


def test_all_is_counted_and_most_pairs_are_found_even_without_outlines(rows: list[dict[str, str]]) -> None:
    ucdp, acled = (Dataset.objects.get(key=key) for key in ("ucdp-ged", "acled"))
    found = Comparison(ucdp, acled, Years())

    own = found.coverage.total.one
    assert (own.incidents, own.best) == (len(rows), sum(int(row["best"]) for row in rows))
    ones = accounts(found.one, {pair.one for pair in found.pairs})
    others = accounts(found.other, {pair.other for pair in found.pairs})
    right = sum(others[pair.other].row == f"J{ones[pair.one].row}" for pair in found.pairs)
    jittered = found.coverage.total.other.incidents
    assert jittered > 30 and right / jittered > 0.5  # with the whole gazetteer, and all rows, 0.86
    assert found.shares[0].deaths != Figures() and found.shares[0].only_here >= len(rows) - jittered
