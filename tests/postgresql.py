"""A real PostgreSQL for a command: `python -m tests.postgresql COMMAND …` starts a fresh one, then removes it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.programs import find_postgresql

UNPRIVILEGED = "postgres"
FASTER = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "jit=off")


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a fresh server that listens on a private unix socket alone."""
    folder = Path(tempfile.mkdtemp(prefix="kw-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, UNPRIVILEGED)
    data, options = folder / "data", f"-k {folder} -c listen_addresses= " + " ".join(f"-c {one}" for one in FASTER)
    try:
        _run("initdb", "-D", str(data), "-U", "kw", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync")
        _run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        yield f"postgresql://kw@/postgres?host={folder}"
    finally:
        _run("pg_ctl", "-D", str(data), "-m", "immediate", "stop", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _run(name: str, *words: str, check: bool = True) -> None:
    """A PostgreSQL program, never as root, which it refuses."""
    program = find_postgresql(name) or sys.exit(f"{name} is missing: install PostgreSQL.")
    become = {"user": UNPRIVILEGED, "group": UNPRIVILEGED, "extra_groups": []} if os.geteuid() == 0 else {}
    options: dict[str, Any] = {"cwd": tempfile.gettempdir(), "stdout": subprocess.DEVNULL, **become}
    subprocess.run([str(program), *words], check=check, **options)


def main() -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with postgresql() as address:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
