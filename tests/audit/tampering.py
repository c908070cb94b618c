"""Tampering with history as somebody may who rules over the database, and looking whether it is seen."""
# ruff: noqa: S608 – the tables are our own, and the database is a test's

from collections.abc import Callable
from typing import Any

from django.db import connection

from accounts.models import Role
from audit.chain import BEGINNING, Entry, follow
from audit.models import Link
from audit.sealing import seal
from audit.verifying.points import Point
from audit.verifying.verification import Verification
from groups.actions import enter_alliance
from groups.models import Alliance, AllianceKind, AllianceStatus, Group
from sources.editorial import Confidence
from tests.factories import make_group, make_source, someone
from tests.flushing import lifted_guards

ROWS = Group.history.model._meta.db_table


def make_tie() -> Alliance:
    """Something with a history that cites: made in one history row, cited in a second."""
    return enter_alliance(
        by=someone(Role.EDITOR), citations=[make_source(), make_source()], source=make_group(), target=make_group(),
        kind=AllianceKind.RIVAL_OF, confidence=Confidence.HIGH, status=AllianceStatus.ASSERTED,
    )  # fmt: skip


def look(noted: Point | None = None) -> tuple[list[str], Verification]:
    """What is wrong with the history, and the look that found it."""
    verification = Verification(noted=noted, tell=lambda what, seen: None)
    return list(verification.problems()), verification


def problems(noted: Point | None = None) -> list[str]:
    return look(noted)[0]


def run(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)


def tamper(*statements: str) -> None:
    """Write past the guards."""
    with lifted_guards():
        for statement in statements:
            run(statement)


def last() -> Link:
    return Link.objects.latest("seq")


def link_of(row: Any) -> Link:
    """The link about a history row."""
    return Link.objects.get(table=row._meta.db_table, row=row.pk)


def rewrite(change: Callable[[Entry], Entry], *, sealed: bool) -> None:
    """Make the whole chain anew, as somebody may who knows how it is made; the seal is another matter."""
    digest, statements = BEGINNING, []
    for link in Link.objects.order_by("seq"):
        entry = change(link.entry)
        digest = follow(digest, link.seq, entry)
        text = entry.content.replace("'", "''").replace("%", "%%")
        statements.append(f"UPDATE audit_link SET content = '{text}', hash = '{digest}' WHERE seq = {link.seq}")
    head = f"UPDATE audit_head SET hash = '{digest}'"
    head += f", seal = '{seal(len(statements), digest)}'" if sealed else ""
    tamper(*statements, head)


def swap(table: str, column: str, one: int, other: int) -> tuple[str, ...]:
    pairs = ((one, -1), (other, one), (-1, other))
    return tuple(f"UPDATE {table} SET {column} = {new} WHERE {column} = {old}" for old, new in pairs)
