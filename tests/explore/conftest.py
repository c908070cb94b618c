"""What tests of the read side share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from explore.exports import api
from explore.exports.writing import Order, always


@pytest.fixture
def written_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are written by the same command, but in this process: `test_exports_processes` is about the other one."""

    def write(order: Order, path: Path, *, seconds: float, told: Callable[[int], bool] = always) -> None:
        options = {"filter": order.filter, "incident": order.incident, "snapshot": str(order.snapshot)}
        call_command("write_export", str(path), verbosity=0, **options)

    monkeypatch.setattr(api, "write", write)
