"""The database itself refuses a circle of structure ties, whoever writes and by whatever way.

`groups.actions` refuses it first, with a sentence. SQLite forgets triggers when Django remakes a table: a later
migration that remakes this one must install them again, as `tests/groups/test_structure.py` will say.
"""

from django.db import migrations

# As `groups.actions` has it: structure that is denied, ended or withdrawn no longer holds.
HOLDS = """{row}.kind IN ('affiliate_of', 'chapter_of', 'faction_of', 'media_arm_of')
    AND {row}.status NOT IN ('denied', 'ended') AND {row}.state <> 'withdrawn'"""
CIRCLE = f"""EXISTS (
    WITH RECURSIVE above(id) AS (
        SELECT NEW.target_id
        UNION SELECT tie.target_id FROM groups_alliance tie JOIN above ON tie.source_id = above.id
        WHERE {HOLDS.format(row="tie")}
    ) SELECT 1 FROM above WHERE id = NEW.source_id
)"""
EVENTS = ("insert", "update")
MESSAGE = "structure must not run in a circle"

SQLITE = [
    f"""CREATE TRIGGER groups_structure_{event} AFTER {event} ON groups_alliance WHEN {HOLDS.format(row="NEW")}
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}') WHERE {CIRCLE}; END"""
    for event in EVENTS
]
POSTGRESQL = [
    f"""CREATE FUNCTION groups_structure_check() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {CIRCLE} THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'check_violation'; END IF;
        RETURN NEW;
    END $$""",
    *(
        f"""CREATE TRIGGER groups_structure_{event} AFTER {event} ON groups_alliance FOR EACH ROW
        WHEN ({HOLDS.format(row="NEW")}) EXECUTE FUNCTION groups_structure_check()"""
        for event in EVENTS
    ),
]


def install(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for event in EVENTS:
        schema_editor.execute(f"DROP TRIGGER groups_structure_{event}" + ("" if is_sqlite else " ON groups_alliance"))
    if not is_sqlite:
        schema_editor.execute("DROP FUNCTION groups_structure_check()")


class Migration(migrations.Migration):
    dependencies = [("groups", "0001_initial")]
    operations = [migrations.RunPython(install, remove, elidable=False)]
