"""Two heads at once are disputed, and neither is refused; a succession is no dispute."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Role
from groups import actions
from groups.heads import clashes, contested
from groups.models import Leadership
from tests.factories import make_group, someone
from tests.groups.statements import entered_head, published

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def statuses() -> list[str]:
    return list(Leadership.objects.order_by("pk").values_list("status", flat=True))


def test_the_second_head_of_one_time_is_kept_as_disputed_and_the_first_is_known_to_be_contested() -> None:
    group = make_group()
    first = entered_head("A", group=group, start="2015", end="2019")

    second = entered_head("B", group=group, start="2017", status="confirmed")

    assert second.status == "disputed"
    assert statuses() == ["reported", "disputed"]
    assert contested(Leadership.objects.all()) == {first.pk, second.pk}


@pytest.mark.parametrize(("first", "second"), [
    ({"start": "2015", "end": "2016-07-26"}, {"start": "2016-07-26"}),
    ({"start": "2015", "end": "2016"}, {"start": "2016"}),  # within one year the two may follow each other
    ({"start": "2015", "end": "/2018"}, {"start": "2016", "end": "2017"}),  # the first may have ended at once
    ({"start": "2015"}, {}),  # of a second without any date nothing is certain
    ({"start": "2012", "end_reason": "killed"}, {"start": "2019"}),  # when the first was killed is not told
])  # fmt: skip
def test_what_may_follow_each_other_is_no_dispute(first: dict[str, str], second: dict[str, str]) -> None:
    group = make_group()
    entered_head("A", group=group, **first)

    assert entered_head("B", group=group, **second).status == "reported"


@pytest.mark.parametrize("odd", [
    {"person": " a "}, {"role": "deputy"}, {"group": None},
])  # fmt: skip
def test_the_same_person_another_role_or_another_group_is_no_dispute(odd: dict[str, Any]) -> None:
    group = make_group()
    entered_head("A", group=group, start="2015", end="2019")
    said: dict[str, Any] = {"person": "B", "group": group, "start": "2016", **odd}
    said["group"] = said["group"] or make_group()

    assert entered_head(**said).status == "reported"


def test_a_dispute_is_said_in_words_from_the_rule_that_tells_it() -> None:
    group = make_group()
    entered_head("A", group=group, start="2012", end="2016")
    entered_head("B", group=group, start="2014", end="2017")
    entered_head("C", group=group, start="2014", end="2017", role="deputy")

    assert clashes(Leadership.objects.order_by("pk")) == [
        "Two heads at once: A and B are each said to have led it between 31 December 2014 and 1 January 2016."
    ]


def test_a_head_during_a_vacancy_and_one_whose_end_nobody_tells_are_said_in_words() -> None:
    group = make_group()
    entered_head("A", group=group, start="2012")
    entered_head("", group=group, start="2014", end="2017")
    entered_head("B", group=group, start="2018")

    assert clashes(Leadership.objects.order_by("pk")) == [
        "A is said to have led it between 31 December 2014 and 1 January 2017, and nobody is.",
        "Two heads at once: A and B are each said to have led it since 31 December 2018, as far as known.",
    ]


def test_the_page_the_api_and_the_network_call_both_heads_of_one_time_disputed(client: Client) -> None:
    group = published(make_group(state="draft"))
    both = [published(entered_head(person, group=group, start="2015")) for person in ("A", "B")]
    alone = published(entered_head("C", group=group, role="deputy", start="2015"))

    page = client.get(group.get_absolute_url()).content.decode()
    rows = client.get("/api/v1/leadership/").json()["results"]
    leaders = client.get("/api/v1/network/").json()["nodes"][0]["leaders"]

    assert "entered as reported; another head is given for the same time" in page
    assert {row["id"]: row["is_contested"] for row in rows} == {both[0].pk: True, both[1].pk: True, alone.pk: False}
    assert {row["key"] for row in leaders if row["is_contested"]} == {both[0].pk, both[1].pk}


def test_a_vacancy_contradicts_a_head() -> None:
    group = make_group()
    entered_head("A", group=group, start="2015", end="2019")

    assert entered_head("", group=group, start="2016", end="2017").status == "disputed"


def test_a_draft_does_not_dispute_what_readers_see() -> None:
    group = make_group()
    public = published(entered_head("A", group=group, start="2015", end="2019"))
    draft = entered_head("B", group=group, start="2016", end="2018")

    actions.revise_statement(public, by=someone(Role.EDITOR), changes={"note": "Of public record."})
    assert statuses() == ["reported", "disputed"]

    published(draft)
    actions.revise_statement(public, by=someone(Role.EDITOR), changes={"note": "Of public record since."})
    assert statuses() == ["disputed", "disputed"]


def test_heads_of_two_records_of_one_group_are_heads_of_one_group() -> None:
    kept, merged = make_group(), make_group()
    entered_head("A", group=kept, start="2015", end="2019")
    actions.merge_groups(kept, merged, by=someone(Role.REVIEWER), reason="One group.")
    merged.refresh_from_db()

    assert entered_head("B", group=merged, start="2016", end="2017").status == "disputed"
