"""No group is a part of itself, and the database itself sees to it."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from groups.models import STRUCTURE, Alliance, AllianceKind, AllianceStatus, Group
from sources.editorial import Confidence, State
from tests.factories import make_group

pytestmark = [pytest.mark.django_db, pytest.mark.each]


def tie(part: Group, whole: Group, **odd: Any) -> Alliance:
    plain = {"kind": AllianceKind.FACTION_OF, "status": AllianceStatus.ASSERTED, "confidence": Confidence.HIGH}
    return Alliance.objects.create(source=part, target=whole, **{**plain, **odd})


def is_refused(part: Group, whole: Group, **odd: Any) -> bool:
    try:
        with transaction.atomic():
            tie(part, whole, **odd)
    except IntegrityError:
        return True
    return False


def test_a_circle_of_two_or_three_is_refused() -> None:
    a, b, c = (make_group() for _ in range(3))
    tie(a, b)
    tie(b, c, kind=AllianceKind.AFFILIATE_OF)

    assert is_refused(b, a) and is_refused(c, a) and is_refused(c, b)


@pytest.mark.parametrize("kind", sorted(STRUCTURE))
def test_every_structure_kind_is_guarded(kind: str) -> None:
    a, b = make_group(), make_group()
    tie(a, b, kind=kind)

    assert is_refused(b, a, kind=kind)


def test_a_change_that_closes_a_circle_is_refused() -> None:
    a, b, c = (make_group() for _ in range(3))
    tie(a, b)
    turned = tie(b, c)

    with pytest.raises(IntegrityError), transaction.atomic():
        Alliance.objects.filter(pk=turned.pk).update(target=a)


def test_ties_that_no_longer_hold_and_other_ties_do_not_count() -> None:
    a, b = make_group(), make_group()
    tie(a, b, status=AllianceStatus.ENDED)
    tie(a, b, kind=AllianceKind.SUPPORTS)
    withdrawn = tie(a, b, state=State.WITHDRAWN)

    assert not is_refused(b, a)
    with pytest.raises(IntegrityError), transaction.atomic():
        Alliance.objects.filter(pk=withdrawn.pk).update(state=State.PUBLISHED)


def test_two_ways_up_to_one_umbrella_are_no_circle() -> None:
    a, b, c, umbrella = (make_group() for _ in range(4))
    tie(a, b)
    tie(a, c)
    tie(b, umbrella)

    assert not is_refused(c, umbrella)


def test_the_guard_stands_after_all_migrations() -> None:
    table = "sqlite_master WHERE type = 'trigger'" if connection.vendor == "sqlite" else "pg_trigger WHERE true"
    column = "name" if connection.vendor == "sqlite" else "tgname"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")  # noqa: S608 – nothing of it comes from outside
        names = {row[0] for row in cursor.fetchall()}

    assert {"groups_structure_insert", "groups_structure_update"} <= names


@pytest.mark.django_db(transaction=True)
def test_the_guard_can_be_taken_away_and_put_back() -> None:
    migration = MigrationLoader(connection).get_migration("groups", "0002_structure_has_no_circle")
    before = ProjectState()
    a, b, c = (make_group() for _ in range(3))
    tie(a, b)

    with connection.schema_editor() as editor:
        migration.unapply(before, editor)
    assert not is_refused(b, a)
    Alliance.objects.filter(source=b).delete()
    with connection.schema_editor() as editor:
        migration.apply(before, editor)

    tie(b, c)
    assert is_refused(b, a) and is_refused(c, a)
