"""UCDP GED as maps pass it on: what few columns tell is read, and what they do not is not made up."""

import json
from typing import Any

import pytest

from incidents.kinds import Kind
from incidents.models.attribution import Role
from incidents.models.casualty import CasualtyClass
from intake.crosswalks.ucdp_excerpt import UcdpExcerpt
from intake.events import Unread
from intake.importing.opening import open_for
from intake.rehearsal import rehearse
from places.models import PlaceKind
from sources.quantities import Estimate
from tests.services import ROOT

pytestmark = pytest.mark.once
FILE = ROOT.parent / "shared" / "data" / "ucdp_ged_afg_sample310.geojson"
ROW = {
    "id": "7", "side_a": "Government of Afghanistan", "side_b": "Taleban", "adm_2": "Darzab district",
    "date_start": "2015-05-24", "date_end": "2015-05-25", "deaths_a": "1", "deaths_b": "2", "longitude": "65.37",
    "latitude": "35.97", "year": "2015",
}  # fmt: skip


def event(**odd: str) -> Any:
    return UcdpExcerpt().read({**ROW, **odd})


def test_both_sides_dead_are_the_least_there_were() -> None:
    (count,) = event().counts

    assert count.told == Estimate(3, 3, None)
    assert count.by_class == {CasualtyClass.SECURITY_FORCE: 1, CasualtyClass.MILITANT: 2}


def test_it_is_known_to_the_district_that_is_named() -> None:
    assert (event().where.level, event(adm_2="").where.level) == (PlaceKind.DISTRICT, PlaceKind.PROVINCE)
    assert (event().when, event(date_end="2015-05-24").when) == ("2015-05-24/2015-05-25", "2015-05-24")


@pytest.mark.parametrize(("sides", "kind", "roles"), [
    (("IS", "Taleban"), Kind.ARMED_CLASH, [Role.PERPETRATOR, Role.PERPETRATOR]),
    (("IS", "Civilians"), Kind.ARMED_ATTACK, [Role.PERPETRATOR]),
])  # fmt: skip
def test_what_sort_of_violence_it_was_follows_from_the_sides(
    sides: tuple[str, str], kind: Kind, roles: list[Role]
) -> None:
    found = event(side_a=sides[0], side_b=sides[1])

    assert (found.kind, [actor.role for actor in found.actors]) == (kind, roles)


@pytest.mark.parametrize(("odd", "column"), [
    ({"date_end": "2015-05-01"}, "date_end"), ({"side_a": ""}, "side_a"), ({"deaths_b": "some"}, "deaths_b"),
    ({"latitude": "95"}, "latitude"),
])  # fmt: skip
def test_what_cannot_be_read_names_its_column(odd: dict[str, str], column: str) -> None:
    with pytest.raises(Unread) as refusal:
        event(**odd)

    assert refusal.value.column == column


@pytest.mark.skipif(not FILE.exists(), reason=f"{FILE.name} is not beside this checkout")
def test_every_row_of_the_afghan_sample_is_read_and_its_sums_are_the_files_own() -> None:
    rows = [feature["properties"] for feature in json.loads(FILE.read_text())["features"]]
    found = rehearse(open_for(UcdpExcerpt(), FILE).lines, UcdpExcerpt())

    assert (found.rows, found.refused) == (310, 0)
    assert found.sums["killed"].told[0] == sum(int(row[f"deaths_{side}"] or 0) for row in rows for side in "ab")
