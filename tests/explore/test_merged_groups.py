"""Two records of one group are one group on every view, and two again when the merge is undone."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from groups.actions import merge_groups, unmerge_group
from groups.models import Group, GroupName
from sources.editorial import State
from tests.factories import make_group, make_published_incident

pytestmark = pytest.mark.django_db


def named(group: Group, *others: Group) -> str:
    attributions = [{"group": each, "status": "credited", "by": "media"} for each in (group, *others)]
    return make_published_incident(attributions=attributions).public_id


def facet(client: Client) -> dict[str, int]:
    rows = client.get("/api/v1/explore/").json()["facets"]["group"]
    return {row["value"]: row["count"] for row in rows}


def found(client: Client, **asked: str) -> set[str]:
    return {row["public_id"] for row in client.get("/api/v1/explore/incidents/", asked).json()["results"]}


@pytest.fixture
def pair() -> tuple[Group, Group]:
    return make_group(slug="isk-p", name="Khorasan Province"), make_group(slug="daesh-k", name="Daesh Khorasan")


def test_merged_records_are_one_group_in_the_facet_and_under_either_slug(
    client: Client, reviewer: User, pair: tuple[Group, Group]
) -> None:
    kept, merged = pair
    ids = {named(kept), named(merged)}
    assert facet(client) == {"isk-p": 1, "daesh-k": 1}

    merge_groups(kept, merged, by=reviewer, reason="One group under two names.")

    assert facet(client) == {"isk-p": 2}
    assert found(client, group="isk-p") == found(client, group="daesh-k") == ids
    assert found(client, q="daesh") == ids

    unmerge_group(Group.objects.get(pk=merged.pk), by=reviewer, reason="They are two.")

    assert facet(client) == {"isk-p": 1, "daesh-k": 1}


def test_an_incident_that_names_both_counts_once_and_names_the_group_once(
    client: Client, reviewer: User, pair: tuple[Group, Group]
) -> None:
    named(*pair)

    merge_groups(*pair, by=reviewer, reason="One group under two names.")

    rows: list[Any] = client.get("/api/v1/explore/incidents/").json()["results"]
    assert facet(client) == {"isk-p": 1}
    assert [[group["slug"] for group in row["groups"]] for row in rows] == [["isk-p"]]


def test_a_record_that_is_not_public_stays_on_the_desk_though_it_was_merged(
    client: Client, reviewer: User, pair: tuple[Group, Group]
) -> None:
    kept, draft = pair[0], make_group(slug="hidden", name="Hidden spelling", state=State.DRAFT)
    GroupName.objects.create(group=draft, name="Another spelling")
    named(draft)

    merge_groups(kept, draft, by=reviewer, reason="One group under two names.")

    assert facet(client) == {}
    assert found(client, q="spelling") == set()
    assert client.get("/api/v1/explore/", {"group": "hidden"}).status_code == 400


def test_a_record_that_leads_where_readers_may_not_go_stands_for_itself(
    client: Client, reviewer: User, pair: tuple[Group, Group]
) -> None:
    kept, merged = pair
    public_id = named(merged)
    merge_groups(kept, merged, by=reviewer, reason="One group under two names.")

    Group.objects.filter(pk=kept.pk).update(state=State.WITHDRAWN)

    assert facet(client) == {"daesh-k": 1}
    for address in (f"/api/v1/incidents/{public_id}/", "/api/v1/groups/daesh-k/"):
        assert "isk-p" not in client.get(address).content.decode()
