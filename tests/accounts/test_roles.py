"""Each role may do what it is trusted with, and nothing more."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from accounts.models import Role, User

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_strangers_and_readers_see_no_drafts(stranger: AnonymousUser, reader: User, analyst: User) -> None:
    assert not any(person.has_perm("incidents.view_draft") for person in (stranger, reader, analyst))
    assert not any(person.has_perm("places.view_exact") for person in (stranger, reader, analyst))


def test_editors_enter_and_reviewers_publish(editor: User, reviewer: User) -> None:
    assert editor.has_perm("incidents.enter_report") and not editor.has_perm("incidents.publish")
    assert reviewer.has_perm("incidents.enter_report") and reviewer.has_perm("incidents.publish")


def test_an_inactive_account_may_do_nothing(reviewer: User) -> None:
    reviewer.is_active = False

    assert not reviewer.has_perm("incidents.view_draft")


def test_the_database_knows_only_five_roles(reader: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=reader.pk).update(role="owner")


def test_a_change_of_role_is_history(reader: User) -> None:
    reader.role = Role.EDITOR
    reader.save()

    assert [row.role for row in User.history.filter(id=reader.pk)] == [Role.EDITOR, Role.READER]


def test_history_keeps_no_password() -> None:
    assert not hasattr(User.history.model, "password")
