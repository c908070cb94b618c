"""The public pages of groups: found by any name, every statement beside its sources."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from groups.models import Alliance, Group, Leadership, Presence
from places.models import PlaceKind
from tests.factories import make_group, make_incident, make_place, make_published_incident, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def read(address: str, client: Client | None = None) -> str:
    return (client or Client()).get(address).content.decode()


def page_of(group: Group) -> str:
    return read(group.get_absolute_url())


def test_a_group_is_found_by_any_alias_in_any_script() -> None:
    khorasan, other = make_group(name="Khorasan Province"), make_group(name="Another Front")
    khorasan.names.create(name="داعش خراسان", language="fa", script="Arab")
    khorasan.names.create(name="ISK-P")

    for text in ("isk-p", "داعش", "khorasan"):
        page = read(f"/groups/?q={text}")
        assert khorasan.name in page
        assert other.name not in page


def test_a_name_nobody_bears_gets_a_remedy() -> None:
    assert "No group is known by a name like “<bdi>&lt;b&gt;</bdi>”." in read("/groups/?q=<b>")


def test_names_in_arabic_script_are_marked_as_such() -> None:
    group = make_group()
    group.names.create(name="داعش خراسان", language="fa", script="Arab")

    assert '<bdi lang="fa" dir="rtl">داعش خراسان</bdi>' in page_of(group)


def test_a_tie_shows_its_status_confidence_and_sources() -> None:
    group, other = make_group(name="First Front"), make_group(name="Second Front")
    tie = Alliance.objects.create(
        source=group, target=other, kind="pledged_to", status="implied", confidence="low", start="2015-01",
        state="published",
    )
    tie.citations.add(make_source())

    for page in (page_of(group), page_of(other)):
        for words in ("pledged allegiance to", "implied", "low", "January 2015", ", 18 December 2017"):
            assert words in page


def test_a_tie_to_a_group_that_is_not_public_stays_hidden() -> None:
    group, hidden = make_group(), make_group(name="Canary Front", state="draft")
    Alliance.objects.create(
        source=group, target=hidden, kind="allied_with", status="asserted", confidence="low", state="published"
    )

    assert "Canary Front" not in page_of(group)


def test_a_vacancy_is_a_row_of_its_own() -> None:
    group = make_group()
    Leadership.objects.create(group=group, role="head", status="reported", confidence="low", state="published")

    assert "<em>vacant</em>" in page_of(group)


def test_a_claim_of_presence_shows_its_count_but_no_withheld_place() -> None:
    group = make_group()
    district = make_place(name="Open District", kind=PlaceKind.DISTRICT)
    hidden = make_place(name="Canary Camp", parent=district, public_place=district)
    Presence.objects.create(
        group=group, place=hidden, kind="training_camp", confidence="low", low=41, best=41, hedge="more_than",
        state="published",
    )

    page = page_of(group)

    assert "more than 40 (41 or more)" in page
    assert "Open District" in page
    assert "Canary Camp" not in page


def test_drafts_about_a_group_are_for_the_desk(editor: User) -> None:
    group, hidden = make_group(), make_group(state="draft")
    Leadership.objects.create(group=group, person="Canary Leader", role="head", status="reported", confidence="low")
    desk = Client()
    desk.force_login(editor)

    assert Client().get(hidden.get_absolute_url()).status_code == 404
    assert hidden.name not in read("/groups/")
    assert "Canary Leader" not in page_of(group)
    assert "Canary Leader" in read(group.get_absolute_url(), desk)
    assert "Only the desk can see this page." in read(hidden.get_absolute_url(), desk)


def test_its_published_incidents_are_counted_and_linked_to_the_map() -> None:
    group = make_group(slug="some-front")
    named: dict[str, Any] = {"attributions": [{"group": group, "status": "credited"}]}
    public = make_published_incident(title="A public attack", **named)
    make_incident(title="A canary draft", **named)

    page = page_of(group)

    assert public.get_absolute_url() in page
    assert "?group=some-front" in page
    assert "All 1 on the map" in page
    assert "A canary draft" not in page
    assert 'data-of="incident">1</td>' in read("/groups/")
