"""History is append-only: the database itself refuses to change or delete what was written of it."""

from collections.abc import Iterator

from audit.models import Head, Link
from audit.tracking import tables
from audit.triggers import Trigger, ensure

REFUSAL = "history is append-only: nothing in {table} is ever changed or deleted"
LINK, HEAD = Link._meta.db_table, Head._meta.db_table
SHRINKS = "NEW.id <> OLD.id OR NEW.count <= OLD.count"  # of the head, the one row that is written over
# SQLite's INSERT OR REPLACE deletes the row in its way, and no trigger for DELETE is asked.
IN_THE_WAY = {LINK: '"seq" = NEW."seq" OR ("table" = NEW."table" AND "row" = NEW."row")'}

SQLITE = """CREATE TRIGGER audit_{table}_{event} BEFORE {event} ON {table} {when}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END"""

POSTGRESQL_FUNCTION = f"""CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{REFUSAL.format(table="%")}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$"""
POSTGRESQL = """
CREATE OR REPLACE TRIGGER audit_update BEFORE UPDATE ON {table} FOR EACH ROW {when} EXECUTE FUNCTION audit_refuse();
CREATE OR REPLACE TRIGGER audit_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE OR REPLACE TRIGGER audit_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
"""


def guard() -> None:
    """Let every table of history that exists be guarded."""
    ensure(guards)


def guards(vendor: str) -> Iterator[Trigger]:
    """The triggers of every table that history is written to, of the links and of the head."""
    return {"sqlite": _sqlite, "postgresql": _postgresql}[vendor]()


def _sqlite() -> Iterator[Trigger]:
    for table, key in _guarded().items():
        in_the_way = IN_THE_WAY.get(table, f'"{key}" = NEW."{key}"')
        conditions = {
            "insert": f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {in_the_way})",  # noqa: S608 – our own names
            "update": f"WHEN {SHRINKS}" if table == HEAD else "",
            "delete": "",
        }
        for event, when in conditions.items():
            sql = SQLITE.format(table=table, event=event, when=when, refusal=REFUSAL.format(table=table))
            yield Trigger(f"audit_{table}_{event}", table, sql)


def _postgresql() -> Iterator[Trigger]:
    yield Trigger("audit_refuse", LINK, POSTGRESQL_FUNCTION)
    for table in _guarded():
        when = f"WHEN ({SHRINKS})" if table == HEAD else ""
        yield Trigger("audit_append_only", table, POSTGRESQL.format(table=table, when=when))


def _guarded() -> dict[str, str]:
    """Tables, each with the column of its key."""
    return {**tables(), LINK: "seq", HEAD: "id"}
