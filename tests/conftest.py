"""One cast for all tests: reader, analyst, editor, reviewer, admin and the stranger who has no account."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.sqlite3.creation import DatabaseCreation
from django.test import override_settings
from hypothesis import settings as hypothesis
from pytest_django import DjangoDbBlocker, Settings

from accounts.models import Role, User
from explore.exports import api
from explore.exports.writing import Order, always
from explore.snapshot import publishing
from explore.snapshot.audience import Audience
from explore.snapshot.current import Current
from explore.snapshot.opening import Snapshot
from tests import migrated
from tests.flushing import flush_past_guards
from tests.running import Original, RunningSite, first_site, original_of

hypothesis.register_profile("unhurried", deadline=None)  # a busy machine proves nothing
hypothesis.load_profile("unhurried")


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """A password that is hard to guess from its hash takes a third of a second to store: too long for a cast."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def quick_clients() -> Iterator[None]:
    """Every test client makes the middleware anew, and WhiteNoise would look at each static file every time."""
    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """pytest-django's own place to say how a test's database is made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseCreation, "_create_test_db", migrated.create_migrated)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The migrated database is kept for the next test process."""
    with django_db_blocker.unblock():
        migrated.keep()


@pytest.fixture(autouse=True, scope="session")
def emptied_databases() -> Iterator[None]:
    """Tests that commit are followed by a `flush`, which the guards of history would refuse."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush_past_guards)
        yield


@pytest.fixture(autouse=True)
def up_to_date(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A test asks right after it wrote: what the worker does within a second is done before each question."""
    settings.SNAPSHOT_DIR = tmp_path_factory.getbasetemp() / "snapshots"  # each process of a test run has a database
    settings.EXPORT_DIR = tmp_path_factory.getbasetemp() / "exports"
    settings.INTAKE_DIR = tmp_path_factory.getbasetemp() / "intake"
    opened = Current.snapshot

    def refreshed(one: Current, audience: Audience) -> Snapshot:
        publishing.refresh()
        one.forget()
        return opened(one, audience)

    monkeypatch.setattr(Current, "snapshot", refreshed)


def pytest_collection_finish() -> None:
    """A collector of garbage that looks through all modules and tests again and again takes a tenth of a run."""
    gc.set_threshold(50_000, 20, 50)
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for no database is the same on every database. What starts a first site goes first: others copy it."""
    items.sort(key=lambda item: "browser" in item.path.parts)
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if not (fixtures & {"db", "transactional_db"} or item.get_closest_marker("django_db")):
            item.add_marker(pytest.mark.once)


@pytest.fixture(scope="session")
def whole_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all processes of a test run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory, whole_run: Path) -> Iterator[RunningSite]:
    """The site with the demonstration as its very first start leaves it; who would change it makes a copy."""
    with first_site(tmp_path_factory.mktemp("first") / "state", whole_run / "original") as site:
        yield site


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory, whole_run: Path) -> Original:
    """What one first start made, for all processes of a test run."""
    return original_of(tmp_path_factory.mktemp("original") / "state", whole_run / "original")


def person(role: Role) -> User:
    return User.objects.create_user(username=role.value, password=f"correct horse {role}", role=role)


@pytest.fixture
def stranger() -> AnonymousUser:
    return AnonymousUser()


@pytest.fixture
def reader(db: None) -> User:
    return person(Role.READER)


@pytest.fixture
def analyst(db: None) -> User:
    return person(Role.ANALYST)


@pytest.fixture
def editor(db: None) -> User:
    return person(Role.EDITOR)


@pytest.fixture
def reviewer(db: None) -> User:
    return person(Role.REVIEWER)


@pytest.fixture
def admin(db: None) -> User:
    return person(Role.ADMIN)


@pytest.fixture
def written_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are written by the same command, but in this process: `test_exports_processes` is about the other one."""

    def write(order: Order, path: Path, *, seconds: float, told: Callable[[int], bool] = always) -> None:
        options = {"filter": order.filter, "incident": order.incident, "snapshot": str(order.snapshot)}
        call_command("write_export", str(path), verbosity=0, **options)

    monkeypatch.setattr(api, "write", write)
