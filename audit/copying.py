"""Writes many rows of a table at once: by COPY into PostgreSQL, into SQLite as one statement with many parameters."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from io import StringIO
from itertools import repeat
from typing import Any

from django.db import connection, models
from django.db.models import Max

from audit.columns import Rows, Same

NULL = "\\N"
ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
SPECIAL = re.compile(r"[\\\t\n\r]")
TO_WRITE_OVER = "rows_to_write_over"


def write(model: type[models.Model], rows: Rows) -> None:
    """Write new rows, whose columns are those of the model's table."""
    if len(rows):
        WRITERS[connection.vendor](_quoted(model._meta.db_table), rows)


def write_over(model: type[models.Model], rows: Rows) -> None:
    """Write columns over those of rows that are there; `id` among the columns says which."""
    if len(rows):
        OVERWRITERS[connection.vendor](_quoted(model._meta.db_table), rows)


def take_keys(model: type[models.Model], number: int) -> list[int]:
    """Numbers for so many new rows of a table, in order; nobody else is given them."""
    return TAKERS[connection.vendor](model, number)


def _copy(table: str, rows: Rows) -> None:
    texts = [
        repeat(_text(column.value), len(rows)) if isinstance(column, Same) else map(_text, column)
        for column in rows.columns.values()
    ]  # fmt: skip
    lines = "\n".join(map("\t".join, zip(*texts, strict=True)))
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY {table} ({_names(rows.columns)}) FROM STDIN", StringIO(lines))


def _text(value: Any) -> str:
    """A value as PostgreSQL's COPY has it."""
    if value is None:
        return NULL
    text = str(value)
    return text.translate(ESCAPED) if SPECIAL.search(text) else text


def _copy_over(table: str, rows: Rows) -> None:
    wanted = ", ".join(f"{_quoted(name)} = new.{_quoted(name)}" for name in rows.columns if name != "id")
    with connection.cursor() as cursor:
        empty = f"SELECT {_names(rows.columns)} FROM {table} LIMIT 0"  # noqa: S608 – names of our own
        cursor.execute(f"CREATE TEMPORARY TABLE {TO_WRITE_OVER} ON COMMIT DROP AS {empty}")
        _copy(TO_WRITE_OVER, rows)
        cursor.execute(f"UPDATE {table} AS old SET {wanted} FROM {TO_WRITE_OVER} AS new WHERE new.id = old.id")  # noqa: S608
        cursor.execute(f"DROP TABLE {TO_WRITE_OVER}")


def _insert(table: str, rows: Rows) -> None:
    places = ", ".join(["%s"] * len(rows.columns))
    sql = f"INSERT INTO {table} ({_names(rows.columns)}) VALUES ({places})"  # noqa: S608 – names of our own
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(zip(*map(_stored, rows.columns.values()), strict=True)))


def _update(table: str, rows: Rows) -> None:
    names = [name for name in rows.columns if name != "id"]
    wanted = ", ".join(f"{_quoted(name)} = %s" for name in names)
    columns = [_stored(rows.columns[name]) for name in (*names, "id")]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {wanted} WHERE id = %s", list(zip(*columns, strict=True)))  # noqa: S608


def _stored(column: Iterable[Any]) -> list[Any]:
    """SQLite keeps dates and times as text."""
    return [str(value) if isinstance(value, date | datetime) else value for value in column]


def _take_postgresql(model: type[models.Model], number: int) -> list[int]:
    key = [model._meta.db_table, model._meta.pk.column]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", key)
        cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [*cursor.fetchone(), number])
        return [each for (each,) in cursor.fetchall()]


def _take_sqlite(model: type[models.Model], number: int) -> list[int]:
    """Who writes has the whole database to himself until the transaction ends."""
    last = model._default_manager.aggregate(last=Max("pk"))["last"] or 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        first = max([row[0] for row in cursor.fetchall()] + [last]) + 1
    return list(range(first, first + number))


def _names(columns: Iterable[str]) -> str:
    return ", ".join(map(_quoted, columns))


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))


WRITERS: dict[str, Callable[[str, Rows], None]] = {"postgresql": _copy, "sqlite": _insert}
OVERWRITERS: dict[str, Callable[[str, Rows], None]] = {"postgresql": _copy_over, "sqlite": _update}
TAKERS: dict[str, Callable[[type[models.Model], int], list[int]]] = {
    "postgresql": _take_postgresql, "sqlite": _take_sqlite
}  # fmt: skip
