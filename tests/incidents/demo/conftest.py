"""The demonstration, loaded once for all the tests that only look at it; and the coding that it follows."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from incidents.demo.places import missing_provinces
from places.models import PlaceKind
from tests.factories import make_place

DEVELOPMENT_DATA = Path(settings.BASE_DIR).parent / "shared" / "data"


@pytest.fixture(scope="package")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The loaded demonstration. Each test sees it and may change it: what a test changes is rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_provinces()
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


def make_provinces() -> None:
    """As much of the gazetteer as the demonstration cannot do without."""
    for code in missing_provinces():
        make_place(name=code, code=code, kind=PlaceKind.PROVINCE, country=code[:2], precision=PlaceKind.PROVINCE)


@pytest.fixture(scope="package")
def coding() -> dict[str, Any]:
    """The founding article coded by hand; it lies beside the repository, not in it."""
    found: dict[str, Any] = json.loads(development_file("seed_facts.json"))
    return found


@pytest.fixture(scope="package")
def article() -> str:
    return development_file("article.txt")


def development_file(name: str) -> str:
    path = DEVELOPMENT_DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not here: the development data lies beside the repository, in shared/data")
    return path.read_text(encoding="utf-8")


def rows_everywhere() -> dict[str, int]:
    """Rows of every table, the tables of history among them."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}
