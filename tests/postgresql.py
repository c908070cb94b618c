"""A real PostgreSQL for a command: `python -m tests.postgresql COMMAND …` starts a fresh one, then removes it.

Where a migrated one is kept, every database of the fresh one is born migrated.
"""

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

from khorasan_watch.env import BASE_DIR
from tests.kept import kept
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
        if _template().is_dir():
            _copy(_template(), data)
        else:
            _run("initdb", "-D", str(data), "-U", "kw", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync")
        _run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        yield f"postgresql://kw@/postgres?host={folder}"
    finally:
        _run("pg_ctl", "-D", str(data), "-m", "immediate", "stop", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def leading_to(address: str) -> dict[str, str]:
    """The environment of a process that is to use a database, by whose secret a kept one is sealed."""
    return {"DATABASE_URL": address, **{name: os.environ[name] for name in ("SECRET_KEY",) if name in os.environ}}


def keep() -> None:
    """Keep a server's data whose databases are migrated, `template1` among them: new ones are copies of that."""
    if _template().is_dir():
        return
    with postgresql() as address:
        folder, beginning = Path(address.rpartition("=")[2]), _template().with_suffix(f".{os.getpid()}")
        environment = {**os.environ, "DATABASE_URL": address.replace("/postgres?", "/template1?")}
        migrate = (sys.executable, "manage.py", "migrate", "--verbosity", "0")
        subprocess.run(migrate, cwd=BASE_DIR, env=environment, check=True)
        again = ("-c", "DROP DATABASE postgres", "-c", "CREATE DATABASE postgres")
        _run("psql", "-q", "-h", str(folder), "-U", "kw", "-d", "template1", *again)
        _run("pg_ctl", "-D", str(folder / "data"), "-w", "-m", "fast", "stop")
        _copy(folder / "data", beginning)
    beginning.rename(_template())


def _template() -> Path:
    """A data folder is for one version of PostgreSQL, by which its programs' folder is named."""
    return kept(f"postgresql-{_program('initdb').parent.parent.name}")


def _copy(old: Path, new: Path) -> None:
    """With its owner, which `shutil` leaves behind."""
    subprocess.run(["cp", "-a", str(old), str(new)], check=True)


def _program(name: str) -> Path:
    return find_postgresql(name) or sys.exit(f"{name} is missing: install PostgreSQL.")


def _run(name: str, *words: str, check: bool = True) -> None:
    """A PostgreSQL program, never as root, which it refuses."""
    become = {"user": UNPRIVILEGED, "group": UNPRIVILEGED, "extra_groups": []} if os.geteuid() == 0 else {}
    silent = {"stdout": subprocess.DEVNULL, "stderr": None if check else subprocess.DEVNULL}
    options: dict[str, Any] = {"cwd": tempfile.gettempdir(), **silent, **become}
    subprocess.run([str(_program(name)), *words], check=check, **options)


def main() -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with postgresql() as address:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
