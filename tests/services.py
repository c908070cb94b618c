"""Real services for tests, each a context manager that ends what it began, come what may."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psutil
import redis
from django.db import connections

from khorasan_watch.private_redis import server_program

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30.0


def wait_until(is_so: Callable[[], object], *, seconds: float = PATIENCE, what: str = "it") -> None:
    """Look again and again until `is_so`, or fail saying what did not happen."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not happen within {seconds:g} s")
        time.sleep(0.05)


@contextmanager
def process(*command: str, log: Path, env: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A command in a session of its own, so that all its children end with it."""
    with log.open("ab") as output:
        child = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **(env or {})}, stdout=output, stderr=output, start_new_session=True
        )
    try:
        yield child
    finally:
        stop(child)


def stop(child: subprocess.Popen[bytes], *, seconds: float = 10) -> None:
    """Ask a process to end, then make it and its children end."""
    if child.poll() is None:
        child.terminate()
        with suppress(subprocess.TimeoutExpired):
            child.wait(seconds)
    kill(child)


def kill(child: subprocess.Popen[bytes]) -> None:
    """`kill -9` a process and its children: no goodbye, no cleaning up."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def is_living(process: psutil.Process) -> bool:
    """Whether it has not ended; one that only waits to be buried has."""
    with suppress(psutil.NoSuchProcess):
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    return False


@contextmanager
def private_redis(folder: Path) -> Iterator[str]:
    """A Redis of our own on a unix socket in `folder` with an append-only file; yields its URL.

    A socket's path may be 107 bytes long at most, so `folder` should be short.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(path), "--dir", str(folder), "--appendonly", "yes"]
    with process(str(server_program()), *options, log=folder / "redis.log"):
        url = f"unix://{path}"
        wait_until(lambda: _answers(url), what="Redis answering")
        yield url


@contextmanager
def celery_worker(*options: str, env: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A real worker of the project, ready for work; `options` such as "--beat" or "--concurrency=1"."""
    command = [sys.executable, "-m", "celery", "-A", "khorasan_watch", "worker", "--loglevel=INFO", *options]
    seen = log.stat().st_size if log.exists() else 0
    with process(*command, log=log, env=env) as worker:
        wait_until(lambda: _has_ended(worker) or b" ready." in log.read_bytes()[seen:], what="the worker's start")
        if _has_ended(worker):
            raise AssertionError(f"the worker ended at once:\n{log.read_text()[-4000:]}")
        yield worker


@contextmanager
def http_server(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """A web server on a free local port, answering through `handler`; yields its URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def shared_database(folder: Path) -> Iterator[dict[str, str]]:
    """A database that this test and other processes use at once; yields the environment that leads them to it.

    On PostgreSQL the test's own (ask for `transactional_db`); SQLite's lives in memory, so a copy of it in a file.
    """
    here = connections["default"]
    if here.vendor == "postgresql":
        yield {"DATABASE_URL": _url_of(here.settings_dict)}
        return
    connections["default"] = there = here.copy()
    there.settings_dict["NAME"] = str(folder / "khorasan_watch.sqlite3")
    here.ensure_connection()
    there.ensure_connection()
    here.connection.backup(there.connection)
    try:
        yield {"DATABASE_URL": "", "VAR_DIR": str(folder)}
    finally:
        there.close()
        connections["default"] = here


def _url_of(database: Mapping[str, Any]) -> str:
    user, password, name = (quote(database[key], safe="") for key in ("USER", "PASSWORD", "NAME"))
    address = f"{database['HOST']}:{database['PORT']}" if database["PORT"] else database["HOST"]
    return f"postgresql://{user}:{password}@{address}/{name}?{urlencode(database['OPTIONS'])}"


def _has_ended(child: subprocess.Popen[bytes]) -> bool:
    return child.poll() is not None


def _answers(url: str) -> bool:
    with suppress(redis.RedisError, OSError), redis.Redis.from_url(url) as client:
        return bool(client.ping())
    return False
