"""Reads a file that may be hostile in a process of its own, which ends when it takes too much of anything."""

import logging
import os
import signal
import subprocess
import sys
from contextlib import ExitStack, suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from intake.tables.rows import NEEDS_MEMORY, REFUSES, WRITES_TOO_MUCH, Found
from intake.tables.table import MOST_BYTES, Refused

ROOT = Path(__file__).resolve().parents[2]
INHERITED = ("LD_LIBRARY_PATH", "PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "TMPDIR")
TOO_LONG = "It takes too long to read, which a sound file of its size does not. Export it as CSV in UTF-8."
TOO_MUCH = "It needs more memory than a sound file of its size does. Export it as CSV in UTF-8."
TOO_LARGE = "Its rows come to more than can be kept at once. Export it as CSV in UTF-8, in parts."
UNREADABLE = "It is damaged, or made in a way that is not known here. Export it as CSV in UTF-8."

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """Bytes of memory, seconds of work, bytes written, and seconds on the clock."""

    memory: int
    work: int
    written: int
    seconds: int


JUDGING = Limits(memory=200_000_000, work=1, written=0, seconds=10)
READING = Limits(memory=512_000_000, work=900, written=MOST_BYTES, seconds=1_800)


def judge_apart(kind: str, path: Path) -> None:
    """Look at how a file is made, without reading it. Raises Refused."""
    _run(f"judge-{kind}", path, subprocess.DEVNULL, JUDGING)


def read_apart(kind: str, path: Path, *, limits: Limits = READING) -> tuple[Found, IO[str]]:
    """What was found, and the rows. Raises Refused."""
    with ExitStack() as opened:
        rows = opened.enter_context(TemporaryFile("w+", encoding="utf-8", newline=""))
        found = _run(f"read-{kind}", path, rows.fileno(), limits)
        opened.pop_all()  # from here on whoever asked closes it
    rows.seek(0)
    return found, rows


def _run(task: str, path: Path, rows: int, limits: Limits) -> Found:
    command = [sys.executable, "-s", "-S", "-X", "utf8", "-m", "intake.tables.child", task]
    with path.open("rb") as file:
        child = subprocess.Popen(  # noqa: S603 – our own program
            [*command, *(str(limit) for limit in astuple(limits)[:3])], cwd=ROOT, start_new_session=True,
            stdin=file, stdout=rows, stderr=subprocess.PIPE,
            env={name: os.environ[name] for name in INHERITED if name in os.environ},
        )  # fmt: skip
    try:
        _, said = child.communicate(timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        raise Refused(TOO_LONG) from None
    finally:
        _end(child)
    return _told(child.returncode, said)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """With whatever it may have started; also when this process is interrupted."""
    with suppress(ProcessLookupError):
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if child.stderr:
        child.stderr.close()


def _told(status: int, said: bytes) -> Found:
    if status == 0:
        return Found.from_json(said)
    if status == REFUSES:
        raise Refused(said.decode())
    ends = {NEEDS_MEMORY: TOO_MUCH, WRITES_TOO_MUCH: TOO_LARGE, -signal.SIGXCPU: TOO_LONG, -signal.SIGKILL: TOO_MUCH}
    if status not in ends:
        logger.error("The process that reads files ended with %s: %s", status, said[-2000:].decode(errors="replace"))
    raise Refused(ends.get(status, UNREADABLE))
