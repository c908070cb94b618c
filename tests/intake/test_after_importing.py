"""What comes after an import: a reviewer publishes it by a sample, or it is undone, or actors are decided."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Role, User
from groups.lists import deciding
from groups.models import GroupKind, ListedActor, ListedState
from incidents import actions
from incidents.models import Attribution, Incident, Report
from intake.actions import hand_over, undo, withdraw_vanished
from intake.importing.deciding import apply_next
from intake.models import Actor, Entry, Import, ImportState, Known
from sources.editorial import State
from tests.audit.tampering import problems
from tests.factories import NOON, make_group, make_published_incident, make_report, someone
from tests.intake.files import brought, some_rows, taken_in, write_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return someone(Role.EDITOR)


@pytest.fixture
def reviewer() -> User:
    return someone(Role.REVIEWER)


def states() -> dict[str, int]:
    found: dict[str, int] = {}
    for state in Incident.objects.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def published(importing: Import, editor: User, reviewer: User) -> None:
    batch = hand_over(importing, by=editor)
    for public_id in batch.sample:
        actions.judge_sample(batch, by=reviewer, public_id=public_id, is_right=True)
    while actions.publish_next(batch, by=reviewer, at=timezone.now()):
        pass


@pytest.mark.each
def test_a_reviewer_publishes_it_by_a_sample(tmp_path: Path, editor: User, reviewer: User) -> None:
    importing = taken_in(write_file(tmp_path / "a.csv", some_rows(7)))
    batch = hand_over(importing, by=editor)

    assert (importing.batch, states(), len(batch.sample)) == (batch, {State.IN_REVIEW: 7}, 5)
    for public_id in batch.sample:
        actions.judge_sample(batch, by=reviewer, public_id=public_id, is_right=True)
    assert actions.publish_next(batch, by=reviewer, at=timezone.now()) == 0

    assert Incident.objects.public().count() == 7
    one = Incident.objects.first()
    assert one is not None and one.published_by == reviewer and one.reviewed_version == one.version
    assert problems() == []


def test_whoever_brought_it_cannot_publish_it(tmp_path: Path, reviewer: User) -> None:
    batch = hand_over(taken_in(write_file(tmp_path / "a.csv", some_rows(2)), by=reviewer), by=reviewer)
    for public_id in batch.sample:
        actions.judge_sample(batch, by=reviewer, public_id=public_id, is_right=True)

    with pytest.raises(ValidationError, match="A second person must publish"):
        actions.publish_next(batch, by=reviewer, at=NOON)


def test_what_its_licence_keeps_from_readers_never_reaches_them(
    tmp_path: Path, editor: User, reviewer: User
) -> None:
    importing = taken_in(write_file(tmp_path / "a.csv", some_rows(3), format="acled"), format="acled", release="")
    published(importing, editor, reviewer)
    actions.release_due(now=timezone.now())

    assert states() == {State.PUBLISHED: 3} and not Incident.objects.public().exists()
    open_one = make_published_incident()
    report = Report.objects.filter(source__is_restricted=True).first()
    assert report is not None
    with pytest.raises(ValidationError, match="licence keeps it from readers"):
        actions.attach(by=editor, report=loose(report, editor), incident=open_one)


def loose(report: Report, editor: User) -> Report:
    """The report in the inbox."""
    incident = Incident.objects.get(reports=report)
    actions.withdraw(incident, by=someone(Role.REVIEWER), reason="Told elsewhere.", at=NOON)
    actions.detach(Report.objects.get(pk=report.pk), by=editor, reason="Told elsewhere.")
    return Report.objects.get(pk=report.pk)


@pytest.mark.each
def test_an_import_is_undone_as_a_whole(tmp_path: Path, editor: User) -> None:
    importing = taken_in(write_file(tmp_path / "a.csv", some_rows(4)))
    undone = undo(importing, by=editor, reason="The wrong file.", at=NOON)

    assert (undone.withdrawn, undone.restored, undone.left) == (4, 0, 0)
    assert (importing.state, states(), Entry.objects.count()) == (ImportState.UNDONE, {State.WITHDRAWN: 4}, 0)
    assert problems() == []
    assert taken_in(write_file(tmp_path / "a.csv", some_rows(4))).counts["new"] == 4


def said_by(report: Report) -> list[tuple[object, ...]]:
    counts = report.casualties.order_by("people").values_list("people", "low", "best", "high")
    return [(report.when, report.kind, report.note), *counts]


@pytest.mark.each
def test_what_it_corrected_says_again_what_it_said(tmp_path: Path, editor: User) -> None:
    taken_in(write_file(tmp_path / "a.csv", some_rows(2)))
    first = Entry.objects.get(external_id="1").report
    before = said_by(first)
    changed = {"best": "7", "date_start": "2017-12-18", "date_end": "2017-12-18"}
    importing = taken_in(write_file(tmp_path / "b.csv", [changed, {}, {}]), release="23.1")
    undone = undo(importing, by=editor, reason="Not yet.", at=NOON)

    first.refresh_from_db()
    assert (undone.withdrawn, undone.restored) == (1, 1)
    assert said_by(first) == before
    assert first.source.title.endswith("22.1") and Incident.objects.get(reports=first).killed_best == 6
    assert taken_in(write_file(tmp_path / "b.csv", [changed, {}, {}]), release="23.1").counts["updated"] == 1


def test_what_other_sources_tell_of_too_is_left(tmp_path: Path, editor: User) -> None:
    importing = taken_in(write_file(tmp_path / "a.csv", some_rows(2)))
    actions.attach(by=editor, report=make_report(), incident=Incident.objects.order_by("pk")[0])
    undone = undo(importing, by=editor, reason="The wrong file.", at=NOON)

    assert (undone.withdrawn, undone.left, states()) == (1, 1, {State.DRAFT: 1, State.WITHDRAWN: 1})


def test_an_import_under_way_is_not_undone(tmp_path: Path, editor: User) -> None:
    with pytest.raises(ValidationError, match="Let it end, or cancel it, first"):
        undo(brought(write_file(tmp_path / "a.csv", some_rows(2))), by=editor, reason="No.", at=NOON)


def test_rows_that_are_gone_are_withdrawn_when_somebody_says_so(tmp_path: Path, editor: User) -> None:
    taken_in(write_file(tmp_path / "a.csv", some_rows(5)))
    importing = taken_in(write_file(tmp_path / "b.csv", some_rows(3)), release="23.1")
    assert states() == {State.DRAFT: 5}

    assert withdraw_vanished(importing, by=editor, reason="No longer in the dataset.", at=NOON) == 2
    assert states() == {State.DRAFT: 3, State.WITHDRAWN: 2}


def test_actors_are_known_by_id_by_name_or_proposed(tmp_path: Path) -> None:
    by_id, by_name = make_group(external_ids={"ucdp": "673"}), make_group(name="Jamaat-ul-Ahrar")
    rows = [{}, {"side_b": "Jamaat-ul-Ahrar", "side_b_new_id": "1001"}, {"side_b": "Unheard of", "side_b_new_id": "7"}]
    taken_in(write_file(tmp_path / "a.csv", rows))

    known = {actor.key: (actor.group, actor.known, actor.seen) for actor in Actor.objects.all()}
    assert known == {
        "142": (None, Known.UNKNOWN, 3), "673": (by_id, Known.ID, 1), "1001": (by_name, Known.NAME, 1),
        "7": (None, Known.UNKNOWN, 1),
    }  # fmt: skip
    listed = ListedActor.objects.order_by("-seen", "name")
    assert [(each.name, each.seen, each.state) for each in listed] == [
        ("Government of Pakistan", 3, ListedState.PROPOSED), ("Unheard of", 1, ListedState.PROPOSED),
    ]  # fmt: skip


@pytest.mark.each
def test_rows_follow_what_is_decided_of_their_actor_and_what_is_taken_back(tmp_path: Path, editor: User) -> None:
    taken_in(write_file(tmp_path / "a.csv", some_rows(3)))
    group, other = make_group(), make_group()
    listed = ListedActor.objects.get(name="TTP")
    deciding.same_as(listed, by=editor, group=group, at=NOON)
    settle()
    assert list(Attribution.objects.filter(incident__isnull=False).values_list("group", "role")) == [
        (group.pk, "perpetrator")
    ] * 3

    deciding.take_back(listed, by=editor)
    settle()
    assert not Attribution.objects.exists()
    deciding.same_as(ListedActor.objects.get(pk=listed.pk), by=editor, group=other, at=NOON)
    settle()
    assert Attribution.objects.filter(group=other, report__isnull=False).count() == 3
    assert problems() == []


def test_an_actor_may_become_a_new_group(tmp_path: Path, editor: User) -> None:
    taken_in(write_file(tmp_path / "a.csv", some_rows(2)))
    listed = ListedActor.objects.get(name="TTP")
    deciding.enter_as_new(listed, by=editor, name="TTP", kind=GroupKind.ARMED_GROUP, at=NOON)
    settle()

    assert {said.group.name for said in Attribution.objects.all()} == {"TTP"}


def settle() -> None:
    """All that workers do once something was decided."""
    while apply_next():
        pass
    while actions.resolve_due():
        pass
