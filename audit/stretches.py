"""History written in bulk: one link about a stretch of rows of a table, by a digest of what the database holds of them.

A link about one row keeps the row's text; one about a hundred thousand would keep the import a second time. Its digest
tells whether any row of the stretch was changed, but not which.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import connection, models

from audit.chain import canonical, said
from audit.tracking import Tracked

STRETCH = "stretch"  # the field by which a link's content is known to be about one


@dataclass(frozen=True)
class Stretch:
    """The rows `first` to `last` of a history table, all of them, without a gap."""

    history: type[models.Model]
    first: int
    last: int


@dataclass(frozen=True)
class Told:
    """What a link says of a stretch: its last row, how many rows, and the digest over these columns by table."""

    last: int
    rows: int
    digest: str
    columns: Mapping[str, Sequence[str]]
    database: str

    @classmethod
    def read(cls, content: str) -> "Told | None":
        found = said(content).get(STRETCH)
        return cls(**found) if found else None


def content_of(kept: Tracked, stretch: Stretch) -> str:
    """The text of a link about a stretch, as the database holds it now."""
    columns = {model._meta.db_table: _columns(model) for model in (kept.history, *kept.many.values())}
    rows, digest = _digest(stretch, columns, kept)
    told = Told(stretch.last, rows, digest, columns, connection.vendor)
    return canonical({STRETCH: vars(told)})


def problem(kept: Tracked, first: int, told: Told) -> str:
    """What is wrong with a stretch today, in the rest of a sentence; "" where nothing is."""
    if told.database != connection.vendor:
        return f"were written on {told.database}: their digest cannot be made again on {connection.vendor}"
    there = {model._meta.db_table: set(_columns(model)) for model in (kept.history, *kept.many.values())}
    if any(set(names) - there.get(table, set()) for table, names in told.columns.items()):
        return "were written with columns that are kept no more: their digest cannot be made again"
    rows, digest = _digest(Stretch(kept.history, first, told.last), told.columns, kept)
    if rows != told.rows:
        return f"are {rows:,} where {told.rows:,} were written"
    return "" if digest == told.digest else "were edited after they were written"


def _columns(model: type[models.Model]) -> list[str]:
    return sorted(field.column for field in model._meta.concrete_fields if field.column)


def _digest(stretch: Stretch, columns: Mapping[str, Sequence[str]], kept: Tracked) -> tuple[int, str]:
    """How many rows of history there are, and SHA-256 over them and over what they cite, in order of their numbers."""
    keys = {model._meta.db_table: str(model._meta.pk.column) for model in (kept.history, *kept.many.values())}
    sums = [_sum(table, names, keys[table], stretch) for table, names in sorted(columns.items())]
    rows = dict(zip(sorted(columns), (rows for rows, _ in sums), strict=True))
    return rows[kept.table], sha256("|".join(digest for _, digest in sums).encode()).hexdigest()


def _sum(table: str, names: Sequence[str], key: str, stretch: Stretch) -> tuple[int, str]:
    quote = connection.ops.quote_name
    wanted = ", ".join(map(quote, names))
    between = f"history_id BETWEEN {int(stretch.first)} AND {int(stretch.last)}"
    sql = f"SELECT {wanted} FROM {quote(table)} WHERE {between} ORDER BY {quote(key)}"  # noqa: S608 – our own names
    return SUMS[connection.vendor](sql)


class _Hashing:
    """A file that keeps a digest of what is written to it."""

    def __init__(self) -> None:
        self.sum = sha256()

    def write(self, some: bytes) -> int:
        self.sum.update(some)
        return len(some)


def _postgresql(sql: str) -> tuple[int, str]:
    """Read by COPY, whose text is the same whatever was set for the session once these three are."""
    file = _Hashing()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'UTC'; SET LOCAL datestyle TO 'ISO, YMD'; SET LOCAL extra_float_digits = 1")
        cursor.cursor.copy_expert(f"COPY ({sql}) TO STDOUT", file)
        return cursor.rowcount, file.sum.hexdigest()


def _sqlite(sql: str) -> tuple[int, str]:
    found, rows = sha256(), 0
    with connection.cursor() as cursor:
        for row in cursor.execute(sql):
            found.update(json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n")
            rows += 1
    return rows, found.hexdigest()


SUMS = {"postgresql": _postgresql, "sqlite": _sqlite}
