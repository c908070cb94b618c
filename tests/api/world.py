"""One published row of every noun, so that each address of the site leads somewhere."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import uuid4

from accounts.models import Role
from groups import actions
from groups.models import Alliance, Leadership, ListedActor, Presence
from incidents.actions import merge as merged
from incidents.models import Incident, Merge
from intake.actions import dataset_of, source_of
from intake.crosswalks.known import CROSSWALKS
from intake.models import Dataset, Import, ImportState
from places.models import Place
from sources.editorial import State
from tests.factories import (
    NOON,
    at_once,
    make_group,
    make_incident,
    make_listed,
    make_place,
    make_published_incident,
    someone,
)
from tests.intake.comparing.made import make_dataset

GRADED: dict[str, Any] = {"confidence": "low", "status": "asserted"}


@dataclass(frozen=True)
class World:
    """What the addresses are filled with."""

    incident: Incident
    other: Incident
    merge: Merge
    place: Place
    alliance: Alliance
    leadership: Leadership
    presence: Presence
    listed: ListedActor
    importing: Import
    dataset: Dataset

    def at(self, address: str) -> str:
        """The address with its parts filled in."""
        about = {"public_id": self.incident.public_id, "other": self.other.public_id, "code": self.place.code}
        looked_into = {"kind": "incident", "named": self.incident.public_id, "finding": "rejected"}
        return address.format(**about, **looked_into, **self._keys(address))

    def _keys(self, address: str) -> dict[str, Any]:
        slug, pk = next((found for noun, found in self._rows.items() if f"/{noun}/" in address), ("", 0))
        return {"slug": slug, "pk": pk, "key": self._key(address), "sort": "ties"}

    def _key(self, address: str) -> Any:
        keys = {"/desk/groups/": self.alliance.pk, "/desk/datasets/": self.dataset.key}
        return next((key for start, key in keys.items() if address.startswith(start)), uuid4())

    @cached_property
    def _rows(self) -> dict[str, tuple[str, int]]:
        """By which slug or number an address names a row of each noun."""
        report = self.incident.reports.get()
        return {
            "imports": ("", self.importing.pk),
            "groups": (self.alliance.source.slug, self.listed.pk),
            "outlets": (report.source.outlet.slug, 0),
            "sources": (report.source.slug, 0),
            "alliances": ("", self.alliance.pk),
            "reports": ("", report.pk),
            "merges": ("", self.merge.pk),
            "leadership": ("", self.leadership.pk),
            "presence": ("", self.presence.pk),
            "places": ("", self.place.pk),
        }


@at_once
def make_world() -> World:
    by, place = someone(Role.EDITOR), make_place()
    incident, other = make_published_incident(place=place), make_incident(place=place)
    merge = merged(make_incident(), make_incident(), by=by, reason="One event", at=NOON)
    cited: dict[str, Any] = {"by": by, "citations": [incident.reports.get().source]}
    group = make_group()
    rows = (
        actions.enter_alliance(source=group, target=make_group(), kind="supports", **GRADED, **cited),
        actions.enter_leadership(group=group, role="head", confidence="low", status="reported", **cited),
        actions.enter_presence(group=group, place=place, kind="base", **GRADED, **cited),
    )
    for row in rows:
        type(row).objects.filter(pk=row.pk).update(state=State.PUBLISHED)
    return World(incident, other, merge, place, *rows, listed=make_listed(), importing=make_import(),
                 dataset=make_dataset("some-list"))  # fmt: skip


def make_import() -> Import:
    """A file that waits to be looked at, and that somebody has taken away."""
    dataset = dataset_of(CROSSWALKS["ucdp-ged"].dataset)
    return Import.objects.create(
        dataset=dataset, format=dataset.key, source=source_of(dataset, "", "", at=NOON), name="a.csv", stored="gone",
        sha256="0" * 64, size=1, asked_by=someone(Role.EDITOR), asked_at=NOON, state=ImportState.PAUSED,
    )  # fmt: skip
