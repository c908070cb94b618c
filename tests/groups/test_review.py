"""What is said about groups reaches readers by two people, and is changed under their eyes by two as well."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Role, User
from groups import actions
from groups.actions.versions import is_author, version_of
from groups.models import Alliance, Group, GroupName
from sources.editorial import State
from tests.factories import make_group, make_source, someone
from tests.groups.statements import entered_tie, published, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def refused(verb: Any, *given: Any, **said: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        verb(*given, **said)
    return dict(refusal.value.message_dict)


def test_a_draft_is_submitted_before_it_is_published(reviewer: User) -> None:
    tie = entered_tie()

    found = refused(actions.publish_record, tie, by=reviewer)

    assert found == {"state": ["This is still a draft: submit it for review first."]}
    assert published(tie, reviewer).state == State.PUBLISHED


def test_nobody_publishes_what_they_entered_or_changed(reviewer: User, admin: User) -> None:
    own = submitted(entered_tie(by=reviewer))
    changed = submitted(entered_tie())
    actions.revise_statement(changed, by=reviewer, changes={"note": "As the second source has it."})

    for tie in (own, changed):
        found = refused(actions.publish_record, tie, by=reviewer)
        assert found == {"reviewer": ["A second person must publish: you wrote part of it."]}
        actions.publish_record(tie, by=admin)


def test_a_step_on_the_way_to_readers_is_no_writing(reviewer: User) -> None:
    tie = submitted(entered_tie())
    actions.send_back_record(tie, by=reviewer, reason="Which month?")
    submitted(tie)
    actions.publish_record(tie, by=reviewer)
    actions.withdraw_record(tie, by=reviewer, reason="The source took it back.")

    assert not is_author(tie, reviewer)


def test_whoever_rewrites_in_the_same_breath_as_a_step_wrote_it(editor: User, reviewer: User) -> None:
    group = actions.enter_group(by=editor, name="Jundullah", kind="armed_group")
    actions.withdraw_record(group, by=reviewer, reason="Entered twice.")
    assert not is_author(group, reviewer)

    actions.revise_group(group, by=reviewer, changes={"name": "Jundallah", "state": State.DRAFT})

    assert is_author(group, reviewer)


def test_only_changing_the_sources_is_writing_too(reviewer: User) -> None:
    tie = submitted(entered_tie())
    actions.revise_statement(tie, by=reviewer, changes={}, citations=[make_source()])

    assert is_author(tie, reviewer)


def test_whoever_named_a_group_does_not_publish_it(editor: User, reviewer: User) -> None:
    group = actions.enter_group(by=editor, name="Jundullah", kind="armed_group")
    actions.name_group(group, by=reviewer, name="جند اللہ")
    submitted(group)

    assert refused(actions.publish_record, group, by=reviewer).keys() == {"reviewer"}


def test_a_correction_of_what_is_public_waits_for_a_second_person(editor: User, reviewer: User, admin: User) -> None:
    tie = published(entered_tie(by=editor), reviewer)

    actions.revise_statement(tie, by=reviewer, changes={"status": "confirmed"}, reason="The group says so itself.")

    held = Alliance.objects.changed_since_review().get()
    assert (held.state, held.status) == (State.PUBLISHED, "confirmed")
    assert refused(actions.confirm_record, tie, by=reviewer).keys() == {"reviewer"}
    actions.confirm_record(tie, by=admin)
    assert not Alliance.objects.changed_since_review().exists()
    assert not is_author(tie, admin)
    assert refused(actions.confirm_record, tie, by=admin).keys() == {"state"}


def test_another_name_of_a_public_group_waits_as_well(editor: User, reviewer: User) -> None:
    group = make_group()
    name = actions.name_group(group, by=editor, name="Another")
    actions.confirm_record(group, by=reviewer)

    actions.revise_name(name, by=editor, changes={"match": "never"}, reason="It is ambiguous.")
    assert Group.objects.changed_since_review().get() == group
    actions.confirm_record(group, by=reviewer)
    number = name.pk
    actions.drop_name(name, by=editor, reason="It is another group's.")

    assert Group.objects.changed_since_review().get() == group
    last = GroupName.history.filter(id=number).first()
    assert (last.history_type, last.history_change_reason) == ("-", "It is another group's.")


def test_what_was_changed_since_somebody_read_it_is_not_overwritten_or_published_unseen(reviewer: User) -> None:
    tie = submitted(entered_tie())
    seen = version_of(tie)
    actions.revise_statement(tie, by=someone(Role.EDITOR), changes={"note": "Newer."}, citations=[make_source()])

    with pytest.raises(actions.Clash) as clash:
        actions.revise_statement(tie, by=someone(Role.EDITOR), changes={"note": "Mine."}, version=seen)
    with pytest.raises(actions.Clash):
        actions.publish_record(tie, by=reviewer, version=seen)

    assert clash.value.theirs == ["note", "citations"]


def test_names_nobody_showed_the_reviewer_are_not_published_or_confirmed(editor: User, reviewer: User) -> None:
    group = submitted(actions.enter_group(by=editor, name="Jundullah", kind="armed_group"))
    seen = version_of(group)
    name = actions.name_group(group, by=editor, name="Unseen")
    with pytest.raises(actions.Clash) as clash:
        actions.publish_record(group, by=reviewer, version=seen)
    assert clash.value.theirs == ["names"]
    actions.publish_record(group, by=reviewer, version=version_of(group))

    actions.name_group(group, by=editor, name="Seen", reason="Its own word.")
    for verb, said in ((actions.revise_name, {"changes": {"name": "Other"}}), (actions.drop_name, {})):
        seen = version_of(group)
        verb(name, by=editor, reason="A slip.", **said)
        with pytest.raises(actions.Clash):
            actions.confirm_record(group, by=reviewer, version=seen)
    actions.confirm_record(group, by=reviewer, version=version_of(group))


def test_names_of_another_group_and_steps_are_no_clash(editor: User, reviewer: User) -> None:
    group = actions.enter_group(by=editor, name="Jundullah", kind="armed_group", names=[{"name": "Army of God"}])
    seen = version_of(group)
    actions.name_group(make_group(), by=editor, name="Theirs")

    actions.publish_record(submitted(group), by=reviewer, version=seen)


def test_another_name_is_no_clash_for_whoever_corrects_a_field(editor: User) -> None:
    group = make_group()
    seen = version_of(group)
    actions.name_group(group, by=someone(Role.REVIEWER), name="Another")

    actions.revise_group(group, by=editor, changes={"summary": "New."}, version=seen)


def test_a_step_meanwhile_is_no_clash(reviewer: User) -> None:
    tie = entered_tie()
    seen = version_of(tie)
    submitted(tie)

    actions.publish_record(tie, by=reviewer, version=seen)


def test_what_is_withdrawn_is_opened_again_as_a_draft(editor: User, reviewer: User) -> None:
    tie = published(entered_tie(), reviewer)
    actions.withdraw_record(tie, by=reviewer, reason="Doubtful.")

    assert refused(actions.reopen_record, tie, by=editor, reason=" ").keys() == {"reason"}
    actions.reopen_record(tie, by=editor, reason="A second source has it.")

    assert Alliance.objects.get().state == State.DRAFT


@pytest.mark.parametrize("role", [Role.READER, Role.ANALYST, Role.EDITOR, None])
def test_only_reviewers_decide(role: Role | None) -> None:
    by: Any = someone(role) if role else AnonymousUser()
    tie = submitted(entered_tie())

    verbs: Any = (
        (actions.publish_record, {}), (actions.confirm_record, {}), (actions.send_back_record, {"reason": "No."}),
        (actions.withdraw_record, {"reason": "No."}),
    )  # fmt: skip
    for verb, said in verbs:
        with pytest.raises(PermissionDenied):
            verb(tie, by=by, **said)


@pytest.mark.parametrize("role", [Role.READER, Role.ANALYST, None])
def test_readers_neither_submit_nor_correct(role: Role | None) -> None:
    by: Any = someone(role) if role else AnonymousUser()
    tie = entered_tie()

    verbs: Any = (
        (actions.submit_record, {}), (actions.reopen_record, {"reason": "No."}),
        (actions.revise_statement, {"changes": {}}),
    )  # fmt: skip
    for verb, said in verbs:
        with pytest.raises(PermissionDenied):
            verb(tie, by=by, **said)


def test_a_pledge_does_not_become_its_acceptance_by_a_correction(editor: User) -> None:
    pledge = entered_tie(kind="pledged_to")

    found = refused(actions.revise_statement, pledge, by=editor, changes={"kind": "pledge_accepted_by"})

    assert "its own source" in found["kind"][0]
    assert Alliance.objects.get().kind == "pledged_to"
