"""Writes many rows of a table at once: by COPY into PostgreSQL, into SQLite as one statement with many parameters."""

from collections.abc import Callable
from io import BytesIO

import pyarrow as pa
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max
from pyarrow import csv


def write(model: type[models.Model], rows: pa.Table) -> None:
    """Rows whose columns are those of the model's table; times are naive and UTC."""
    WRITERS[connection.vendor](connection.ops.quote_name(model._meta.db_table), rows)


def next_key(model: type[models.Model]) -> int:
    """The number for the next row of a table that nobody else writes to."""
    last = model._default_manager.aggregate(last=Max("pk"))["last"]
    return (last or 0) + 1


def settle_keys(written: list[type[models.Model]]) -> None:
    """Let the database number its next rows after those that were written with numbers of their own."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), written):
            cursor.execute(statement)


def analyse(written: list[type[models.Model]]) -> None:
    """Let the database count what it now holds, so that it plans its answers well."""
    with connection.cursor() as cursor:
        for model in written:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _copy(table: str, rows: pa.Table) -> None:
    text = BytesIO()
    csv.write_csv(rows, text, csv.WriteOptions(include_header=False))
    text.seek(0)
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY {table} ({_names(rows)}) FROM STDIN WITH (FORMAT csv)", text)


def _insert(table: str, rows: pa.Table) -> None:
    columns = [_plain(column).to_pylist() for column in rows.columns]
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        sql = f"INSERT INTO {table} ({_names(rows)}) VALUES ({places})"  # noqa: S608 – names of our own
        cursor.executemany(sql, list(zip(*columns, strict=True)))


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """SQLite keeps dates and times as text."""
    return column.cast(pa.string()) if pa.types.is_temporal(column.type) else column


def _names(rows: pa.Table) -> str:
    return ", ".join(map(connection.ops.quote_name, rows.column_names))


WRITERS: dict[str, Callable[[str, pa.Table], None]] = {"postgresql": _copy, "sqlite": _insert}
