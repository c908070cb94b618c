"""The desk's pages of imports: listed, followed, paused, put before a reviewer and undone."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from incidents.models import Batch, Incident
from intake.importing import working
from intake.models import Import, ImportState
from sources.editorial import State
from tests.factories import NOON
from tests.incidents.desk import signed_in
from tests.intake.desk import IMPORTS, press, read
from tests.intake.files import brought, some_rows, taken_in, write_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where files are kept."""
    settings.INTAKE_DIR = tmp_path / "intake"
    return tmp_path / "intake"


@pytest.fixture
def desk(editor: User) -> Client:
    return signed_in(editor)


def test_the_list_is_newest_first_and_of_one_dataset_on_request(desk: Client, tmp_path: Path) -> None:
    assert "No file was brought yet." in desk.get(IMPORTS).content.decode()
    older = taken_in(write_file(tmp_path / "a.csv", some_rows(2)), release="21.1")
    other = taken_in(write_file(tmp_path / "b.csv", some_rows(1), format="acled"), format="acled", release="")
    newer = brought(write_file(tmp_path / "c.csv", some_rows(2)))

    said = desk.get(IMPORTS).content.decode()

    at = [said.index(f'"{IMPORTS}{each.pk}/"') for each in (newer, other, older)]
    assert at == sorted(at) and "Waits for the worker" in said
    assert f'"{IMPORTS}{other.pk}/"' not in desk.get(IMPORTS, {"dataset": "ucdp-ged"}).content.decode()


def test_how_far_it_is_is_told_while_it_is_under_way(desk: Client, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(working, "CHUNK", 2)
    importing = brought(write_file(tmp_path / "a.csv", some_rows(5)))
    state = f"{IMPORTS}{importing.pk}/state/"
    assert desk.get(state).json()["words"] == "Waits for the worker"

    working.work(seconds=0)
    told = desk.get(state).json()
    assert (told["is_under_way"], told["words"], told["counts"]["new"]) == (True, "2 rows taken in", 2)
    assert 0 < told["percent"] < 100
    assert 'data-island="importing"' in read(desk, importing)

    while working.work(seconds=60):
        pass
    assert desk.get(state).json()["is_under_way"] is False
    assert 'data-island="importing"' not in read(desk, importing)


def test_it_is_paused_gone_on_with_and_cancelled(desk: Client, tmp_path: Path) -> None:
    importing = brought(write_file(tmp_path / "a.csv", some_rows(1)))

    for verb, words, state in (("pause", "It is paused.", ImportState.PAUSED), ("resume", "It goes on.", "due"),
                               ("cancel", "It is cancelled.", ImportState.CANCELLED)):  # fmt: skip
        assert words in press(desk, importing, verb) and importing.state == state
    assert "It is not running." in press(desk, importing, "pause")


def test_its_drafts_go_before_a_reviewer_as_a_batch(desk: Client, reviewer: User, tmp_path: Path) -> None:
    importing = taken_in(write_file(tmp_path / "a.csv", some_rows(2)))

    said = press(desk, importing, "hand-over", note="Look at the dates")

    assert importing.batch == Batch.objects.get() and importing.batch.note == "Look at the dates"
    assert f"Before a reviewer, as batch {importing.batch.pk}: 2 incidents." in said
    assert "Put before a reviewer" not in said
    assert f"/desk/batches/{importing.batch.pk}/" in read(signed_in(reviewer), importing)


def test_undoing_asks_why_and_says_what_came_of_it(desk: Client, tmp_path: Path) -> None:
    importing = taken_in(write_file(tmp_path / "a.csv", some_rows(2)))

    assert "Say why" in press(desk, importing, "undo") and importing.state == ImportState.DONE
    said = press(desk, importing, "undo", reason="A wrong file")

    assert "Withdrawn: 2 incidents." in said and importing.state == ImportState.UNDONE
    assert set(Incident.objects.values_list("state", "withdrawal_reason")) == {(State.WITHDRAWN, "A wrong file")}
    assert "Undo the import" not in said


def test_what_readers_see_is_for_a_reviewer_to_take_from_them(desk: Client, reviewer: User, tmp_path: Path) -> None:
    taken_in(write_file(tmp_path / "a.csv", some_rows(2)), release="21.1")
    published = {"state": State.PUBLISHED, "published_by": reviewer, "published_at": NOON, "corroboration": 1}
    Incident.objects.update(**published)
    older = Import.objects.get()
    newer = taken_in(write_file(tmp_path / "b.csv", some_rows(1)))

    said = read(desk, older)
    assert "2 of its incidents are published: a reviewer can undo it." in said and "Undo the import" not in said
    assert desk.post(f"{IMPORTS}{older.pk}/undo/", {"reason": "A wrong file"}).status_code == 403
    assert "a reviewer withdraws them" in read(desk, newer, "findings/vanished/")
    assert "Undo the import" in read(signed_in(reviewer), older)
    assert "Withdraw them" in read(signed_in(reviewer), newer, "findings/vanished/")


def test_why_it_broke_off_is_said(desk: Client, tmp_path: Path) -> None:
    importing = brought(write_file(tmp_path / "a.csv", some_rows(1)))
    importing.path.unlink()
    working.work(seconds=1)

    said = read(desk, importing)

    assert "Broken off" in said and "There is no such file." in said and ">Go on<" in said
