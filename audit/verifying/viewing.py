"""A view of the database at one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def one_view() -> Iterator[None]:
    """Everything read inside is of one moment, or of the transaction it is in, and nobody who writes waits for it."""
    if connection.in_atomic_block:
        yield
    else:
        with VIEWS[connection.vendor](connection):
            yield


@contextmanager
def _sqlite(here: Any) -> Iterator[None]:
    """Our transactions take the right to write at once; one that only reads must not."""
    here.ensure_connection()
    mode, here.transaction_mode = here.transaction_mode, None
    try:
        with transaction.atomic():
            yield
    finally:
        here.transaction_mode = mode


@contextmanager
def _postgresql(here: Any) -> Iterator[None]:
    with transaction.atomic():
        with here.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


VIEWS = {"sqlite": _sqlite, "postgresql": _postgresql}
