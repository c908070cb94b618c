"""Tells a synthetic incident again as another source might: a day off, a district for a village, another toll."""

import random
from datetime import timedelta
from typing import Any

from incidents.kinds import Kind
from incidents.matching.weights import KINDRED_KINDS
from incidents.models import Incident, Role
from incidents.suggesting import Unsaved
from places.models import Place
from sources.quantities import Estimate

PIN_DEGREES = 0.015  # one to two kilometres


def retold(incident: Incident, chance: random.Random) -> Unsaved:
    """What a form says of it; each part is the same as often as not, else vaguer, near or missing."""
    acting = incident.attributions.filter(role=Role.PERPETRATOR).values_list("group", flat=True)
    return Unsaved(
        kind=_kind(Kind(incident.kind), chance), when=_when(incident, chance),
        groups=frozenset(acting) if chance.random() < 0.7 else (), counts=_counts(incident, chance),
        **(_place(incident.place, chance) if incident.place else {}),
    )  # fmt: skip


def _kind(kind: Kind, chance: random.Random) -> str:
    kindred = sorted({each for kinds in KINDRED_KINDS if kind in kinds for each in kinds})
    return kind if chance.random() < 0.75 or not kindred else chance.choice(kindred)


def _when(incident: Incident, chance: random.Random) -> str:
    day = incident.earliest
    if day is None or day != incident.latest or chance.random() < 0.55:
        return incident.when
    shifted = (day + timedelta(days=1)).isoformat()
    return chance.choices([shifted, f"{day:%Y-%m}", f"/{shifted}"], [0.6, 0.25, 0.15])[0]


def _place(place: Place, chance: random.Random) -> dict[str, Any]:
    way = chance.choices(["chosen", "district", "text", "pin"], [0.45, 0.2, 0.2, 0.15])[0]
    if way == "district" and place.district_id:
        return {"place": place.district_id}
    if way == "text" and place.province:
        return {"place_text": f"{place.name}, {place.province.name}"}
    if way == "pin" and place.lat is not None and place.lon is not None:
        shift = chance.uniform(-PIN_DEGREES, PIN_DEGREES)
        return {"lat": place.lat + shift, "lon": place.lon - shift, "uncertainty_km": place.uncertainty_km or 2.0}
    return {"place": place.pk}


def _counts(incident: Incident, chance: random.Random) -> dict[str, Estimate]:
    best = incident.killed_low if incident.killed_best is None else incident.killed_best
    if best is None or chance.random() < 0.2:
        return {}
    number = best if chance.random() < 0.6 else max(0, best + chance.choice([-1, 1]) * (1 + best // 6))
    return {"killed": Estimate(number, number, number)}
