"""The processes that write files: killed, too slow, or left alone, they leave nothing behind and nobody waiting."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from django.conf import settings as site
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from explore.exports import jobs
from explore.exports.writing import NotWanted, NotWritten, Order, TookTooLong, write
from explore.models import ExportJob
from explore.snapshot.audience import Audience
from explore.snapshot.current import current
from tests.explore.exported import READERS, from_csv, from_xlsx
from tests.explore.test_exports import fetched
from tests.explore.world import make_world
from tests.factories import make_published_incident
from tests.services import ROOT, celery_worker, is_living, private_redis, shared_database, wait_until

ENDS = {"kills itself": "os.kill(os.getpid(), 9)", "ends early": "sys.exit(3)", "cannot be read": "("}


def writers(above: psutil.Process | None = None) -> list[psutil.Process]:
    """The processes beneath one that are writing a file."""
    found = []
    for process in (above or psutil.Process()).children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if "write_export" in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


def environment() -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "khorasan_watch.settings", "SECRET_KEY": site.SECRET_KEY}


@pytest.fixture
def order(db: None) -> Order:
    make_world(30)
    return Order("xlsx", current.snapshot(Audience.PUBLIC).folder, "family=strategic", "/incidents/KW-0000-000000/")


@pytest.mark.once
def test_it_says_how_far_it_is(order: Order, tmp_path: Path) -> None:
    heard: list[int] = []

    def hear(done: int) -> bool:
        heard.append(done)
        return True

    write(order, tmp_path / "a.xlsx", seconds=60, told=hear)

    assert heard[-1] == len(from_xlsx((tmp_path / "a.xlsx").read_bytes())) > 0


@pytest.mark.once
def test_one_that_is_killed_leaves_no_file(order: Order, tmp_path: Path) -> None:
    def kill_it() -> None:
        wait_until(writers, what="the writer's start")
        writers()[0].kill()

    killer = threading.Thread(target=kill_it)
    killer.start()
    with pytest.raises(NotWritten):
        write(order, tmp_path / "a.xlsx", seconds=60)
    killer.join()

    assert list(tmp_path.iterdir()) == []


@pytest.mark.once
def test_one_that_takes_too_long_is_killed(order: Order, tmp_path: Path) -> None:
    began = time.monotonic()

    with pytest.raises(TookTooLong):
        write(order, tmp_path / "a.xlsx", seconds=0.1)

    assert time.monotonic() - began < 5 and writers() == []


@pytest.mark.once
def test_one_that_is_not_wanted_any_more_is_killed(order: Order, tmp_path: Path) -> None:
    with pytest.raises(NotWanted):
        write(order, tmp_path / "a.xlsx", seconds=60, told=lambda done: False)

    assert writers() == [] and not (tmp_path / "a.xlsx").exists()


@pytest.mark.once
def test_one_whose_asker_is_killed_ends_by_itself(order: Order, tmp_path: Path) -> None:
    program = f"""
import django
django.setup()
from pathlib import Path
from explore.exports.writing import Order, write
order = Order("xlsx", Path({str(order.snapshot)!r}), {order.filter!r}, {order.incident!r})
write(order, Path({str(tmp_path / "a.xlsx")!r}), seconds=60)
"""
    asker = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, env=environment())
    try:
        wait_until(lambda: writers(psutil.Process(asker.pid)), what="the writer's start")
        writer = writers(psutil.Process(asker.pid))[0]
    finally:
        asker.kill()
        asker.wait()

    wait_until(lambda: not is_living(writer), what="the writer's end")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("end", ENDS)
def test_a_writer_that_fails_is_said_kindly(end: str, settings: Settings, tmp_path: Path) -> None:
    make_published_incident()
    settings.BASE_DIR, settings.EXPORT_DIR = tmp_path, tmp_path / "exports"
    (tmp_path / "manage.py").write_text(f"import os, sys\n{ENDS[end]}\n")

    answer = Client().get("/api/v1/explore/export.parquet")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "Try again, or ask for it as a job" in answer.json()["detail"]
    assert list(settings.EXPORT_DIR.iterdir()) == []


@pytest.fixture
def broker(transactional_db: None, settings: Settings) -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder and an environment that a real worker and this test share."""
    with tempfile.TemporaryDirectory(prefix="kw-") as name, private_redis(Path(name) / "redis") as url:
        settings.SNAPSHOT_DIR, settings.EXPORT_DIR = Path(name) / "snapshots", Path(name) / "exports"
        with shared_database(Path(name)) as database:
            yield Path(name), {**database, "VAR_DIR": name, "SECRET_KEY": settings.SECRET_KEY, "REDIS_URL": url}


def test_a_file_under_way_in_a_killed_worker_is_written_once_by_the_next(
    broker: tuple[Path, dict[str, str]], settings: Settings
) -> None:
    folder, shared = broker
    make_world(30)
    expected = from_csv(fetched("csv"))
    body = {"format": "parquet"}
    job = Client().post("/api/v1/explore/exports/", body, "application/json").json()
    options = ("--concurrency=1", "--queues=celery,exports", "--beat", f"--schedule={folder / 'schedule'}")
    exports = Path(settings.EXPORT_DIR)

    with celery_worker(*options, env=shared, log=folder / "first.log") as first:
        worker = psutil.Process(first.pid)
        wait_until(lambda: writers(worker), what="the writer's start")
        writer = writers(worker)[0]
        for process in [*worker.children(recursive=True), worker]:
            if process != writer:
                process.kill()
        wait_until(lambda: not is_living(writer), what="the writer's end")
    known = ExportJob.objects.get()
    assert (known.state, known.attempts, known.token) == ("running", 1, None)
    assert [path.name for path in exports.iterdir() if not path.name.startswith(".")] == []

    ExportJob.objects.update(leased_until=timezone.now())
    with celery_worker(*options, env=shared, log=folder / "second.log"):
        wait_until(lambda: Client().get(job["url"]).json()["state"] == "done", what="writing the file")

    known.refresh_from_db()
    assert (known.attempts, known.done) == (2, len(expected))
    assert READERS["parquet"](Client().get(f"/api/v1/explore/exports/files/{known.token}/").getvalue()) == expected
    assert [path.name for path in exports.iterdir() if not path.name.startswith(".")] == [f"{known.pk}.parquet"]
    jobs.sweep(now=timezone.now() + jobs.KEPT / 2)
    assert [path.name for path in exports.iterdir()] == [f"{known.pk}.parquet"]
