"""A snapshot that is missing, cut short or damaged is never opened: readers get right numbers or 503."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from explore.models import Change, Publication
from explore.snapshot import files, publishing
from explore.snapshot.audience import Audience, folder_of
from explore.snapshot.current import Current, current
from explore.snapshot.files import META, Unsound
from explore.snapshot.opening import Snapshot
from incidents.models import Incident
from tests.factories import make_published_incident

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADDRESSES = ("", "incidents/", "playback/", "export.csv", "export.xlsx")


@pytest.fixture(autouse=True)
def up_to_date(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins as a web process does, with nothing open, and nothing is built unasked."""
    settings.SNAPSHOT_DIR, settings.EXPORT_DIR = tmp_path / "snapshots", tmp_path / "exports"
    monkeypatch.setattr(files, "_sound", set())
    for name, value in vars(Current()).items():
        monkeypatch.setattr(current, name, value)


def folder() -> Path:
    return folder_of(Audience.PUBLIC) / publishing.current_versions()[Audience.PUBLIC]


def a_column() -> Path:
    return folder() / "last.npy"


def a_text() -> Path:
    return next(folder().glob("segment-*/title-run.npy"))


def flip(file: Path, at: int = -1) -> None:
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def of_another_make() -> None:
    """Sealed as it should be, by software of another time."""
    found = json.loads((folder() / META).read_bytes())
    found = {name: value for name, value in found.items() if name not in ("files", "sum")}
    files.seal(folder(), {**found, "schema": found["schema"] + 1})


TROUBLES: dict[str, Callable[[], object]] = {
    "no folder": lambda: folder().rename(folder().with_name("away")),
    "not sealed": lambda: (folder() / META).unlink(),
    "a seal cut short": lambda: cut(folder() / META),
    "a seal with another bit": lambda: flip(folder() / META, 40),
    "a column missing": lambda: a_column().unlink(),
    "a column cut short": lambda: cut(a_column()),
    "a column with another bit": lambda: flip(a_column()),
    "a text missing": lambda: a_text().unlink(),
    "a text with another bit": lambda: flip(a_text()),
    "of another make": of_another_make,
}


@pytest.fixture
def published() -> Incident:
    incident = make_published_incident(title="As it is")
    assert publishing.refresh()
    return incident


@pytest.mark.parametrize("trouble", TROUBLES)
def test_it_is_not_opened(published: Incident, trouble: str) -> None:
    Snapshot.open(folder())
    files._sound.clear()
    TROUBLES[trouble]()

    with pytest.raises(Unsound):
        Snapshot.open(folder())


@pytest.mark.parametrize("trouble", TROUBLES)
def test_readers_are_asked_to_wait_and_it_is_built_anew(published: Incident, trouble: str) -> None:
    TROUBLES[trouble]()

    for address in ADDRESSES:
        answer = Client().get(f"/api/v1/explore/{address}")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2"), address
        assert answer.json() == {"detail": "The incidents are being made ready. Try again in a few seconds."}
    assert publishing.is_stale()
    assert publishing.refresh()

    current.forget()
    assert Client().get("/api/v1/explore/").json()["totals"]["incidents"] == 1
    assert not publishing.is_stale()


@pytest.mark.parametrize("trouble", TROUBLES)
def test_who_has_an_older_one_open_goes_on_with_it(published: Incident, trouble: str) -> None:
    older = current.snapshot(Audience.PUBLIC)
    Incident.objects.update(title="As it became")
    publishing.refresh()
    TROUBLES[trouble]()
    current.forget()

    assert current.snapshot(Audience.PUBLIC) is older


def test_who_asks_before_the_first_build_is_told_to_wait() -> None:
    assert Client().get("/api/v1/explore/").status_code == 503
    assert publishing.refresh()

    current.forget()
    assert Client().get("/api/v1/explore/").json()["totals"]["incidents"] == 0


def test_the_page_itself_is_there_meanwhile() -> None:
    assert Client().get("/").status_code == 200


def test_many_readers_of_a_damaged_one_ask_once_for_another(published: Incident) -> None:
    flip(a_column())
    for _ in range(20):
        Client().get("/api/v1/explore/")

    assert Change.objects.count() == 1


def test_a_version_that_never_was_is_not_looked_for_outside_of_the_folder(published: Incident) -> None:
    Publication.objects.update(public_version="../../etc")

    assert Client().get("/api/v1/explore/").status_code == 503
