"""The demonstration loads whole or not at all, and never unasked beside somebody's own work."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from groups.models import Presence
from incidents.demo import loading
from incidents.models import Incident
from places.models import Place, PlaceKind
from sources.models import Outlet, Source
from tests.factories import make_incident, make_place
from tests.incidents.demo.conftest import make_provinces, rows_everywhere

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_it_names_what_it_loaded() -> None:
    make_provinces()
    said = StringIO()

    call_command("load_demo", stdout=said)

    assert "18 groups" in said.getvalue()
    assert "19 incidents" in said.getvalue()


def test_it_is_refused_beside_incidents_of_ones_own() -> None:
    make_incident()

    with pytest.raises(CommandError, match="--force"):
        call_command("load_demo")

    assert Incident.objects.count() == 1


def test_it_can_be_forced_beside_incidents_of_ones_own() -> None:
    make_provinces()
    make_incident()

    call_command("load_demo", "--force", stdout=StringIO())

    assert Incident.objects.count() == 20


def test_an_interrupted_run_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    make_provinces()
    before = rows_everywhere()

    def interrupted(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "load_incidents", interrupted)
    with pytest.raises(KeyboardInterrupt):
        call_command("load_demo", stdout=StringIO())

    assert rows_everywhere() == before


def test_an_outlet_and_a_city_that_are_there_are_used() -> None:
    make_provinces()
    dawn = Outlet.objects.create(name="Dawn", slug="dawn", kind="newspaper")
    sindh = Place.objects.get(code="PK-SD")
    karachi = make_place(name="Karachi", kind=PlaceKind.SETTLEMENT, parent=sindh, province=sindh, country="PK")

    call_command("load_demo", stdout=StringIO())

    assert Source.objects.filter(outlet=dawn).count() == 2
    assert Incident.objects.get(place=karachi).title.startswith("Four people arrested")


def test_a_missing_gazetteer_is_loaded_first_and_its_cities_are_used() -> None:
    call_command("load_demo", verbosity=0)

    cities = {"jalalabad", "kabul", "quetta", "lahore", "islamabad", "karachi"}
    assert not Place.objects.filter(code__in=cities).exists()
    assert Presence.objects.filter(place__kind=PlaceKind.SETTLEMENT, place__coordinate_source="gazetteer").count() == 7
    assert Incident.objects.get(place__name="Karachi").place.geonames_id is not None  # type: ignore[union-attr]


def test_a_gazetteer_without_the_provinces_is_named_as_the_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incidents.management.commands.load_demo.call_command", lambda *_, **__: None)

    with pytest.raises(CommandError, match=r"AF-JOW.*load_gazetteer --commit"):
        call_command("load_demo", stdout=StringIO())
