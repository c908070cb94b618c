"""The desk's page on lists: what a list says beside the groups it may be, one decision a press."""

from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from accounts.models import User
from groups.kinds import AllianceKind
from groups.lists.comparing import compare_again
from groups.lists.rows import ListedName, ListedTie
from groups.models import Alliance, Group, ListedActor, ListedState
from tests.factories import make_group, make_listed
from tests.incidents.desk import signed_in, where_to

pytestmark = [pytest.mark.django_db]
LISTS = "/desk/groups/lists/"


@pytest.fixture
def desk(editor: User) -> Client:
    return signed_in(editor)


def read(desk: Client, **asked: str) -> str:
    return desk.get(LISTS, asked).content.decode()


def send(desk: Client, address: str, **typed: Any) -> str:
    """What the page says after a form was sent."""
    return desk.post(f"{LISTS}{address}", typed, follow=True).content.decode()


def state_of(listed: ListedActor) -> str:
    listed.refresh_from_db()
    return str(listed.state)


def test_a_row_shows_what_the_list_says_beside_the_groups_it_may_be(desk: Client) -> None:
    make_group(name="Jundullah")
    tie = ListedTie(AllianceKind.SPLIT_FROM, "Some Front", "1")
    make_listed(name="Jondullah", names=(ListedName("Army of Faith", is_translation=True),), where="Iran", ties=(tie,))
    compare_again()

    page = read(desk, tab="some")

    for words in ("Jondullah", "Army of Faith", "Iran", "split from <bdi>Some Front", "A list 1", "Jundullah"):
        assert words in page
    assert escape("“Jondullah” may be another spelling of “Jundullah”, one of its names.") in page


def test_tabs_count_what_waits_and_what_was_decided(desk: Client) -> None:
    make_group(name="Some Front")
    exact, none = make_listed(name="Some Front"), make_listed(name="Nobody Known")
    compare_again()

    send(desk, f"{none.pk}/aside/", reason="A tribe.")

    page = read(desk)
    for tab, number in (("Fit one group exactly", 1), ("No group like it", 0), ("Set aside", 1)):
        assert f'{tab} <span class="count">{number}</span>' in page
    assert f"row-{exact.pk}" in page and "A tribe." in read(desk, tab="aside")


def test_many_become_groups_at_one_press_and_one_that_is_known_is_told(desk: Client) -> None:
    rows = [make_listed(name=name, kind="militia") for name in ("First Force", "Second Force", "Some Front")]
    make_group(name="Some Front")

    said = send(desk, "new/", row=[row.pk for row in rows])

    assert "2 decided." in said and "Some Front: “Some Front” is the name of a group already" in said
    assert [state_of(row) for row in rows] == [ListedState.ENTERED, ListedState.ENTERED, ListedState.PROPOSED]
    assert set(Group.objects.filter(state="draft").values_list("name", "kind")) == {
        ("First Force", "militia"), ("Second Force", "militia"),
    }  # fmt: skip


def test_many_are_set_aside_for_one_reason(desk: Client) -> None:
    rows = [make_listed(name="First People"), make_listed(name="Second People")]

    assert "Say why it is set aside." in send(desk, "aside/", row=[rows[0].pk])
    assert "2 decided." in send(desk, "aside/", row=[row.pk for row in rows], reason="Tribes.")
    assert {state_of(row) for row in rows} == {ListedState.SET_ASIDE}
    assert "Choose rows first." in send(desk, "aside/", reason="Tribes.")


def test_how_often_a_dataset_names_it_is_shown(desk: Client) -> None:
    ListedActor.objects.filter(pk=make_listed(name="Often Named").pk).update(seen=312)

    assert "named by 312 rows" in read(desk, tab="none")


def test_same_as_a_proposed_group_at_one_press(desk: Client) -> None:
    group, listed = make_group(name="Some Front"), make_listed(name="Some Front")

    said = send(desk, f"{listed.pk}/same/", slug=group.slug, next=f"{LISTS}?tab=exact")

    assert "Some Front is the same as Some Front." in said
    assert (state_of(listed), listed.group) == (ListedState.MATCHED, group)


def test_same_as_another_group_by_any_of_its_names(desk: Client) -> None:
    group, listed = make_group(name="Some Front"), make_listed()
    group.names.create(name="SFT")

    send(desk, f"{listed.pk}/same/", group="sft")

    assert (state_of(listed), listed.group) == (ListedState.MATCHED, group)


def test_a_typed_name_that_may_mean_two_groups_decides_nothing(desk: Client) -> None:
    for name in ("Afghan Taliban", "Pakistani Taliban"):
        make_group(name=name).names.create(name="Taliban", match="never")
    listed = make_listed()

    said = send(desk, f"{listed.pk}/same/", group="Taliban")

    assert "“Taliban” may mean Afghan Taliban or Pakistani Taliban: write the full name." in said
    assert "No group is known as “Nobody”." in send(desk, f"{listed.pk}/same/", group="Nobody")
    assert "Name a group." in send(desk, f"{listed.pk}/same/")
    assert state_of(listed) == ListedState.PROPOSED


def test_the_name_of_a_merged_record_means_the_group_it_was_merged_into(desk: Client) -> None:
    group, listed = make_group(name="Some Front"), make_listed()
    make_group(name="Half Front", merged_into=group)

    send(desk, f"{listed.pk}/same/", group="half front")

    assert (state_of(listed), listed.group) == (ListedState.MATCHED, group)


def test_a_new_group_is_entered_by_the_name_that_was_corrected(desk: Client) -> None:
    listed = make_listed()

    send(desk, f"{listed.pk}/new/", name="Its Full Name", kind="faction")

    assert state_of(listed) == ListedState.ENTERED
    assert Group.objects.get(name="Its Full Name").kind == "faction"
    other = make_listed()
    assert "Choose a kind of group." in send(desk, f"{other.pk}/new/", name="Another", kind="gang")
    assert "already" in send(desk, f"{other.pk}/new/", name="Its Full Name", kind="faction")


def test_what_was_decided_is_taken_back_at_one_press(desk: Client) -> None:
    listed = make_listed()
    send(desk, f"{listed.pk}/new/", name="Some Front", kind="faction")

    said = send(desk, f"{listed.pk}/back/")

    assert "is to be decided again." in said
    assert state_of(listed) == ListedState.PROPOSED


def test_rows_that_fit_exactly_are_decided_together_and_their_ties_drafted(desk: Client) -> None:
    make_group(name="Some Front"), make_group(name="Its Whole")
    whole = make_listed(name="Its Whole")
    part = make_listed(name="Some Front", ties=(ListedTie(AllianceKind.SPLIT_FROM, "Its Whole", whole.external_id),))
    unsure = make_listed(name="Sume Front")
    compare_again()

    said = send(desk, "same/", row=[whole.pk, part.pk, unsure.pk, "x", "9" * 40])

    assert "2 decided. 1 tie drafted from the list, for review." in said
    assert "It no longer fits one group exactly." in said
    assert Alliance.objects.get().state == "draft" and state_of(unsure) == ListedState.PROPOSED
    assert "Choose rows first." in send(desk, "same/")


def test_groups_that_changed_are_compared_again_on_request(desk: Client) -> None:
    listed = make_listed(name="Some Front")
    group = make_group(name="Some Front")

    said = send(desk, "compare/")

    listed.refresh_from_db()
    assert "Compared again: 1 proposal changed." in said
    assert [each["group"] for each in listed.candidates] == [group.pk]


def test_news_stand_on_a_tab_of_their_own_until_they_are_taken_in(desk: Client) -> None:
    group, listed = make_group(), make_listed()
    send(desk, f"{listed.pk}/same/", slug=group.slug)
    ListedActor.objects.update(news=["where: none → Pakistan."])

    assert "where: none → Pakistan." in read(desk, tab="news")
    assert "is up to date." in send(desk, f"{listed.pk}/news/")
    assert "No list changed what was decided." in read(desk, tab="news")


def test_rows_are_found_by_name_id_and_list(desk: Client) -> None:
    make_listed(name="Some Front")
    ListedActor.objects.update(dataset="UCDP Actor Dataset")
    make_listed(name="Another")

    for asked in ({"q": "some"}, {"list": "UCDP Actor Dataset"}):
        page = read(desk, tab="none", **asked)
        assert ">Some Front<" in page and ">Another<" not in page
    assert ">Another<" in read(desk, tab="none", list="No such list", page="99")
    assert "Nothing here is called like “&lt;b&gt;”." in read(desk, q="<b>")


def test_without_a_list_the_page_says_how_to_read_one(desk: Client) -> None:
    assert "manage.py load_actors FILE --commit" in read(desk)


def test_what_a_list_says_is_shown_as_text(desk: Client) -> None:
    make_listed(name="<script>alert(1)</script>", where="<b>here</b>")

    page = read(desk, tab="none")

    assert "<script>alert" not in page and "<b>here" not in page


def test_the_way_back_is_never_to_another_site(desk: Client) -> None:
    listed = make_listed()

    for there in ("https://evil.example/desk/groups/lists/", "//evil.example", "/accounts/logout/"):
        answer = desk.post(f"{LISTS}{listed.pk}/aside/", {"reason": "", "next": there})
        assert where_to(answer) == LISTS


def test_readers_of_the_site_see_nothing_of_a_list_until_it_is_published(desk: Client) -> None:
    listed = make_listed(name="Canary Front")
    send(desk, f"{listed.pk}/new/", name="Canary Front", kind="faction")

    stranger = Client()
    for address in ("/groups/", "/groups/canary-front/", "/api/v1/groups/", "/outlets/", "/api/v1/outlets/"):
        said = stranger.get(address).content.decode()
        assert "Canary" not in said and "A list" not in said
