"""People decide which group a listed actor is; what follows is cited, drafted, and can be taken back."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Role, User
from groups.actions import confirm_record, merge_groups
from groups.kinds import AllianceKind
from groups.lists import deciding
from groups.lists.comparing import compare_again
from groups.lists.rows import ListedName, ListedTie
from groups.models import Alliance, Group, GroupName, ListedActor, ListedState
from sources.editorial import State
from tests.factories import NOON, make_group, make_listed, make_source, someone

pytestmark = [pytest.mark.django_db]

SPLIT = AllianceKind.SPLIT_FROM


def same(listed: ListedActor, group: Group, by: User) -> deciding.Told:
    return deciding.same_as(listed, by=by, group=group, at=NOON)


def new(listed: ListedActor, by: User, **odd: Any) -> Group:
    listed.refresh_from_db()
    deciding.enter_as_new(listed, by=by, at=NOON, **{"name": listed.name, "kind": "armed_group", **odd})
    listed.refresh_from_db()
    assert listed.group is not None
    return listed.group


def everything() -> list[Any]:
    """All that a decision may touch but its own row, which keeps that something was taken back."""
    names = GroupName.objects.order_by("pk").values("group", "name", "match", "citations")
    groups = Group.objects.exclude(state=State.WITHDRAWN).order_by("pk").values("pk", "name", "external_ids", "state")
    return [list(names), list(groups), list(Alliance.objects.exclude(state=State.WITHDRAWN).values())]


def test_an_actor_that_is_a_group_gives_it_names_and_an_id_each_cited_to_the_list(editor: User) -> None:
    group = make_group(name="Some Front")
    listed = make_listed(names=(ListedName("Some Front"), ListedName("SFT", "acronym")), ids={"ucdp": "356"})

    same(listed, group, editor)

    group.refresh_from_db()
    listed.refresh_from_db()
    assert group.external_ids == {"ucdp": "356"}
    added = group.names.get(name="SFT")
    assert (added.kind, added.match) == ("acronym", "exact_case")
    (cited,) = added.citations.all()
    assert (cited.outlet.name, cited.outlet.kind, cited.title) == ("A list", "dataset", "A list, version 1")
    assert (listed.state, listed.group, listed.decided_by) == (ListedState.MATCHED, group, editor)


def test_names_that_come_or_go_with_a_list_wait_for_a_second_person(editor: User, reviewer: User) -> None:
    group = make_group(name="Some Front")
    group.names.create(name="Some Front")
    for names in ((ListedName("Some Front"),), (ListedName("The Front"),)):
        listed = make_listed(names=names)
        same(listed, group, editor)
        confirm_record(group, by=reviewer)
        deciding.take_back(listed, by=editor)
        confirm_record(group, by=reviewer)


def test_a_name_the_group_has_is_cited_and_not_doubled(editor: User) -> None:
    group = make_group(name="Some Front")
    group.names.create(name="SFT")

    same(make_listed(names=(ListedName("SFT", "acronym"),)), group, editor)

    (only,) = group.names.all()
    assert only.citations.count() == 1


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        (ListedName("Army of Faith", is_translation=True), {}),
        (ListedName("Taleban"), {}),
        (ListedName("Other Front"), {}),
        (ListedName("Some Tribe"), {"is_identity": True}),
    ],
)
def test_a_name_that_may_mean_others_is_never_recognised_by_itself(
    name: ListedName, odd: dict[str, Any], editor: User
) -> None:
    make_group(name="Other Front").names.create(name="Taliban", match="never")
    group = make_group(name="Some Front")

    same(make_listed(names=(name,), **odd), group, editor)

    assert group.names.get(name=name.name).match == "never"


def test_a_new_group_is_a_draft_with_names_dates_and_ids(editor: User) -> None:
    listed = make_listed(formed="2015~", ended="2017", short_name="SF", ids={"gtd": "Some Front"})

    group = new(listed, editor, name="Some Front", kind="faction")

    assert (group.state, group.kind, group.short_name) == (State.DRAFT, "faction", "SF")
    assert (group.formed, group.ended, group.external_ids) == ("2015~", "2017", {"gtd": "Some Front"})
    assert [name.citations.count() for name in group.names.all()] == [1]
    assert listed.state == ListedState.ENTERED


def test_a_new_group_by_a_name_that_is_taken_is_refused(editor: User) -> None:
    make_group(name="Some Front")

    with pytest.raises(ValidationError, match="“some front” is the name of a group already"):
        new(make_listed(), editor, name="some front")


def test_ties_are_drafted_only_once_both_sides_are_decided(editor: User) -> None:
    whole = make_listed()
    part = make_listed(ties=(ListedTie(SPLIT, whole.name, whole.external_id, "Splinter", "moderate", "Not dated."),))

    source = new(part, editor)
    assert not Alliance.objects.exists()
    target = make_group()
    told = same(whole, target, editor)

    tie = Alliance.objects.get()
    assert (tie.source, tie.kind, tie.target, told.ties) == (source, SPLIT, target, 1)
    assert (tie.state, tie.status, tie.confidence, tie.note) == (State.DRAFT, "asserted", "moderate", "Not dated.")
    assert [source.outlet.name for source in tie.citations.all()] == ["A list"]


def test_an_earlier_name_that_is_a_group_of_its_own_was_renamed_to_this_one(editor: User) -> None:
    before = make_listed(name="Old Front")
    after = make_listed(ties=(ListedTie(AllianceKind.RENAMED_TO, "Old Front", is_reversed=True),))

    old, now = new(before, editor), new(after, editor)

    tie = Alliance.objects.get()
    assert (tie.source, tie.target) == (old, now)


def test_a_tie_that_is_told_already_is_not_doubled_and_a_withdrawn_draft_stays_so(editor: User) -> None:
    whole = make_listed()
    part = make_listed(ties=(ListedTie(SPLIT, whole.name, whole.external_id),))
    target, source = make_group(), make_group()
    told = Alliance.objects.create(source=source, target=target, kind=SPLIT, status="asserted", confidence="low")
    same(whole, target, editor)
    same(part, source, editor)
    assert Alliance.objects.get() == told

    told.delete()
    new(make_listed(), editor)
    Alliance.objects.update(state=State.WITHDRAWN)
    new(make_listed(), editor)
    assert Alliance.objects.get().state == State.WITHDRAWN


def test_a_tie_that_is_told_of_merged_records_is_not_doubled(editor: User) -> None:
    whole = make_listed()
    part = make_listed(ties=(ListedTie(SPLIT, whole.name, whole.external_id),))
    target, source, early = make_group(), make_group(), make_group()
    records = {"source": make_group(merged_into=source), "target": make_group(merged_into=target)}
    told = Alliance.objects.create(**records, kind=SPLIT, status="asserted", confidence="low")
    same(whole, early, editor)
    Group.objects.filter(pk=early.pk).update(merged_into=target)
    same(part, source, editor)
    assert Alliance.objects.get() == told

    told.delete()
    same(make_listed(), make_group(), editor)
    assert (Alliance.objects.get().source, Alliance.objects.get().target) == (source, target)


def test_two_rows_that_are_one_group_have_no_tie(editor: User) -> None:
    whole, group = make_listed(), make_group()
    part = make_listed(ties=(ListedTie(SPLIT, whole.name, whole.external_id),), ids={"ucdp": "2"})

    same(whole, group, editor)
    same(part, group, editor)

    assert not Alliance.objects.exists()


def test_structure_that_would_close_a_circle_is_refused_and_the_decision_stands(editor: User) -> None:
    upper, lower = make_listed(), make_listed()
    part = ListedTie(AllianceKind.FACTION_OF, upper.name, upper.external_id)
    lower.said = {**lower.said, "ties": [vars(part)]}
    lower.save()
    above, below = make_group(name="Above"), make_group(name="Below")
    Alliance.objects.create(source=above, target=below, kind="faction_of", status="asserted", confidence="low")

    same(upper, above, editor)
    told = same(lower, below, editor)

    assert "already belongs to" in told.refused[0]
    assert Alliance.objects.count() == 1 and ListedActor.objects.undecided().count() == 0


def test_taking_back_leaves_the_group_as_it_was(editor: User) -> None:
    group = make_group(name="Some Front", external_ids={"ucdp": "1"})
    group.names.create(name="SFT")
    whole = make_listed()
    names = (ListedName("SFT"), ListedName("Jabha"))
    listed = make_listed(names=names, ids={"ucdp": "356"}, ties=(ListedTie(SPLIT, whole.name, whole.external_id),))
    new(whole, editor)
    before = everything()

    same(listed, group, editor)
    group.refresh_from_db()
    assert group.external_ids == {"ucdp": "1, 356"} and Alliance.objects.count() == 1
    deciding.take_back(listed, by=editor)

    assert everything() == before
    listed.refresh_from_db()
    assert (listed.state, listed.group, listed.decided_by) == (ListedState.PROPOSED, None, None)
    assert GroupName.history.filter(name="Jabha").values_list("history_type", flat=True)[0] == "-"


def test_taking_back_the_other_side_withdraws_the_tie_too_and_deciding_again_drafts_it_anew(editor: User) -> None:
    whole, group = make_listed(), make_group()
    part = make_listed(ties=(ListedTie(SPLIT, whole.name, whole.external_id),))
    new(part, editor)
    same(whole, group, editor)

    deciding.take_back(whole, by=editor)
    (tie,) = Alliance.objects.all()
    assert (tie.state, tie.history.first().history_change_reason) == (
        State.WITHDRAWN, f"Taken back: A list, {whole.external_id}"
    )

    same(whole, group, editor)
    assert Alliance.objects.filter(state=State.DRAFT).count() == 1


def test_a_new_group_that_is_taken_back_is_withdrawn_and_the_next_time_taken_up_again(editor: User) -> None:
    listed = make_listed()
    group = new(listed, editor)

    deciding.take_back(listed, by=editor)
    group.refresh_from_db()
    assert (group.state, group.names.count(), group.external_ids) == (State.WITHDRAWN, 0, {})

    assert new(listed, editor, name="Its Better Name") == group
    group.refresh_from_db()
    assert (group.state, group.name, group.names.count()) == (State.DRAFT, "Its Better Name", 1)


def test_a_published_group_or_tie_keeps_its_decision(editor: User) -> None:
    whole = make_listed()
    part = make_listed(ties=(ListedTie(SPLIT, whole.name, whole.external_id),))
    group = new(whole, editor)
    new(part, editor)

    Alliance.objects.update(state=State.PUBLISHED)
    with pytest.raises(ValidationError, match="” is published by now"):
        deciding.take_back(part, by=editor)
    Alliance.objects.update(state=State.WITHDRAWN)
    Group.objects.filter(pk=group.pk).update(state=State.PUBLISHED)
    with pytest.raises(ValidationError, match="is published by now"):
        deciding.take_back(whole, by=editor)


def test_a_new_group_that_other_records_name_keeps_its_decision(editor: User) -> None:
    listed = make_listed()
    group = new(listed, editor)
    group.leaders.create(role="head", status="reported", confidence="low")

    with pytest.raises(ValidationError, match="Other records name"):
        deciding.take_back(listed, by=editor)
    assert group.names.exists()


def test_setting_aside_takes_a_reason_and_can_be_taken_back(editor: User) -> None:
    listed = make_listed()
    with pytest.raises(ValidationError, match="Say why it is set aside"):
        deciding.set_aside(listed, by=editor, reason=" ", at=NOON)

    deciding.set_aside(listed, by=editor, reason="A tribe.", at=NOON)
    listed.refresh_from_db()
    assert (listed.state, listed.reason) == (ListedState.SET_ASIDE, "A tribe.")
    deciding.take_back(listed, by=editor)
    listed.refresh_from_db()
    assert (listed.state, listed.reason) == (ListedState.PROPOSED, "")


def test_what_somebody_decided_meanwhile_is_not_decided_again(editor: User, reviewer: User) -> None:
    listed = make_listed()
    deciding.set_aside(listed, by=reviewer, reason="A tribe.", at=NOON)

    with pytest.raises(ValidationError, match="Somebody decided this meanwhile"):
        same(listed, make_group(), editor)


@pytest.mark.parametrize(
    ("odd", "sentence"), [({"state": "withdrawn"}, "is withdrawn"), ({"merged_into": True}, "was merged into")]
)
def test_a_group_that_is_gone_is_refused(odd: dict[str, Any], sentence: str, editor: User) -> None:
    heir = {"merged_into": make_group()} if "merged_into" in odd else odd

    with pytest.raises(ValidationError, match=sentence):
        same(make_listed(), make_group(**heir), editor)


def test_an_id_that_another_group_bears_is_refused(editor: User) -> None:
    make_group(name="Its Holder", external_ids={"ucdp": "356"})

    with pytest.raises(ValidationError, match="Its Holder bears the ucdp id 356 already"):
        same(make_listed(ids={"ucdp": "356"}), make_group(), editor)


def test_in_bulk_only_what_fits_exactly_is_decided(editor: User) -> None:
    sure, unsure = make_group(name="Some Front"), make_group(name="Jundullah")
    rows = [make_listed(name="Some Front"), make_listed(name="Jondullah"), make_listed(name="Nobody Known")]
    compare_again()

    told = deciding.same_as_proposed(rows, by=editor, at=NOON)

    assert told.decided == 1 and len(told.refused) == 2
    assert list(ListedActor.objects.decided_as_groups().values_list("group", flat=True)) == [sure.pk]
    assert not unsure.names.exists()


def test_names_of_one_row_make_no_other_row_certain(editor: User) -> None:
    """Two armies whose names mean the same: the meaning that one brought along must not decide the other."""
    meaning = ListedName("Army of Faith", is_translation=True)
    first = make_listed(name="Lashkar-e-Iman", names=(ListedName("Lashkar-e-Iman"), meaning))
    second = make_listed(name="Jaish-ul-Iman", names=(ListedName("Jaish-ul-Iman"), meaning))

    new(first, editor)

    second.refresh_from_db()
    assert second.finding == "some"


def test_news_of_a_list_are_taken_in_by_a_person(editor: User) -> None:
    group = make_group()
    listed = make_listed()
    same(listed, group, editor)
    listed.refresh_from_db()
    listed.said["names"].append(vars(ListedName("Its Newest Name")))
    listed.news = ["names: + “Its Newest Name”."]
    listed.save()

    deciding.take_in(listed, by=editor)

    listed.refresh_from_db()
    assert listed.news == [] and group.names.filter(name="Its Newest Name").exists()


def test_a_decision_on_a_group_that_was_merged_since_is_taken_back(editor: User, reviewer: User) -> None:
    kept, merged = make_group(name="Kept", external_ids={"gtd": "9"}), make_group(name="Gone")
    listed = make_listed(names=(ListedName("Gone"), ListedName("Jabha")), ids={"ucdp": "356"})
    same(listed, merged, editor)
    merge_groups(kept, merged, by=reviewer, reason="One group.")
    confirm_record(kept, by=someone(Role.ADMIN))

    deciding.take_back(listed, by=editor)

    for each in (kept, merged, listed):
        each.refresh_from_db()
    assert (kept.external_ids, merged.external_ids, GroupName.objects.count()) == ({"gtd": "9"}, {}, 0)
    assert kept.awaits_confirmation
    assert (listed.state, listed.group) == (ListedState.PROPOSED, None)


def test_news_of_a_group_that_was_merged_since_go_to_the_one_that_stands_for_it(
    editor: User, reviewer: User
) -> None:
    kept, merged = make_group(name="Kept"), make_group(name="Gone")
    listed = make_listed(name="Gone", ids={"ucdp": "356"})
    same(listed, merged, editor)
    merge_groups(kept, merged, by=reviewer, reason="One group.")
    listed.refresh_from_db()
    listed.said = {**listed.said, "names": [{"name": "Gone"}, {"name": "New Name"}], "ids": {"ucdp": "356", "gtd": "9"}}
    listed.save()

    deciding.take_in(listed, by=editor)

    kept.refresh_from_db()
    assert (kept.external_ids, [name.name for name in kept.names.all()]) == ({"gtd": "9"}, ["New Name"])
    assert [name.name for name in merged.names.all()] == ["Gone"]
    deciding.take_back(listed, by=editor)
    kept.refresh_from_db()
    assert (kept.external_ids, GroupName.objects.count()) == ({}, 0)


def test_a_source_that_an_editor_entered_for_the_list_is_cited(editor: User) -> None:
    known = make_source(title="A list, version 1")
    known.outlet.name = "A list"
    known.outlet.save()
    group = make_group()

    same(make_listed(), group, editor)

    assert [name.citations.get() for name in group.names.all()] == [known]


@pytest.mark.parametrize("verb", ["same", "new", "aside", "back", "news", "bulk"])
def test_readers_decide_nothing(verb: str, analyst: User) -> None:
    listed = make_listed()
    verbs = {
        "same": lambda: same(listed, make_group(), analyst),
        "new": lambda: new(listed, analyst),
        "aside": lambda: deciding.set_aside(listed, by=analyst, reason="A tribe.", at=NOON),
        "back": lambda: deciding.take_back(listed, by=analyst),
        "news": lambda: deciding.take_in(listed, by=analyst),
        "bulk": lambda: deciding.same_as_proposed([listed], by=analyst, at=NOON),
    }
    with pytest.raises(PermissionDenied):
        verbs[verb]()
