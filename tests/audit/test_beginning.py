"""A database that had history before it had a chain gets one with its next migrate, and never a second."""

import pytest
from django.core.management import call_command

from audit.beginning import AS_IT_STOOD
from audit.models import Head, Link
from groups.models import Alliance, Group
from tests.audit.tampering import make_tie, problems, tamper
from tests.factories import make_published_incident

pytestmark = [pytest.mark.django_db, pytest.mark.each]
WITHOUT_A_CHAIN = ("DELETE FROM audit_link", "DELETE FROM audit_head")


def migrate() -> None:
    call_command("migrate", verbosity=0)


def test_earlier_history_is_linked(group: Group) -> None:
    make_tie()
    make_published_incident()
    before = Link.objects.count()
    tamper(*WITHOUT_A_CHAIN)

    migrate()

    assert Link.objects.count() == Head.objects.get().count == before
    assert problems() == []


def test_what_was_changed_past_its_history_until_then_is_written_down(group: Group) -> None:
    tie = make_tie()
    Group.objects.filter(pk=group.pk).update(name="By a migration")
    Alliance.citations.through.objects.filter(alliance=tie).delete()
    tamper(*WITHOUT_A_CHAIN)

    migrate()

    assert [row.history.first().history_change_reason for row in (group, tie)] == [AS_IT_STOOD, AS_IT_STOOD]
    assert problems() == []


@pytest.mark.parametrize("lost", WITHOUT_A_CHAIN)
def test_half_a_chain_is_not_made_whole(group: Group, lost: str) -> None:
    """Else whoever deletes the head would have a new one sealed for them."""
    tamper(lost)

    migrate()

    assert problems() != []


def test_what_is_inserted_past_the_program_is_not_linked_later(group: Group) -> None:
    row = group.history.first()
    row.pk = None
    row.save(force_insert=True)

    migrate()

    assert len(problems()) == 1
