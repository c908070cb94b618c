"""What an import found out about rows: lists, sums, actors to decide, likely duplicates, rows that are gone."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from incidents import actions as incidents
from incidents.models import Incident, Verdict
from intake.desk import findings
from intake.models import Entry, FindingKind, Import
from sources.editorial import State
from tests.factories import make_group, make_incident
from tests.incidents.desk import signed_in
from tests.intake.desk import IMPORTS, press, read
from tests.intake.files import some_rows, taken_in, write_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where files are kept."""
    settings.INTAKE_DIR = tmp_path / "intake"
    return tmp_path / "intake"


@pytest.fixture
def desk(editor: User) -> Client:
    return signed_in(editor)


def test_each_kind_of_finding_has_its_list(desk: Client, tmp_path: Path) -> None:
    taken_in(write_file(tmp_path / "a.csv", [{}, {"id": "gone"}]), release="21.1")
    importing = taken_in(write_file(tmp_path / "b.csv", [
        {"best": "7"}, {"id": "x", "date_prec": "9"}, {"id": "odd", "low": "9"},
    ]))  # fmt: skip

    said = read(desk, importing)

    for kind, words in ((FindingKind.UPDATED, "best 7"), (FindingKind.REJECTED, "date_prec: “9”"),
                        (FindingKind.VANISHED, "gone"), (FindingKind.ODD, "Low, best and high are not in order"),
                        ("new", "odd")):  # fmt: skip
        assert f"{IMPORTS}{importing.pk}/findings/{kind}/" in said
        assert words in read(desk, importing, f"findings/{kind}/")
    assert desk.get(f"{IMPORTS}{importing.pk}/findings/nothing/").status_code == 404
    assert "Nothing had to be put right." in read(desk, Import.objects.order_by("pk")[0], "findings/odd/")


def test_a_long_list_has_pages(desk: Client, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(findings, "ON_A_PAGE", 2)
    importing = taken_in(write_file(tmp_path / "a.csv", some_rows(3, best="six")))

    assert "Page 1 of 2" in read(desk, importing, "findings/rejected/")
    last = read(desk, importing, "findings/rejected/?page=2")
    assert '<span class="narrow">row </span>4' in last and '<span class="narrow">row </span>3' not in last


def test_sums_stand_as_the_dataset_has_them_and_as_they_are_kept(desk: Client, tmp_path: Path) -> None:
    importing = taken_in(write_file(tmp_path / "a.csv", [{"low": "1000", "best": "900", "high": "950"}]))

    said = read(desk, importing)

    told, kept = (said.split(f"Killed, {form}</th>")[1].split("</tr>")[0] for form in ("in the dataset", "as kept"))
    assert [told.find(number) for number in ("1,000", "900", "950")] == sorted(map(told.find, ("1,000", "900", "950")))
    assert "1,000" in told and "950" in told and kept.index("900") < kept.index("1,000")
    assert "so the two lines differ" in said


def test_actors_that_wait_lead_to_where_they_are_decided(desk: Client, tmp_path: Path) -> None:
    importing = taken_in(write_file(tmp_path / "a.csv", [{"side_b": "Nobody Known", "side_b_new_id": "9"}]))

    said = read(desk, importing)

    address = said.split("No group like it")[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "Nobody Known" in desk.get(address).content.decode()


def test_likely_duplicates_stand_side_by_side_until_they_are_decided(
    desk: Client, editor: User, tmp_path: Path
) -> None:
    group = make_group(name="TTP", external_ids={"ucdp": "673"})
    other = make_incident(when="2017-12-17", kind="armed_clash", attributions=[{"group": group, "status": "claimed"}])
    importing = taken_in(write_file(tmp_path / "a.csv", some_rows(1)))
    importing.findings.filter(kind=FindingKind.DUPLICATE).delete()
    entry = Entry.objects.get()
    importing.findings.create(kind=FindingKind.DUPLICATE, row=2, entry=entry, incident=other, score=0.7)
    ours = entry.report.incident
    assert ours

    said = read(desk, importing, "findings/duplicate/")
    assert f"/desk/incidents/{ours.public_id}/with/{other.public_id}/" in said and "Same day" in said

    incidents.decide(ours, other, by=editor, verdict=Verdict.DIFFERENT, reason="Two clashes")
    said = read(desk, importing, "findings/duplicate/")
    assert "decided" in said and "Same day" not in said


def test_incidents_that_the_dataset_no_longer_holds_are_withdrawn_with_one_reason(
    desk: Client, tmp_path: Path
) -> None:
    taken_in(write_file(tmp_path / "a.csv", some_rows(2)), release="21.1")
    importing = taken_in(write_file(tmp_path / "b.csv", some_rows(1)))

    assert "Say why" in press(desk, importing, "withdraw-vanished")
    said = press(desk, importing, "withdraw-vanished", reason="No longer in the dataset")

    assert "Withdrawn: 1 incident." in said
    gone = Incident.objects.get(reports__entry__external_id="2")
    assert (gone.state, gone.withdrawal_reason) == (State.WITHDRAWN, "No longer in the dataset")
