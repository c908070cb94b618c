"""Open datasets go into the demonstration published, with the groups they name; closed ones do not."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from groups.models import Group
from incidents.models import Incident
from intake.demo import format_of, load
from intake.models import Import
from sources.editorial import State
from tests.intake.files import some_rows, write_file

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def loaded(file: Path) -> Import:
    return load(file, release="22.1", at=timezone.now(), tell=lambda importing: None)


def test_it_is_published_and_its_groups_are_there(tmp_path: Path) -> None:
    loaded(write_file(tmp_path / "a.csv", some_rows(3)))

    assert Incident.objects.public().count() == 3
    groups = {group.name: (group.kind, group.state, group.external_ids) for group in Group.objects.all()}
    assert groups == {
        "Government of Pakistan": ("state_force", State.PUBLISHED, {"ucdp": "142"}),
        "TTP": ("armed_group", State.PUBLISHED, {"ucdp": "673"}),
    }
    assert {said.group.name for said in Incident.objects.all()[0].attributions.all()} == groups.keys()


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    file = write_file(tmp_path / "a.csv", some_rows(3))
    loaded(file)

    assert loaded(file).counts["unchanged"] == 3
    assert (Incident.objects.count(), Group.objects.count()) == (3, 2)


def test_only_what_readers_may_see_goes_in(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="only UCDP GED goes into the demonstration"):
        format_of(write_file(tmp_path / "a.csv", some_rows(1), format="acled"))


def test_it_goes_beside_the_demonstration_alone(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Load the demonstration first"):
        call_command("load_demo_datasets", str(write_file(tmp_path / "a.csv", some_rows(1))))
