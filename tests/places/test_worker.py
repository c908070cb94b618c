"""A real Celery worker on a real Redis: killed, raced and robbed of its messages, it loses and doubles nothing."""

import logging
import os
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest
import redis
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from khorasan_watch.celery import app
from places import tasks
from places.locating import Lease, claim_due
from places.models import GeocodingState, Place
from tests.factories import make_place
from tests.places.stand_ins import BrokenFor
from tests.services import celery_worker, kill, private_redis, shared_database, wait_until

pytestmark = pytest.mark.each
LEASE_SECONDS = 2


@dataclass
class Stack:
    """A database and a Redis that real workers share, and the folder of the slow gazetteer."""

    folder: Path
    redis_url: str
    environment: dict[str, str]

    def worker(self, *options: str, name: str) -> AbstractContextManager[Popen[bytes]]:
        log = self.folder / f"{name}.log"
        schedule = f"--schedule={self.folder / name}-schedule"
        return celery_worker("--beat", schedule, *options, env=self.environment, log=log)

    def asked(self) -> list[str]:
        """The questions put to the gazetteer, each as "process query"."""
        log = self.folder / "asked"
        return log.read_text().splitlines() if log.exists() else []

    def hold(self, query: str) -> None:
        (self.folder / "held").write_text(query)

    def let_go(self) -> None:
        (self.folder / "held").unlink()


@pytest.fixture
def stack(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    with (
        tempfile.TemporaryDirectory(prefix="kw-") as name,
        private_redis(Path(name) / "redis") as url,
        shared_database(Path(name)) as database,
    ):
        monkeypatch.setitem(app.conf, "broker_write_url", url.replace("unix://", "redis+socket://"))
        yield Stack(Path(name), url, {
            **database, "SECRET_KEY": settings.SECRET_KEY, "REDIS_URL": url,
            "GEOCODERS": "tests.places.stand_ins.SlowGazetteer", "SLOW_FOLDER": name, "NOMINATIM_URL": "",
            "GEOCODING_LEASE_SECONDS": str(LEASE_SECONDS), "LOCATE_EVERY_SECONDS": "1",
        })


def make_due(count: int) -> list[Place]:
    """Entered places that are due, each with an entry of its name in the gazetteer."""
    names = [f"{first}a{second}in" for first in "BDKLMNRST" for second in "bdklmnrst"][:count]
    for name in names:
        make_place(name=name)
    return [
        make_place(
            name=name, query=name, code=f"due-{name}", geocoding=GeocodingState.DUE, due_at=timezone.now(), lat=None,
            lon=None, precision="", uncertainty_km=None, coordinate_source="", public_place=None,
        )
        for name in names
    ]


def states() -> Counter[str]:
    return Counter(Place.objects.exclude(query="").values_list("geocoding", flat=True))


def times_located(place: Place) -> int:
    return place.history.filter(geocoding=GeocodingState.LOCATED).count()


def test_places_under_way_in_a_killed_worker_are_located_once_by_the_next(stack: Stack) -> None:
    places = make_due(8)
    held = places[4]
    stack.hold(held.query)
    with stack.worker("--concurrency=1", name="first") as first:
        wait_until(lambda: any(held.query in line for line in stack.asked()), what="the fifth question")
        kill(first)
    held.refresh_from_db()
    assert states() == {"located": 4, "leased": 1, "due": 3}

    stack.let_go()
    with stack.worker("--concurrency=1", name="second"):
        wait_until(lambda: states() == {"located": 8}, what="locating the rest")

    assert [times_located(place) for place in places] == [1] * 8
    queries = Counter(line.split(" ", 1)[1] for line in stack.asked())
    assert queries == {place.query: 2 if place == held else 1 for place in places}
    assert held.leased_until is not None
    assert held.history.latest().history_date >= held.leased_until


def test_two_workers_at_once_locate_each_place_once(stack: Stack) -> None:
    with stack.worker("--concurrency=1", name="one"), stack.worker("--concurrency=1", name="two"):
        places = make_due(30)
        tasks.ring()
        tasks.ring()
        wait_until(lambda: states() == {"located": 30}, what="locating all")

    workers, queries = zip(*(line.split(" ", 1) for line in stack.asked()), strict=True)
    assert sorted(queries) == sorted(place.query for place in places)
    assert len(set(workers)) == 2
    assert [times_located(place) for place in places] == [1] * 30


def test_with_every_message_lost_the_tick_alone_finishes(stack: Stack) -> None:
    make_due(3)
    tasks.ring()
    with redis.Redis.from_url(stack.redis_url) as broker:
        assert broker.llen("celery") == 1
        broker.flushall()

    with stack.worker("--concurrency=1", name="only"):
        wait_until(lambda: states() == {"located": 3}, what="locating all")


def test_the_bell_rings_after_the_commit_only(stack: Stack) -> None:
    with redis.Redis.from_url(stack.redis_url) as broker:
        with transaction.atomic():
            tasks.ring()
            assert broker.llen("celery") == 0
        assert broker.llen("celery") == 1


def test_a_bell_that_cannot_ring_is_logged_and_never_felt(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(app.conf, "broker_write_url", "redis+socket:///nowhere/redis.sock")
    tasks._ring_now()

    assert "the next tick finds them" in caplog.text


def test_a_redis_that_hangs_holds_nobody_up_for_long(
    stack: Stack, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with redis.Redis.from_url(stack.redis_url) as broker:
        process_id = broker.info("server")["process_id"]
    os.kill(process_id, signal.SIGSTOP)
    start = time.monotonic()
    try:
        tasks._ring_now()
    finally:
        os.kill(process_id, signal.SIGCONT)

    assert time.monotonic() - start < 5
    assert "the next tick finds them" in caplog.text


def test_a_place_that_breaks_the_geocoder_does_not_stop_the_others(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _, broken, _ = make_due(3)
    Place.objects.filter(pk=broken.pk).update(query="Broken")
    monkeypatch.setattr(tasks, "configured", lambda: [BrokenFor()])
    monkeypatch.setattr(tasks, "ring", lambda: pytest.fail("nothing is left to ring for"))

    with caplog.at_level(logging.CRITICAL):
        assert tasks.locate_due_places() == 3
    assert states() == {"not_found": 2, "due": 1}


def test_of_two_claims_that_saw_the_same_due_place_one_wins(db: None) -> None:
    make_due(1)
    others, faster = ["another worker"], []

    def claim() -> list[Lease]:
        return claim_due(now=timezone.now(), lease=timedelta(seconds=60), limit=1)

    def another_worker_is_faster(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("UPDATE") and others:
            others.pop()
            faster.extend(claim())
        return execute(sql, *rest)

    with connection.execute_wrapper(another_worker_is_faster):
        slower = claim()
    assert (len(faster), slower) == (1, [])
