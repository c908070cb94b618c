"""The web processes as the site starts them, asked over HTTP by a few connections; and the memory they take."""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from typing import Any

import numpy as np
import psutil

from bench.timing import summary
from khorasan_watch import supervisor
from tests.running import free_port
from tests.services import stop, wait_until

TRIES, SECONDS = 7, 2.0
HEADERS = {"Accept-Encoding": "gzip"}
PIECE = 1 << 18
LENGTH = re.compile(rb"(?i)\r\ncontent-length: (\d+)")
MEGABYTE = 1_000_000


@contextmanager
def web() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The site's web processes alone, over this process's database and snapshots; yields port and process."""
    port = free_port()
    command = supervisor.commands(port)["web"]
    environment = {**os.environ, **supervisor.MEMORY}
    process = subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603 – our own program
    try:
        wait_until(lambda: is_answering(port), what="the first answer")
        yield port, process
    finally:
        stop(process)


@contextmanager
def site() -> Iterator[int]:
    """The whole site as a user starts it, over this process's database and snapshots; yields its port."""
    port = free_port()
    command = [sys.executable, "-m", "khorasan_watch.launch"]
    process = subprocess.Popen(command, env={**os.environ, "PORT": str(port)}, start_new_session=True)  # noqa: S603
    try:
        wait_until(lambda: is_answering(port), what="the first answer")
        yield port
    finally:
        process.terminate()
        process.wait()


def seconds_until_another(port: int, version: str) -> float:
    """How long until the site answers from another version than this."""
    connection, began = http.client.HTTPConnection("127.0.0.1", port), time.perf_counter()
    while version_at(connection) == version:
        time.sleep(0.02)
    return time.perf_counter() - began


def version_at(connection: http.client.HTTPConnection) -> str:
    connection.request("GET", "/api/v1/explore/?mode=provinces&rows=0&q=none")
    return str(json.load(connection.getresponse())["version"])


def is_answering(port: int) -> bool:
    try:
        return fetch(http.client.HTTPConnection("127.0.0.1", port), "/api/v1/explore/") > 0
    except OSError:
        return False


def fetch(connection: http.client.HTTPConnection, address: str) -> int:
    """Bytes of an answer."""
    connection.request("GET", address, headers=HEADERS)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, (address, answer.status, body[:300])
    return len(body)


def asked(port: int, addresses: Sequence[str], connections: int) -> dict[str, float]:
    """Answers a second over some connections that ask without a pause, and milliseconds of an answer.

    The median of some tries with connections of their own, as it is chance which web process a connection comes to:
    once in eight tries all of four come to the same one.
    """
    tries = [_once(port, addresses, connections) for _ in range(TRIES)]
    return {name: round(float(np.median([each[name] for each in tries])), 2) for name in tries[0]}


def _once(port: int, addresses: Sequence[str], connections: int) -> dict[str, float]:
    times: list[float] = []
    end = time.monotonic() + SECONDS

    def ask(number: int) -> None:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            for address in islice(cycle(addresses), number * 3, None):
                if time.monotonic() > end:
                    break
                began = time.perf_counter()
                receive(connection, address)
                times.append(1000 * (time.perf_counter() - began))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"answers_per_s": round(len(times) / SECONDS, 1), **summary(times)}


def receive(connection: socket.socket, address: str) -> None:
    """An answer, taken without looking into it: who asks shares the cores with who is measured."""
    connection.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode())
    head, _, body = connection.recv(PIECE).partition(b"\r\n\r\n")
    size = LENGTH.search(head)
    assert head.startswith(b"HTTP/1.1 200 ") and size, (address, head[:300])
    missing = int(size[1]) - len(body)
    while missing > 0:
        missing -= len(connection.recv(PIECE))


def private_megabytes(process: subprocess.Popen[bytes]) -> list[float]:
    """Memory that each web worker has for itself; what is mapped from files is shared."""
    workers = psutil.Process(process.pid).children(recursive=True)
    return sorted(round(worker.memory_full_info().uss / MEGABYTE, 1) for worker in workers if _is_worker(worker))


def _is_worker(process: Any) -> bool:
    return "resource_tracker" not in " ".join(process.cmdline())
