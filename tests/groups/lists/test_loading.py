"""`load_actors` keeps rows of lists as proposals and nothing else; twice changes nothing, newer versions tell."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from groups.lists.deciding import same_as
from groups.lists.loading import Keeper
from groups.models import Alliance, Finding, Group, GroupName, ListedActor, ListedState
from sources.models import Outlet
from tests.factories import make_group
from tests.groups.lists.files import actor, listed, load, ucdp_file, written
from tests.sources.withholding import NAME, withheld

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def tables() -> dict[str, list[object]]:
    return {
        "groups": list(Group.objects.order_by("pk").values()), "names": list(GroupName.objects.order_by("pk").values()),
        "ties": list(Alliance.objects.values()), "outlets": list(Outlet.objects.values()),
        "rows": list(ListedActor.objects.order_by("pk").values()),
        "history": list(ListedActor.history.order_by("pk").values()),
    }  # fmt: skip


def proposed(name: str) -> list[int]:
    return [each["group"] for each in listed(name).candidates]


def test_a_rehearsal_keeps_nothing(tmp_path: Path) -> None:
    said = load(ucdp_file(tmp_path, actor(356, "TTP")), commit=False)

    assert not ListedActor.objects.exists()
    assert "new: 1;" in said and "A rehearsal: nothing was kept." in said


def test_committing_stores_proposals_and_touches_no_group(tmp_path: Path) -> None:
    group = make_group(name="Some Front")
    before = tables()

    said = load(ucdp_file(tmp_path, actor(1, "Some Front"), actor(2, "Another", Splinter="1", ActorIdPrev="1")))

    after = tables()
    assert all(after[table] == before[table] for table in ("groups", "names", "ties", "outlets"))
    assert {each.state for each in ListedActor.objects.all()} == {ListedState.PROPOSED}
    assert proposed("Some Front") == [group.pk] and listed("Some Front").finding == Finding.EXACT
    assert "to decide, one group, exactly: 1" in said and "to decide, no group like it: 1" in said


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    make_group(name="Some Front")
    file = ucdp_file(tmp_path, actor(1, "Some Front"), actor(2, "Another"))
    load(file)
    before = tables()

    said = load(file)

    assert tables() == before
    assert "new: 0; changed: 0; as before: 2" in said


def test_a_run_that_is_broken_off_keeps_nothing_and_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = ucdp_file(tmp_path, actor(1, "Some Front"), actor(2, "Another"))

    def break_off(keeper: Keeper) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(CommandError, match="Broken off; nothing was kept"):
        patch.setattr(Keeper, "forget", break_off)
        load(file)
    assert not ListedActor.objects.exists()

    load(file)
    assert ListedActor.objects.count() == 2


def test_a_newer_version_says_what_changed_and_what_is_gone(tmp_path: Path) -> None:
    load(ucdp_file(tmp_path, actor(1, "Some Front"), actor(2, "Another")))

    newer = actor(1, "Some Front", NameOrigFull="Jabha", Location="Pakistan", Version="23.1")
    said = load(ucdp_file(tmp_path, newer, actor(3, "A Third", Version="23.1")))

    assert "Some Front (1): names: + “Jabha”. where: none → Pakistan." in said
    assert "Another (2): no longer in the list." in said
    assert "new: 1; changed: 1; as before: 0; left out: 0; no longer listed: 1" in said
    assert (listed("Some Front").version, listed("Another").is_listed) == ("23.1", False)


def test_whoever_decided_hears_of_a_later_change_and_the_decision_stands(tmp_path: Path, editor: User) -> None:
    group = make_group(name="Some Front")
    load(ucdp_file(tmp_path, actor(1, "Some Front")))
    same_as(listed("Some Front"), by=editor, group=group, at=timezone.now())

    load(ucdp_file(tmp_path, actor(1, "Some Front", Location="Pakistan", Version="23.1")))

    after = listed("Some Front")
    assert (after.state, after.group) == (ListedState.MATCHED, group)
    assert after.news == ["where: none → Pakistan."]


def test_proposals_follow_the_groups_when_a_list_is_read_again(tmp_path: Path) -> None:
    file = ucdp_file(tmp_path, actor(1, "Some Front"))
    load(file)
    group = make_group(name="Some Front")

    load(file)

    assert proposed("Some Front") == [group.pk]


def test_a_row_that_names_a_withheld_person_is_left_out_and_not_repeated(tmp_path: Path) -> None:
    withheld()

    said = load(ucdp_file(tmp_path, actor(1, f"Forces of {NAME}"), actor(2, "Another")))

    assert [each.name for each in ListedActor.objects.all()] == ["Another"]
    assert "Line 2 was left out: " in said and "are a withheld name" in said and NAME not in said


def test_two_lists_are_kept_apart(tmp_path: Path) -> None:
    load(ucdp_file(tmp_path, actor(1, "Some Front")))
    load(written(tmp_path / "own.csv", ["id", "name"], [["1", "Other Front"]]), name="Our list", list_version="2")

    assert set(ListedActor.objects.values_list("dataset", "version", "external_id")) == {
        ("UCDP Actor Dataset", "22.1", "1"), ("Our list", "2", "1"),
    }  # fmt: skip


def test_merged_and_withdrawn_groups_are_not_proposed_but_the_heir_is(tmp_path: Path) -> None:
    heir = make_group(name="Its Heir")
    make_group(name="Some Front", merged_into=heir)
    make_group(name="Gone Front", state="withdrawn")

    load(ucdp_file(tmp_path, actor(1, "Some Front"), actor(2, "Gone Front")))

    assert proposed("Some Front") == [heir.pk]
    assert proposed("Gone Front") == []


def test_a_broken_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        load(tmp_path / "nowhere.csv")


def test_progress_is_shown_while_it_runs(tmp_path: Path) -> None:
    shown, file = StringIO(), ucdp_file(tmp_path, actor(1, "Some Front"), actor(2, "Another"))

    call_command("load_actors", str(file), stdout=StringIO(), stderr=shown)

    assert " 50%  1 of 2 actors" in shown.getvalue() and "100%  2 of 2 actors" in shown.getvalue()
