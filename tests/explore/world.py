"""A small world of incidents that differ in everything a filter can ask for, and a slow, obvious way to count it."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from groups.models import Group
from incidents.kinds import Kind
from incidents.models import Incident
from places.models import Place, PlaceKind, Precision, Sensitivity
from tests.factories import make_group, make_place, make_published_incident, make_report

WHENS = ("2017-12-17", "2017-12-18", "2017-10", "2018-01-01~/2018-01-09", "/2017-11-20", "2017-09-15/..", "2016", "")
COUNTS: tuple[dict[str, Any] | None, ...] = (
    None, {"low": 9, "best": 9, "high": None}, {"low": 18, "best": 20, "high": 20}, {"low": 0, "best": 0, "high": 0},
)
KINDS = (Kind.ARREST, Kind.SUICIDE_ATTACK, Kind.PROPAGANDA)
STATUSES = ("claimed", "credited", "suspected")
SPOTS = ("site", "settlement")


@dataclass
class World:
    """What was made, for tests to choose from."""

    groups: list[Group] = field(default_factory=list)
    provinces: list[Place] = field(default_factory=list)
    districts: list[Place] = field(default_factory=list)
    places: list[Place | None] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)


def make_world(number: int, seed: int = 1) -> World:
    chance, world = random.Random(seed), World()  # noqa: S311 – the same world each time
    world.groups = [make_group(slug=f"group-{letter}", name=f"Group {letter}") for letter in "abc"]
    for position in range(2):
        _make_province(world, position)
    world.places.append(None)
    for _ in range(number):
        _make_incident(world, chance)
    return world


def _make_province(world: World, position: int) -> None:
    lat, lon = 34.0 + position, 66.0 + position
    numbers = count(1)
    def make(kind: str, above: Place | None, **odd: Any) -> Place:
        code = f"W{position}-{next(numbers)}"
        return make_place(
            kind=kind, code=code, parent=above, province=above.province if above else None,
            district=above.district if above else None, lat=lat, lon=lon, **odd,
        )

    province = make(PlaceKind.PROVINCE, None, precision=Precision.PROVINCE, uncertainty_km=90)
    province.province = province
    province.save()
    district = make(PlaceKind.DISTRICT, province, precision=Precision.DISTRICT, uncertainty_km=20)
    district.district = district
    district.save()
    town = make(PlaceKind.SETTLEMENT, district)
    withheld = {"sensitivity": Sensitivity.DISTRICT, "public_place": district}
    hidden = make(PlaceKind.SITE, town, precision=Precision.SITE, **withheld)
    world.provinces.append(province)
    world.districts.append(district)
    world.places += [province, district, town, hidden]


def _make_incident(world: World, chance: random.Random) -> None:
    killed = chance.choice(COUNTS)
    groups = chance.sample(world.groups, chance.randint(0, 2))
    report = make_report(
        when=chance.choice(WHENS), kind=chance.choice(KINDS), place=chance.choice(world.places),
        casualties=[{"outcome": "killed", **killed}] if killed else [],
        attributions=[{"group": group, "status": chance.choice(STATUSES)} for group in groups],
    )
    world.incidents.append(make_published_incident(reports=[report], title=f"Incident {len(world.incidents)}"))


def shown(incident: Incident) -> Place | None:
    """Where a stranger sees it."""
    return incident.place.public_place if incident.place else None


def matches(incident: Incident, asked: dict[str, list[str]]) -> bool:
    """Whether an incident answers parameters, told without the database."""
    place, said = shown(incident), list(incident.attributions.all())
    first, last = incident.earliest or incident.latest, incident.latest or incident.earliest
    facts: dict[str, set[str | None]] = {
        "kind": {incident.kind},
        "group": {one.group.slug for one in said},
        "status": {one.status for one in said},
        "province": {place.province.code if place and place.province else None},
        "district": {place.district.code if place and place.district else None},
    }
    if any(name in asked and not facts[name] & {*asked[name]} for name in facts):
        return False
    if "from" in asked and (last is None or last < date.fromisoformat(asked["from"][0])):
        return False
    if "to" in asked and (first is None or first > date.fromisoformat(asked["to"][0])):
        return False
    if "killed_min" in asked and (incident.killed_best is None or incident.killed_best < int(asked["killed_min"][0])):
        return False
    return "bbox" not in asked or _is_inside(place, asked["bbox"][0])


def _is_inside(place: Place | None, box: str) -> bool:
    west, south, east, north = map(float, box.split(","))
    if place is None or place.lat is None or place.lon is None or place.precision not in (*SPOTS, "district"):
        return False
    return west <= place.lon <= east and south <= place.lat <= north


def level(incident: Incident) -> str:
    place = shown(incident)
    if place is None or place.lat is None:
        return "not_located"
    names = {**dict.fromkeys(SPOTS, "placed"), "district": "by_district", "province": "by_province"}
    return names.get(place.precision, "not_located")


def levels(incidents: list[Incident]) -> Counter[str]:
    return Counter(map(level, incidents))
