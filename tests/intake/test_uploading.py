"""Files that people send lie where only this site reads them; all but those of people who may bring one are dropped."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from intake.desk import uploading
from intake.models import Import
from tests.incidents.desk import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NEW = "/desk/imports/new/"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.INTAKE_DIR = tmp_path / "intake"
    return tmp_path / "intake"


def sent(desk: Client, address: str = NEW, **typed: str) -> Any:
    file = SimpleUploadedFile("a.csv", b"id,what\n1,x\n")
    return desk.post(address, {"format": "ucdp-ged", **typed, "file": file})


def test_a_file_is_on_disk_while_it_is_checked_and_gone_afterwards(
    editor: User, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []
    monkeypatch.setattr("intake.desk.bringing.bring", lambda path, **about: seen.extend([path, path.read_bytes()]))

    with pytest.raises(AttributeError):  # nothing was brought, and so there is no page of it
        sent(signed_in(editor))

    path, data = seen
    assert path.parent == folder and data == b"id,what\n1,x\n"
    assert folder.stat().st_mode & 0o077 == 0 and not path.exists()


@pytest.mark.parametrize("address", [NEW, "/accounts/login/", "/desk/reports/new/"])
def test_a_file_of_a_stranger_is_never_kept(address: str, folder: Path) -> None:
    sent(Client(), address)

    assert not folder.exists()


def test_neither_is_one_of_a_reader_or_for_a_page_that_takes_none(reader: User, editor: User, folder: Path) -> None:
    assert sent(signed_in(reader)).status_code == 403
    sent(signed_in(editor), "/desk/reports/new/", title="An attack")

    assert not folder.exists()


def test_a_file_that_is_too_large_is_dropped_with_a_sentence(
    editor: User, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading, "MOST_SENT", 100)

    answer = sent(signed_in(editor), release="22.1")

    assert answer.status_code == 422 and "The file is too large: at most 2,000,000,000 bytes" in answer.content.decode()
    assert 'value="22.1"' in answer.content.decode()
    assert not folder.exists() and not Import.objects.exists()
