"""`python -m bench.intake`: how fast a dataset is taken in, beside `bulk_create` of the same rows, in how much memory.

Rows of chance in UCDP GED's layout lie about settlements of the gazetteer. Both ways end in the same tables, histories
and links of a PostgreSQL of their own, each in a process of its own. N=1000000 takes in so many;
figures are printed, not kept.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.postgresql import leading_to, postgresql
from tools.check import ROOT, clean_environment

SIZE = 20_000


def main() -> None:
    size = os.environ.get("N") or str(SIZE)
    with tempfile.TemporaryDirectory(prefix="kw-bench-") as folder, postgresql() as address:
        environment = {**clean_environment(Path(folder)), **leading_to(address), "DEBUG": "no"}
        for step in ("make", "take", "create"):
            command = [sys.executable, "-m", "bench.taken", step, size, folder]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603 – our own program


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as failure:
        sys.exit(f"`{' '.join(failure.cmd)}` ended with {failure.returncode}.")
