"""GTD by its crosswalk, on rows written by hand in the published column layout."""

from typing import Any

import pytest

from incidents.kinds import Kind, TargetKind, WeaponKind
from incidents.models.attribution import AttributionStatus
from incidents.models.casualty import CasualtyClass, Outcome
from intake.crosswalks.gtd import Gtd
from intake.events import Odd, Unread
from places.models import PlaceKind
from sources.quantities import Estimate

ROW = {
    "eventid": "201712170001", "iyear": "2017", "imonth": "12", "iday": "17", "approxdate": "", "extended": "0",
    "country_txt": "Pakistan", "provstate": "Balochistan", "city": "Quetta", "latitude": "30.18", "longitude": "67.0",
    "specificity": "1", "summary": "Assailants attacked a church.", "suicide": "1", "attacktype1": "3",
    "attacktype2": "2", "targtype1": "15", "target1": "A person who is not named here", "gname": "Islamic State",
    "gname2": "", "guncertain1": "0", "claimed": "1", "weaptype1": "6", "weaptype2": "5", "nkill": "11.0",
    "nkillter": "2", "nwound": "57", "nwoundte": "", "scite1": "“A title,” A newspaper, December 18, 2017.",
    "dbsource": "START Primary Collection", "propextent": "3",
}  # fmt: skip


def event(**odd: str) -> Any:
    return Gtd().read({**ROW, **odd})


def test_a_row_in_our_terms() -> None:
    found = event()

    assert (found.external_id, found.when, found.kind) == ("201712170001", "2017-12-17", Kind.SUICIDE_ATTACK)
    assert (found.where.name, found.where.level) == ("Quetta", PlaceKind.SETTLEMENT)
    assert [(actor.name, actor.status) for actor in found.actors] == [("Islamic State", AttributionStatus.CLAIMED)]
    assert [(count.outcome, count.told, dict(count.by_class)) for count in found.counts] == [
        (Outcome.KILLED, Estimate(11, 11, 11), {CasualtyClass.ATTACKER: 2}),
        (Outcome.WOUNDED, Estimate(57, 57, 57), {}),
    ]
    assert (found.targets, found.weapons) == (
        (TargetKind.RELIGIOUS,), (WeaponKind.EXPLOSIVES, WeaponKind.FIREARMS),
    )  # fmt: skip
    assert set(found.lost) == {"dbsource", "propextent"}


def test_the_names_of_victims_and_demands_are_not_even_among_what_is_lost() -> None:
    found = event(target1="Somebody", motive="A demand", ransomnote="A note")

    assert not {"target1", "motive", "ransomnote"} & set(found.lost)
    assert "Somebody" not in repr(found)


@pytest.mark.parametrize(("month", "day", "when"), [
    ("12", "0", "2017-12"), ("0", "0", "2017"), ("2.0", "3.0", "2017-02-03"),
])  # fmt: skip
def test_nought_stands_for_what_is_not_known_of_a_date(month: str, day: str, when: str) -> None:
    assert event(imonth=month, iday=day).when == when


@pytest.mark.parametrize(("odd", "status"), [
    ({"claimed": "0", "guncertain1": "1"}, AttributionStatus.SUSPECTED),
    ({"claimed": "0"}, AttributionStatus.CREDITED), ({"claimed": "-9"}, AttributionStatus.CREDITED),
])  # fmt: skip
def test_a_group_is_named_as_surely_as_the_codes_say(odd: dict[str, str], status: AttributionStatus) -> None:
    assert event(**odd).actors[0].status == status


def test_an_unknown_group_is_no_group_and_an_unknown_city_no_place() -> None:
    found = event(gname="Unknown", city="Unknown", specificity="4")

    assert (found.actors, found.where.name, found.where.level) == ((), "", PlaceKind.PROVINCE)


def test_what_a_person_should_know_of_is_said() -> None:
    found = event(nkill="1", nkillter="2", iday="0")

    assert set(found.odd) == {Odd.MORE_ATTACKERS, Odd.NO_DAY}


@pytest.mark.parametrize(("odd", "column"), [
    ({"eventid": ""}, "eventid"), ({"iyear": "0"}, "iyear"), ({"imonth": "13"}, "imonth"), ({"iday": "32"}, "iday"),
    ({"attacktype1": "12"}, "attacktype1"), ({"attacktype1": ""}, "attacktype1"), ({"specificity": "9"}, "specificity"),
    ({"nkill": "many"}, "nkill"), ({"imonth": "May"}, "imonth"), ({"targtype1": "99"}, "targtype1"),
    ({"iyear": "9" * 5_000}, "iyear"), ({"iyear": "99999", "imonth": "0"}, "iyear"), ({"nkill": "9" * 5_000}, "nkill"),
])  # fmt: skip
def test_what_cannot_be_read_names_its_column(odd: dict[str, str], column: str) -> None:
    with pytest.raises(Unread) as refusal:
        event(**odd)

    assert refusal.value.column == column
