"""History in words: what changed, from what to what, by whom and why, in a number of questions that does not grow."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from audit.changing import changing
from audit.comparing import Change, changes, timeline
from groups.models import AllianceStatus, Group, GroupKind
from sources.models import Outlet
from tests.audit.tampering import make_tie
from tests.factories import make_group, make_incident, make_outlet, make_place, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def change(row: Any, **values: Any) -> list[Change]:
    """What changing it looks like."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    later, earlier = row.history.order_by("-history_id")[:2]
    return changes(earlier, later)


def test_a_text_is_told_with_its_label() -> None:
    assert change(make_group(name="One"), name="Other") == [Change("name", "Name", "One", "Other")]


def test_a_choice_is_told_by_its_label() -> None:
    group = make_group(kind=GroupKind.ARMED_GROUP)

    assert change(group, kind=GroupKind.MEDIA_ARM) == [
        Change("kind", "Kind", GroupKind.ARMED_GROUP.label, GroupKind.MEDIA_ARM.label)
    ]


def test_nothing_is_not_zero() -> None:
    place = make_place(population=None)

    assert change(place, population=0) == [Change("population", "Population", None, "0")]
    assert change(place, population=None) == [Change("population", "Population", "0", None)]


def test_days_times_and_several_values_are_told_in_words() -> None:
    place, incident, outlet = make_place(), make_incident(), make_outlet()
    incident.set_by = {}
    incident.save()

    assert change(place, valid_until="2018-05-31")[0].new == "2018-05-31"
    assert change(place, due_at="2018-02-01T12:00:00+04:30")[0].new == "2018-02-01 07:30 UTC"
    assert change(outlet, other_names=["One", "Two"])[0].new == "One, Two"
    assert change(incident, set_by={"kind": "editor", "when": "rule"})[0].new == "kind: editor; when: rule"
    assert change(incident, has_conflict=True)[0][2:] == ("no", "yes")


def test_times_that_are_set_by_themselves_are_not_told() -> None:
    incident = make_incident()

    assert [each.field for each in change(incident, title="Another")] == ["title"]


def test_what_is_related_is_told_by_its_name() -> None:
    one, other = make_outlet(name="Dawn"), make_outlet(name="Tolo")

    assert change(make_source(outlet=one), outlet=other) == [Change("outlet", "Outlet", "Dawn", "Tolo")]


def test_what_is_gone_is_told_by_its_number() -> None:
    one, source = make_outlet(), make_source()
    number = source.outlet.pk
    told = change(source, outlet=one)
    Outlet.objects.filter(pk=number)._raw_delete(using="default")
    later, earlier = source.history.order_by("-history_id")[:2]

    assert told[0].old != f"outlet {number}, gone"
    assert changes(earlier, later)[0].old == f"outlet {number}, gone"


def test_what_is_cited_is_told_before_and_after() -> None:
    tie = make_tie()
    one, other = tie.citations.order_by("pk")
    tie.citations.remove(other)
    later, earlier = tie.history.order_by("-history_id")[:2]

    assert changes(earlier, later) == [Change("citations", "Citations", f"{one}; {other}", str(one))]


def test_without_an_earlier_row_all_is_told_that_it_says() -> None:
    told = {each.field: each for each in changes(None, make_group(name="One").history.get())}

    assert told["name"] == Change("name", "Name", None, "One")
    assert "summary" not in told
    assert all(each.old is None and each.new for each in told.values())


def test_the_newest_comes_first_with_who_when_and_why(editor: User, reviewer: User) -> None:
    with changing(by=editor):
        group = make_group(name="One")
    with changing(by=reviewer, reason="Sources write it so."):
        change(group, name="Other")
    newest, oldest = timeline(group)

    assert (newest.kind, newest.who, newest.why) == ("~", reviewer, "Sources write it so.")
    assert newest.changes == [Change("name", "Name", "One", "Other")]
    assert newest.when > oldest.when
    assert (oldest.kind, oldest.who, oldest.why) == ("+", editor, "")
    assert Change("name", "Name", None, "One") in oldest.changes


def test_a_deletion_is_told_and_changes_nothing() -> None:
    group = make_group()
    number = group.pk
    group.delete()
    group.pk = number

    assert [(event.kind, bool(event.changes)) for event in timeline(group)] == [("-", False), ("+", True)]


def test_what_never_had_any_history_has_none() -> None:
    (group,) = Group.objects.bulk_create([Group(name="Bulk", slug="bulk", kind="faction")])

    assert timeline(group) == []


def questions(item: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        timeline(item)
    return len(asked)


def test_a_long_history_takes_no_more_questions_than_a_short_one() -> None:
    tie = make_tie()
    change(tie, place=make_place(), status=AllianceStatus.DENIED)
    few = questions(tie)
    for _ in range(20):
        change(tie, place=make_place(), source=make_group())
        tie.citations.add(make_source())

    assert len(timeline(tie)) > 40
    assert questions(tie) == few
    assert few <= 6
