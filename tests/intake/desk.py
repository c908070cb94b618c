"""What the tests of the desk's pages on datasets share: a file sent, a page read, a button pressed."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from intake.models import Import
from tests.intake.files import write_file

IMPORTS = "/desk/imports/"


def send(desk: Client, data: bytes, name: str = "a.csv", **typed: str) -> Any:
    """What the site answers to a file."""
    sent = {"format": "ucdp-ged", "release": "22.1", **typed, "file": SimpleUploadedFile(name, data)}
    return desk.post(f"{IMPORTS}new/", sent)


def read(desk: Client, importing: Import, part: str = "") -> str:
    return desk.get(f"{IMPORTS}{importing.pk}/{part}").content.decode()


def press(desk: Client, importing: Import, verb: str, **typed: str) -> str:
    """What the page says after a button was pressed."""
    said = desk.post(f"{IMPORTS}{importing.pk}/{verb}/", typed, follow=True).content.decode()
    importing.refresh_from_db()
    return said


def rows_of(tmp_path: Path, rows: list[dict[str, str]], **how: str) -> bytes:
    return write_file(tmp_path / "sent.csv", rows, **how).read_bytes()
