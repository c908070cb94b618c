"""Entering what is said about groups on the desk: what is typed becomes a draft, or is all still there."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import Role, User
from groups import actions
from groups.models import Alliance, Group, Leadership, Presence
from incidents.models import Draft
from places.models import Place
from sources.editorial import State
from sources.models import Outlet, Source
from tests.factories import make_place, make_source, someone
from tests.groups.statements import entered_head, entered_tie
from tests.incidents.desk import where_to
from tests.incidents.group_desk import at, tie, told, typed, wrong
from tests.sources.withholding import NAME, withheld

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HOSTILE = ("<script>alert(1)</script>", "'; DROP TABLE groups_group; --", "\u202e\u0000x", "9" * 5000, "/../%s{}")


def test_a_tie_is_typed_in_words_and_any_script_and_kept_as_a_draft(desk: Client, pair: tuple[Group, Group]) -> None:
    answer = desk.post("/desk/groups/enter/ties/", tie(
        group="داعش خراسان", kind="affiliate_of", other="islamic state", start="about 2015",
        end="between March and May 2018", sources=[], outlet="Daily Story", outlet_kind="newspaper",
        published="18 December 2017", source_title="A report",
    ))  # fmt: skip

    row = Alliance.objects.get()
    assert where_to(answer) == at(row)
    assert (row.source, row.kind, row.target, row.state) == (pair[0], "affiliate_of", pair[1], State.DRAFT)
    assert (row.start, row.end) == ("2015~", "2018-03/2018-05")
    assert [source.outlet.name for source in row.citations.all()] == ["Daily Story"]


def test_several_sources_are_named_by_key_or_address(desk: Client, pair: tuple[Group, Group]) -> None:
    known, other = make_source(), make_source(url="https://news.example/story")

    desk.post("/desk/groups/enter/ties/", tie(group="isk-p", other="x"))
    desk.post("/desk/groups/enter/ties/", tie(
        group=pair[0].name, other=pair[1].name, sources=[known.slug, "https://news.example/story"],
    ))  # fmt: skip

    assert set(Alliance.objects.get().citations.all()) == {known, other}


def test_without_a_source_nothing_is_entered_and_everything_typed_is_still_there(
    desk: Client, pair: tuple[Group, Group]
) -> None:
    answer = desk.post("/desk/groups/enter/ties/", tie(
        group=pair[0].name, other=pair[1].name, start="May 2015", note="Seen twice.", sources=[""],
    ))  # fmt: skip

    assert "Say who published it" in str(wrong(answer)["outlet"])
    assert "May 2015" in answer.content.decode()
    assert "Seen twice." in answer.content.decode()
    assert not Alliance.objects.exists()


@pytest.mark.parametrize(("odd", "field", "sentence"), [
    ({"end": "2014"}, "end", "It lies before the start."),
    ({"other": "Khorasan Province"}, "other", "only rivalry can be within one"),
    ({"other": "Nobody's Front"}, "other", "No group is known as"),
    ({"start": "soon"}, "start", ""),
    ({"kind": ""}, "kind", "Choose how they are tied."),
    ({"status": ""}, "status", "Choose how it is known."),
])  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(
    desk: Client, pair: tuple[Group, Group], odd: dict[str, str], field: str, sentence: str
) -> None:
    answer = desk.post("/desk/groups/enter/ties/", tie(**{
        "group": pair[0].name, "other": pair[1].name, "start": "2015", **odd,
    }))  # fmt: skip

    assert sentence in str(wrong(answer)[field])
    assert not Alliance.objects.exists()


def test_a_circle_in_structure_is_refused_beside_the_other_group(desk: Client, pair: tuple[Group, Group]) -> None:
    entered_tie(source=pair[1], target=pair[0], kind="faction_of")

    answer = desk.post("/desk/groups/enter/ties/", tie(group=pair[0].name, kind="chapter_of", other=pair[1].name))

    assert "already belongs to" in str(wrong(answer)["other"])


def test_a_refused_tie_leaves_no_source_and_no_outlet_behind(desk: Client, pair: tuple[Group, Group]) -> None:
    entered_tie(source=pair[1], target=pair[0], kind="faction_of")
    before = Source.objects.count(), Outlet.objects.count(), Place.objects.count()

    desk.post("/desk/groups/enter/ties/", tie(
        group=pair[0].name, kind="chapter_of", other=pair[1].name, sources=[], outlet="New", outlet_kind="newspaper",
        published="2017", place_text="Darzab",
    ))  # fmt: skip

    assert (Source.objects.count(), Outlet.objects.count(), Place.objects.count()) == before


def test_a_pledge_never_makes_its_acceptance(desk: Client, pair: tuple[Group, Group]) -> None:
    sent = tie(group=pair[0].name, kind="pledged_to", other=pair[1].name)
    answer = desk.post("/desk/groups/enter/ties/", sent)

    row = Alliance.objects.get()
    page = desk.get(at(row)).content.decode()
    assert row.kind == "pledged_to"
    assert "A pledge is not its acceptance" in told(answer)
    assert "Enter its acceptance" in page
    assert "kind=pledge_accepted_by" in page


def test_an_acceptance_on_the_pledges_own_source_is_looked_at_twice(desk: Client, pair: tuple[Group, Group]) -> None:
    source = make_source()
    entered_tie(source=pair[0], target=pair[1], kind="pledged_to", citations=[source])
    row = entered_tie(source=pair[0], target=pair[1], kind="pledge_accepted_by", citations=[source])

    assert "rests on no other source than the pledge" in desk.get(at(row)).content.decode()
    actions.revise_statement(row, by=someone(Role.EDITOR), changes={}, citations=[make_source()])
    assert "rests on no other source than the pledge" not in desk.get(at(row)).content.decode()


def test_a_second_head_is_kept_as_disputed_and_both_are_shown_so(desk: Client, pair: tuple[Group, Group]) -> None:
    first = entered_head("Hafiz A", group=pair[0], start="2015", end="2017")

    answer = desk.post("/desk/groups/enter/leadership/", typed(
        group=pair[0].name, person="Abdul B", role="head", status="confirmed", start="2016", end="2018",
    ))  # fmt: skip

    second = Leadership.objects.get(person="Abdul B")
    assert second.status == "disputed"
    assert "Hafiz A is given as head for the same time: it is kept as disputed." in told(answer)
    assert "Abdul B is given as head for the same time: both are disputed." in desk.get(at(first)).content.decode()
    assert desk.get(at(pair[0])).content.decode().count("tag-disputed") == 2


def test_a_vacancy_is_said_and_never_left_open(desk: Client, pair: tuple[Group, Group]) -> None:
    sent = typed(group=pair[0].name, role="head", status="reported", start="2016-08")

    for odd in ({}, {"person": "A", "is_vacant": "on"}):
        assert "one of both" in str(wrong(desk.post("/desk/groups/enter/leadership/", {**sent, **odd}))["person"])
    desk.post("/desk/groups/enter/leadership/", {**sent, "is_vacant": "on"})

    assert Leadership.objects.get().person == ""


@pytest.mark.parametrize(("people", "kept"), [
    ("more than 40", (41, 41, None, "more_than", "")), ("nearly 200", (180, 200, 200, "nearly", "")),
    ("dozens", (None, None, None, "vague", "dozens")), ("", (None, None, None, "exact", "")),
])  # fmt: skip
def test_a_claim_of_presence_counts_as_its_source_does(
    desk: Client, pair: tuple[Group, Group], people: str, kept: tuple[Any, ...]
) -> None:
    place = make_place(name="Darzab")

    answer = desk.post("/desk/groups/enter/presence/", typed(
        group=pair[0].name, kind="foreign_fighters", people=people, origins="uz, TJ uz",
        period="autumn 2017", place=place.pk, place_text="Darzab", reported_by="the governor",
    ))  # fmt: skip

    row = Presence.objects.get()
    assert where_to(answer) == at(row)
    assert (row.low, row.best, row.high, row.hedge, row.words) == kept
    assert (row.origins, row.place, row.period) == (["UZ", "TJ"], place, "2017-23")


def test_a_group_is_entered_with_its_names(desk: Client) -> None:
    rows = {
        "names-TOTAL_FORMS": "2", "names-INITIAL_FORMS": "0", "names-0-name": "جند اللہ", "names-0-kind": "official",
        "names-0-script": "Arab", "names-0-match": "casefold", "names-1-name": "IS", "names-1-kind": "acronym",
        "names-1-match": "exact_case",
    }  # fmt: skip
    sent = {"name": "Jundullah", "kind": "armed_group", "standing": "unknown", "formed": "2003", "ucdp": "123", **rows}

    desk.post("/desk/groups/enter/records/", sent)

    group = Group.objects.get()
    assert (group.state, group.formed, group.external_ids) == (State.DRAFT, "2003", {"ucdp": "123"})
    assert dict(group.names.values_list("name", "match")) == {"جند اللہ": "casefold", "IS": "exact_case"}


def test_the_same_form_sent_twice_is_one_tie(desk: Client, pair: tuple[Group, Group]) -> None:
    sent = tie(group=pair[0].name, other=pair[1].name)

    first, second = (where_to(desk.post("/desk/groups/enter/ties/", sent)) for _ in range(2))

    assert first == second
    assert Alliance.objects.count() == 1


def test_what_is_typed_is_kept_until_it_is_entered(desk: Client, pair: tuple[Group, Group]) -> None:
    sent = tie(group=pair[0].name, other=pair[1].name, form="ties", note="Half a thought")
    desk.post("/desk/drafts/", {**sent, "start": "2015"}, headers={"accept": "application/json"})

    draft = Draft.objects.get()
    address = f"/desk/groups/enter/ties/?draft={draft.key}"
    assert address in desk.get("/desk/drafts/").content.decode()
    assert where_to(desk.get(f"/desk/reports/new/?draft={draft.key}")) == address
    assert "Half a thought" in desk.get(address).content.decode()

    desk.post("/desk/groups/enter/ties/", sent)
    late = desk.post("/desk/drafts/", sent, headers={"accept": "application/json"})

    assert late.json() == {"sent": True}
    assert not Draft.objects.exists()


def test_a_withheld_name_comes_into_no_statement(desk: Client, pair: tuple[Group, Group]) -> None:
    withheld()

    answer = desk.post("/desk/groups/enter/leadership/", typed(
        group=pair[0].name, person=NAME, role="head", status="reported",
    ))  # fmt: skip

    assert "a withheld name" in str(wrong(answer)["person"])
    assert not Leadership.objects.exists()


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "field", ["group", "kind", "start", "note", "person", "source_url", "entry_key", "place", "sources"]
)
def test_hostile_input_is_refused_or_kept_as_text(
    desk: Client, pair: tuple[Group, Group], field: str, text: str
) -> None:
    sent = {"group": pair[0].name, "other": pair[1].name, field: [text] if field == "sources" else text}

    answer = desk.post("/desk/groups/enter/ties/", tie(**sent))

    assert answer.status_code in (302, 400, 422)
    page = answer if answer.status_code != 302 else desk.get(where_to(answer))
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("address", [
    "/desk/groups/enter/nothing/", "/desk/groups/nothing/1/", "/desk/groups/ties/x/", "/desk/groups/ties/٣/",
    f"/desk/groups/ties/{'9' * 40}/", "/desk/groups/records/none/",
])  # fmt: skip
def test_what_is_not_there_is_not_found(desk: Client, address: str) -> None:
    assert desk.get(address).status_code == 404


@pytest.mark.parametrize("draft", ["x", "../../", "9" * 300])
def test_a_draft_of_no_form_that_there_is_opens_as_a_report(desk: Client, editor: User, draft: str) -> None:
    desk.post("/desk/drafts/", {"entry_key": str(uuid4()), "form": draft, "title": "Odd"})
    (kept,) = Draft.objects.all()

    assert f"/desk/reports/new/?draft={kept.key}" in desk.get("/desk/drafts/").content.decode()
    assert desk.get(f"/desk/reports/new/?draft={kept.key}").status_code == 200
    assert where_to(desk.get(f"/desk/groups/enter/ties/?draft={kept.key}")) == f"/desk/reports/new/?draft={kept.key}"
