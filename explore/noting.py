"""Triggers that note every change of what a snapshot shows, so that no way of writing can forget to."""

from collections.abc import Iterator

from django.db import connection

from audit.triggers import Trigger, ensure

Noted = tuple[tuple[str, str], ...]
# table → noun and the column with its number, for rows that are written, and those written over
WATCHED: dict[str, Noted] = {
    "incidents_incident": (("incident", "id"),),
    "incidents_attribution": (("incident", "incident_id"),),
    "incidents_target": (("incident", "incident_id"),),
    "incidents_weapon": (("incident", "incident_id"),),
    "incidents_report": (("incident", "incident_id"),),
    "sources_source": (("source", "id"),),
    "sources_outlet": (("outlet", "id"),),
    "places_place": (("place", "id"),),
    "places_placename": (("place", "place_id"),),
    "groups_group": (("group", "id"),),
    "groups_groupname": (("group", "group_id"),),
    "groups_alliance": (("group", "source_id"), ("group", "target_id")),
    "groups_alliance_citations": (("source", "source_id"),),  # by when a tie was reported it had begun
}
SIDES = {"INSERT": ("new",), "UPDATE": ("old", "new"), "DELETE": ("old",)}
MANY = 5000  # rows written by one statement: then everything is read anew

SQLITE = """CREATE TRIGGER {name} AFTER {event} ON {table}
WHEN {side}.{column} IS NOT NULL
BEGIN INSERT INTO explore_change (noun, key) VALUES ('{noun}', {side}.{column}); END"""

POSTGRESQL = """CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM (SELECT 1 FROM {last}_rows LIMIT {many}) AS counted) = {many} THEN
        INSERT INTO explore_change (noun, key) VALUES ('everything', 0);
    ELSE
        INSERT INTO explore_change (noun, key) {rows};
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table} REFERENCING {referencing}
FOR EACH STATEMENT EXECUTE FUNCTION {name}()"""


def watch() -> None:
    """Let every watched table that exists note its changes."""
    ensure(triggers)


def unwatch() -> None:
    """Let no table note its changes any more."""
    on_table = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for name, table, _ in triggers(connection.vendor):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if on_table else ""))
            if on_table:
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")


def triggers(vendor: str) -> Iterator[Trigger]:
    make = {"postgresql": _postgresql, "sqlite": _sqlite}[vendor]
    for table, noted in WATCHED.items():
        yield from make(table, noted)


def _postgresql(table: str, noted: Noted) -> Iterator[Trigger]:
    """Once a statement, with all its rows at once; once at most for any noun and number."""
    for event, sides in SIDES.items():
        name = f"note_{table}_{event.lower()}"
        rows = " UNION ".join(
            f"SELECT '{noun}', {column} FROM {side}_rows WHERE {column} IS NOT NULL"  # noqa: S608 – our own names
            for noun, column in noted
            for side in sides
        )
        referencing = " ".join(f"{side.upper()} TABLE AS {side}_rows" for side in sides)
        sql = POSTGRESQL.format(
            name=name, event=event, table=table, last=sides[-1], many=MANY, rows=rows, referencing=referencing
        )
        yield Trigger(name, table, sql)


def _sqlite(table: str, noted: Noted) -> Iterator[Trigger]:
    """Once for each row, column and side."""
    for event, sides in SIDES.items():
        for noun, column in noted:
            for side in sides:
                name = f"note_{table}_{event.lower()}_{column}_{side}"
                sql = SQLITE.format(name=name, event=event, table=table, side=side, column=column, noun=noun)
                yield Trigger(name, table, sql)
