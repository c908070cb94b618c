"""A web worker stays small: what only builders and writers of files need is not loaded into it."""

import subprocess
import sys

import pytest

from tests.services import ROOT

HEAVY = ("pyarrow", "pyogrio", "xlsxwriter")


@pytest.mark.once
def test_a_web_worker_loads_no_heavy_library() -> None:
    code = (
        "import sys, khorasan_watch.wsgi, khorasan_watch.urls, khorasan_watch.api;"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "[]"
