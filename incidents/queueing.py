"""Triggers that queue incidents to resolve anew when what they rest on changes: outlets, sources, places, groups."""

from collections.abc import Iterator

from django.db import connection

from audit.triggers import Trigger, ensure

# table → the columns that a headline may follow from, and how to find the reports that rest on the changed row
WATCHED: dict[str, tuple[tuple[str, ...], str]] = {
    "sources_outlet": (
        ("reliability", "owner_group", "kind"),
        """source_id IN (SELECT item.id FROM sources_source AS item
            LEFT JOIN sources_source AS origin ON origin.id = item.republishes_id
            LEFT JOIN sources_source AS root ON root.id = origin.republishes_id
            WHERE NEW.id IN (item.outlet_id, origin.outlet_id, root.outlet_id))""",
    ),
    "sources_source": (
        ("outlet_id", "republishes_id", "published_latest"),
        """source_id IN (SELECT item.id FROM sources_source AS item
            LEFT JOIN sources_source AS origin ON origin.id = item.republishes_id
            WHERE NEW.id IN (item.id, item.republishes_id, origin.republishes_id))""",
    ),
    "places_place": (
        ("parent_id", "province_id", "district_id", "same_as_id", "public_place_id"),
        "place_id IN (SELECT id FROM places_place WHERE id = NEW.id OR same_as_id = NEW.id)",
    ),
    "groups_group": (
        ("merged_into_id",), "id IN (SELECT report_id FROM incidents_attribution WHERE group_id = NEW.id)",
    ),
}
QUEUE = """INSERT INTO incidents_unresolved (incident_id)
    SELECT DISTINCT incident_id FROM incidents_report WHERE incident_id IS NOT NULL AND {reports};"""

SQLITE = """CREATE TRIGGER {name} AFTER UPDATE ON {table}
WHEN {changed}
BEGIN {queue} END"""

POSTGRESQL = """CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {queue}
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER {name} AFTER UPDATE ON {table}
FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION {name}()"""
WRITTEN = {"sqlite": (SQLITE, "IS NOT"), "postgresql": (POSTGRESQL, "IS DISTINCT FROM")}


def watch() -> None:
    """Let every watched table queue the incidents that rest on it, once it has the columns that tell."""
    ensure(lambda vendor: (each for each in triggers(vendor) if _has_columns(each.table)))


def _has_columns(table: str) -> bool:
    """Not so while migrations have run in part only."""
    if table not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        there = {column.name for column in connection.introspection.get_table_description(cursor, table)}
    return there.issuperset(WATCHED[table][0])


def triggers(vendor: str) -> Iterator[Trigger]:
    sql, differs = WRITTEN[vendor]
    for table, (columns, reports) in WATCHED.items():
        name = f"queue_{table}"
        changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns)
        queue = QUEUE.format(reports=reports)
        yield Trigger(name, table, sql.format(name=name, table=table, changed=changed, queue=queue))
