"""The site as a user starts it, `make run`, in a state folder and on a port of its own."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import psutil

from tests.services import ROOT, wait_until
from tools.check import clean_environment

FIRST_START_SECONDS = 180.0
ADDRESS = re.compile(r"Khorasan Watch is at (http://\S+)")
PASSWORD = re.compile(r"Account made: (\w+), password (\S+)")


@dataclass
class RunningSite:
    """A started site; `seconds` is how long it took until it said its address."""

    make: subprocess.Popen[bytes]
    log: Path
    state: Path
    seconds: float = 0.0

    @property
    def said(self) -> str:
        return self.log.read_text(errors="replace")

    @property
    def url(self) -> str:
        found = ADDRESS.search(self.said)
        assert found, self.said
        return found[1]

    @property
    def passwords(self) -> dict[str, str]:
        return dict(PASSWORD.findall(self.said))

    def read(self, address: str) -> str:
        """A page, asked for without any proxy."""
        with build_opener(ProxyHandler({})).open(self.url + address, timeout=20) as answer:
            return str(answer.read().decode())

    def processes(self) -> dict[str, psutil.Process]:
        """What runs beneath `make`, by a word of its command line; keepers and pool processes under their number."""
        words = {"launch": "khorasan_watch.launch", "web": "khorasan_watch.web", "publisher": " publishing ",
                 "worker": " worker ", "beat": " beat ", "redis": "redis-server"}
        found = {}
        for process in psutil.Process(self.make.pid).children(recursive=True):
            line = " ".join(process.cmdline()) + " "
            name = next((name for name, word in words.items() if word in line and name not in found), str(process.pid))
            found[name] = process
        return found

    def interrupt(self) -> None:
        """Ctrl-C: the terminal signals the whole foreground group, `make` and what it started."""
        os.killpg(self.make.pid, signal.SIGINT)


@contextmanager
def running_site(state: Path, **settings: str) -> Iterator[RunningSite]:
    """`make run` until it says its address; whatever is left of it at the end is killed."""
    state.parent.mkdir(parents=True, exist_ok=True)
    log = state.parent / f"{state.name[:20]}-{time.monotonic_ns()}.log"
    environment = {**clean_environment(state), "PORT": str(free_port()), **settings}
    del environment["SECRET_KEY"]
    with log.open("wb") as output:
        make = subprocess.Popen(
            ["make", "run"], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            start_new_session=True,
        )
    site = RunningSite(make, log, state)
    everything: list[psutil.Process] = []
    began = time.monotonic()
    try:
        wait_until(lambda: ADDRESS.search(site.said) or make.poll() is not None, seconds=FIRST_START_SECONDS)
        assert make.poll() is None, site.said
        site.seconds = time.monotonic() - began
        everything = list(site.processes().values())
        yield site
    finally:
        kill(make, everything)


def kill(make: subprocess.Popen[bytes], everything: list[psutil.Process]) -> None:
    """Whatever is left, known from before or found now."""
    with suppress(psutil.NoSuchProcess):
        everything = [*psutil.Process(make.pid).children(recursive=True), *everything]
    for process in everything:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    if make.poll() is None:
        make.kill()
    make.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
