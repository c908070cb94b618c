"""The gazetteer of the two countries with every district, loaded once for all tests that only ask it."""

from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from places.gazetteer import Gazetteer
from places.measuring import Judge
from places.models import Boundary, Place, PlaceKind, PlaceName
from places.outlines import regions
from places.placing import Placer
from tests.places.test_boundaries import brought


@dataclass(frozen=True)
class Loaded:
    """What was in the database; `rows` counts rows and their histories, once after loading and once after the second.

    The places come with their units and outlines. The judge knows the true units of any point.
    """

    places: list[Place]
    rows: tuple[tuple[int, ...], tuple[int, ...]]
    judge: Judge

    def of_kind(self, kind: str, country: str) -> list[Place]:
        return [place for place in self.places if (place.kind, place.country) == (kind, country)]


@pytest.fixture(scope="session")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Loaded:
    """Nothing of it stays in the database."""
    files = [brought("geoboundaries_AFG_ADM2.topojson"), brought("codab_PAK_ADM2.topojson")]
    units = ("parent", "province", "district__province", "public_place", "boundary")
    with django_db_blocker.unblock(), transaction.atomic():
        rows = load_all(*files), load_all(*files)
        places = list(Place.objects.select_related(*units))
        judge = Judge(Gazetteer.load(), regions(PlaceKind.PROVINCE), regions(PlaceKind.DISTRICT))
        transaction.set_rollback(True)
    return Loaded(places, rows, judge)


def load_all(*files: object) -> tuple[int, ...]:
    for file in files:
        call_command("load_gazetteer", boundaries=file, level="district", commit=True, verbosity=0)
    return counts()


def counts() -> tuple[int, ...]:
    """How many rows the gazetteer has, and how many its history."""
    nouns = (Place, PlaceName, Boundary)
    return tuple(number for noun in nouns for number in (noun.objects.count(), noun.history.count()))


@pytest.fixture
def judge(loaded: Loaded) -> Judge:
    return loaded.judge


@pytest.fixture
def gazetteer(loaded: Loaded) -> Gazetteer:
    return loaded.judge.gazetteer


@pytest.fixture
def placer(loaded: Loaded) -> Placer:
    judge = loaded.judge
    return Placer(judge.gazetteer, judge.provinces, judge.districts)
