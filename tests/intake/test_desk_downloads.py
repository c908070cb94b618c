"""What an import rejected, found and lost is taken along as files that no spreadsheet runs."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from intake.desk import files
from intake.models import Import
from tests.incidents.desk import signed_in
from tests.intake.files import some_rows, taken_in, write_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(editor: User, settings: Settings, tmp_path: Path) -> Client:
    settings.INTAKE_DIR = tmp_path / "intake"
    return signed_in(editor)


def taken(desk: Client, importing: Import, what: str) -> list[list[str]]:
    """The lines of a file."""
    answer: Any = desk.get(f"/desk/imports/{importing.pk}/{what}.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="import-{importing.pk}-{what}.csv"'
    return list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"), newline="")))


def test_rejected_rows_with_their_reasons(desk: Client, tmp_path: Path) -> None:
    importing = taken_in(write_file(tmp_path / "a.csv", [{}, {"best": "six"}, {"id": "=1+1", "best": "six"}]))

    header, *rows = taken(desk, importing, "rejected")

    assert header == ["row", "id", "reason"] and [row[:2] for row in rows] == [["3", "2"], ["4", "'=1+1"]]
    assert rows[0][2].startswith("best: “six” is not a number of people")


def test_all_that_is_told_of_rows(desk: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "AT_ONCE", 1)
    importing = taken_in(write_file(tmp_path / "a.csv", [{"low": "9"}, {"best": "six"}]))

    _, *rows = taken(desk, importing, "findings")

    told = {kind: (row, key, incident[:7], text) for kind, row, key, incident, _, _, text in rows}
    assert [told["odd"][:3], told["rejected"][:3]] == [("2", "1", "KW-2017"), ("3", "2", "")]
    assert told["rejected"][3].startswith("best: “six”") and len(rows) == importing.findings.count()


def test_cells_without_a_place_are_read_anew_from_the_file(desk: Client, tmp_path: Path) -> None:
    importing = taken_in(write_file(tmp_path / "a.csv", [{"relid": "=HYPERLINK(1)"}, {"best": "six"}, {"relid": ""}]))

    assert taken(desk, importing, "lost") == [
        ["row", "id", "column", "value"], ["2", "1", "relid", "'=HYPERLINK(1)"],
    ]  # fmt: skip


def test_a_file_that_is_gone_is_said_to_be(desk: Client, tmp_path: Path) -> None:
    importing = taken_in(write_file(tmp_path / "a.csv", some_rows(1)))
    importing.path.unlink()

    said = desk.get(f"/desk/imports/{importing.pk}/lost.csv", follow=True).content.decode()

    assert "There is no such file." in said
