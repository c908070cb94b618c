"""The chain's beginning, in a new database or in one that had history before it had a chain."""

from collections.abc import Iterator

from django.db import connection, transaction

from audit.changing import changing
from audit.linking import Row, append
from audit.models import Head, Link
from audit.sealing import seal
from audit.tracking import tracked
from audit.verifying.straying import Present

AS_IT_STOOD = "As it stood when the chain of history was begun."


def begin() -> None:
    """Make the head where there is no chain yet, and link what history there is already.

    A lost head is not made again: a chain whose end is unknown is for `audit_verify` to speak of.
    """
    if Head._meta.db_table not in connection.introspection.table_names():
        return
    with transaction.atomic():
        if not (Head.objects.exists() or Link.objects.exists()):
            head = Head()
            Head.objects.create(pk=1, seal=seal(head.count, head.hash))
            append(_earlier())
            _catch_up()


def _earlier() -> Iterator[Row]:
    for kept in tracked().values():
        rows = kept.history._base_manager.order_by("pk").values_list("pk", flat=True)
        yield from ((kept.history, row) for row in rows.iterator())


def _catch_up() -> None:
    """Before there was a chain, migrations and importers changed some rows past their history."""
    with changing(by=None, reason=AS_IT_STOOD):
        for kept in tracked().values():
            for key, changed in Present(kept).differing():
                if changed:
                    kept.records.create_historical_record(kept.model._base_manager.get(pk=key), "~")
