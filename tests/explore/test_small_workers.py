"""Web workers stay small: they share what is loaded before they are forked, and load nothing heavy."""

import subprocess
import sys

import pytest

from tests.services import ROOT

HEAVY = ("pyarrow", "pyogrio", "xlsxwriter")
ASK = """
import sys, threading
from django.db import connection
from khorasan_watch import web
web.load()
"""


def said(code: str) -> str:
    """What a process says that has loaded what web workers load."""
    command = [sys.executable, "-c", ASK + code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.once
def test_a_web_worker_loads_no_heavy_library() -> None:
    assert said(f"print([name for name in {HEAVY!r} if name in sys.modules])") == "[]"


@pytest.mark.once
def test_what_a_question_needs_is_loaded_before_workers_are_forked() -> None:
    assert said("print('explore.api' in sys.modules, 'incidents.desk.urls' in sys.modules)") == "True True"


@pytest.mark.once
def test_nothing_is_forked_that_processes_must_not_share() -> None:
    assert said("print(connection.connection, threading.active_count())") == "None 1"
