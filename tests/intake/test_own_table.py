"""A person's own table by what they said of its columns: dates, places, people and groups as spreadsheets hold them."""

from dataclasses import replace
from typing import Any

import pytest

from incidents.kinds import Kind, TargetKind, WeaponKind
from incidents.models.attribution import Role
from incidents.models.casualty import CasualtyClass, Outcome
from intake.crosswalks.crosswalk import Dataset
from intake.crosswalks.own import OwnTable
from intake.crosswalks.own_row import Mapped, apart, unescaped
from intake.dates import Order
from intake.events import Odd, Unread
from intake.guessing import Meaning
from places.models import PlaceKind
from sources.quantities import Estimate

pytestmark = pytest.mark.once
MAPPED = Mapped(
    Dataset("own-log-1", "Incident log", "", "", is_open=False),
    {
        Meaning.ID: ["No"], Meaning.DATE: ["Date"], Meaning.END_DATE: ["Until"], Meaning.DATE_PRECISION: ["Known to"],
        Meaning.KIND: ["Type"], Meaning.COUNTRY: "Afghanistan", Meaning.PROVINCE: ["Province"],
        Meaning.DISTRICT: ["District"], Meaning.PLACE: ["Village"], Meaning.LATITUDE: ["Lat"],
        Meaning.LONGITUDE: ["Lon"], Meaning.LEVEL: ["Level"], Meaning.ACTOR: ["By", "Also by"],
        Meaning.OTHER_ACTOR: ["Against"], Meaning.KILLED_LOW: ["Min"], Meaning.KILLED: ["Killed"],
        Meaning.KILLED_HIGH: ["Max"], Meaning.KILLED_OPEN: ["Open"], Meaning.KILLED_CIVILIANS: ["Civilians"],
        Meaning.WOUNDED: ["Hurt"], Meaning.TARGETS: ["Struck"], Meaning.WEAPONS: ["With"], Meaning.SOURCE: ["Papers"],
    },
    {"ambush": Kind.ARMED_ATTACK, "roadside bomb": Kind.BOMBING_IED},
)  # fmt: skip
ROW = {"No": "7", "Date": "2017-12-17", "Type": "Ambush", "Province": "Jowzjan", "District": "Darzab"}


def event(mapped: Mapped = MAPPED, /, **odd: str) -> Any:
    told = {name.replace("_", " "): value for name, value in odd.items()}
    return OwnTable(mapped).read({**ROW, **told})


def only_killed(**odd: str) -> tuple[Estimate, ...]:
    return tuple(count.told for count in event(**odd).counts if count.outcome == Outcome.KILLED)


def test_a_row_in_our_terms() -> None:
    found = event(
        Village="Sardara", Lat="35.9", Lon="65.4", By="ISKP; Taliban|Civilians", Also_by="IMU", Against="Police",
        Killed="4", Hurt="9", Struck="Police; bazaar", With="Rifle", Papers="One paper; Another", Remark="x",
    )  # fmt: skip

    assert (found.external_id, found.when, found.kind) == ("7", "2017-12-17", Kind.ARMED_ATTACK)
    assert found.where.names == ("Sardara", "Darzab", "Jowzjan", "Afghanistan")
    assert (found.where.point, found.where.level) == ((35.9, 65.4), PlaceKind.SETTLEMENT)
    assert [(actor.name, actor.role) for actor in found.actors] == [
        ("ISKP", Role.PERPETRATOR), ("Taliban", Role.PERPETRATOR), ("IMU", Role.PERPETRATOR), ("Police", Role.TARGET),
    ]  # fmt: skip
    assert [(count.outcome, count.told) for count in found.counts] == [
        (Outcome.KILLED, Estimate(4, 4, 4)), (Outcome.WOUNDED, Estimate(9, 9, 9)),
    ]  # fmt: skip
    assert (found.targets, found.weapons, found.sources) == ((TargetKind.POLICE,), (WeaponKind.FIREARMS,), 2)
    assert found.lost == {"Struck": "bazaar", "Remark": "x"} and found.odd == (Odd.LEFT_OUT,)


def test_a_date_with_two_readings_is_refused_until_a_person_says_which() -> None:
    with pytest.raises(Unread, match=r"^Date: “03/04/2017” may be day first or month first"):
        event(Date="03/04/2017")

    assert event(replace(MAPPED, order=Order.DAY), Date="03/04/2017").when == "2017-04-03"
    assert event(replace(MAPPED, order=Order.MONTH), Date="03/04/2017").when == "2017-03-04"
    assert event(replace(MAPPED, has_serials=True), Date="43086").when == "2017-12-17"


@pytest.mark.parametrize(("odd", "when"), [
    ({"Until": "2017-12-19"}, "2017-12-17/2017-12-19"), ({"Until": "2017-12-17"}, "2017-12-17"),
    ({"Date": "December 2017", "Until": "2018"}, "2017-12/2018"), ({"Known_to": "Month"}, "2017-12"),
    ({"Known_to": "year"}, "2017"), ({"Known_to": "week"}, "2017-12-14/2017-12-20"),
    ({"Known_to": "exact"}, "2017-12-17"),
    ({"Date": "2017", "Known_to": "month"}, "2017"), ({"Date": "2017-12~"}, "2017-12~"),
])  # fmt: skip
def test_a_date_is_told_no_finer_than_it_is_known(odd: dict[str, str], when: str) -> None:
    assert event(**odd).when == when


@pytest.mark.parametrize(("odd", "level"), [
    ({}, PlaceKind.DISTRICT), ({"Village": "Sardara"}, PlaceKind.SETTLEMENT), ({"District": ""}, PlaceKind.PROVINCE),
    ({"District": "", "Province": ""}, PlaceKind.COUNTRY),
    ({"District": "", "Province": "", "Lat": "35", "Lon": "65"}, PlaceKind.DISTRICT),
    ({"Level": "province"}, PlaceKind.PROVINCE), ({"Level": "Site"}, PlaceKind.SITE),
])  # fmt: skip
def test_a_place_is_no_finer_than_it_is_named_unless_that_is_told(odd: dict[str, str], level: PlaceKind) -> None:
    assert event(**odd).where.level == level


@pytest.mark.parametrize(("odd", "told"), [
    ({"Killed": "at least 9"}, Estimate(9, 9, None)), ({"Killed": "10+"}, Estimate(10, 10, None)),
    ({"Killed": "3-5"}, Estimate(3, None, 5)), ({"Killed": "1,200.0"}, Estimate(1200, 1200, 1200)),
    ({"Min": "3", "Killed": "5"}, Estimate(3, 5, 5)), ({"Min": "3"}, Estimate(3, None, None)),
    ({"Max": "8"}, Estimate(0, None, 8)), ({"Min": "4", "Max": "11"}, Estimate(4, None, 11)),
    ({"Killed": "4", "Open": "TRUE"}, Estimate(4, 4, None)), ({"Killed": "0"}, Estimate(0, 0, 0)),
])  # fmt: skip
def test_counts_are_bounds_as_they_are_hedged(odd: dict[str, str], told: Estimate) -> None:
    assert only_killed(**odd) == (told,)


@pytest.mark.parametrize("told", ["", "-", "unknown"])
def test_a_count_that_is_not_told_is_no_zero(told: str) -> None:
    assert event(Killed=told).counts == ()


def test_a_count_in_words_is_left_out_and_said_to_be() -> None:
    found = event(Killed="dozens")

    assert (found.counts, found.lost, found.odd) == ((), {"Killed": "dozens"}, (Odd.LEFT_OUT,))


def test_people_of_a_class_are_parts_of_all_and_more_of_them_are_odd() -> None:
    found = event(Killed="4", Civilians="6")

    assert found.counts[0].by_class == {CasualtyClass.CIVILIAN: 6} and found.odd == (Odd.MORE_PARTS,)
    assert event(Killed="6", Civilians="6").odd == ()


def test_a_row_without_an_id_is_known_by_all_that_it_says() -> None:
    mapped = replace(MAPPED, columns={name: said for name, said in MAPPED.columns.items() if name != Meaning.ID})

    first, same, other = event(mapped), event(mapped), event(mapped, Remark="Another")

    assert first.external_id == same.external_id != other.external_id


def test_rows_are_read_anew_once_something_else_is_said_of_the_columns() -> None:
    others = (replace(MAPPED, kinds={}), replace(MAPPED, order=Order.DAY), replace(MAPPED, columns={"id": ["No"]}))

    assert len({OwnTable(each).version for each in (MAPPED, *others)}) == 4
    assert OwnTable(MAPPED).version == OwnTable(replace(MAPPED)).version
    assert OwnTable(MAPPED).needed[0] == "No" and "Also by" in OwnTable(MAPPED).needed


@pytest.mark.parametrize(("odd", "column"), [
    ({"Type": "Skirmish"}, "Type"), ({"Type": ""}, "Type"), ({"Date": ""}, "Date"), ({"Date": "soon"}, "Date"),
    ({"Until": "2017-12-01"}, "Until"), ({"Known_to": "hour"}, "Known to"), ({"Level": "2"}, "Level"),
    ({"Lat": "35"}, "Lat"), ({"Lat": "95", "Lon": "65"}, "Lat"), ({"Killed": "4 people"}, "Killed"),
    ({"Killed": "99999999999"}, "Killed"), ({"Civilians": "-3"}, "Civilians"),
])  # fmt: skip
def test_what_cannot_be_read_names_its_column(odd: dict[str, str], column: str) -> None:
    with pytest.raises(Unread) as refusal:
        event(**odd)

    assert refusal.value.column == column


def test_a_kind_that_nobody_chose_is_refused_with_its_value() -> None:
    with pytest.raises(Unread, match="Type: “Skirmish” was given no kind of incident"):
        event(Type="Skirmish")


@pytest.mark.parametrize(("cell", "values"), [
    ("a; b", ["a", "b"]), ("a;; b; c", ["a; b", "c"]), ("", []), ("a;;", ["a;"]),
])  # fmt: skip
def test_values_of_an_exported_cell_come_apart_as_they_were_joined(cell: str, values: list[str]) -> None:
    assert apart(cell) == values


def test_one_apostrophe_comes_off_where_the_export_put_it() -> None:
    assert [unescaped(text) for text in ("'=1", "''x", "'Abd", "x")] == ["=1", "'x", "'Abd", "x"]
