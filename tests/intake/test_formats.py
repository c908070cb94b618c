"""Formats are the keys of datasets, or saved mappings by their name or number."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import Role
from incidents.models import Incident
from intake.crosswalks.known import CROSSWALKS, UnknownFormat, crosswalk_for, format_named
from intake.mapping_actions import About, save_mapping
from intake.models import Entry, Mapping
from tests.factories import someone

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def mapping(name: str = "Our log") -> Mapping:
    about = About("A log", "A desk", "CC BY 4.0")
    return save_mapping(name, about, by=someone(Role.EDITOR), columns={"date": ["Date"], "kind": "raid"}, kinds={})


def test_a_mapping_is_a_crosswalk_by_its_number_and_its_name() -> None:
    saved = mapping()

    found = crosswalk_for(format_named("own:Our log"))

    assert (found.dataset.title, found.dataset.licence, found.needed) == ("A log", "CC BY 4.0", ("Date",))
    assert crosswalk_for(saved.format).version == found.version and crosswalk_for("acled") is CROSSWALKS["acled"]


@pytest.mark.parametrize("format", ["own:0", "own:", "own:No such", "other", "own:99999999999999999999"])
def test_what_there_is_not_is_refused_with_what_there_is(format: str) -> None:
    with pytest.raises(UnknownFormat, match="Choose one of acled, gtd, khorasan-watch, ucdp-ged"):
        crosswalk_for(format_named(format))


def test_the_command_reads_by_a_saved_mapping(tmp_path: Path, settings: Settings) -> None:
    settings.INTAKE_DIR = tmp_path / "intake"
    mapping()
    (tmp_path / "log.csv").write_text("Date,Other\n2017-12-17,x\n2017-12-18,y\n2017-12-18,y\n")
    said = StringIO()

    call_command("import_dataset", str(tmp_path / "log.csv"), "--format", "own:Our log", stdout=said)
    assert "3 rows: 2 read, 1 refused" in said.getvalue() and not Incident.objects.exists()
    call_command("import_dataset", str(tmp_path / "log.csv"), "--format", "own:Our log", "--commit", "--by",
                 someone(Role.EDITOR).username, stdout=said, stderr=StringIO())  # fmt: skip

    assert "2 new, 0 updated, 0 unchanged, 1 rejected" in said.getvalue()
    assert {entry.external_id[:4] for entry in Entry.objects.all()} == {"row-"}


def test_the_command_says_which_formats_there_are(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("Date\n2017\n")

    with pytest.raises(CommandError, match="or own: and the name of a saved mapping"):
        call_command("import_dataset", str(tmp_path / "log.csv"), "--format", "own:Nothing")
