"""What a broken upload left is removed after a day; what an import needs stays."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from intake.importing.sweeping import KEPT, sweep
from tests.intake.files import brought, some_rows, write_file

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_only_old_strays_are_removed(tmp_path: Path, settings: Settings) -> None:
    settings.INTAKE_DIR = tmp_path / "intake"
    importing = brought(write_file(tmp_path / "a.csv", some_rows(1)))
    for name in ("old.upload", "new.upload"):
        (settings.INTAKE_DIR / name).write_text("x")
    now = timezone.now()
    past = (now - KEPT - timedelta(minutes=1)).timestamp()
    for path in (importing.path, settings.INTAKE_DIR / "old.upload"):
        os.utime(path, (past, past))

    assert sweep(now=now) == 1
    assert {path.name for path in settings.INTAKE_DIR.iterdir()} == {importing.stored, "new.upload"}


def test_nothing_is_there_to_sweep(tmp_path: Path, settings: Settings) -> None:
    settings.INTAKE_DIR = tmp_path / "none"

    assert sweep(now=timezone.now()) == 0
