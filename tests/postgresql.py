"""A real PostgreSQL for a command: `python -m tests.postgresql COMMAND …` starts a fresh one, then removes it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNPRIVILEGED = "postgres"
FASTER = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a fresh server that listens on a private unix socket alone."""
    folder = Path(tempfile.mkdtemp(prefix="kw-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, UNPRIVILEGED)
    data, options = folder / "data", f"-k {folder} -c listen_addresses= " + " ".join(f"-c {one}" for one in FASTER)
    try:
        _run("initdb", "-D", str(data), "-U", "kw", "--auth=trust", "-E", "UTF8", "--no-sync")
        _run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        yield f"postgresql://kw@/postgres?host={folder}"
    finally:
        _run("pg_ctl", "-D", str(data), "-m", "immediate", "stop", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *words: str, check: bool = True) -> None:
    """A PostgreSQL program, never as root, which it refuses."""
    as_user = ["setpriv", f"--reuid={UNPRIVILEGED}", f"--regid={UNPRIVILEGED}", "--init-groups"]
    command = [*(as_user if os.geteuid() == 0 else []), str(_find(program)), *words]
    subprocess.run(command, check=check, stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir())


def _find(program: str) -> Path:
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    if installed:
        return installed[-1]
    return Path(shutil.which(program) or sys.exit(f"{program} is missing: install PostgreSQL."))


if __name__ == "__main__":
    with postgresql() as address:
        answer = subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": address}, check=False)
    sys.exit(answer.returncode)
