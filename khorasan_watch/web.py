"""The web processes: `python -m khorasan_watch.web ADDRESS PORT`. Loaded once, then forked, they share their code."""

import gc
import sys

from django.urls import get_resolver
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from khorasan_watch import wsgi

WORKERS = 2
THREADS = 2  # in each; what a thread has at hand is its own
LAST_ANSWERS_SECONDS = 2  # then what is still under way is cut off


def main(address: str, port: int) -> None:
    load()
    gc.collect()
    gc.freeze()  # what is never looked through for garbage again stays shared
    Server(
        f"{wsgi.__name__}:application", address=address, port=port, interface=Interfaces.WSGI, websockets=False,
        workers=WORKERS, blocking_threads=THREADS, workers_kill_timeout=LAST_ANSWERS_SECONDS,
        log_level=LogLevels.warning,
    ).serve()  # fmt: skip


def load() -> None:
    """All code that answers, which Django would load at the first question."""
    for pattern in get_resolver().url_patterns:
        getattr(pattern, "url_patterns", None)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
