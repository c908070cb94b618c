"""A small world of incidents that differ in everything a filter can ask for, and a slow, obvious way to count it."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import Role
from groups.models import Group
from incidents.kinds import Kind
from incidents.models import Attribution, Incident
from places.models import Place, PlaceKind, Precision, Sensitivity
from sources.editorial import State
from tests.factories import NOON, make_group, make_place, someone

WHENS = ("2017-12-17", "2017-12-18", "2017-10", "2018-01-01~/2018-01-09", "/2017-11-20", "2017-09-15/..", "2016", "")
COUNTS = ((None, None, None), (9, 9, None), (18, 20, 20), (0, 0, 0), (4, None, 11))
KINDS = (Kind.ARREST, Kind.SUICIDE_ATTACK, Kind.PROPAGANDA)
STATUSES = ("claimed", "credited", "suspected")
SPOTS = ("site", "settlement")
LEVELS = {**dict.fromkeys(SPOTS, "placed"), "district": "by_district", "province": "by_province"}
OUTCOMES = ("killed", "wounded")
Asked = dict[str, list[str]]


def make_world(number: int) -> None:
    """Every seventh incident is not published; places, dates, groups and counts are mixed by a fixed chance."""
    chance = random.Random(1)  # noqa: S311 – the same world each time
    groups = [make_group(slug=f"group-{letter}", name=f"Group {letter}") for letter in "abc"]
    groups.append(make_group(slug="secret", name="Secret group", state=State.DRAFT))
    odd = {"precision": Precision.COUNTRY, "uncertainty_km": 500}
    places = [
        None, make_place(code="AF", name="Everywhere", kind=PlaceKind.COUNTRY, **odd),
        make_place(code="NOWHERE", name="Nameless", precision=Precision.PROVINCE),
        *(place for position in (0, 1) for place in make_province(position)),
    ]
    for position in range(number):
        make_incident(position, chance, groups, places)


def make_province(position: int) -> list[Place]:
    """A province with a place of each kind of trouble: withheld, known coarsely, still sought, without a point."""
    letter, lat, lon = "NS"[position], 34.0 + position, 66.0 + position
    made: list[Place] = []

    def make(name: str, kind: str, above: Place | None, known: str = "", **odd: Any) -> Place:
        ancestors = {"province": above and above.province, "district": above and above.district}
        nudge = len(made) / 10
        defaults = {"lat": lat + nudge, "lon": lon + nudge, "precision": known or kind, "uncertainty_km": 3 + nudge}
        code = f"{letter}-{name}"
        made.append(make_place(name=name, code=code, kind=kind, parent=above, **{**defaults, **ancestors, **odd}))
        if kind in ancestors:
            setattr(made[-1], kind, made[-1])
            made[-1].save()
        return made[-1]

    nowhere: dict[str, Any] = {"lat": None, "lon": None, "precision": "", "uncertainty_km": None}
    province = make("Jowzjan", PlaceKind.PROVINCE, None)
    district = make("Darzab", PlaceKind.DISTRICT, province)
    unmapped = make("Qush Tepa", PlaceKind.DISTRICT, province, public_place=province, **nowhere)
    for above in (district, unmapped):
        make(f"Town of {above.name}", PlaceKind.SETTLEMENT, above)
        make(f"Village of {above.name}", PlaceKind.SETTLEMENT, above, known="district")
    make("Mosque", PlaceKind.SITE, district, sensitivity=Sensitivity.DISTRICT, public_place=district)
    make("Shelter", PlaceKind.SITE, district, sensitivity=Sensitivity.PROVINCE, public_place=province)
    make("Hamlet", PlaceKind.SETTLEMENT, district, public_place=None, **nowhere)
    return made


def make_incident(position: int, chance: random.Random, groups: list[Group], places: list[Place | None]) -> None:
    """A row as editors would leave it, written at once: the way there is tested elsewhere."""
    people: dict[str, Any] = {}
    for outcome in OUTCOMES:
        low, best, high = chance.choice(COUNTS)
        people |= {f"{outcome}_low": low, f"{outcome}_best": best, f"{outcome}_high": high}
    incident = Incident.objects.create(
        public_id=f"KW-2017-{position:06}", title=f"Event number{position % 4}", summary="Said of it.",
        kind=chance.choice(KINDS), when=chance.choice(WHENS), place=chance.choice(places), corroboration=1,
        state=State.PUBLISHED if position % 7 else chance.choice((State.DRAFT, State.WITHDRAWN)),
        published_at=NOON, published_by=someone(Role.REVIEWER), withdrawal_reason="A mistake.", **people,
    )
    for group in chance.sample(groups, chance.randint(0, 2)):
        for role in chance.sample(("perpetrator", "target"), chance.randint(1, 2)):
            Attribution.objects.create(incident=incident, group=group, role=role, status=chance.choice(STATUSES))


@dataclass(frozen=True)
class Onlooker:
    """Counts one by one, without the database, what a stranger or an editor should be told."""

    incidents: tuple[Incident, ...]
    is_editor: bool

    @classmethod
    def of(cls, is_editor: bool) -> "Onlooker":
        shown = "place" if is_editor else "place__public_place"
        found = Incident.objects.select_related(shown, f"{shown}__province", f"{shown}__district", f"{shown}__parent")
        rows = tuple(found.prefetch_related("attributions__group"))
        return cls(tuple(row for row in rows if is_editor or row.state == State.PUBLISHED), is_editor)

    def asked(self, asked: Asked) -> list[Incident]:
        return [incident for incident in self.incidents if self.matches(incident, asked)]

    def place(self, incident: Incident) -> Place | None:
        return incident.place if incident.place is None or self.is_editor else incident.place.public_place

    def level(self, incident: Incident) -> str:
        """Which of the four parts of the total it belongs to."""
        place = self.place(incident)
        found = LEVELS.get(place.precision, "not_located") if place and place.lat is not None else "not_located"
        return "not_located" if found == "by_province" and not (place and place.province) else found

    def said(self, incident: Incident) -> list[Attribution]:
        told = incident.attributions.all()
        return [one for one in told if self.is_editor or one.group.state == State.PUBLISHED]

    def facts(self, incident: Incident) -> dict[str, set[str]]:
        place, said = self.place(incident), self.said(incident)
        return {
            "kind": {incident.kind},
            "group": {one.group.slug for one in said},
            "status": {one.status for one in said},
            "province": {place.province.code} if place and place.province else set(),
            "district": {place.district.code} if place and place.district else set(),
        }

    def matches(self, incident: Incident, asked: Asked) -> bool:
        facts = self.facts(incident)
        return (
            all(facts[name] & {*asked[name]} for name in facts if name in asked)
            and ("killed_min" not in asked or is_at_least(incident.killed_best, int(asked["killed_min"][0])))
            and ("bbox" not in asked or is_inside(self.place(incident), asked["bbox"][0]))
            and may_lie(incident, asked)
            and all(self.has_word(incident, word.lower()) for word in asked.get("q", [""])[0].split())
        )

    def has_word(self, incident: Incident, word: str) -> bool:
        place = self.place(incident)
        places = {place, place.province, place.district} if place else set()
        names = [one.group.name for one in self.said(incident)] + [each.name for each in places if each]
        text = " ".join([incident.title, incident.summary, *names])
        return word == incident.public_id.lower() or word in text.lower()


def first_day(incident: Incident) -> date | None:
    return incident.earliest or incident.latest


def last_day(incident: Incident) -> date | None:
    return incident.latest or incident.earliest


def may_lie(incident: Incident, asked: Asked) -> bool:
    first, last = first_day(incident), last_day(incident)
    if first is None or last is None:
        return not {"from", "to"} & {*asked}
    begins, ends = asked.get("from", ["0001-01-01"])[0], asked.get("to", ["9999-12-31"])[0]
    return last >= date.fromisoformat(begins) and first <= date.fromisoformat(ends)


def is_at_least(number: int | None, least: int) -> bool:
    return number is not None and number >= least


def is_inside(place: Place | None, box: str) -> bool:
    west, south, east, north = map(float, box.split(","))
    if place is None or place.lat is None or place.lon is None or place.precision not in (*SPOTS, "district"):
        return False
    return west <= place.lon <= east and south <= place.lat <= north


def people(found: Iterable[Incident], outcome: str) -> dict[str, Any]:
    """Sums of what is reported; what lacks a best or a high counts as the low it is at least."""
    said = [[getattr(one, f"{outcome}_{name}") for name in ("low", "best", "high")] for one in found]
    counts = [(low, low if best is None else best, high) for low, best, high in said if low is not None]
    if not counts:
        return {"low": None, "best": None, "high": None, "is_open": False}
    lows, bests, highs = zip(*counts, strict=True)
    is_open = None in highs
    return {"low": sum(lows), "best": sum(bests), "high": None if is_open else sum(highs), "is_open": is_open}
