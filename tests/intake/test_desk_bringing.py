"""A file is brought on the desk: checked, its first rows looked at, and taken in when somebody says so."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import Settings

from accounts.models import User
from intake.actions import cancel, pause
from intake.importing import working
from intake.models import Entry, Import
from sources.withheld_actions import withhold
from tests.factories import NOON
from tests.incidents.desk import signed_in, where_to
from tests.intake.desk import IMPORTS, press, read, rows_of, send
from tests.intake.files import brought, some_rows, write_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where files are kept."""
    settings.INTAKE_DIR = tmp_path / "intake"
    return tmp_path / "intake"


@pytest.fixture
def desk(editor: User) -> Client:
    return signed_in(editor)


def test_a_file_is_looked_at_before_any_row_is_taken_in(desk: Client, tmp_path: Path) -> None:
    answer = send(desk, rows_of(tmp_path, [*some_rows(2), {"best": "six"}]))

    importing = Import.objects.get()
    assert where_to(answer) == f"{IMPORTS}{importing.pk}/look/"
    said = read(desk, importing, "look/")
    assert "All 3 rows: 2 can be read, 1 cannot" in said and "“six” is not a number of people" in said
    assert "Armed clash" in said and "17 December 2017" in said and "<code>relid</code>" in said
    assert not working.work(seconds=1) and not Entry.objects.exists()

    assert "It goes on." in press(desk, importing, "resume")
    while working.work(seconds=60):
        pass
    said = read(desk, importing)
    assert 'data-count="new">2<' in said and 'data-count="rejected">1<' in said
    assert where_to(desk.get(f"{IMPORTS}{importing.pk}/look/")) == f"{IMPORTS}{importing.pk}/"


def test_a_withheld_name_is_not_shown_among_the_first_rows(desk: Client, reviewer: User, tmp_path: Path) -> None:
    withhold("Some Body Known", by=reviewer, reason="A private person", at=NOON)
    send(desk, rows_of(tmp_path, [{"side_b": "Some Body Known"}, {"side_b": "Some Front"}]))

    said = read(desk, Import.objects.get(), "look/")

    assert "Some Front" in said and "Some Body" not in said


@pytest.mark.parametrize(("odd", "sentence"), [
    ({"format": ""}, "Choose whose columns the file has."), ({"format": "nothing"}, "Select a valid choice"),
    ({"published": "some day"}, 'id="id_published_error"'), ({"release": "2" * 41}, 'id="id_release_error"'),
    ({"format": "acled"}, "This is not ACLED: it lacks the columns"),
])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_kept(
    desk: Client, tmp_path: Path, folder: Path, odd: dict[str, str], sentence: str
) -> None:
    answer = send(desk, rows_of(tmp_path, some_rows(1)), **odd)

    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert not Import.objects.exists() and list(folder.iterdir()) == []


def test_without_a_file_there_is_nothing_to_check(desk: Client) -> None:
    answer = desk.post(f"{IMPORTS}new/", {"format": "ucdp-ged"})

    assert answer.status_code == 422 and "Choose a file." in answer.content.decode()


def test_another_file_of_the_dataset_waits_until_the_first_is_done(desk: Client, tmp_path: Path) -> None:
    brought(write_file(tmp_path / "a.csv", some_rows(1)))

    answer = send(desk, rows_of(tmp_path, some_rows(1)))

    assert answer.status_code == 422 and "Another file of this dataset is being taken in." in answer.content.decode()


def test_of_a_private_dataset_it_is_said_that_readers_never_see_it(desk: Client, tmp_path: Path) -> None:
    send(desk, rows_of(tmp_path, some_rows(1), format="acled"), format="acled")

    assert "for the desk alone" in read(desk, Import.objects.get(), "look/")
    assert "The desk alone" in desk.get(IMPORTS).content.decode()


def test_what_a_file_says_is_shown_as_text(desk: Client, tmp_path: Path) -> None:
    rows = [{"side_b": "<b>Front</b>", "id": "<i>1</i>"}, {"best": "<script>"}]
    send(desk, rows_of(tmp_path, rows), name="<script>.csv")
    importing = Import.objects.get()
    assert escape("<b>Front</b>") in read(desk, importing, "look/")
    press(desk, importing, "resume")
    while working.work(seconds=60):
        pass

    pages = [read(desk, importing, part) for part in ("", "findings/new/", "findings/rejected/")]

    for said in (*pages, desk.get(IMPORTS).content.decode()):
        assert not any(words in said for words in ("<b>Front", "<i>1", "<script>.csv", "“<script>"))


def test_what_was_begun_and_stopped_is_not_looked_at_again(desk: Client, editor: User, tmp_path: Path) -> None:
    importing = brought(write_file(tmp_path / "a.csv", some_rows(3)))
    working.work(seconds=0)
    importing.refresh_from_db()
    pause(importing, by=editor)

    assert "it goes on from there" in read(desk, importing)
    cancel(importing, by=editor)
    assert "until it is undone" in read(desk, importing)
