"""Spares a test run the forty migrations it has seen before: an empty migrated SQLite database is kept and copied.

Django's `migrate` still runs on the copy. It finds nothing to do, and puts the triggers of today's code in place.
"""

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.sqlite3.creation import DatabaseCreation

create_empty = DatabaseCreation._create_test_db  # type: ignore[attr-defined]
held: list[sqlite3.Connection] = []  # a database in memory lasts as long as somebody is connected


def template() -> Path:
    """Where the database lies that today's migrations make."""
    digest = sha256()
    for file in sorted([*settings.BASE_DIR.glob("*/migrations/*.py"), settings.BASE_DIR / "requirements.txt"]):
        digest.update(file.read_bytes())
    return settings.VAR_DIR / "migrated" / f"{digest.hexdigest()[:16]}.sqlite3"


def create_migrated(creation: Any, *options: Any, **more: Any) -> str:
    """In place of Django's own way to make a test's database."""
    name: str = create_empty(creation, *options, **more)
    if creation.is_in_memory_db(name) and template().exists():
        held.append(sqlite3.connect(name, uri=True))
        with closing(sqlite3.connect(template())) as kept:
            kept.backup(held[-1])
    return name


def keep() -> None:
    """Keep the test's database as it was made, unless it is kept already."""
    kept = template()
    if connection.vendor != "sqlite" or kept.exists():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    beginning = kept.with_suffix(f".{id(kept)}")
    connection.ensure_connection()
    with closing(sqlite3.connect(beginning)) as copy:
        connection.connection.backup(copy)
    beginning.rename(kept)

