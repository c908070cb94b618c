"""Rows of a file become drafts of their own; the same rows again change nothing, and others exactly what they say."""

import csv
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pytest import MonkeyPatch

from accounts.models import Role
from incidents.models import Attribution, Casualty, Incident, Report
from intake.importing import working
from intake.importing.working import work
from intake.models import Dataset, Entry, Finding, FindingKind, Import, ImportState
from sources.editorial import State
from sources.models import OutletKind, Source
from tests.audit.tampering import problems
from tests.factories import NOON, make_group, make_incident, make_place, someone
from tests.intake.files import brought, some_rows, taken_in, write_file
from tests.intake.test_ucdp_ged import FILE, needs_file

pytestmark = pytest.mark.django_db


def told(importing: Import, kind: FindingKind) -> list[tuple[int, str, str]]:
    return list(importing.findings.filter(kind=kind).values_list("row", "external_id", "text"))


def numbers(importing: Import) -> dict[str, int]:
    """What became of the rows, as far as it is not nothing."""
    names = ("new", "updated", "unchanged", "rejected", "vanished", "unlocated", "duplicates")
    return {name: number for name in names if (number := importing.counts.get(name))}


@pytest.mark.each
def test_a_row_becomes_a_draft_with_the_datasets_report(tmp_path: Path) -> None:
    make_group(name="Tehrik-i-Taliban Pakistan", external_ids={"ucdp": "673"})
    importing = taken_in(write_file(tmp_path / "a.csv", some_rows(1)))

    incident, report = Incident.objects.get(), Report.objects.get()
    assert (importing.state, numbers(importing)) == (ImportState.DONE, {"new": 1, "unlocated": 1})
    assert (incident.state, incident.when, incident.kind) == (State.DRAFT, "2017-12-17", "armed_clash")
    assert (incident.killed_low, incident.killed_best, incident.killed_high) == (5, 6, 8)
    assert (report.incident, report.source.title) == (incident, "UCDP Georeferenced Event Dataset, version 22.1")
    assert (report.source.outlet.kind, report.source.published) == (OutletKind.DATASET, "2022")
    assert {(row.people, row.best) for row in report.casualties.all()} == {
        ("everybody", 6), ("civilian", 3), ("militant", 2), ("security_force", 1),
    }  # fmt: skip
    assert [(said.group.name, said.role) for said in incident.attributions.all()] == [
        ("Tehrik-i-Taliban Pakistan", "perpetrator")
    ]
    assert not Incident.objects.public().exists() and problems() == []


@pytest.mark.each
def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    file = write_file(tmp_path / "a.csv", some_rows(3))
    taken_in(file)
    before = [model.history.count() for model in (Incident, Report, Casualty, Attribution)]

    assert numbers(taken_in(file)) == {"unchanged": 3}
    assert [model.history.count() for model in (Incident, Report, Casualty, Attribution)] == before


@pytest.mark.each
def test_another_release_gives_exactly_its_changes(tmp_path: Path) -> None:
    taken_in(write_file(tmp_path / "a.csv", some_rows(9)))
    newer = [*some_rows(3), {"best": "7"}, {"side_b": "Another", "side_b_new_id": "9"}, *some_rows(1)]
    rows = [*newer, {"id": "21"}, {"id": "22"}]
    importing = taken_in(write_file(tmp_path / "b.csv", rows), release="23.1")

    assert numbers(importing) == {"new": 2, "updated": 1, "unchanged": 5, "vanished": 3, "unlocated": 4}
    ((row, external_id, text),) = told(importing, FindingKind.UPDATED)
    assert (row, external_id) == (5, "4")
    assert "killed 5–8, best 6 (everybody)" in text and "→ killed" in text and "best 7 (everybody)" in text
    assert [external_id for _, external_id, _ in told(importing, FindingKind.VANISHED)] == ["7", "8", "9"]
    assert Incident.objects.filter(state=State.DRAFT).count() == 11
    changed = Entry.objects.get(external_id="4").report
    assert changed.incident is not None and changed.incident.killed_best == 7
    assert changed.history.latest("history_id").history_change_reason == importing.reason
    assert problems() == []


def test_rows_are_gone_only_where_the_file_looks(tmp_path: Path) -> None:
    elsewhere, earlier = {"country": "Pakistan"}, {"date_start": "2001-01-01", "date_end": "2001-01-01"}
    taken_in(write_file(tmp_path / "a.csv", [*some_rows(2), elsewhere, earlier]))

    assert numbers(taken_in(write_file(tmp_path / "b.csv", some_rows(1)))) == {"unchanged": 1, "vanished": 1}


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    rows = [{}, {"best": "many"}, {"id": "1"}, {"date_start": "2030-01-01", "date_end": "2030-01-01"}, {"side_a": ""}]
    importing = taken_in(write_file(tmp_path / "a.csv", rows))

    assert numbers(importing) == {"new": 1, "rejected": 4, "unlocated": 1} and importing.rows == 5
    reasons = {row: text for row, _, text in told(importing, FindingKind.REJECTED)}
    assert set(reasons) == {3, 4, 5, 6}
    assert reasons[3].startswith("best: ") and "stands in row 2 too" in reasons[4]
    assert "2022-12-31, by when this release was published" in reasons[5]


def test_an_id_that_stands_twice_is_seen_across_chunks(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(working, "CHUNK", 2)
    importing = taken_in(write_file(tmp_path / "a.csv", [*some_rows(4), {"id": "1"}]))

    assert numbers(importing)["new"] == 4
    assert told(importing, FindingKind.REJECTED) == [
        (6, "1", "id 1 stands in row 2 too; the first of them counts.")
    ]


def test_a_place_of_the_gazetteer_is_found_and_titles_say_it(tmp_path: Path) -> None:
    make_place(name="Afghanistan", kind="country", precision="country", lat=34.0, lon=66.0)
    taken_in(write_file(tmp_path / "a.csv", [{"where_prec": "6", "adm_1": "", "adm_2": "", "where_coordinates": ""}]))

    incident = Incident.objects.get()
    assert incident.place is not None
    assert (incident.place.name, incident.title) == ("Afghanistan", "Armed clash in Afghanistan")


def test_a_likely_duplicate_of_another_source_is_told(tmp_path: Path) -> None:
    group = make_group(external_ids={"ucdp": "673"})
    place = make_place(name="Darzab", lat=35.97, lon=65.37)
    other = make_incident(
        when="2017-12-17", kind="armed_clash", place=place, attributions=[{"group": group, "role": "perpetrator"}],
        casualties=[{"outcome": "killed", "low": 6, "best": 6, "high": 6}],
    )
    make_incident(when="2012-01-01", kind="armed_clash", place=place)
    importing = taken_in(write_file(tmp_path / "a.csv", some_rows(1)))

    (finding,) = importing.findings.filter(kind=FindingKind.DUPLICATE)
    assert (finding.incident, finding.external_id, numbers(importing)["duplicates"]) == (other, "1", 1)
    assert finding.score and str(other) in finding.text


def test_no_words_of_the_dataset_are_kept(tmp_path: Path) -> None:
    headline = "Somebody by name was struck"
    importing = taken_in(write_file(tmp_path / "a.csv", [{"source_headline": headline}]))

    assert "source_headline" not in importing.counts["lost"]
    assert "Never taken in, as they may name people who have no public role: source_headline." in importing.notes
    report = Report.objects.get()
    assert report.excerpt == ""
    assert report.note == "Row 1 of UCDP Georeferenced Event Dataset, version 22.1."


def test_one_file_of_a_dataset_at_a_time(tmp_path: Path) -> None:
    file = write_file(tmp_path / "a.csv", some_rows(1))
    brought(file)

    with pytest.raises(ValidationError, match="Another file of this dataset"):
        brought(file)
    assert Import.objects.count() == 1


def test_a_file_of_another_layout_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,what\n1,x\n")

    with pytest.raises(ValidationError, match="This is not UCDP Georeferenced Event Dataset: it lacks the columns"):
        brought(tmp_path / "a.csv")
    assert not Import.objects.exists() and not Dataset.objects.exists() and not Source.objects.exists()


def test_only_editors_bring_files(tmp_path: Path) -> None:
    with pytest.raises(PermissionDenied):
        brought(write_file(tmp_path / "a.csv", some_rows(1)), by=someone(Role.ANALYST))


def test_nothing_waits_where_nothing_was_brought() -> None:
    assert not work(seconds=1)


@needs_file
def test_all_of_ucdps_pakistani_rows_are_taken_in() -> None:
    importing = taken_in(FILE)

    assert (importing.rows, numbers(importing)) == (6416, {"new": 6416, "unlocated": 6416})
    sums = importing.counts["sums"]
    assert [sums[f"killed, told, {view}"] for view in ("low", "best", "high")] == [41_089, 43_225, 49_713]
    kept = Incident.objects.values_list("killed_low", "killed_best", "killed_high")
    assert [sum(number or 0 for number in column) for column in zip(*kept, strict=True)] == [40_932, 43_225, 49_897]
    assert importing.asked_at == NOON and not Finding.objects.filter(kind=FindingKind.REJECTED).exists()
    assert numbers(taken_in(FILE)) == {"unchanged": 6416}


@needs_file
def test_a_copy_of_ucdps_file_gives_exactly_the_list_of_what_differs(tmp_path: Path) -> None:
    head, tags, *rows = list(csv.reader(FILE.open(encoding="utf-8-sig", newline="")))
    head_of = {name: number for number, name in enumerate(head)}
    some = rows[:700]  # of all rows the other test tells; each import of them takes its time
    edited, removed = set(range(0, 500, 10)), set(range(5, 205, 10))
    newer = []
    for number, row in enumerate(some):
        changed = [*row]
        if number in edited:
            changed[head_of["best"]] = changed[head_of["high"]] = str(int(row[head_of["high"]]) + 1)
        newer += [] if number in removed else [changed]
    newer += [[str(900_000 + number), *row[1:]] for number, row in enumerate(rows[700:730])]
    first = taken_in(write_rows(tmp_path / "a.csv", [head, tags, *some]))
    second = taken_in(write_rows(tmp_path / "b.csv", [head, tags, *newer]), release="23.1")

    assert numbers(first) == {"new": 700, "unlocated": 700}
    assert numbers(second) == {"new": 30, "updated": 50, "unchanged": 630, "vanished": 20, "unlocated": 80}
    ids = [row[head_of["id"]] for row in some]
    assert {each for _, each, _ in told(second, FindingKind.UPDATED)} == {ids[number] for number in edited}
    assert {each for _, each, _ in told(second, FindingKind.VANISHED)} == {ids[number] for number in removed}


def write_rows(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path
