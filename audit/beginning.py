"""The chain's beginning, in a new database or in one that had history before it had a chain."""

from collections.abc import Iterator

from django.db import connection, transaction

from audit.linking import Row, append
from audit.models import Head, Link
from audit.sealing import seal
from audit.tracking import tracked


def begin() -> None:
    """Make the head where there is no chain yet, and link what history there is already.

    A lost head is not made again: a chain whose end is unknown is for `audit_verify` to speak of.
    """
    if Head._meta.db_table not in connection.introspection.table_names():
        return
    with transaction.atomic():
        if Head.objects.exists() or Link.objects.exists():
            return
        head = Head()
        Head.objects.create(pk=1, seal=seal(head.count, head.hash))
        append(_earlier())


def _earlier() -> Iterator[Row]:
    for kept in tracked().values():
        rows = kept.history._base_manager.order_by("pk").values_list("pk", flat=True)
        yield from ((kept.history, row) for row in rows.iterator())
