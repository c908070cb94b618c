"""Emptying a test's database after it: what no product code can do, the tests do by lifting the guards of history."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

from audit.guarding import guard

CATALOGUE = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_%'",
    "postgresql": """SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE tgname LIKE 'audit_%'""",
}
execute_sql_flush = BaseDatabaseOperations.execute_sql_flush


@contextmanager
def lifted_guards() -> Iterator[None]:
    """History may be changed inside, as by somebody who rules over the database."""
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE[connection.vendor])
        for name, table in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    yield
    guard()


def flush_past_guards(operations: Any, statements: Any) -> None:
    """In place of Django's own way to run the statements of `flush`."""
    with lifted_guards():
        execute_sql_flush(operations, statements)
