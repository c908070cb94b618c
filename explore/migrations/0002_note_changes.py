"""Triggers that note every change of what a snapshot shows, so that no way of writing can forget to."""

from django.db import migrations

# table → noun and the column with its number, for rows that are written, and those written over
WATCHED = {
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
}
SIDES = {"INSERT": ("new",), "UPDATE": ("old", "new"), "DELETE": ("old",)}
MANY = 5000  # rows written by one statement: then everything is read anew


def postgresql(table, noted):
    """Once a statement, with all its rows at once; once at most for any noun and number."""
    for event, sides in SIDES.items():
        name = f"note_{table}_{event.lower()}"
        rows = " UNION ".join(
            f"SELECT '{noun}', {column} FROM {side}_rows WHERE {column} IS NOT NULL" for noun, column in noted for side in sides
        )
        referencing = " ".join(f"{side.upper()} TABLE AS {side}_rows" for side in sides)
        yield f"""
            CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF (SELECT count(*) FROM (SELECT 1 FROM {sides[-1]}_rows LIMIT {MANY}) AS counted) = {MANY} THEN
                    INSERT INTO explore_change (noun, key) VALUES ('everything', 0);
                ELSE
                    INSERT INTO explore_change (noun, key) {rows};
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {referencing}
            FOR EACH STATEMENT EXECUTE FUNCTION {name}();
        """


def sqlite(table, noted):
    for event, sides in SIDES.items():
        for noun, column in noted:
            for side in sides:
                yield f"""
                    CREATE TRIGGER note_{table}_{event.lower()}_{column}_{side} AFTER {event} ON {table}
                    WHEN {side}.{column} IS NOT NULL
                    BEGIN INSERT INTO explore_change (noun, key) VALUES ('{noun}', {side}.{column}); END
                """


def watch(apps, editor):
    make = {"postgresql": postgresql, "sqlite": sqlite}[editor.connection.vendor]
    for table, noted in WATCHED.items():
        for statement in make(table, noted):
            editor.execute(statement.replace("%", "%%"), params=None)


def unwatch(apps, editor):
    for table, noted in WATCHED.items():
        for event, sides in SIDES.items():
            if editor.connection.vendor == "postgresql":
                editor.execute(f"DROP TRIGGER note_{table}_{event.lower()} ON {table}")
                editor.execute(f"DROP FUNCTION note_{table}_{event.lower()}()")
                continue
            for _, column in noted:
                for side in sides:
                    editor.execute(f"DROP TRIGGER note_{table}_{event.lower()}_{column}_{side}")


def begin(apps, editor):
    apps.get_model("explore", "Publication").objects.get_or_create(pk=1)
    apps.get_model("explore", "Change").objects.create(noun="everything", key=0)


class Migration(migrations.Migration):
    dependencies = [
        ("explore", "0001_initial"), ("incidents", "0002_report_entry_key"), ("groups", "0002_structure_has_no_circle"),
        ("places", "0002_geocoder_answers"), ("sources", "0001_initial"),
    ]
    operations = [
        migrations.RunPython(watch, unwatch),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
