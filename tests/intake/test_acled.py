"""ACLED by its crosswalk, on rows written by hand in the published column layout."""

from typing import Any

import pytest

from incidents.kinds import Kind
from incidents.models.attribution import Role
from intake.crosswalks.acled import Acled
from intake.events import Unread
from places.models import PlaceKind
from sources.quantities import Estimate

ROW = {
    "event_id_cnty": "AFG12345", "event_date": "17 December 2017", "year": "2017", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Battles", "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Afghanistan (2014-2021)", "assoc_actor_1": "", "inter1": "State forces",
    "actor2": "Islamic State Khorasan Province", "assoc_actor_2": "", "inter2": "Rebel group", "interaction": "",
    "civilian_targeting": "", "iso": "4", "region": "Caucasus and Central Asia", "country": "Afghanistan",
    "admin1": "Jowzjan", "admin2": "Darzab", "admin3": "", "location": "Darzab", "latitude": "35.9769",
    "longitude": "65.3789", "geo_precision": "1", "source": "A newspaper; another", "source_scale": "National",
    "notes": "Forces and fighters clashed.", "fatalities": "4", "tags": "", "timestamp": "1618581000",
}  # fmt: skip


def event(**odd: str) -> Any:
    return Acled().read({**ROW, **odd})


def test_a_row_in_our_terms() -> None:
    found = event()

    assert (found.external_id, found.when, found.kind) == ("AFG12345", "2017-12-17", Kind.ARMED_CLASH)
    assert (found.where.province, found.where.name, found.where.level) == ("Jowzjan", "Darzab", PlaceKind.SETTLEMENT)
    assert [(actor.name, actor.role) for actor in found.actors] == [
        ("Military Forces of Afghanistan (2014-2021)", Role.PERPETRATOR),
        ("Islamic State Khorasan Province", Role.PERPETRATOR),
    ]
    assert found.counts[0].told == Estimate(4, 4, 4) and not {"notes", "source"} & found.lost.keys()
    assert {"iso", "timestamp", "disorder_type"} <= found.lost.keys()


@pytest.mark.parametrize(("precision", "when"), [
    ("1", "2017-12-17"), ("2", "2017-12-14/2017-12-20"), ("3", "2017-12"),
])  # fmt: skip
def test_a_date_is_told_no_finer_than_its_precision(precision: str, when: str) -> None:
    assert event(time_precision=precision).when == when


@pytest.mark.parametrize(("code", "level"), [
    ("1", PlaceKind.SETTLEMENT), ("2", PlaceKind.DISTRICT), ("3", PlaceKind.PROVINCE),
])  # fmt: skip
def test_where_is_known_as_well_as_the_code_says(code: str, level: PlaceKind) -> None:
    assert event(geo_precision=code).where.level == level


def test_who_is_attacked_is_a_target_and_civilians_are_no_group() -> None:
    found = event(sub_event_type="Attack", actor1="TTP", actor2="Police Forces of Pakistan", assoc_actor_1="JuA; LeI")
    against = event(sub_event_type="Attack", actor1="TTP", actor2="Civilians (Pakistan)", assoc_actor_2="A council")

    assert [(actor.name, actor.role) for actor in found.actors] == [
        ("TTP", Role.PERPETRATOR), ("Police Forces of Pakistan", Role.TARGET), ("JuA", Role.SUPPORTING),
        ("LeI", Role.SUPPORTING),
    ]  # fmt: skip
    assert [(actor.name, actor.role) for actor in against.actors] == [
        ("TTP", Role.PERPETRATOR), ("A council", Role.TARGET),
    ]  # fmt: skip


def test_a_count_that_is_not_given_is_no_zero() -> None:
    assert event(fatalities="").counts == ()
    assert event(fatalities="0").counts[0].told == Estimate(0, 0, 0)


@pytest.mark.parametrize(("odd", "column"), [
    ({"event_date": "03/04/2017"}, "event_date"), ({"event_date": "December 2017"}, "event_date"),
    ({"sub_event_type": "Skirmish"}, "sub_event_type"), ({"geo_precision": "4"}, "geo_precision"),
    ({"fatalities": "some"}, "fatalities"), ({"event_id_cnty": ""}, "event_id_cnty"),
])  # fmt: skip
def test_what_cannot_be_read_names_its_column(odd: dict[str, str], column: str) -> None:
    with pytest.raises(Unread) as refusal:
        event(**odd)

    assert refusal.value.column == column
