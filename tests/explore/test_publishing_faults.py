"""The process that builds snapshots: killed, raced, robbed of its lease, it misleads nobody and loses nothing.

The builders are real processes, held at a point of their work so that they can be killed or overtaken just there.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from explore.models import Change, Noun, Publication
from explore.snapshot import files, publishing
from explore.snapshot.audience import Audience, folder_of
from explore.snapshot.opening import Snapshot
from incidents.models import Incident
from tests.factories import make_published_incident
from tests.services import ROOT, celery_worker, kill, private_redis, shared_database, wait_until

pytestmark = pytest.mark.each
POINTS = {
    "before it reads": "publishing._read", "as it writes": "building._write", "as it seals": "files.seal",
    "before it publishes": "publishing._finish",
}  # fmt: skip
PROGRAM = """
import sys, time
from pathlib import Path
import django
django.setup()
from explore.snapshot import building, files, publishing
folder = Path(sys.argv[1])
module, name = {"publishing": publishing, "building": building, "files": files}[sys.argv[2]], sys.argv[3]
usual = getattr(module, name)
def held(*args, **kwargs):
    (folder / "held").touch()
    while not (folder / "free").exists():
        time.sleep(0.02)
    return usual(*args, **kwargs)
setattr(module, name, held)
print(publishing.refresh())
"""


@pytest.fixture(autouse=True)
def up_to_date() -> None:
    """Here nothing is built but by those whom a test starts."""


@pytest.fixture
def shared(transactional_db: None, settings: Settings) -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder and an environment that builders and this test share; one incident is published."""
    with tempfile.TemporaryDirectory(prefix="kw-") as name, shared_database(Path(name)) as database:
        settings.SNAPSHOT_DIR = Path(name) / "snapshots"
        make_published_incident(title="As it was")
        assert publishing.refresh()
        yield Path(name), {**os.environ, **database, "VAR_DIR": name, "SECRET_KEY": settings.SECRET_KEY}


@contextmanager
def builder(shared: tuple[Path, dict[str, str]], point: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that builds what is new, each thread of it held at a point until the file "free" is there."""
    folder, environment = shared
    for name in ("held", "free"):
        (folder / name).unlink(missing_ok=True)
    command = [sys.executable, "-c", PROGRAM, str(folder), *POINTS[point].split(".")]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, start_new_session=True)
    try:
        wait_until(lambda: (folder / "held").exists() or process.poll() is not None, what=f"being held {point}")
        assert process.poll() is None, "the builder ended before it was held"
        yield process
    finally:
        kill(process)


def let_go(shared: tuple[Path, dict[str, str]], process: subprocess.Popen[bytes]) -> str:
    """What a held builder answers in the end."""
    (shared[0] / "free").touch()
    said, _ = process.communicate(timeout=30)
    return said.decode().strip()


def titles(audience: Audience = Audience.PUBLIC) -> list[str]:
    """What readers are told: the titles in the current version."""
    snapshot = Snapshot.open(folder_of(audience) / publishing.current_versions()[audience])
    return [snapshot.text("title", at) for at in range(len(snapshot))]


def retitle(title: str) -> None:
    Incident.objects.update(title=title)


def lose_lease() -> None:
    Publication.objects.update(leased_until=timezone.now())


@pytest.mark.parametrize("point", POINTS)
def test_one_that_is_killed_leaves_what_was_and_its_work_to_the_next(
    shared: tuple[Path, dict[str, str]], point: str
) -> None:
    retitle("As it is")
    with builder(shared, point) as process:
        kill(process)

    assert titles() == titles(Audience.DESK) == ["As it was"]
    assert publishing.is_stale() and not publishing.refresh()  # the lease of the dead still holds
    lose_lease()
    assert publishing.refresh()
    assert titles() == titles(Audience.DESK) == ["As it is"]
    assert not Change.objects.exists()


@pytest.mark.parametrize("point", POINTS)
def test_what_one_that_was_killed_left_half_built_is_swept(shared: tuple[Path, dict[str, str]], point: str) -> None:
    retitle("As it is")
    with builder(shared, point) as process:
        kill(process)
    lose_lease()
    publishing.refresh()

    publishing.sweep(timezone.now() + publishing.GRACE * 2)

    for audience, version in publishing.current_versions().items():
        assert [folder.name for folder in folder_of(audience).iterdir()] == [version]


def test_a_real_worker_takes_up_what_a_killed_one_left(shared: tuple[Path, dict[str, str]]) -> None:
    folder, environment = shared
    retitle("As it is")
    with builder(shared, "as it writes") as process:
        kill(process)
    lose_lease()

    options = ("--beat", f"--schedule={folder / 'schedule'}", "--pool=solo", "--queues=publishing")
    with private_redis(folder / "redis") as url:
        own = {**environment, "REDIS_URL": url}
        with celery_worker(*options, env=own, log=folder / "worker.log"):
            wait_until(lambda: titles() == ["As it is"], what="the new version")


def test_of_two_at_once_one_builds(shared: tuple[Path, dict[str, str]]) -> None:
    retitle("As it is")
    with builder(shared, "before it reads") as process:
        before = sorted(folder_of(Audience.PUBLIC).iterdir())
        assert not publishing.refresh()
        assert sorted(folder_of(Audience.PUBLIC).iterdir()) == before
        assert let_go(shared, process) == "True"

    assert titles() == ["As it is"] and not publishing.is_stale()


def test_one_that_lost_its_lease_publishes_nothing(shared: tuple[Path, dict[str, str]]) -> None:
    retitle("As it is")
    with builder(shared, "before it publishes") as process:
        lose_lease()
        retitle("As it became")
        assert publishing.refresh()
        newer = publishing.current_versions()
        assert let_go(shared, process) == "False"

    assert publishing.current_versions() == newer
    assert titles() == ["As it became"] and not publishing.is_stale()


@pytest.mark.parametrize("point", ("as it writes", "before it publishes"))
def test_what_changes_while_one_builds_is_in_the_next(shared: tuple[Path, dict[str, str]], point: str) -> None:
    retitle("As it is")
    with builder(shared, point) as process:
        retitle("As it became")
        assert let_go(shared, process) == "True"

    assert titles() == ["As it is"] and publishing.is_stale()
    assert publishing.refresh()
    assert titles() == ["As it became"]


def test_a_whole_build_that_was_asked_for_outlives_a_killed_builder(shared: tuple[Path, dict[str, str]]) -> None:
    retitle("As it is")
    Change.objects.create(noun=Noun.EVERYTHING, key=0)
    with builder(shared, "as it seals") as process:
        half = [folder for folder in folder_of(Audience.PUBLIC).iterdir() if folder.name.startswith(".building-")]
        assert half and not any((folder / files.META).exists() for folder in half)
        kill(process)

    assert Change.objects.filter(noun=Noun.EVERYTHING).exists()
