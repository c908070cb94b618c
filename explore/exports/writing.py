"""Writes a file in a process of its own: libraries for workbooks and geofiles would cost each web worker its memory.

The process ends when it takes too long, when it is not wanted any more, and when this one is gone, even by `kill -9`.
"""

import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

LISTEN_SECONDS = 1.0


class NotWritten(Exception):
    """No file was made; says why in a sentence for readers."""


class TookTooLong(NotWritten):
    """The same question would take too long again."""


class NotWanted(NotWritten):
    """Whoever asked said so meanwhile."""


@dataclass(frozen=True)
class Order:
    """A file to be written: of a snapshot's folder, the rows of a filter as an address has it.

    `incident` is the address of an incident, with ADDRESS_OF in place of its public id.
    """

    format: str
    snapshot: Path
    filter: str
    incident: str

    def command(self, path: Path) -> list[str]:
        return [
            sys.executable, str(settings.BASE_DIR / "manage.py"), "write_export", str(path), "--verbosity=0",
            "--attended", "--filter=-", f"--incident={self.incident}", f"--snapshot={self.snapshot}",
        ]  # fmt: skip


def always(done: int) -> bool:
    """Go on."""
    return True


def write(order: Order, path: Path, *, seconds: float, told: Callable[[int], bool] = always) -> None:
    """Write the file. `told` hears at least once a second how many rows are done; False from it ends the work.

    Raises NotWritten; then what lies in the folder of `path`, which is the work's own, is not to be used.
    """
    end = time.monotonic() + seconds
    child = _started(order.command(path))
    assert child.stdin and child.stdout  # noqa: S101 – they are pipes
    try:
        with suppress(BrokenPipeError):  # it has ended already; its status says how
            child.stdin.write(order.filter.encode() + b"\n")
            child.stdin.flush()
        _listen(child.stdout, end, told)
        child.wait(max(end - time.monotonic(), LISTEN_SECONDS))
    except subprocess.TimeoutExpired:
        raise TookTooLong("It took too long.") from None
    finally:
        _end(child)
    if child.returncode:
        raise NotWritten("The program that writes it ended early.")


def _started(command: list[str]) -> "subprocess.Popen[bytes]":
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 – our own program
    except OSError as trouble:
        raise NotWritten("The program that writes it could not be started.") from trouble


def _listen(progress: IO[bytes], end: float, told: Callable[[int], bool]) -> None:
    """Until the process says no more."""
    done, rest = 0, b""
    with selectors.DefaultSelector() as selector:
        selector.register(progress, selectors.EVENT_READ)
        while True:
            said = os.read(progress.fileno(), 4096) if (is_heard := selector.select(LISTEN_SECONDS)) else b""
            if is_heard and not said:
                return
            *lines, rest = (rest + said).split(b"\n")
            done = int(lines[-1]) if lines else done
            if time.monotonic() > end:
                raise TookTooLong("It took too long.")
            if not told(done):
                raise NotWanted("It is not wanted any more.")


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.kill()
    for pipe in (child.stdin, child.stdout):
        with suppress(BrokenPipeError):
            pipe.close()  # type: ignore[union-attr]
    child.wait()
