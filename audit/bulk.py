"""Many rows written or changed by one statement each, with a history that is linked as one stretch a table.

Inside `changing`. Signals, validation and `save()` are passed by: whoever calls has checked what is written, and the
database's own constraints still hold.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.db import connection, models
from django.utils import timezone

from audit.changing import author, written
from audit.columns import Rows
from audit.copying import write
from audit.stretches import Stretch
from audit.tracking import Tracked, tracked

MADE, CHANGED = "+", "~"
STEP = 10_000  # numbers named in one statement


def write_many(model: type[models.Model], rows: Rows, *, many: Mapping[str, Rows] | None = None) -> None:
    """Write new rows, `id` among their columns, and those of their many-to-many tables, by the names of the fields."""
    if not len(rows):
        return
    write(model, rows)
    for name, related in (many or {}).items():
        field: Any = model._meta.get_field(name)
        write(field.remote_field.through, related)
    note_many(model, rows.columns["id"], kind=MADE)


def note_many(model: type[models.Model], keys: Sequence[int], *, kind: str = CHANGED) -> None:
    """Keep in the history what rows are now, after statements of their own made or changed them."""
    kept = next(each for each in tracked().values() if each.model is model)
    ordered = sorted(keys)
    for start in range(0, len(ordered), STEP):
        written(_noted(kept, ordered[start : start + STEP], kind))


def runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers as stretches without a gap, first and last."""
    for _, some in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        found = [number for _, number in some]
        yield found[0], found[-1]


def _noted(kept: Tracked, keys: Sequence[int], kind: str) -> Iterator[Stretch]:
    said = author()
    if said is None:
        raise RuntimeError("History is written in bulk inside `changing` only: who and why is part of it.")
    columns = ", ".join(_quoted(field.column) for field in kept.history.tracked_fields)  # type: ignore[attr-defined]
    values = [timezone.now(), said.reason or None, kind, said.by.pk if said.by else None]
    sql = (
        f"INSERT INTO {_quoted(kept.table)} ({columns}, history_date, history_change_reason, history_type, "  # noqa: S608
        f"history_user_id) SELECT {columns}, %s, %s, %s, %s FROM {_quoted(kept.model._meta.db_table)} "
        f"WHERE {_quoted(kept.model._meta.pk.column)} {_among(keys)} RETURNING history_id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        numbers = [number for (number,) in cursor.fetchall()]
        for first, last in runs(numbers):
            for name in kept.many:
                cursor.execute(_related(kept, name), [first, last])
            yield Stretch(kept.history, first, last)


def _among(keys: Sequence[int]) -> str:
    """A condition for numbers in order: short where none is left out."""
    if keys[-1] - keys[0] + 1 == len(keys):
        return f"BETWEEN {int(keys[0])} AND {int(keys[-1])}"
    return f"IN ({', '.join(str(int(key)) for key in keys)})"


def _related(kept: Tracked, name: str) -> str:
    """Keeps what rows of history stand in relation to, as it is now."""
    field: Any = kept.model._meta.get_field(name)
    through, history = field.remote_field.through._meta, kept.many[name]._meta
    names = [each.column for each in through.concrete_fields]
    columns = ", ".join(map(_quoted, names))
    mine = ", ".join(f"through.{_quoted(each)}" for each in names)
    return (
        f"INSERT INTO {_quoted(history.db_table)} (history_id, {columns}) SELECT noted.history_id, {mine} "  # noqa: S608
        f"FROM {_quoted(kept.table)} AS noted JOIN {_quoted(through.db_table)} AS through "
        f"ON through.{_quoted(field.m2m_column_name())} = noted.{_quoted(kept.model._meta.pk.column)} "
        "WHERE noted.history_id BETWEEN %s AND %s"
    )


def _quoted(name: str | None) -> str:
    return str(connection.ops.quote_name(name or ""))
