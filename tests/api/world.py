"""One published row of every noun, so that each address of the site leads somewhere."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from accounts.models import Role
from groups import actions
from groups.models import Alliance, Leadership, Presence
from incidents.actions import merge as merged
from incidents.models import Incident, Merge
from places.models import Place
from sources.editorial import State
from tests.factories import NOON, make_group, make_incident, make_place, make_published_incident, someone

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

    def at(self, address: str) -> str:
        """The address with its parts filled in."""
        about = {"public_id": self.incident.public_id, "other": self.other.public_id, "code": self.place.code}
        looked_into = {"kind": "incident", "named": self.incident.public_id}
        return address.format(**about, **looked_into, **self._keys(address))

    def _keys(self, address: str) -> dict[str, Any]:
        report = self.incident.reports.get()
        rows = {
            "groups": (self.alliance.source.slug, 0),
            "outlets": (report.source.outlet.slug, 0),
            "sources": (report.source.slug, 0),
            "alliances": ("", self.alliance.pk),
            "reports": ("", report.pk),
            "merges": ("", self.merge.pk),
            "leadership": ("", self.leadership.pk),
            "presence": ("", self.presence.pk),
            "places": ("", self.place.pk),
        }
        slug, pk = next((found for noun, found in rows.items() if f"/{noun}/" in address), ("", 0))
        return {"slug": slug, "pk": pk, "key": uuid4()}


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
    return World(incident, other, merge, place, *rows)
