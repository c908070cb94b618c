"""One record of a group leads to another, reversibly, and no row moves."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from accounts.models import Role, User
from groups.actions import (
    Clash,
    confirm_record,
    merge_groups,
    publish_record,
    revise_group,
    revise_statement,
    unmerge_group,
    withdraw_record,
)
from groups.actions.versions import version_of
from groups.models import Alliance, Group
from sources.editorial import State
from tests.factories import make_group, someone
from tests.groups.statements import entered_tie, published, submitted
from tests.sources.withholding import NAME, withheld

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WHY = "Two spellings of one name."


def merged_pair(reviewer: User, **odd: Any) -> tuple[Group, Group]:
    kept, merged = make_group(slug="kept"), make_group(slug="merged", **odd)
    merge_groups(kept, merged, by=reviewer, reason=WHY)
    merged.refresh_from_db()
    kept.refresh_from_db()
    return kept, merged


def obstacle(kept: Group, merged: Group, by: User) -> str:
    with pytest.raises(ValidationError) as refusal:
        merge_groups(kept, merged, by=by, reason=WHY)
    return str(refusal.value.message_dict["kept"][0])


def test_no_row_moves_and_every_reader_is_led_to_the_kept_record(client: Client, reviewer: User) -> None:
    kept, merged = make_group(slug="kept"), make_group(slug="merged")
    tie = published(entered_tie(source=merged), reviewer)

    merge_groups(kept, merged, by=reviewer, reason=WHY)

    assert Alliance.objects.get().source == merged
    assert client.get(f"/api/v1/alliances/{tie.pk}/").json()["source"]["slug"] == "kept"
    for slug in ("kept", "merged"):
        assert len(client.get("/api/v1/alliances/", {"group": slug}).json()["results"]) == 1
    assert client.get("/groups/merged/").headers["Location"] == "/groups/kept/"
    assert client.get("/api/v1/groups/merged/").json()["merged_into"] == "kept"
    assert "merged" not in [row["slug"] for row in client.get("/api/v1/groups/").json()["results"]]
    assert Group.history.filter(slug="merged").first().history_change_reason == WHY


def test_a_merge_is_undone_and_both_stand_as_before(reviewer: User) -> None:
    kept, merged = merged_pair(reviewer)

    unmerge_group(merged, by=reviewer, reason="They are two.")

    assert set(Group.objects.unmerged()) == {kept, merged}
    with pytest.raises(ValidationError):
        unmerge_group(merged, by=reviewer, reason="They are two.")


def test_a_second_person_confirms_what_a_merge_changed_for_readers(reviewer: User) -> None:
    kept, _ = merged_pair(reviewer)

    assert list(Group.objects.changed_since_review()) == [kept]


def test_a_merge_or_its_undoing_that_nobody_saw_is_not_confirmed(editor: User, admin: User, reviewer: User) -> None:
    kept, merged = make_group(), make_group()
    revise_group(kept, by=editor, changes={"summary": "New."})

    for verb, given in ((merge_groups, (kept, merged)), (unmerge_group, (merged,))):
        seen = version_of(kept)
        verb(*given, by=reviewer, reason=WHY)
        merged.refresh_from_db()
        with pytest.raises(Clash) as clash:
            confirm_record(kept, by=admin, version=seen)
        assert clash.value.theirs == ["records merged"]
    confirm_record(kept, by=admin, version=version_of(kept))


def test_there_are_no_chains(reviewer: User) -> None:
    kept, merged = merged_pair(reviewer)
    other = make_group()

    assert "was merged into" in obstacle(merged, other, reviewer)
    assert "was merged into" in obstacle(other, merged, reviewer)
    assert "merge the other way round" in obstacle(other, kept, reviewer)
    assert obstacle(kept, kept, reviewer) == "Name another group."


def test_a_public_group_does_not_vanish_into_one_that_is_not(reviewer: User) -> None:
    public, draft, withdrawn = make_group(), make_group(state=State.DRAFT), make_group(state=State.WITHDRAWN)

    assert "merge the other way round" in obstacle(draft, public, reviewer)
    assert "open it again first" in obstacle(withdrawn, public, reviewer)


def test_a_part_is_not_merged_with_its_whole_however_far_apart(reviewer: User) -> None:
    part, middle, whole = (make_group() for _ in range(3))
    entered_tie(source=part, target=middle, kind="faction_of")
    entered_tie(source=middle, target=whole, kind="chapter_of")

    assert "they cannot be one" in obstacle(part, whole, reviewer)
    assert "they cannot be one" in obstacle(whole, part, reviewer)
    assert "they cannot be one" in obstacle(middle, whole, reviewer)


def test_a_merge_and_a_tie_close_no_circle_together(reviewer: User) -> None:
    kept, merged = merged_pair(reviewer)
    whole = make_group()
    entered_tie(source=kept, target=whole, kind="faction_of")

    for source, target in ((whole, merged), (merged, kept)):
        with pytest.raises(ValidationError) as refusal:
            entered_tie(source=source, target=target, kind="affiliate_of")
        assert "already belongs to" in refusal.value.message_dict["target"][0]


def test_a_merged_record_and_what_is_said_of_it_go_their_own_way_to_readers(reviewer: User) -> None:
    _, merged = merged_pair(reviewer, state=State.DRAFT)
    tie = submitted(entered_tie(source=merged))

    with pytest.raises(ValidationError) as refusal:
        publish_record(tie, by=reviewer)
    assert "publish the group first" in str(refusal.value)
    published(merged, someone(Role.ADMIN))
    publish_record(tie, by=reviewer)


def test_a_record_does_not_reach_readers_before_the_one_it_was_merged_into(reviewer: User) -> None:
    kept, merged = make_group(name="Kept", state=State.DRAFT), make_group(state=State.DRAFT)
    merge_groups(kept, merged, by=reviewer, reason=WHY)

    with pytest.raises(ValidationError) as refusal:
        published(merged, someone(Role.ADMIN))
    assert refusal.value.message_dict == {
        "merged_into": ["It was merged into Kept, which is not published: publish that first."]
    }
    published(kept, someone(Role.ADMIN))
    publish_record(merged, by=someone(Role.ADMIN))


def test_a_group_that_is_not_public_is_not_named_for_what_was_merged_into_it(client: Client, reviewer: User) -> None:
    merged, other = make_group(name="Public Record"), make_group()
    tie = published(entered_tie(source=merged, target=other, kind="pledged_to"), reviewer)
    hidden = make_group(name="Canary Front", slug="canary-front", state=State.DRAFT)
    Group.objects.filter(pk=merged.pk).update(merged_into=hidden)

    addresses = ["/groups/", "/api/v1/groups/", "/api/v1/network/", "/api/v1/network.csv",
                 f"/api/v1/alliances/{tie.pk}/", other.get_absolute_url(), merged.get_absolute_url()]  # fmt: skip
    for address in addresses:
        answer = client.get(address)
        said = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code == 200
        assert b"canary" not in said.lower(), address
    assert b"Public Record</bdi></a>" in client.get(other.get_absolute_url()).content


def test_a_merged_record_is_shown_as_the_one_it_leads_to_unless_it_alone_is_public() -> None:
    public, draft = Group(name="Public", state=State.PUBLISHED), Group(name="Draft", state=State.DRAFT)

    assert Group(state=State.PUBLISHED, merged_into=public).shown_as is public
    assert Group(state=State.DRAFT, merged_into=draft).shown_as is draft
    assert (alone := Group(state=State.PUBLISHED, merged_into=draft)).shown_as is alone
    assert public.shown_as is public


def test_a_group_that_others_were_merged_into_is_not_withdrawn_from_under_them(reviewer: User) -> None:
    kept, _ = merged_pair(reviewer)

    with pytest.raises(ValidationError) as refusal:
        withdraw_record(kept, by=reviewer, reason="No.")
    assert "undo that first" in str(refusal.value)


def test_what_a_merged_record_says_is_corrected_where_it_leads(editor: User, reviewer: User) -> None:
    _, merged = merged_pair(reviewer)

    with pytest.raises(ValidationError) as refusal:
        revise_group(merged, by=editor, changes={"summary": "New."})
    assert "work there" in str(refusal.value)


def test_a_merge_shows_no_withheld_name(reviewer: User) -> None:
    kept, merged = make_group(), make_group(name=f"{NAME} Front")
    withheld()

    with pytest.raises(ValidationError) as refusal:
        merge_groups(kept, merged, by=reviewer, reason=WHY)
    assert refusal.value.message_dict.keys() == {"withheld"}


@pytest.mark.parametrize("role", [None, Role.READER, Role.ANALYST, Role.EDITOR])
def test_only_reviewers_merge_and_undo(role: Role | None, reviewer: User) -> None:
    by: Any = someone(role) if role else AnonymousUser()
    _, merged = merged_pair(reviewer)

    with pytest.raises(PermissionDenied):
        merge_groups(make_group(), make_group(), by=by, reason=WHY)
    with pytest.raises(PermissionDenied):
        unmerge_group(merged, by=by, reason=WHY)


def test_merging_and_undoing_need_a_reason(reviewer: User) -> None:
    _, merged = merged_pair(reviewer)

    for verb, given in ((merge_groups, (make_group(), make_group())), (unmerge_group, (merged,))):
        with pytest.raises(ValidationError) as refusal:
            verb(*given, by=reviewer, reason="  ")
        assert refusal.value.message_dict.keys() == {"reason"}


def test_a_tie_that_was_entered_before_is_corrected_as_before(reviewer: User) -> None:
    merged = make_group(slug="merged")
    tie = submitted(entered_tie(source=merged))
    merge_groups(make_group(), merged, by=reviewer, reason=WHY)

    revise_statement(tie, by=someone(Role.EDITOR), changes={"note": "Seen again."})

    assert Alliance.objects.get().note == "Seen again."
