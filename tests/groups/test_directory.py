"""The directory of groups: found by any spelling, under the name that was found, and never surer than the name is."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from groups.directory import Directory, Wanted, listed
from groups.models import Group
from groups.spelling import Nearness, nearness
from tests.factories import make_group, make_published_incident

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def read(address: str, client: Client | None = None) -> str:
    return (client or Client()).get(address).content.decode()


def asked(stranger: Any, text: str = "", **also: str) -> Directory:
    return listed(stranger, Wanted(text, **also))


def names(found: Directory) -> list[str]:
    return [entry.group.name for entry in found.entries]


@pytest.fixture
def khorasan(db: None) -> Group:
    group = make_group(name="Islamic State Khorasan Province", short_name="ISK-P")
    group.names.create(name="Daesh Khorasan")
    group.names.create(name="داعش خراسان", language="fa", script="Arab")
    group.names.create(name="ISKP", kind="acronym", match="exact_case")
    return group


@pytest.fixture
def talibans(db: None) -> tuple[Group, Group]:
    pair = make_group(name="Afghan Taliban"), make_group(name="Tehrik-e Taliban Pakistan")
    for group in pair:
        group.names.create(name="Taliban", match="never")
    return pair


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("IS-K", "ISKP"), ("ISKP", "ISKP"), ("daesh khorasan", "Daesh Khorasan"), ("داعش خراسان", "داعش خراسان"),
        ("Dāesh-Khorasān", "Daesh Khorasan"),
    ],
)  # fmt: skip
def test_any_alias_spelling_or_script_finds_the_group(stranger: Any, khorasan: Group, typed: str, known: str) -> None:
    make_group(name="Another Front")

    found = asked(stranger, typed)

    assert names(found) == [khorasan.name]
    assert found.entries[0].known
    assert found.entries[0].known.name.replace("-", "") == known


def test_the_name_that_was_found_is_shown(khorasan: Group) -> None:
    page = read("/groups/?q=daesh")

    assert "known as <bdi>Daesh Khorasan</bdi>" in page
    assert "known as" not in read("/groups/?q=islamic")


@pytest.mark.parametrize("typed", ["Taliban", "taliban", "طالبان"])
def test_a_name_that_may_mean_two_groups_offers_both(talibans: tuple[Group, Group], typed: str) -> None:
    page = read(f"/groups/?q={typed}")

    assert f"“<bdi>{typed}</bdi>” alone may mean either" in page
    for group in talibans:
        assert group.get_absolute_url() in page


def test_a_name_that_is_too_general_says_so_of_its_only_group() -> None:
    make_group(name="Some Front").names.create(name="allied factions", match="never")

    assert "alone is too general to be linked without an editor" in read("/groups/?q=allied factions")


def test_a_full_name_that_is_one_groups_own_is_not_called_ambiguous(talibans: tuple[Group, Group]) -> None:
    assert "alone" not in read("/groups/?q=Afghan Taliban").partition("<tbody>")[0]


def test_the_nearest_name_comes_first(stranger: Any) -> None:
    for name in ("Army of the Front", "Front of the North", "Front"):
        make_group(name=name)

    assert names(asked(stranger, "front")) == ["Front", "Front of the North", "Army of the Front"]


@pytest.mark.parametrize(
    ("name", "typed", "near"),
    [
        ("Taliban", "taliban", Nearness.WHOLE), ("Taliban", "طالبان", Nearness.ECHO),
        ("Taliban movement", "tal", Nearness.START), ("Afghan Taliban", "tal", Nearness.WORD),
        ("Afghan Taliban movement", "طالبان", Nearness.SOUND), ("Jundullah", "tal", None), ("", "tal", None),
        ("Taliban", "…", None),
    ],
)  # fmt: skip
def test_how_near_a_name_is(name: str, typed: str, near: Nearness | None) -> None:
    assert nearness(name, typed) == near


def test_kind_and_standing_narrow_the_list_and_say_how_many_they_leave(stranger: Any) -> None:
    make_group(name="A", kind="militia", standing="active")
    make_group(name="B", kind="militia", standing="dissolved")
    make_group(name="C", kind="faction", standing="active")

    found = asked(stranger, kind="militia", standing="active")

    assert names(found) == ["A"]
    assert {each.value: each.count for each in found.kinds} == {"militia": 1, "faction": 1}
    assert {each.value: each.count for each in found.standings} == {"active": 1, "dissolved": 1}
    assert "1 of 3 groups" in read("/groups/?kind=militia&standing=active")
    assert names(asked(stranger, sort="name")) == ["A", "B", "C"]


def test_groups_with_most_incidents_come_first(stranger: Any) -> None:
    make_group(name="A quiet front")
    busy = make_group(name="Busy front")
    make_published_incident(attributions=[{"group": busy, "status": "credited"}])

    assert [(entry.group.name, entry.incidents) for entry in asked(stranger).entries] == [
        ("Busy front", 1), ("A quiet front", 0),
    ]  # fmt: skip


def test_what_cannot_be_found_gets_a_remedy(khorasan: Group) -> None:
    assert "No group is known by a name like “<bdi>nobody</bdi>”." in read("/groups/?q=nobody")
    assert "among all groups" in read("/groups/?q=daesh&kind=militia")
    assert "No group is of this kind and standing." in read("/groups/?kind=militia")


def test_a_merged_record_is_listed_under_the_group_it_leads_to(stranger: Any) -> None:
    lead = make_group(name="Whole Front")
    part = make_group(name="Half Front", merged_into=lead)
    part.names.create(name="HF")
    named: Any = [{"group": each, "status": "credited"} for each in (lead, part)]
    make_published_incident(attributions=named)

    found = asked(stranger, "HF")

    assert names(asked(stranger)) == ["Whole Front"]
    assert asked(stranger).total == 1
    assert [(entry.group, entry.record, entry.incidents) for entry in found.entries] == [(lead, part, 1)]
    assert "Half Front was recorded separately until merged" in read("/groups/?q=HF")


def test_a_record_that_leads_where_a_reader_may_not_go_stays_listed(stranger: Any, editor: User) -> None:
    part = make_group(name="Half Front", merged_into=make_group(name="Canary Front", state="draft"))

    assert names(asked(stranger)) == [part.name]
    assert names(asked(editor)) == ["Canary Front"]


def test_draft_names_stay_on_the_desk(stranger: Any) -> None:
    make_group(name="Canary Front", state="draft").names.create(name="Taliban", match="never")
    make_group(name="Front").names.create(name="Taliban", match="never")

    assert names(asked(stranger, "taliban")) == ["Front"]
    assert len(asked(stranger, "taliban").alike) == 1
