"""An import that is killed, paused, cancelled or raced goes on where it was: no row is lost and none is doubled."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest import MonkeyPatch
from pytest_django import Settings

from accounts.models import Role
from incidents.models import Incident, Report
from intake.actions import cancel, pause, resume
from intake.importing import working
from intake.importing.working import MOST_ATTEMPTS, work
from intake.models import Entry, Import, ImportState
from tests.audit.tampering import problems
from tests.factories import someone
from tests.intake.files import brought, some_rows, write_file
from tests.services import ROOT, kill, shared_database, wait_until

PROGRAM = """
import sys, time
from pathlib import Path
import django
django.setup()
from intake.importing import chunks, working
folder = Path(sys.argv[1])
working.CHUNK = 10
usual = chunks.Taken.keep
def held(taken):
    usual(taken)
    if taken.importing.rows == 30:
        (folder / "held").touch()
        time.sleep(600)
chunks.Taken.keep = held
working.work(seconds=600)
"""


@pytest.fixture
def shared(transactional_db: None, settings: Settings) -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder and an environment that a worker's process and this test share."""
    with tempfile.TemporaryDirectory(prefix="kw-") as name, shared_database(Path(name)) as database:
        settings.INTAKE_DIR = Path(name) / "intake"
        yield Path(name), {**os.environ, **database, "VAR_DIR": name, "SECRET_KEY": settings.SECRET_KEY,
                           "DJANGO_SETTINGS_MODULE": "khorasan_watch.settings"}  # fmt: skip


@contextmanager
def at_the_third_chunk(folder: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has written all of a chunk, and is about to commit it."""
    child = subprocess.Popen([sys.executable, "-c", PROGRAM, str(folder)], cwd=ROOT, env=environment,
                             start_new_session=True)  # fmt: skip
    try:
        wait_until((folder / "held").exists, what="the third chunk")
        yield child
    finally:
        kill(child)
        child.wait()


def finish(importing: Import) -> None:
    Import.objects.filter(pk=importing.pk).update(leased_until=timezone.now())
    while work(seconds=60):
        pass
    importing.refresh_from_db()


@pytest.mark.each
def test_killed_in_a_chunk_it_goes_on_after_the_last_whole_one(shared: tuple[Path, dict[str, str]]) -> None:
    folder, environment = shared
    importing = brought(write_file(folder / "a.csv", some_rows(45)))
    with at_the_third_chunk(folder, environment):
        pass
    importing.refresh_from_db()
    assert (importing.state, importing.counts["new"], Entry.objects.count()) == (ImportState.RUNNING, 20, 20)

    finish(importing)

    assert (importing.state, importing.rows, importing.counts["new"]) == (ImportState.DONE, 45, 45)
    assert Entry.objects.count() == Report.objects.count() == Incident.objects.count() == 45
    assert problems() == []


@pytest.mark.django_db
def test_paused_it_rests_between_chunks_and_goes_on(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(working, "CHUNK", 10)
    importing, editor = brought(write_file(tmp_path / "a.csv", some_rows(45))), someone(Role.EDITOR)
    work(seconds=60, tell=lambda running: pause(running, by=editor) if running.position > 15 else None)
    importing.refresh_from_db()
    assert (importing.state, Entry.objects.count()) == (ImportState.PAUSED, 20)
    assert not work(seconds=1)

    resume(importing, by=editor)
    finish(importing)

    assert (importing.state, importing.rows, Entry.objects.count()) == (ImportState.DONE, 45, 45)


@pytest.mark.django_db
def test_cancelled_it_stops_for_good_unless_somebody_goes_on(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(working, "CHUNK", 10)
    importing, editor = brought(write_file(tmp_path / "a.csv", some_rows(45))), someone(Role.EDITOR)
    work(seconds=60, tell=lambda running: cancel(running, by=editor))

    assert not work(seconds=1)
    importing.refresh_from_db()
    assert (importing.state, importing.rows) == (ImportState.CANCELLED, 10)
    with pytest.raises(ValidationError, match="It has ended already"):
        cancel(importing, by=editor)
    resume(importing, by=editor)
    finish(importing)
    assert importing.rows == 45


@pytest.mark.django_db
def test_a_turn_ends_and_the_next_goes_on(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(working, "CHUNK", 10)
    importing = brought(write_file(tmp_path / "a.csv", some_rows(45)))
    seen = []
    while work(seconds=0, tell=lambda running: seen.append(running.rows)):
        pass

    importing.refresh_from_db()
    assert seen[:5] == [10, 20, 30, 40, 45] and importing.state == ImportState.DONE


@pytest.mark.django_db
def test_one_worker_at_a_time(tmp_path: Path) -> None:
    brought(write_file(tmp_path / "a.csv", some_rows(3)))
    held = working.claim()

    assert held is not None and working.claim() is None


@pytest.mark.django_db
def test_what_fails_again_and_again_is_given_up_with_a_sentence(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    importing = brought(write_file(tmp_path / "a.csv", some_rows(3)))
    monkeypatch.setattr(working, "Places", lambda key: 1 / 0)
    for _ in range(MOST_ATTEMPTS + 1):
        work(seconds=60)

    importing.refresh_from_db()
    assert (importing.state, importing.problem) == (ImportState.FAILED, working.GIVEN_UP)


@pytest.mark.django_db
def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    importing = brought(write_file(tmp_path / "a.csv", some_rows(3)))
    importing.path.unlink()
    work(seconds=60)

    importing.refresh_from_db()
    assert (importing.state, importing.problem) == (ImportState.FAILED, "There is no such file. Check the path.")
