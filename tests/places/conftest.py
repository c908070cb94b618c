"""The gazetteer of the two countries with every district, loaded once for all tests that only ask it."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from places.gazetteer import Gazetteer
from places.management.commands.geocode_report import regions
from places.measuring import Judge
from places.models import PlaceKind
from tests.places.test_boundaries import brought


@pytest.fixture(scope="session")
def judge(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Judge]:
    """Knows the true units of any point; nothing it was made from stays in the database."""
    files = [brought("geoboundaries_AFG_ADM2.topojson"), brought("codab_PAK_ADM2.topojson")]
    with django_db_blocker.unblock(), transaction.atomic():
        for file in files:
            call_command("load_gazetteer", boundaries=file, level="district", commit=True, verbosity=0)
        made = Judge(Gazetteer.load(), regions(PlaceKind.PROVINCE), regions(PlaceKind.DISTRICT))
        transaction.set_rollback(True)
    yield made


@pytest.fixture
def gazetteer(judge: Judge) -> Gazetteer:
    return judge.gazetteer
