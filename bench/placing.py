"""`python -m bench.placing`: how fast spots of datasets are placed, and how well misspelled names are found.

A gazetteer of chance, its names made of the words of real ones, lies in the real provinces; ways that answer the same
take turns in one process, so that ratios hold on a busy machine. Figures are printed, not kept.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.check import ROOT, clean_environment

SIZE = 50_000


def main() -> None:
    size = os.environ.get("N") or str(SIZE)
    with tempfile.TemporaryDirectory(prefix="kw-bench-") as folder:
        environment = {**clean_environment(Path(folder)), "DEBUG": "no"}
        command = [sys.executable, "-m", "bench.placed", size]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603 – our own program


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as failure:
        sys.exit(f"`{' '.join(failure.cmd)}` ended with {failure.returncode}.")
