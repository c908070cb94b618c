"""`make bench`: Explore and its peers over the same synthetic incidents, each size in a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench import report
from tests.postgresql import leading_to, postgresql
from tools.check import ROOT, clean_environment

SIZES = (10_000, 100_000, 1_000_000)
LARGEST_DATABASE = 1_000_000


def main() -> None:
    sizes = [int(os.environ["N"])] if os.environ.get("N") else list(SIZES)
    results = [measured(size) for size in sizes]
    report.write(results)


def measured(size: int, *, rounds: int = 0) -> dict[str, Any]:
    """The figures of one size; larger ones than a database is filled with are built straight to columns.

    With `rounds` only the comparison with the peers, in so many rounds.
    """
    print(f"\n{size:,} incidents", flush=True)
    with tempfile.TemporaryDirectory(prefix="kw-bench-") as folder, ExitStack() as stack:
        address = stack.enter_context(postgresql()) if size <= LARGEST_DATABASE else ""
        environment = {
            **clean_environment(Path(folder)), **leading_to(address), "POLARS_MAX_THREADS": "2", "DEBUG": "no",
        }  # fmt: skip
        command = [sys.executable, "-m", "bench.size", str(size), folder, str(rounds)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603 – our own program
        found: dict[str, Any] = json.loads((Path(folder) / "found.json").read_text())
        return {"asked": size, **found}


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as failure:
        sys.exit(f"`{' '.join(failure.cmd)}` ended with {failure.returncode}.")
