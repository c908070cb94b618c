"""Keeps the site's processes running together: when one ends, or Ctrl-C comes, all are stopped, Redis last.

Nothing outlives the supervisor. Each process has a group of its own that is killed when it does not stop in time, and
a keeper (Honcho's relay of its output) that ends the group when the supervisor itself is gone, even by `kill -9`.
"""

import math
import multiprocessing
import os
import queue
import shlex
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from honcho.manager import Manager
from honcho.process import Process

from khorasan_watch import private_redis

GRACE_SECONDS = 4.0  # then what has not stopped by itself is killed
MEMORY = {  # the C library gives big arrays back to the system at every answer; kept, answers come nearly twice as fast
    "MALLOC_MMAP_THRESHOLD_": "268435456", "MALLOC_TRIM_THRESHOLD_": "268435456", "MALLOC_TOP_PAD_": "16777216",
    "MALLOC_ARENA_MAX": "1",
}  # fmt: skip
LAST = "redis"  # the worker hands its unfinished messages back while Redis still listens


def run(commands: dict[str, list[str]]) -> int:
    """Start everything and wait for the end; the answer is the exit status."""
    multiprocessing.set_start_method("fork", force=True)
    supervisor = Supervisor()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "khorasan_watch.settings", "PYTHONUNBUFFERED": "1"}
    for name, words in commands.items():
        own = {**environment, **MEMORY} if name == "web" else environment
        supervisor.add_process(name, f"exec {shlex.join(words)}", env=own, cwd=str(settings.BASE_DIR))
    return supervisor.loop()


def commands(port: int) -> dict[str, list[str]]:
    """The command line of each process; a Redis of one's own (REDIS_URL) is not started here."""
    celery = ["nice", program("celery"), "-A", "khorasan_watch", "--quiet"]  # readers come first
    level = settings.LOG_LEVEL.lower()
    quiet = ("--loglevel", level, "--without-gossip", "--without-mingle")
    redis = {LAST: private_redis.command(settings.VAR_DIR)} if settings.IS_REDIS_PRIVATE else {}
    return {
        **redis,
        "web": [sys.executable, "-m", "khorasan_watch.web", "127.0.0.1", str(port)],
        "worker": [*celery, "worker", "--concurrency", "2", "--queues", "celery,exports", *quiet],
        "publisher": [
            *celery, "worker", "--pool", "solo", "--queues", "publishing", "--hostname", "publisher@%h", *quiet,
        ],
        "beat": [*celery, "beat", "--loglevel", level, "--schedule", settings.CELERY_BEAT_SCHEDULE_FILENAME],
    }


def program(name: str) -> str:
    """A program installed beside the running Python."""
    return str(Path(sys.executable).parent / name)


class Supervisor(Manager):
    """Honcho's manager with our own order of stopping."""

    def __init__(self) -> None:
        super().__init__()
        self._process_ctor = KeptProcess
        self._asked_to_stop = False
        self._asked_at: dict[str, float] = {}

    def loop(self) -> int:
        """Run until all have ended: 0 when asked to stop, 1 when a process ended by itself."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        parent = os.getppid()
        self._start()
        while not self._all_stopped():
            self._take_event()
            if self._asked_to_stop or self._any_stopped() or os.getppid() != parent:
                self._stop()
        for process in self._processes.values():
            self._procmgr.kill(process["pid"])  # what a process may have left behind in its group
        return 0 if self._asked_to_stop else 1

    def _ask_to_stop(self, *_: Any) -> None:
        self._asked_to_stop = True

    def _take_event(self) -> None:
        """Print a line, or note a start or an end."""
        try:
            event = self.events.get(timeout=0.1)
        except queue.Empty:
            self._note_lost_keepers()
            return
        if event.type == "line":
            self._printer.write(event)
        elif event.type == "start":
            self._processes[event.name]["pid"] = event.data["pid"]
        else:
            self._note_end(event.name, event.data["returncode"])

    def _note_end(self, name: str, status: int) -> None:
        self._processes[name]["returncode"] = status
        if not self._asked_to_stop and not self._asked_at:
            self._system_print(f"{name} ended by itself (status {status}; see above), so everything stops.")

    def _note_lost_keepers(self) -> None:
        for name, process in self._processes.items():
            if "pid" in process and "returncode" not in process and not process["process"].is_alive():
                self._note_end(name, -signal.SIGKILL)

    def _stop(self) -> None:
        """Ask all but Redis, then Redis, and kill what lingers; Redis has its time from when it was asked."""
        running = {name: p["pid"] for name, p in self._processes.items() if "returncode" not in p and "pid" in p}
        for name, pid in running.items():
            if name not in self._asked_at and (name != LAST or set(running) == {LAST}):
                self._asked_at[name] = time.monotonic()
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGTERM)
            elif time.monotonic() - self._asked_at.get(name, math.inf) > GRACE_SECONDS:
                self._procmgr.kill(pid)


class KeptProcess(Process):
    """A process whose keeper ends it when the supervisor is gone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._supervisor = os.getpid()

    def run(self, events: Any = None, ignore_signals: bool = False) -> None:
        threading.Thread(target=self._outlive_nobody, daemon=True).start()
        super().run(events, ignore_signals)

    def _outlive_nobody(self) -> None:
        while os.getppid() == self._supervisor or self._child is None:
            time.sleep(0.2)
        with suppress(ProcessLookupError):
            os.kill(self._child.pid, signal.SIGTERM)
            time.sleep(GRACE_SECONDS)
            os.killpg(self._child.pid, signal.SIGKILL)
        os._exit(1)
