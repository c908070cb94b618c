"""What one site exports, another takes in: what an incident's headline holds is the same in its own export."""

import random
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Role
from groups.models import Group
from incidents.kinds import WeaponKind
from incidents.models import Incident, Weapon
from intake.actions import bring
from intake.importing.working import work
from intake.models import Actor, Entry, Import, ImportState, Known
from places.models import Place
from tests.explore import world
from tests.explore.exported import Rows, from_csv
from tests.factories import at_once, forgotten, make_group, make_place, someone

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SAME = (
    "kind", "kind_family", "date_edtf", "date_earliest", "date_latest", "date_precision", "place", "place_code",
    "province", "province_code", "district", "district_code", "country", "latitude", "longitude", "geo_precision",
    "uncertainty_km", "killed_low", "killed_best", "killed_high", "killed_open", "wounded_low", "wounded_best",
    "wounded_high", "wounded_open", "groups", "weapons",
)  # fmt: skip
NUMBER = 60


@at_once
def make_site() -> tuple[list[Group], list[Place | None]]:
    """The groups and places that both sites have."""
    groups = [make_group(slug=f"group-{letter}", name=f"Group {letter}") for letter in "abc"]
    risky = make_place(code="T-risky", name="=Bazaar; the old one")
    return groups, [None, risky, *(place for position in (0, 1) for place in world.make_province(position))]


@at_once
def make_incidents(groups: list[Group], places: list[Place | None]) -> None:
    chance = random.Random(1)  # noqa: S311 – the same incidents each time
    for position in range(NUMBER):
        world.make_incident(position, chance, groups, places)
    for incident in Incident.objects.all()[:20]:
        Weapon.objects.create(incident=incident, kind=chance.choice(list(WeaponKind)))


def export(kind: str = "csv") -> bytes:
    client = Client()
    client.force_login(someone(Role.EDITOR))
    answer = client.get(f"/api/v1/explore/export.{kind}")
    assert answer.status_code == 200, answer.content
    return bytes(answer.getvalue())


def taken_in(file: Path) -> Import:
    importing = bring(file, name=file.name, format="khorasan-watch", by=someone(Role.EDITOR), at=timezone.now())
    while work(seconds=60):
        pass
    importing.refresh_from_db()
    return importing


def by_first_id(rows: Rows) -> dict[str, dict[str, Any]]:
    """The rows of imported incidents by what they were called where they came from."""
    ids = dict(Entry.objects.values_list("report__incident__public_id", "external_id"))
    return {ids[row["public_id"]]: row for row in rows}


def by_the_rule(row: dict[str, Any]) -> dict[str, Any]:
    """An editor may have left two claims side by side; by the rule of resolution each disputes the other."""
    claim, groups = "(perpetrator, claimed)", row["groups"] or ""
    several = groups.count(claim) > 1
    return {**row, "groups": groups.replace(claim, "(perpetrator, disputed)")} if several else row


def kinds_of(targets: str | None) -> list[str]:
    """Kinds of target without communities, which stay behind."""
    return sorted({each.partition(" (")[0] for each in (targets or "").split("; ")})


@pytest.mark.parametrize("kind", ["csv", "geojson"])
def test_what_is_exported_here_is_taken_in_elsewhere_and_exported_the_same(
    kind: str, settings: Settings, tmp_path: Path
) -> None:
    settings.INTAKE_DIR, file = tmp_path / "intake", tmp_path / f"incidents.{kind}"
    shared = make_site()
    with forgotten():
        make_incidents(*shared)
        before = {row["public_id"]: by_the_rule(row) for row in from_csv(export())}
        file.write_bytes(export(kind))
    assert not Incident.objects.exists()

    importing = taken_in(file)
    after = by_first_id(from_csv(export()))

    assert (importing.state, importing.counts["rejected"], importing.rows) == (ImportState.DONE, 0, len(before))
    assert len(before) > NUMBER / 2 and after.keys() == before.keys()
    assert {
        (public_id, name): (row[name], after[public_id][name])
        for public_id, row in before.items() for name in SAME if row[name] != after[public_id][name]
    } == {}  # fmt: skip
    assert {key: kinds_of(row["targets"]) for key, row in after.items()} == {
        key: kinds_of(row["targets"]) for key, row in before.items()
    }  # fmt: skip
    assert {actor.known for actor in Actor.objects.all()} == {Known.ID}
