"""The program of the process that reads a file that may be hostile: the file comes as its input, rows are its output.

It knows the standard library alone and none of the site's secrets, binds itself before it looks at the file, and ends
when whoever asked is gone.
"""

import errno
import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from types import FrameType
from typing import IO

from intake.tables import geojson, workbooks
from intake.tables.rows import NEEDS_MEMORY, REFUSES, WRITES_TOO_MUCH, Found, Rows
from intake.tables.table import Refused

TASKS: dict[str, Callable[[IO[bytes], Rows], Found]] = {
    "judge-workbook": workbooks.judge, "read-workbook": workbooks.read, "read-geojson": geojson.read,
}  # fmt: skip


def main(task: str, memory: str, work: str, written: str) -> int:
    _bind({resource.RLIMIT_AS: int(memory), resource.RLIMIT_CPU: int(work), resource.RLIMIT_FSIZE: int(written)})
    _attend(os.getppid())
    try:
        with open(1, "w", encoding="utf-8", newline="", closefd=False) as output:
            rows = Rows(output)
            found = replace(TASKS[task](sys.stdin.buffer, rows), last=rows.last)
    except Refused as refusal:
        print(refusal, end="", file=sys.stderr)  # noqa: T201 – this is how it answers
        return REFUSES
    except MemoryError:
        return NEEDS_MEMORY
    except OSError as trouble:
        if trouble.errno in {errno.EFBIG, errno.ENOSPC}:
            return WRITES_TOO_MUCH
        raise
    print(found.as_json(), file=sys.stderr)  # noqa: T201 – this is how it answers
    return 0


def _bind(limits: dict[int, int]) -> None:
    """Some systems do not know some limits; the clock of whoever asked binds there."""
    for limit, most in limits.items():
        with suppress(OSError, ValueError):
            resource.setrlimit(limit, (most, most + 1))  # a signal of its own tells the first from the last


def _attend(parent: int) -> None:
    def look(number: int, frame: FrameType | None) -> None:
        if os.getppid() != parent:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
