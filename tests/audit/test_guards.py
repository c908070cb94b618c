"""The database itself keeps history from being changed, whoever asks it to."""
# ruff: noqa: S608 – the tables are our own, and the database is a test's

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from audit.guarding import HEAD, LINK
from audit.tracking import tables
from groups.models import Alliance
from sources.models import Source
from tests.audit.tampering import make_tie, run
from tests.flushing import CATALOGUE, lifted_guards

pytestmark = [pytest.mark.django_db, pytest.mark.each]
HISTORY = Alliance.history.model._meta.db_table
CITED = Alliance.history.model.citations.model._meta.db_table
KEYS = {HISTORY: "history_id", CITED: "m2m_history_id", LINK: "seq", HEAD: "id"}
only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases know no INSERT OR REPLACE")
only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="other databases know no TRUNCATE")


@pytest.fixture(autouse=True)
def tie(db: None) -> Alliance:
    return make_tie()


def refuse(sql: str) -> None:
    with pytest.raises(IntegrityError, match=r"append-only: nothing in \w+ is ever changed"), transaction.atomic():
        run(sql)


@pytest.mark.parametrize("table", [HISTORY, CITED, LINK])
def test_what_was_written_is_neither_changed_nor_deleted(table: str) -> None:
    refuse(f"UPDATE {table} SET {KEYS[table]} = {KEYS[table]}")
    refuse(f"DELETE FROM {table}")


@only_postgresql
@pytest.mark.parametrize("table", KEYS)
def test_no_table_of_history_is_emptied(table: str) -> None:
    connection.check_constraints()
    refuse(f"TRUNCATE {table} CASCADE")


@only_sqlite
@pytest.mark.parametrize("table", KEYS)
def test_nothing_is_written_over_by_inserting(table: str) -> None:
    refuse(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@only_sqlite
def test_no_link_takes_the_place_of_another_about_the_same_row() -> None:
    refuse(f'INSERT OR REPLACE INTO {LINK} SELECT seq + 1000, "table", row, content, hash, last FROM {LINK}')


def test_the_head_moves_forward_only() -> None:
    run(f"UPDATE {HEAD} SET count = count + 1")

    refuse(f"UPDATE {HEAD} SET count = count - 1")
    refuse(f"UPDATE {HEAD} SET hash = ''")
    refuse(f"DELETE FROM {HEAD}")


def test_there_is_one_head() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        run(f"INSERT INTO {HEAD} (id, count, hash, seal) VALUES (2, 0, '', '')")


def guards_there() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE[connection.vendor])
        return set(cursor.fetchall())


def test_every_table_of_history_is_guarded() -> None:
    assert {table for _, table in guards_there()} == {*tables(), LINK, HEAD}
    assert len(guards_there()) == 3 * (len(tables()) + 2)


def test_guards_that_went_are_back_after_the_next_migrate() -> None:
    """SQLite drops a table's triggers when a migration remakes it."""
    before = guards_there()
    with lifted_guards():
        assert guards_there() == set()
        call_command("migrate", verbosity=0)
        assert guards_there() == before


def test_a_guard_that_says_something_else_is_made_anew() -> None:
    with lifted_guards():
        run(HARMLESS[connection.vendor])
        call_command("migrate", verbosity=0)

        refuse(f"DELETE FROM {LINK}")


def test_a_tests_own_database_is_emptied_all_the_same() -> None:
    with transaction.atomic():
        connection.ops.execute_sql_flush([f"DELETE FROM {CITED}"])

    assert not Alliance.history.model.citations.model.objects.exists()
    assert Source.objects.exists()
    refuse(f"DELETE FROM {HISTORY}")


HARMLESS = {
    "sqlite": f"CREATE TRIGGER audit_{LINK}_delete BEFORE DELETE ON {LINK} BEGIN SELECT 1; END",
    "postgresql": f"""CREATE TRIGGER audit_delete BEFORE DELETE ON {LINK} FOR EACH ROW
        EXECUTE FUNCTION suppress_redundant_updates_trigger()""",
}
