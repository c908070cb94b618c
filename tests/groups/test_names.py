"""Names of groups: kept with the time in which a group went by them, and told with it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from groups import actions
from groups.models import Group
from groups.past import recall
from groups.past.public import public_state
from sources.lookup import cited_in_public
from sources.models import Source
from tests.factories import make_group, make_outlet, make_source
from tests.groups.statements import published
from tests.sources.withholding import NAME, withheld

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def names_of(slug: str) -> list[dict[str, Any]]:
    return list(Client().get(f"/api/v1/groups/{slug}/").json()["names"])


def test_a_former_name_says_when_it_was_used(editor: User) -> None:
    group = make_group(name="Second Front")

    actions.name_group(group, by=editor, name="First Front", kind="former", used="2007/2014-08")

    name = names_of(group.slug)[0]
    assert (name["used"], name["used_text"]) == ("2007/2014-08", "between 2007 and August 2014")
    assert (name["used_earliest"], name["used_latest"]) == ("2007-01-01", "2014-08-31")


def test_a_name_need_not_be_dated(editor: User) -> None:
    group = make_group()

    actions.name_group(group, by=editor, name="Some Front")

    assert names_of(group.slug)[0]["used_text"] == ""


def test_a_time_that_cannot_be_read_is_refused(editor: User) -> None:
    with pytest.raises(ValidationError, match="is not a date"):
        actions.name_group(make_group(), by=editor, name="Some Front", used="in olden times")


def test_the_api_takes_the_time_of_a_name(client: Client, editor: User) -> None:
    group = make_group()
    client.force_login(editor)

    body = {"name": "First Front", "used": "/2014"}
    answer = client.post(f"/api/v1/groups/{group.slug}/names/", body, "application/json")

    assert answer.json()["names"][0]["used_text"] == "by 2014"


def test_its_public_history_tells_the_time_of_a_name(editor: User) -> None:
    group = actions.enter_group(by=editor, name="Second Front", kind="armed_group")
    actions.name_group(group, by=editor, name="First Front", kind="former", used="/2014")
    published(group)

    then = recall(group).public_at(timezone.now())

    assert then
    assert public_state(then, lambda place: place)["", "Known as First Front"] == "former, by 2014"


def cite(group: Group, name: str, **odd: Any) -> Source:
    source = make_source(**odd)
    group.names.get_or_create(name=name)[0].citations.add(source)
    return source


def test_the_sources_of_a_name_stand_beside_it_and_count_as_cited(client: Client) -> None:
    group, draft = make_group(name="Second Front"), make_group(state="draft")
    party = make_outlet(name="Voice of the Front", kind="party_to_conflict")
    cite(group, "First Front", title="A renaming", url="https://valley.example/renaming")
    cite(group, "Second Front", title="Its own words", outlet=party, url="https://front.example/words")
    hidden = cite(draft, "Some Front", title="Canary")

    page = client.get(group.get_absolute_url()).content.decode()
    names = {name["name"]: name["citations"][0] for name in names_of(group.slug)}

    assert 'href="https://valley.example/renaming"' in page
    assert "Its own words" in page
    assert "front.example" not in page
    assert names["First Front"]["title"] == "A renaming"
    assert names["Second Front"]["url"] is None
    assert set(cited_in_public().values_list("title", flat=True)) == {"A renaming", "Its own words"}
    assert client.get(f"/api/v1/sources/{hidden.slug}/").status_code == 404
    outlet = Source.objects.get(title="A renaming").outlet
    assert "A renaming" in client.get(f"/outlets/{outlet.slug}/").content.decode()


def test_the_sources_of_names_of_a_merged_record_are_shown_with_it(client: Client) -> None:
    group = make_group()
    cite(make_group(merged_into=group), "First Front", title="A renaming")

    assert "A renaming" in client.get(group.get_absolute_url()).content.decode()


def test_the_past_tells_the_sources_of_a_name_as_they_were(client: Client, editor: User) -> None:
    group = actions.enter_group(by=editor, name="Second Front", kind="armed_group")
    name = actions.name_group(group, by=editor, name="First Front")
    cite(group, "First Front", title="The former source")
    published(group)
    then = timezone.now()
    name.citations.set([make_source(title="The later source")])

    page = client.get(group.get_absolute_url(), {"as_of": then.isoformat()}).content.decode()

    assert "The former source" in page
    assert "The later source" not in page
    assert "Sources for the name First Front" in client.get(f"{group.get_absolute_url()}history/").content.decode()


def test_a_group_whose_names_cite_a_withheld_name_is_not_published(editor: User, reviewer: User) -> None:
    group = actions.enter_group(by=editor, name="Second Front", kind="armed_group")
    actions.name_group(group, by=editor, name="First Front")
    cite(group, "First Front", title=f"What {NAME} said")
    withheld()

    with pytest.raises(ValidationError, match="withheld name"):
        published(group, reviewer)
