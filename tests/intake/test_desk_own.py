"""The desk's page on a person's own table: what is guessed, what has to be said, what is kept, and what comes of it."""

import os
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import Role, User
from incidents.models import Incident
from intake.desk.own import uploads
from intake.importing.working import work
from intake.models import Dataset, Import, ImportState, Mapping
from sources.models import Outlet
from tests.factories import make_group, make_outlet, someone
from tests.sources.withholding import NAME, withheld

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TABLE = """No,Date,Type,Province,Perpetrator,Killed,Victims
1,03/04/2017,Ambush,Jowzjan,The Front,4,A name
2,05/04/2017,Robbery,Kabul,,at least 9,
"""
SAID = {
    "column-0": "id", "column-1": "date", "column-2": "kind", "column-3": "province", "column-4": "actor",
    "column-5": "killed", "kinds_of": "Type", "kind-0": "armed_attack", "order": "day", "title": "A log",
}  # fmt: skip


@pytest.fixture(autouse=True)
def intake(settings: Settings, tmp_path: Path) -> Path:
    settings.INTAKE_DIR = tmp_path / "intake"
    return tmp_path / "intake" / "own-tables"


def signed_in(role: Role = Role.EDITOR) -> Client:
    client = Client()
    client.force_login(someone(role))
    return client


def brought(client: Client, text: str = TABLE, name: str = "log.csv") -> str:
    """The address of a file's page."""
    answer = client.post(reverse("own-tables:start"), {"file": SimpleUploadedFile(name, text.encode())})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def page(client: Client, address: str, said: dict[str, str] | None = None) -> str:
    answer = client.get(address) if said is None else client.post(address, said)
    assert answer.status_code == (200 if said is None else answer.status_code)
    return " ".join(answer.content.decode().split())


def test_the_columns_are_guessed_and_shown_beside_their_first_values() -> None:
    client = signed_in()

    shown = page(client, brought(client))

    assert '<bdi class="value">Jowzjan</bdi>' in shown and '<option value="province" selected>' in shown
    assert '<option value="armed_attack" selected>Armed attack</option>' in shown


def test_what_may_name_people_is_not_shown() -> None:
    client = signed_in()

    shown = page(client, brought(client))

    assert "A name" not in shown and "not shown, never kept" in shown


def test_a_date_of_two_readings_is_asked_about_with_both() -> None:
    client = signed_in()

    shown = page(client, brought(client))

    assert "The day comes first: 3 April 2017" in shown and "The month comes first: 4 March 2017" in shown
    assert "As incidents" not in shown


def test_the_first_rows_are_shown_as_incidents_with_what_cannot_be_read() -> None:
    client = signed_in()

    shown = page(client, brought(client), {**SAID, "preview": "1"})

    assert "Of 2 rows <strong>1 can be read</strong>, <strong>1 cannot</strong>" in shown
    assert "3 April 2017" in shown and "4 killed" in shown
    assert "Type: “Robbery” was given no kind of incident. Choose one for it." in shown
    assert not Mapping.objects.exists() and not Incident.objects.exists()


@pytest.mark.parametrize(("odd", "sentence"), [
    ({"column-1": ""}, "Say which column holds the date."), ({"order": ""}, "has two readings"),
    ({"column-2": ""}, "Say which column tells what happened"),
    ({"column-3": "date"}, "“Date” is said to be that too."),
    ({"title": "", "save": "1"}, "Give the table a title"), ({"name": "7", "save": "1"}, "digits alone"),
    ({"title": "ACLED", "save": "1"}, "is read as it is published"),
    ({"column-2": "", "column-6": "kind", "kinds_of": "Victims"}, "too many different values"),
])  # fmt: skip
def test_what_is_missing_is_asked_for_and_nothing_is_kept(odd: dict[str, str], sentence: str) -> None:
    client = signed_in()

    answer = client.post(brought(client), {**SAID, **odd})

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not Mapping.objects.exists() and not Dataset.objects.exists()


def test_a_file_is_taken_in_by_what_was_said_and_the_page_lets_it_go(intake: Path) -> None:
    client, group = signed_in(), make_group(name="The Front")

    answer = client.post(brought(client), {**SAID, "take": "1"})
    while work(seconds=60):
        pass

    importing = Import.objects.get()
    assert answer["Location"] == reverse("imports:import", args=[importing.pk])
    assert (importing.state, importing.counts["new"], importing.counts["rejected"]) == (ImportState.DONE, 1, 1)
    incident = Incident.objects.get()
    assert (incident.when, incident.killed_best, incident.attributions.get().group) == ("2017-04-03", 4, group)
    assert importing.source.is_restricted and list(intake.iterdir()) == []


def test_the_next_file_is_read_by_the_saved_mapping_and_rows_that_are_there_stay_one() -> None:
    client = signed_in()
    client.post(brought(client), {**SAID, "take": "1"})
    while work(seconds=60):
        pass
    mapping = Mapping.objects.get()

    chosen = page(client, f"{reverse('own-tables:start')}?mapping={mapping.pk}")
    assert f'<option value="{mapping.pk}" selected>A log</option>' in chosen
    address = f"{brought(client, TABLE.replace(',4,', ',6,'))}?mapping={mapping.pk}"
    assert "read by the mapping “A log”" in page(client, address)
    client.post(address, {**SAID, "take": "1"})
    while work(seconds=60):
        pass

    assert Import.objects.latest("pk").counts["updated"] == 1 and Incident.objects.get().killed_best == 6
    assert (Mapping.objects.count(), mapping.day_first, mapping.kinds) == (1, True, {"ambush": "armed_attack"})


def test_an_earlier_mapping_is_not_written_over_by_chance() -> None:
    client = signed_in()
    client.post(brought(client), {**SAID, "save": "1"})

    answer = client.post(brought(client), {**SAID, "save": "1"})

    assert answer.status_code == 422 and "There is a mapping “A log” already." in answer.content.decode()


def test_only_an_administrator_opens_a_table_to_readers() -> None:
    editor, admin = signed_in(), signed_in(Role.ADMIN)

    refused = editor.post(brought(editor), {**SAID, "is_open": "on", "save": "1"})
    admin.post(brought(admin), {**SAID, "is_open": "on", "save": "1"})

    assert refused.status_code == 403 and Dataset.objects.get().is_open


def test_a_table_is_not_mistaken_for_an_outlet_of_its_title() -> None:
    make_outlet(name="A log")
    client = signed_in()

    answer = client.post(brought(client), {**SAID, "save": "1"})

    assert answer.status_code == 422 and "An outlet is called “A log”." in answer.content.decode()
    assert Outlet.objects.count() == 1


@pytest.mark.parametrize(("written", "odd"), [
    ("Ambush", {"kind-1": "raid"}), ("Province", {}), ("", {"title": NAME}), ("", {"name": NAME}),
    ("", {"publisher": NAME}), ("", {"licence": NAME}),
])  # fmt: skip
def test_a_withheld_name_is_kept_in_no_part_of_a_mapping(written: str, odd: dict[str, str]) -> None:
    withheld()
    client = signed_in()

    answer = client.post(brought(client, TABLE.replace(written or NAME, NAME)), {**SAID, **odd, "save": "1"})

    assert answer.status_code == 422 and not Mapping.objects.exists() and not Dataset.objects.exists()


def test_a_file_is_seen_by_whoever_brought_it_alone() -> None:
    address = brought(signed_in())

    assert signed_in(Role.REVIEWER).get(address).status_code == 404
    assert signed_in(Role.REVIEWER).post(address, {**SAID, "take": "1"}).status_code == 404


def test_a_file_is_private_is_let_go_when_discarded_and_swept_after_a_day(intake: Path) -> None:
    client = signed_in()
    discarded, kept, old = (brought(client) for _ in range(3))
    files = sorted(intake.iterdir())
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600} and intake.stat().st_mode & 0o777 == 0o700

    client.post(f"{discarded}discard/")
    yesterday = time.time() - uploads.KEPT.total_seconds() - 60
    for file in intake.glob(f"{old.split('/')[-2].replace('-', '')}*"):
        os.utime(file, (yesterday, yesterday))
    client.get(reverse("own-tables:start"))

    assert [client.get(each).status_code for each in (discarded, kept, old)] == [404, 200, 404]
    assert len(list(intake.iterdir())) == 2


@pytest.mark.parametrize(("name", "text", "sentence"), [
    ("log.csv", "No,Date\n", "no rows"), ("log.pdf", "%PDF-1.7", "PDF"), ("log.csv", "", "empty"),
])  # fmt: skip
def test_what_is_no_table_is_refused_with_a_sentence(name: str, text: str, sentence: str, intake: Path) -> None:
    answer = signed_in().post(reverse("own-tables:start"), {"file": SimpleUploadedFile(name, text.encode())})

    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert not intake.exists() or list(intake.iterdir()) == []


def test_another_column_of_kinds_is_asked_about_anew() -> None:
    client = signed_in()

    shown = page(client, brought(client), {**SAID, "column-2": "", "column-3": "kind", "preview": "1"})

    assert "“Province” says" in shown and '<option value="armed_attack" selected>' not in shown


def test_texts_of_a_file_reach_the_page_escaped(editor: User) -> None:
    client = signed_in()

    shown = page(client, brought(client, TABLE.replace("Ambush", "<b>x</b>").replace("Type", "<i>Type"), "<u>.csv"))

    assert "<b>x" not in shown and "<i>Type" not in shown and "<u>" not in shown and "&lt;b&gt;x" in shown
