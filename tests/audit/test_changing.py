"""Who and why: said once around a change, found with every history row."""

from types import SimpleNamespace

import pytest
from django.db import transaction
from simple_history.models import HistoricalRecords

from accounts.models import User
from audit.changing import changing
from groups.actions import withdraw_record
from groups.models import Group
from tests.factories import make_group

pytestmark = [pytest.mark.django_db, pytest.mark.each]
LONG = "It never happened. " * 50


def said(group: Group) -> tuple[User | None, str | None]:
    row = group.history.first()
    return row.history_user, row.history_change_reason


@pytest.fixture
def asking(reviewer: User, monkeypatch: pytest.MonkeyPatch) -> User:
    """The person whose request is being answered."""
    monkeypatch.setattr(HistoricalRecords.context, "request", SimpleNamespace(user=reviewer), raising=False)
    return reviewer


def test_it_stands_with_every_row_written_inside(editor: User) -> None:
    with changing(by=editor, reason="A merger."):
        groups = [make_group(), make_group()]

    assert [said(group) for group in groups] == [(editor, "A merger."), (editor, "A merger.")]


def test_without_it_the_person_who_asks_is_meant(asking: User) -> None:
    assert said(make_group()) == (asking, None)


def test_it_is_meant_even_where_somebody_asks(asking: User, editor: User) -> None:
    with changing(by=editor):
        assert said(make_group()) == (editor, None)
    with changing(by=None, reason="A worker's own."):
        assert said(make_group()) == (None, "A worker's own.")


def test_the_inner_one_is_meant_and_the_outer_reason_where_it_has_none(editor: User, reviewer: User) -> None:
    with changing(by=editor, reason="Outer."):
        with changing(by=reviewer, reason="Inner."):
            assert said(make_group()) == (reviewer, "Inner.")
        with changing(by=reviewer):
            assert said(make_group()) == (reviewer, "Outer.")
        assert said(make_group()) == (editor, "Outer.")


def test_it_ends_where_it_ends(editor: User) -> None:
    with pytest.raises(LookupError), changing(by=editor, reason="Failed."):
        raise LookupError

    assert said(make_group()) == (None, None)


def test_it_is_one_transaction(editor: User) -> None:
    with pytest.raises(LookupError), changing(by=editor):
        make_group()
        raise LookupError

    assert not Group.objects.exists()
    assert not transaction.get_connection().needs_rollback


def test_a_long_reason_is_kept_whole(reviewer: User) -> None:
    group = make_group()
    withdraw_record(group, by=reviewer, reason=LONG)

    assert said(group) == (reviewer, LONG.strip())
