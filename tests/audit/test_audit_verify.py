"""`manage.py audit_verify`, as it is typed."""
# ruff: noqa: S608 – the tables are our own, and the database is a test's

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from audit.models import Head
from audit.verifying.points import Point
from groups.models import Group
from tests.audit.tampering import ROWS, last, make_tie, problems, tamper
from tests.factories import make_published_incident

pytestmark = [pytest.mark.django_db, pytest.mark.each, pytest.mark.usefixtures("group")]


def test_an_untouched_history_is_whole(group: Group, editor: User) -> None:
    make_tie()
    make_published_incident()
    group.delete()

    assert problems() == []


def verify(**options: Any) -> list[str]:
    out = StringIO()
    call_command("audit_verify", verbosity=0, stdout=out, **options)
    return out.getvalue().splitlines()


def test_the_command_ends_with_the_point_to_be_noted() -> None:
    *_, noted = verify()

    assert noted == f"6:{last().hash}" == str(Head.objects.get())
    assert verify(expect=Point.read(noted))[-1] == noted


def test_the_command_fails_and_names_each_problem(rows: list[Any]) -> None:
    tamper(f"DELETE FROM {ROWS} WHERE history_id IN ({rows[1].pk}, {rows[2].pk})")
    out = StringIO()

    with pytest.raises(CommandError) as refusal:
        call_command("audit_verify", stdout=out)

    assert refusal.value.returncode == 1
    assert out.getvalue().count("was deleted") == 2


@pytest.mark.parametrize("text", ["", "6", "6:abc", f"x:{'0' * 64}", f"6:{'g' * 64}"])
def test_a_point_that_cannot_be_read_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(CommandError, match="write SEQ:HASH"):
        call_command("audit_verify", "--expect", text, stdout=StringIO(), stderr=StringIO())


def test_it_writes_nothing(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(400) as asked:
        verify()

    assert {query["sql"].split()[0] for query in asked.captured_queries} <= {"SELECT", "DECLARE"}
