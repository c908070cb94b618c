"""`python -m bench.suggesting`: how long suggestions take among many incidents, on PostgreSQL and on SQLite.

Each database is a fresh one, filled by `make_synthetic`, in a process of its own; figures are printed, not kept.
"""

import os
import subprocess
import sys
import tempfile
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from tests.postgresql import leading_to, postgresql
from tools.check import ROOT, clean_environment

SIZE = 100_000


def main() -> None:
    size = int(os.environ.get("N") or SIZE)
    databases: dict[str, AbstractContextManager[str]] = {"PostgreSQL": postgresql(), "SQLite": nullcontext("")}
    for name, database in databases.items():
        print(f"\n{size:,} incidents in {name}", flush=True)
        with tempfile.TemporaryDirectory(prefix="kw-bench-") as folder, database as address:
            environment = {**clean_environment(Path(folder)), **leading_to(address), "DEBUG": "no"}
            command = [sys.executable, "-m", "bench.suggested", str(size)]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603 – our own program


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as failure:
        sys.exit(f"`{' '.join(failure.cmd)}` ended with {failure.returncode}.")
