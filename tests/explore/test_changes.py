"""No way of writing what a snapshot shows goes unnoticed, and nothing is noted that did not happen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F, Model

from explore import noting
from explore.models import Change, Noun, Publication
from explore.snapshot import changes
from groups.models import AllianceKind, GroupName
from incidents.kinds import TargetKind, WeaponKind
from incidents.models import Attribution, Incident
from places.models import Place, PlaceName
from sources.models import Outlet
from tests.explore.world import make_tie
from tests.factories import make_group, make_outlet, make_place, make_published_incident, make_source

TABLES: dict[str, type[Model]] = {
    model._meta.db_table: model for model in apps.get_models(include_auto_created=True)
}
pytestmark = [pytest.mark.django_db, pytest.mark.each]


@pytest.fixture
def one_of_each() -> None:
    """A row at least in every watched table."""
    group, place = make_group(), make_place()
    incident = make_published_incident(place=place, attributions=[{"group": group}])
    incident.targets.create(kind=TargetKind.POLICE)
    incident.weapons.create(kind=WeaponKind.values[0])
    PlaceName.objects.create(place=place, name="Another", key="another")
    GroupName.objects.create(group=group, name="Another")
    make_tie(make_group(), group, AllianceKind.CHAPTER_OF).citations.add(make_source())


def save(row: Any) -> None:
    row.save()


def update(row: Any) -> None:
    type(row).objects.filter(pk=row.pk).update(id=F("id"))


def write_by_hand(row: Any) -> None:
    run(f"UPDATE {row._meta.db_table} SET id = id WHERE id = {row.pk}")  # noqa: S608 – our own names


def delete_by_hand(row: Any) -> None:
    run(f"DELETE FROM {row._meta.db_table} WHERE id = {row.pk}")  # noqa: S608 – our own names


def create_in_bulk(row: Any) -> None:
    delete_by_hand(row)
    Change.objects.all().delete()
    type(row).objects.bulk_create([row])


WAYS: tuple[Callable[[Any], None], ...] = (save, update, write_by_hand, delete_by_hand, create_in_bulk)


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def noted() -> set[tuple[str, int]]:
    return set(Change.objects.values_list("noun", "key"))


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that comes to nothing, and what it noted with it."""
    before = noted()
    with transaction.atomic():
        Change.objects.all().delete()
        yield
        transaction.set_rollback(True)
    assert noted() == before


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_write_to_every_watched_table_is_noted_unless_it_is_undone(
    one_of_each: None, way: Callable[[Any], None]
) -> None:
    for table, columns in noting.WATCHED.items():
        for row in TABLES[table]._default_manager.all():
            with undone():
                way(row)
                expected = {(noun, getattr(row, column)) for noun, column in columns}
                assert noted() >= {each for each in expected if each[1] is not None}, table


def test_deleting_through_the_models_is_noted(one_of_each: None) -> None:
    row = Attribution.objects.filter(incident__isnull=False).get()
    Change.objects.all().delete()
    row.delete()

    assert noted() == {(Noun.INCIDENT, row.incident_id)}


def test_what_moves_is_noted_where_it_was_and_where_it_is(one_of_each: None) -> None:
    row, other = Attribution.objects.filter(incident__isnull=False).get(), make_published_incident()
    Change.objects.all().delete()
    before, row.incident = row.incident_id, other
    row.save()

    assert noted() == {(Noun.INCIDENT, before), (Noun.INCIDENT, other.pk)}


def test_what_waits_in_the_inbox_is_not_noted(one_of_each: None) -> None:
    Change.objects.all().delete()
    Attribution.objects.filter(incident__isnull=True).update(note="Said of no incident yet.")

    assert noted() == set()


def expected_triggers() -> set[str]:
    rows = connection.vendor == "sqlite"  # one trigger for each column and side; else one for each statement
    return {
        f"note_{table}_{event.lower()}" + (f"_{column}_{side}" if rows else "")
        for table, columns in noting.WATCHED.items()
        for event, sides in noting.SIDES.items()
        for _, column in columns
        for side in sides
    }


def missing_triggers() -> set[str]:
    """Those that a later migration took away: on SQLite one that remakes a table drops its triggers without a word."""
    catalogue = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled = 'O'",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        return expected_triggers() - {name for (name,) in cursor.fetchall()}


def test_every_trigger_is_there_after_all_migrations() -> None:
    assert missing_triggers() == set(), "a migration remade a table, and nobody let it note changes again"


def test_a_trigger_that_went_is_missed() -> None:
    table = " ON incidents_target" if connection.vendor == "postgresql" else ""
    gone = next(name for name in sorted(expected_triggers()) if name.startswith("note_incidents_target_delete"))
    run(f"DROP TRIGGER {gone}{table}")

    assert missing_triggers() == {gone}


@pytest.mark.django_db(transaction=True)
def test_the_triggers_go_and_come_back_with_their_migration() -> None:
    migrations = MigrationExecutor(connection).loader.graph.leaf_nodes("explore")
    MigrationExecutor(connection).migrate([("explore", "0001_initial")])
    Change.objects.all().delete()
    try:
        assert missing_triggers() == expected_triggers()
        make_place()
        assert noted() == set()
    finally:
        MigrationExecutor(connection).migrate(migrations)

    assert missing_triggers() == set()
    assert noted() == {(Noun.EVERYTHING, 0)}
    assert Publication.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite notes row by row")
@pytest.mark.parametrize(("number", "rows"), [(noting.MANY - 1, noting.MANY - 1), (noting.MANY, 1)])
def test_very_many_rows_in_one_statement_are_noted_as_everything(number: int, rows: int) -> None:
    Change.objects.all().delete()
    Outlet.objects.bulk_create(Outlet(name=f"Daily {at}", slug=f"daily-{at}", kind="ngo") for at in range(number))

    assert Change.objects.count() == rows
    assert Change.objects.filter(noun=Noun.EVERYTHING).count() == (rows == 1)


def test_many_changes_lead_to_their_incidents_and_very_many_to_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "MOST_CHANGES", 1200)
    place, outlet = make_place(), make_outlet()
    incident = make_published_incident(place=place, source=make_source(outlet=outlet))
    Change.objects.all().delete()
    Change.objects.bulk_create(Change(noun=Noun.PLACE, key=place.pk + at) for at in range(1200))
    assert changes.work().incidents == {incident.pk}

    Change.objects.create(noun=Noun.OUTLET, key=outlet.pk)
    assert changes.work().incidents is None


def test_a_unit_that_changed_stands_for_all_incidents_in_it_as_the_public_sees_it() -> None:
    country = make_place(kind="country")
    province = make_place(kind="province", parent=country)
    Place.objects.filter(pk=province.pk).update(province=province)
    shown = make_place(province=province)
    incident = make_published_incident(place=make_place(public_place=shown))
    other = make_published_incident(place=make_place())
    for above in (country, province):
        Change.objects.all().delete()
        above.save()
        assert changes.work().incidents is None
    Change.objects.all().delete()
    shown.save()
    assert changes.work().incidents == {incident.pk}
    assert Incident.objects.exclude(pk=incident.pk).get() == other
