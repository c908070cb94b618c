"""What the desk offers while an editor types."""

from typing import Any

import pytest

from accounts.models import User
from groups.models import GroupName
from tests.factories import make_group, make_incident, make_outlet, make_source
from tests.incidents.desk import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def offered(editor: User, noun: str, text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = signed_in(editor).get(f"/desk/{noun}/search/", {"q": text}).json()["results"]
    return found


def test_a_group_is_offered_by_any_alias_in_any_script(editor: User) -> None:
    group = make_group(name="Some Front Province", short_name="SFP")
    GroupName.objects.create(group=group, name="جبهه فلان", kind="alias")

    for typed in ("some fr", "SF-P", "جبهه"):
        assert [each["value"] for each in offered(editor, "groups", typed)] == ["Some Front Province"]
    assert offered(editor, "groups", "جبهه")[0]["kind"] == "also called جبهه فلان"


def test_a_name_that_may_mean_two_groups_offers_both(editor: User) -> None:
    for name in ("Afghan Movement", "Pakistan Movement"):
        GroupName.objects.create(group=make_group(name=name), name="Movement", kind="alias")

    assert {each["value"] for each in offered(editor, "groups", "movement")} == {"Afghan Movement", "Pakistan Movement"}


def test_the_name_typed_whole_comes_first_however_many_open_with_it(editor: User) -> None:
    make_group(name="Zone", slug="zone")
    make_group(name="Old Zone", merged_into=make_group(name="Western Command"))
    for number in range(9):
        make_group(name=f"Old Zone Wing {number}")

    assert offered(editor, "groups", "zone")[0]["value"] == "Zone"
    assert offered(editor, "groups", "old zone")[0] == {
        "value": "Western Command", "label": "Western Command", "kind": "also called Old Zone"
    }


def test_a_source_is_offered_by_words_of_its_headline_and_outlet(editor: User) -> None:
    source = make_source(title="Blast in a bazaar")

    assert [each["value"] for each in offered(editor, "sources", f"blast {source.outlet.name[:5]}")] == [source.slug]
    assert offered(editor, "sources", "blast elsewhere") == []


def test_an_outlet_is_offered_by_any_of_its_names(editor: User) -> None:
    outlet = make_outlet(name="Daily Story", other_names=["The Story"])

    for typed in ("daily", "the story"):
        assert [each["value"] for each in offered(editor, "outlets", typed)] == [outlet.name]


def test_an_incident_is_offered_by_its_title(editor: User) -> None:
    incident = make_incident(title="Raid on a camp")

    assert [each["value"] for each in offered(editor, "incidents", "camp raid")] == [incident.public_id]


def test_one_letter_offers_nothing(editor: User) -> None:
    make_group(name="A group")

    assert offered(editor, "groups", "a") == []
