"""A snapshot built step by step is the same as one built whole, and says by its version what is in it."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytest_django import Settings

from explore import panels, timeline
from explore.models import Change, Noun
from explore.query import EVERYTHING, Filter
from explore.rows import rows
from explore.searching import rows_with
from explore.selection import Selection
from explore.snapshot import publishing
from explore.snapshot.audience import Audience, folder_of
from explore.snapshot.building import build
from explore.snapshot.lookups import Fetched
from explore.snapshot.opening import Snapshot
from explore.vocabulary import vocabulary
from groups.models import AllianceKind, Group
from incidents.kinds import TargetKind
from incidents.models import Incident, Target
from places.models import Place
from sources.editorial import State
from sources.models import OutletKind
from tests.explore import editing
from tests.explore.columns import facts_of, pieces_of
from tests.explore.world import make_tie, make_world
from tests.factories import make_group, make_place, make_published_incident, make_source

STEPS, CHECKED_EVERY, INCIDENTS = 24, 4, 20
SEARCHES = ("alpha", "beta", "it", "no", "کابل", "ecole", "darzab", "town", "group", "gg", "no5", "event")
Opened = dict[Audience, Snapshot]


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.SNAPSHOT_DIR = tmp_path / "snapshots"
    return tmp_path / "snapshots"


def opened() -> Opened:
    return {audience: Snapshot.open(folder_of(audience) / version)
            for audience, version in publishing.current_versions().items()}  # fmt: skip


def built() -> Opened:
    """What is current once all changes are taken up."""
    publishing.refresh()
    assert not Change.objects.exists()
    return opened()


def built_whole(settings: Settings, elsewhere: Path) -> Opened:
    """The same from nothing; what was built before is left as it is."""
    usual, settings.SNAPSHOT_DIR = settings.SNAPSHOT_DIR, elsewhere
    Change.objects.create(noun=Noun.EVERYTHING, key=0)
    found = built()
    settings.SNAPSHOT_DIR = usual
    return found


def face(snapshot: Snapshot) -> dict[str, Any]:
    """All that readers get from a snapshot."""
    everything, positions = Selection(snapshot, EVERYTHING), range(len(snapshot))
    return {
        "version": snapshot.version, "rows": rows(snapshot, positions), "totals": panels.totals(everything),
        "cited": [snapshot.citations(at) for at in positions], "facets": panels.facets(everything),
        "whole groups": panels.groups(Selection(snapshot, Filter(parts=True))),
        "timeline": timeline.panel(everything), "communities": {*vocabulary(snapshot).community},
        "found": {word: np.flatnonzero(rows_with((word,), snapshot)).tolist() for word in SEARCHES},
        "weapons": [weapons(snapshot, at) for at in positions],
    }  # fmt: skip


def weapons(snapshot: Snapshot, at: int) -> list[int]:
    lists, entry = snapshot.tables["weapons"].lists["used"], int(snapshot.columns["weapons"][at])
    return sorted(lists.values["kind"][int(lists.starts[entry]) : int(lists.starts[entry + 1])].tolist())


@pytest.mark.django_db
@pytest.mark.parametrize("seed", (109, 118))
def test_step_by_step_equals_whole(seed: int, settings: Settings, tmp_path: Path) -> None:
    make_world(INCIDENTS)
    chance, done, longest = random.Random(seed), [], 0  # noqa: S311 – the same edits each time
    for step in range(STEPS):
        for edit in chance.choices(editing.EDITS, k=chance.randint(1, 3)):
            edit(chance)
            done.append(edit.__name__)
        stepwise = built()
        longest = max(longest, *(len(each.segments) for each in stepwise.values()))
        if step % CHECKED_EVERY == 0:
            whole = built_whole(settings, tmp_path / f"whole-{step}")
            for audience in Audience:
                assert face(stepwise[audience]) == face(whole[audience]), (audience, done)
    assert longest > 5


@pytest.mark.django_db
def test_the_same_content_has_the_same_version_and_other_content_another(settings: Settings, tmp_path: Path) -> None:
    incident = make_published_incident(title="An attack", place=make_place())
    before = built()

    Incident.objects.update(title="An  attack")
    changed = built()
    Incident.objects.update(title="An attack")

    assert changed[Audience.PUBLIC].version != before[Audience.PUBLIC].version
    assert changed[Audience.PUBLIC].text("title", 0) == "An  attack"
    assert {audience: face(each) for audience, each in built().items()} == {
        audience: face(each) for audience, each in before.items()
    }
    assert incident.public_id == before[Audience.PUBLIC].text("public_id", 0)


HIDDEN: dict[str, Callable[[], object]] = {
    "a withheld place": lambda: Place.objects.filter(code="N-Shelter").update(lat=33.3, lon=66.6, name="Elsewhere"),
    "a draft": lambda: Incident.objects.filter(state=State.DRAFT).update(
        title="Unheard of", killed_low=77, killed_best=None, killed_high=None
    ),
    "a draft's target": lambda: Target.objects.filter(community="Hidden").update(community="Unheard of"),
    "a draft group": lambda: Group.objects.filter(slug="secret").update(slug="unheard-of", name="Unheard of"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", HIDDEN)
def test_what_is_hidden_leaves_no_trace_with_the_public(what: str) -> None:
    make_world(40)
    draft = Incident.objects.filter(state=State.DRAFT)[0]
    draft.targets.create(kind=TargetKind.RELIGIOUS, community="Hidden")
    make_tie(Group.objects.get(slug="group-a"), Group.objects.get(slug="secret"), AllianceKind.CHAPTER_OF)
    before = built()

    HIDDEN[what]()
    after = built()

    assert face(after[Audience.PUBLIC]) == face(before[Audience.PUBLIC])
    assert after[Audience.PUBLIC].folder == before[Audience.PUBLIC].folder
    assert after[Audience.DESK].version != before[Audience.DESK].version
    said = b"".join(file.read_bytes() for file in after[Audience.PUBLIC].folder.rglob("*") if file.is_file()).lower()
    assert not any(word in said for word in (b"hidden", b"unheard of", b"secret", b"elsewhere"))


@pytest.mark.django_db
def test_a_slug_that_passes_to_another_group_takes_no_deeds_with_it() -> None:
    older, newer = make_group(slug="old"), make_group(slug="new")
    make_published_incident(attributions=[{"group": older}])
    make_published_incident(attributions=[{"group": newer}])
    built()

    for group, slug in ((older, "older"), (newer, "old")):
        editing.change(group, slug=slug)

    told = rows(built()[Audience.PUBLIC], range(2))
    assert [row["groups"][0]["name"] for row in told] == [older.name, newer.name]


@pytest.mark.django_db
def test_what_copies_a_copy_loses_its_address_when_the_first_proves_to_be_a_partys() -> None:
    origin, copy = make_source(url="https://example.org/1"), make_source(url="https://example.org/2")
    editing.change(copy, republishes=origin)
    source = make_source(url="https://example.org/3", republishes=copy)
    make_published_incident(source=source)
    assert built()[Audience.PUBLIC].citations(0)[0][1] == source.url

    editing.change(origin.outlet, kind=OutletKind.PARTY_TO_CONFLICT)

    assert built()[Audience.PUBLIC].citations(0)[0][1] == ""


@pytest.mark.django_db
def test_of_no_incidents_there_is_a_good_snapshot() -> None:
    empty = built()

    assert [face(each)["totals"]["incidents"] for each in empty.values()] == [0, 0]
    make_published_incident()
    assert [len(each) for each in built().values()] == [1, 1]
    assert len(empty[Audience.PUBLIC]) == 0


def test_an_incident_takes_few_bytes_and_an_open_snapshot_few_open_files(tmp_path: Path) -> None:
    size = 20_000
    facts = facts_of([f"Event {number}" for number in range(size)], [""] * size)
    lookups = Fetched(Audience.PUBLIC, {}, [], [], {}, {}, {})
    name = build(facts, pieces_of(facts), lookups, tmp_path, base=None, gone=())

    before = len(list(Path("/proc/self/fd").iterdir()))
    snapshot = Snapshot.open(tmp_path / name)

    assert sum(column.nbytes for column in snapshot.columns.values()) / size <= 60
    assert len(list(Path("/proc/self/fd").iterdir())) - before <= 10
