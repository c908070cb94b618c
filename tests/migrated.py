"""Spares a test run the forty migrations it has seen before: an empty migrated SQLite database is kept and copied.

Django's `migrate` still runs on the copy. It finds nothing to do, and puts the triggers of today's code in place.
`python -m tests.migrated` makes it ahead of a run of several processes, and PostgreSQL's beside it.
"""

import os
import sqlite3
from contextlib import closing
from typing import Any

import django
from django.db import connection
from django.db.backends.sqlite3.creation import DatabaseCreation

from tests import postgresql
from tests.kept import kept

create_empty = DatabaseCreation._create_test_db  # type: ignore[attr-defined]
held: list[sqlite3.Connection] = []  # a database in memory lasts as long as somebody is connected


def create_migrated(creation: Any, *options: Any, **more: Any) -> str:
    """In place of Django's own way to make a test's database."""
    name: str = create_empty(creation, *options, **more)
    template = kept("sqlite3")
    if creation.is_in_memory_db(name) and template.exists():
        held.append(sqlite3.connect(name, uri=True))
        with closing(sqlite3.connect(template)) as source:
            source.backup(held[-1])
    return name


def keep() -> None:
    """Keep the test's database as it was made, unless it is kept already."""
    template = kept("sqlite3")
    if connection.vendor != "sqlite" or template.exists():
        return
    beginning = template.with_suffix(f".{os.getpid()}")
    connection.ensure_connection()
    with closing(sqlite3.connect(beginning)) as copy:
        connection.connection.backup(copy)
    beginning.rename(template)


def main() -> None:
    postgresql.keep()
    django.setup()
    if not kept("sqlite3").exists():
        connection.creation.create_test_db(verbosity=0, serialize=False)
        keep()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khorasan_watch.settings")
    main()
