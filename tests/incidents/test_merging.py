"""Two incidents that are one event become one, and two again, with their evidence and their ids."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import User
from incidents import actions
from incidents.models import Decision, Incident, Merge, Verdict
from sources.editorial import State
from tests.factories import (
    NOON,
    make_incident,
    make_published_incident,
    make_report,
    make_reviewable_incident,
    make_source,
)

pytestmark = pytest.mark.django_db
WHY = "Both tell of one attack."


def killing(number: int) -> list[dict[str, object]]:
    return [{"outcome": "killed", "low": number, "best": number, "high": number}]


def standing() -> list[tuple[object, ...]]:
    return list(Incident.objects.order_by("pk").values_list("public_id", "state", "is_public", "killed_best", "title"))


def test_a_merged_incident_gives_its_evidence_and_leads_to_the_other(reviewer: User) -> None:
    nine, eleven = make_incident(casualties=killing(9)), make_incident(casualties=killing(11))
    eleven.targets.create(kind="religious")

    actions.merge(nine, eleven, by=reviewer, reason=WHY, at=NOON)

    nine.refresh_from_db()
    eleven.refresh_from_db()
    assert (nine.killed_low, nine.killed_best, nine.killed_high, nine.corroboration) == (9, 9, 11, 2)
    assert (eleven.state, eleven.merged_into, eleven.reports.count()) == (State.WITHDRAWN, nine, 0)
    assert [target.kind for target in nine.targets.all()] == ["religious"]
    assert Decision.objects.get().verdict == Verdict.SAME


def test_what_readers_see_never_goes_into_what_they_do_not_see_yet(reviewer: User) -> None:
    seen, held_back = make_published_incident(), make_reviewable_incident()
    actions.publish(held_back, by=reviewer, at=NOON, embargo_until=timezone.now() + timedelta(days=9))

    with pytest.raises(ValidationError, match="merge the other way round"):
        actions.merge(held_back, seen, by=reviewer, reason=WHY, at=NOON)
    actions.merge(seen, held_back, by=reviewer, reason=WHY, at=NOON)


def test_a_merge_is_undone(reviewer: User) -> None:
    kept, taken = make_published_incident(casualties=killing(9)), make_published_incident(casualties=killing(11))
    taken.targets.create(kind="religious")
    before = standing()

    merge = actions.merge(kept, taken, by=reviewer, reason=WHY, at=NOON)
    assert Incident.objects.public().count() == 1
    actions.unmerge(merge, by=reviewer, reason="The hospitals differ.", at=NOON)

    assert standing() == before
    assert (kept.targets.count(), taken.targets.count()) == (0, 1)
    assert Decision.objects.get().verdict == Verdict.DIFFERENT
    with pytest.raises(ValidationError):
        actions.unmerge(merge, by=reviewer, reason="Again", at=NOON)


def test_what_is_public_never_vanishes_into_a_draft(reviewer: User) -> None:
    with pytest.raises(ValidationError, match="the other way round"):
        actions.merge(make_incident(), make_published_incident(), by=reviewer, reason=WHY, at=NOON)


def test_an_editor_merges_drafts_but_nothing_that_is_public(editor: User) -> None:
    actions.merge(make_incident(), make_incident(), by=editor, reason=WHY, at=NOON)

    with pytest.raises(PermissionDenied):
        actions.merge(make_published_incident(), make_incident(), by=editor, reason=WHY, at=NOON)


def test_nothing_is_done_to_a_merged_incident(reviewer: User) -> None:
    kept, taken = make_incident(), make_incident()
    actions.merge(kept, taken, by=reviewer, reason=WHY, at=NOON)

    for refused in (
        lambda: actions.revise(taken, by=reviewer, changes={"title": "Mine"}),
        lambda: actions.attach(by=reviewer, report=make_report(), incident=taken),
        lambda: actions.reopen(taken, by=reviewer, reason="Why not"),
        lambda: actions.merge(make_incident(), taken, by=reviewer, reason=WHY, at=NOON),
    ):
        with pytest.raises(ValidationError, match="was merged into"):
            refused()


def test_a_pair_of_which_one_is_merged_is_decided_no_more(reviewer: User) -> None:
    kept, taken, third = make_incident(), make_incident(), make_incident()
    actions.merge(kept, taken, by=reviewer, reason=WHY, at=NOON)

    for other in (kept, third):
        with pytest.raises(ValidationError, match="was merged into"):
            actions.decide(other, taken, by=reviewer, verdict=Verdict.DIFFERENT, reason="Other targets")


def test_an_editor_gives_nothing_back_to_readers(editor: User, reviewer: User) -> None:
    kept, taken = make_published_incident(), make_published_incident()
    merge = actions.merge(kept, taken, by=reviewer, reason=WHY, at=NOON)
    actions.withdraw(kept, by=reviewer, reason="A hoax", at=NOON)
    merge = Merge.objects.get(pk=merge.pk)

    with pytest.raises(PermissionDenied):
        actions.unmerge(merge, by=editor, reason="Not the same", at=NOON)


def test_merges_upon_merges_are_undone_from_the_last(reviewer: User) -> None:
    first, second, third = make_incident(), make_incident(), make_incident()
    actions.merge(second, first, by=reviewer, reason=WHY, at=NOON)
    actions.merge(third, second, by=reviewer, reason=WHY, at=NOON)
    inner, outer = (Merge.objects.get(merged=each) for each in (first, second))

    with pytest.raises(ValidationError, match="undo that first"):
        actions.unmerge(inner, by=reviewer, reason="Not the same", at=NOON)
    for merge in (outer, inner):
        actions.unmerge(Merge.objects.get(pk=merge.pk), by=reviewer, reason="Not the same", at=NOON)

    assert [each.reports.count() for each in (first, second, third)] == [1, 1, 1]


def test_nothing_is_public_again_without_its_sources(reviewer: User) -> None:
    kept, taken = make_published_incident(), make_published_incident()
    moved = taken.reports.get()
    merge = actions.merge(kept, taken, by=reviewer, reason=WHY, at=NOON)
    moved.refresh_from_db()
    actions.detach(moved, by=reviewer, reason="Another town")

    with pytest.raises(ValidationError, match="Put one back there first"):
        actions.unmerge(merge, by=reviewer, reason="Not the same", at=NOON)


def test_reports_of_another_event_are_split_off(editor: User) -> None:
    ours, other = make_report(casualties=killing(9)), make_report(casualties=killing(2), kind="arrest")
    incident = make_incident(reports=[ours, other])

    apart = actions.split(incident, [other], by=editor, title="An arrest", reason="Another day")

    incident.refresh_from_db()
    assert (apart.state, apart.kind, apart.killed_best, incident.killed_best) == (State.DRAFT, "arrest", 2, 9)
    assert Decision.objects.get().verdict == Verdict.DIFFERENT
    for wrong in ([], [ours]):
        with pytest.raises(ValidationError):
            actions.split(incident, wrong, by=editor, title="Nothing", reason="x")


def test_a_verdict_on_a_pair_replaces_the_one_before_whichever_way_round(editor: User) -> None:
    one, other = make_incident(), make_incident()

    actions.decide(one, other, by=editor, verdict=Verdict.DIFFERENT, reason="Other targets")
    actions.decide(other, one, by=editor, verdict=Verdict.PART_OF, reason="One wave")

    assert Decision.objects.values_list("first", "second", "verdict").get() == (other.pk, one.pk, Verdict.PART_OF)


def test_a_report_that_is_no_evidence_goes_back_to_the_inbox(editor: User) -> None:
    stays, goes = make_report(casualties=killing(9)), make_report(casualties=killing(30), source=make_source())
    incident = make_incident(reports=[stays, goes])

    actions.detach(goes, by=editor, reason="Another town")

    incident.refresh_from_db()
    assert (goes.incident, incident.killed_high, incident.corroboration) == (None, 9, 1)
    alone = make_published_incident().reports.get()
    with pytest.raises(ValidationError, match="only source"):
        actions.detach(alone, by=editor, reason="x")


def test_whoever_corrected_while_they_were_one_wrote_part_of_both(reviewer: User, editor: User) -> None:
    kept, taken = make_reviewable_incident(), make_reviewable_incident()
    report = taken.reports.get()
    row = actions.merge(kept, taken, by=reviewer, reason=WHY, at=NOON)
    report.refresh_from_db()
    actions.revise_report(report, by=reviewer, changes={"note": "By the reviewer"}, reason="Misread.")
    actions.unmerge(row, by=reviewer, reason="Two events after all.", at=NOON)

    taken.refresh_from_db()
    with pytest.raises(ValidationError, match="second person"):
        actions.publish(taken, by=reviewer, at=NOON)


def test_whoever_corrected_a_waiting_report_wrote_part_of_its_incident(reviewer: User, editor: User) -> None:
    report = make_report()
    actions.revise_report(report, by=reviewer, changes={"note": "By the reviewer"}, reason="Misread.")
    incident = make_reviewable_incident(reports=[report])

    with pytest.raises(ValidationError, match="second person"):
        actions.publish(incident, by=reviewer, at=NOON)
