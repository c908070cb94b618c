"""The site as a user starts it, `make run`, in a state folder and on a port of its own."""

import fcntl
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import psutil

from tests.services import ROOT, wait_until
from tools.check import clean_environment

FIRST_START_SECONDS = 180.0
ADDRESS = re.compile(r"Khorasan Watch is at (http://\S+)")
DATABASE = "khorasan_watch.sqlite3"
SAID = "passwords.json"
PASSWORD = re.compile(r"Account made: (\w+), password (\S+)")


@dataclass
class RunningSite:
    """A started site; `seconds` is how long it took until it said its address.

    A copy does not say the passwords that the first start of its original said: they are `copied`.
    """

    make: subprocess.Popen[bytes]
    log: Path
    state: Path
    seconds: float = 0.0
    copied: dict[str, str] = field(default_factory=dict)

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
        return {**self.copied, **dict(PASSWORD.findall(self.said))}

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


@dataclass(frozen=True)
class Original:
    """What a first start made, to be copied, as gazetteers take their time; and the passwords that it said."""

    state: Path
    passwords: dict[str, str]


@contextmanager
def first_site(state: Path, folder: Path) -> Iterator[RunningSite]:
    """A first start, whose original is kept in a folder as soon as it is up; one at a time."""
    with ExitStack() as running:
        with locked(folder):
            site = running.enter_context(running_site(state))
            if not (folder / SAID).exists():
                keep_original(site, folder)
        yield site


def original_of(state: Path, folder: Path) -> Original:
    """The original of a folder; waits while somebody is making it, and makes it where nobody did."""
    with locked(folder):
        if not (folder / SAID).exists():
            with running_site(state) as site:
                keep_original(site, folder)
        return Original(folder / "state", json.loads((folder / SAID).read_text()))


def keep_original(site: RunningSite, folder: Path) -> None:
    copy_state(site.state, folder / "state")
    (folder / SAID).write_text(json.dumps(site.passwords))


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def copied_site(original: Original, state: Path) -> Iterator[RunningSite]:
    """A site of its own that holds what a first start made."""
    copy_state(original.state, state)
    with running_site(state) as site:
        site.copied = original.passwords
        yield site


def copy_state(old: Path, new: Path) -> None:
    new.mkdir(parents=True)
    with sqlite3.connect(old / DATABASE) as source, sqlite3.connect(new / DATABASE) as target:
        source.backup(target)
    shutil.copytree(old / "static", new / "static")
    for name in ("secret-key", "static-stamp"):
        shutil.copy(old / name, new)


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
