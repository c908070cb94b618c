"""Makes database triggers anew where they are missing: SQLite drops those of a table it remakes, without a word."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django.db import connection


class Trigger(NamedTuple):
    """A trigger of a table. On PostgreSQL `sql` may make its function too, and says CREATE OR REPLACE."""

    name: str
    table: str
    sql: str


def ensure(make: Callable[[str], Iterable[Trigger]]) -> None:
    """Make the triggers that are missing or differ, on the tables that exist; `make` is told the kind of database."""
    tables = set(connection.introspection.table_names())
    wanted = [each for each in make(connection.vendor) if each.table in tables]
    with connection.cursor() as cursor:
        for statement in STATEMENTS[connection.vendor](cursor, wanted):
            cursor.execute(statement)


def _sqlite(cursor: Any, wanted: list[Trigger]) -> Iterator[str]:
    there = dict(cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    for trigger in wanted:
        if there.get(trigger.name) != trigger.sql:
            yield f"DROP TRIGGER IF EXISTS {trigger.name}"
            yield trigger.sql


def _postgresql(cursor: Any, wanted: list[Trigger]) -> Iterator[str]:
    if wanted:
        yield ";\n".join(trigger.sql for trigger in wanted)


STATEMENTS: dict[str, Callable[[Any, list[Trigger]], Iterator[str]]] = {"sqlite": _sqlite, "postgresql": _postgresql}
