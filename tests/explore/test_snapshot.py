"""A snapshot built step by step is the same as one built whole, and says by its version what is in it."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytest_django import Settings

from explore import panels, timeline
from explore.api import vocabulary
from explore.models import Change, Noun
from explore.query import EVERYTHING
from explore.rows import rows
from explore.searching import rows_with
from explore.selection import Selection
from explore.snapshot import publishing
from explore.snapshot.audience import Audience, folder_of
from explore.snapshot.opening import Snapshot
from tests.explore import editing
from tests.explore.world import make_world

STEPS, CHECKED_EVERY, INCIDENTS = 36, 3, 20
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
        "timeline": timeline.panel(everything), "communities": {*vocabulary(snapshot).community},
        "found": {word: np.flatnonzero(rows_with((word,), snapshot)).tolist() for word in SEARCHES},
        "weapons": [weapons(snapshot, at) for at in positions],
    }  # fmt: skip


def weapons(snapshot: Snapshot, at: int) -> list[int]:
    lists, entry = snapshot.tables["traits"].lists["weapons"], int(snapshot.columns["traits"][at])
    return sorted(lists.values["kind"][int(lists.starts[entry]) : int(lists.starts[entry + 1])].tolist())


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
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
