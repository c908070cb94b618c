"""Groups and the statements about them over HTTP."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from groups import actions
from groups.models import Alliance, Group, GroupName
from places.models import Place, PlaceKind, Sensitivity
from sources.editorial import State
from tests.factories import make_group, make_outlet, make_place, make_source

pytestmark = pytest.mark.django_db
JSON = "application/json"


def slugs(answer: Any) -> set[str]:
    return {row["slug"] for row in answer.json()["results"]}


def make_tie(by: User, source: Group, target: Group, *, is_published: bool = True, **odd: Any) -> Alliance:
    values = {"kind": "affiliate_of", "status": "asserted", "confidence": "low", "citations": [make_source()], **odd}
    tie = actions.enter_alliance(by=by, source=source, target=target, **values)
    Alliance.objects.filter(pk=tie.pk).update(state=State.PUBLISHED if is_published else State.DRAFT)
    return tie


def named(slug: str, *names: str) -> Group:
    group = make_group(name=names[0], slug=slug)
    for name in names[1:]:
        GroupName.objects.create(group=group, name=name)
    return group


@pytest.mark.parametrize("typed", ["ISKP", "iskp", "IS-K", "isk-p", "داعش خراسان", "daesh KHORASAN", "Khorasan Prov"])
def test_a_group_is_found_by_any_alias(client: Client, typed: str) -> None:
    named("isk-p", "Islamic State Khorasan Province", "ISKP", "Daesh Khorasan", "داعش خراسان")
    named("other", "Haqqani network")

    assert slugs(client.get("/api/v1/groups/", {"q": typed})) == {"isk-p"}


@pytest.mark.parametrize("typed", ["Taliban", "طالبان"])
def test_taliban_finds_the_afghan_and_the_pakistani_movement(client: Client, typed: str) -> None:
    named("afghan-taliban", "Afghan Taliban")
    named("ttp", "Tehrik-e Taliban Pakistan")
    named("other", "Lashkar-e Islam")

    assert slugs(client.get("/api/v1/groups/", {"q": typed})) == {"afghan-taliban", "ttp"}


def test_a_name_is_not_found_by_letters_inside_a_word(client: Client) -> None:
    named("other", "Division of the East")

    assert slugs(client.get("/api/v1/groups/", {"q": "vision"})) == set()


def test_groups_carry_all_their_names(client: Client) -> None:
    named("ttp", "Tehrik-e Taliban Pakistan", "TTP")

    row = client.get("/api/v1/groups/ttp/").json()

    assert [name["name"] for name in row["names"]] == ["TTP"]
    assert row["url"] == "/groups/ttp/"


def test_readers_see_no_draft_group_and_nothing_about_one(client: Client, editor: User) -> None:
    draft, known = make_group(state=State.DRAFT), make_group()
    tie = make_tie(editor, draft, known)

    assert slugs(client.get("/api/v1/groups/")) == {known.slug}
    assert client.get(f"/api/v1/groups/{draft.slug}/").status_code == 404
    assert client.get("/api/v1/alliances/").json()["results"] == []
    assert client.get(f"/api/v1/alliances/{tie.pk}/").status_code == 404
    assert client.get("/api/v1/alliances/", {"group": draft.slug}).status_code == 400


def test_an_alliance_says_who_with_whom_when_and_who_says_so(client: Client, editor: User) -> None:
    source = make_source()
    tie = make_tie(editor, make_group(slug="a"), make_group(slug="b"), start="2017-10", citations=[source])

    row = client.get(f"/api/v1/alliances/{tie.pk}/").json()

    assert (row["source"]["slug"], row["kind"], row["target"]["slug"]) == ("a", "affiliate_of", "b")
    assert (row["start"], row["start_text"], row["start_latest"]) == ("2017-10", "October 2017", "2017-10-31")
    assert row["citations"][0]["slug"] == source.slug
    assert row["citations"][0]["outlet"] == source.outlet.name


def test_the_address_of_what_a_party_to_the_conflict_published_is_not_told(client: Client, editor: User) -> None:
    partys = make_source(outlet=make_outlet(kind="party_to_conflict"), url="https://party.example/claim")
    copied = make_source(republishes=partys, url="https://copy.example/claim")
    make_tie(editor, make_group(), make_group(), citations=[partys, copied])

    rows = client.get("/api/v1/alliances/").json()["results"]

    assert [cited["url"] for row in rows for cited in row["citations"]] == [None, None]


def test_alliances_are_narrowed_by_either_group_kind_and_day(client: Client, editor: User) -> None:
    a, b, c = make_group(slug="a"), make_group(slug="b"), make_group(slug="c")
    early = make_tie(editor, a, b, kind="allied_with", start="2014", end="2015")
    late = make_tie(editor, b, c, kind="hostile_to", start="2016-02")

    def ids(**query: Any) -> list[int]:
        return [row["id"] for row in client.get("/api/v1/alliances/", query).json()["results"]]

    assert ids(group="a") == [early.pk]
    assert ids(group=["a", "c"]) == [early.pk, late.pk]
    assert ids(kind="hostile_to") == [late.pk]
    assert ids(as_of="2015-06-01") == [early.pk]
    assert ids(as_of="2016-03-01") == [late.pk]


def test_an_editor_enters_a_group_with_names_and_a_reviewer_publishes_it(
    client: Client, editor: User, reviewer: User
) -> None:
    client.force_login(editor)
    body = {
        "name": "Jundullah",
        "kind": "armed_group",
        "formed": "2003~",
        "names": [{"name": "جند اللہ", "script": "Arab"}],
    }

    entered = client.post("/api/v1/groups/", body, JSON)
    client.post("/api/v1/groups/jundullah/names/", {"name": "Army of God", "match": "never"}, JSON)

    assert entered.status_code == 201
    assert entered.json()["state"] == "draft"
    assert client.post("/api/v1/groups/jundullah/publish/").status_code == 403
    assert client.post("/api/v1/groups/jundullah/submit/").json()["state"] == "in_review"
    client.force_login(reviewer)
    assert client.post("/api/v1/groups/jundullah/publish/").json()["state"] == "published"
    client.logout()
    assert slugs(client.get("/api/v1/groups/", {"q": "army of god"})) == {"jundullah"}


def test_a_tie_without_a_citation_is_refused_and_leaves_nothing(client: Client, editor: User) -> None:
    client.force_login(editor)
    make_group(slug="a"), make_group(slug="b")
    body = {
        "source": "a",
        "target": "b",
        "kind": "supports",
        "status": "asserted",
        "confidence": "low",
        "citations": [],
    }

    answer = client.post("/api/v1/alliances/", body, JSON)

    assert (answer.status_code, answer.json()) == (400, {"citations": ["Cite at least one source."]})
    assert not Alliance.objects.exists()


def test_structure_has_no_circle(client: Client, editor: User) -> None:
    client.force_login(editor)
    a, b, c = make_group(slug="a"), make_group(slug="b"), make_group(slug="c")
    make_tie(editor, a, b, kind="faction_of")
    make_tie(editor, b, c, kind="chapter_of")
    body = {
        "source": "c",
        "target": "a",
        "kind": "affiliate_of",
        "status": "asserted",
        "confidence": "low",
        "citations": [make_source().slug],
    }

    answer = client.post("/api/v1/alliances/", body, JSON)

    assert answer.status_code == 400
    assert "already belongs to" in answer.json()["target"][0]
    assert client.post("/api/v1/alliances/", {**body, "kind": "hostile_to"}, JSON).status_code == 201


def test_a_revision_cannot_close_a_circle_either(client: Client, editor: User) -> None:
    client.force_login(editor)
    a, b = make_group(slug="a"), make_group(slug="b")
    make_tie(editor, a, b)
    back = make_tie(editor, b, a, kind="hostile_to")

    answer = client.patch(f"/api/v1/alliances/{back.pk}/", {"kind": "affiliate_of"}, JSON)

    assert "target" in answer.json()
    assert Alliance.objects.get(pk=back.pk).kind == "hostile_to"


def test_what_ended_or_was_withdrawn_closes_no_circle(client: Client, editor: User, reviewer: User) -> None:
    a, b = make_group(slug="a"), make_group(slug="b")
    make_tie(editor, a, b, status="ended")
    withdrawn = make_tie(editor, a, b, kind="faction_of")
    actions.withdraw_record(withdrawn, by=reviewer, reason="Entered twice.")

    assert make_tie(editor, b, a).pk


def test_a_tie_is_published_only_after_its_groups(client: Client, editor: User, reviewer: User) -> None:
    tie = make_tie(editor, make_group(state=State.DRAFT), make_group(), is_published=False)
    client.force_login(reviewer)

    answer = client.post(f"/api/v1/alliances/{tie.pk}/publish/")

    assert answer.status_code == 400
    assert "publish the group first" in answer.json()["source"][0]


def test_withdrawing_needs_a_reason_and_keeps_it(client: Client, editor: User, reviewer: User) -> None:
    tie = make_tie(editor, make_group(), make_group())
    client.force_login(reviewer)

    assert client.post(f"/api/v1/alliances/{tie.pk}/withdraw/", {}, JSON).status_code == 400
    client.post(f"/api/v1/alliances/{tie.pk}/withdraw/", {"reason": "The source took it back."}, JSON)

    assert Alliance.history.filter(id=tie.pk).first().history_change_reason == "The source took it back."
    client.logout()
    assert client.get(f"/api/v1/alliances/{tie.pk}/").status_code == 404


def test_leadership_may_be_a_vacancy(client: Client, editor: User) -> None:
    client.force_login(editor)
    make_group(slug="a")
    body = {
        "group": "a",
        "role": "head",
        "status": "reported",
        "confidence": "moderate",
        "citations": [make_source().slug],
    }

    answer = client.post("/api/v1/leadership/", body, JSON)

    assert (answer.status_code, answer.json()["person"]) == (201, "")


def test_presence_counts_must_be_in_order(client: Client, editor: User) -> None:
    client.force_login(editor)
    make_group(slug="a")
    body = {
        "group": "a",
        "kind": "foreign_fighters",
        "confidence": "low",
        "low": 50,
        "best": 20,
        "citations": [make_source().slug],
    }

    answer = client.post("/api/v1/presence/", body, JSON)

    assert answer.status_code == 400
    assert "low ≤ best ≤ high" in str(answer.json())


def sensitive_mosque(province: Place) -> Place:
    mosque = make_place(name="A mosque", kind=PlaceKind.SITE, province=province, sensitivity=Sensitivity.PROVINCE)
    Place.objects.filter(pk=mosque.pk).update(public_place=province)
    return mosque


def test_a_presence_is_shown_no_finer_than_its_place_allows(client: Client, editor: User) -> None:
    province = make_place(name="Jowzjan", code="AF-JOW", kind=PlaceKind.PROVINCE)
    mosque = sensitive_mosque(province)
    presence = actions.enter_presence(
        by=editor, group=make_group(), place=mosque, kind="base", confidence="low", citations=[make_source()]
    )
    type(presence).objects.update(state=State.PUBLISHED)

    shown = client.get(f"/api/v1/presence/{presence.pk}/")

    assert shown.json()["place"]["code"] == "AF-JOW"
    assert "A mosque" not in shown.content.decode()
    client.force_login(editor)
    assert client.get(f"/api/v1/presence/{presence.pk}/").json()["place"]["code"] == mosque.code


def test_a_filter_tells_no_more_of_a_withheld_place_than_the_row(client: Client, editor: User) -> None:
    public, actual = (make_place(code=code, kind=PlaceKind.PROVINCE) for code in ("AF-JOW", "AF-FYB"))
    for province in (public, actual):
        Place.objects.filter(pk=province.pk).update(province=province)
    hidden = sensitive_mosque(actual)
    Place.objects.filter(pk=hidden.pk).update(public_place=public)
    presence = actions.enter_presence(
        by=editor, group=make_group(), place=hidden, kind="base", confidence="low", citations=[make_source()]
    )
    type(presence).objects.update(state=State.PUBLISHED)

    def found(province: str) -> int:
        return len(client.get("/api/v1/presence/", {"province": province}).json()["results"])

    assert (found("AF-JOW"), found("AF-FYB")) == (1, 0)
    client.force_login(editor)
    assert (found("AF-JOW"), found("AF-FYB")) == (0, 1)
