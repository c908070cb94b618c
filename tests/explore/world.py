"""A small world of incidents that differ in everything a filter can ask for, and a slow, obvious way to count it."""

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import shapely

from accounts.models import Role
from explore.parameters import Box
from explore.snapshot.words import occurs
from groups.kinds import STRUCTURE, AllianceKind, AllianceStatus
from groups.models import Alliance, Group
from incidents.kinds import FAMILY_OF, Kind, TargetKind
from incidents.models import Attribution, Incident, Target
from places.models import Place, PlaceKind, Precision, Sensitivity
from sources.editorial import Confidence, State
from tests.factories import NOON, at_once, make_group, make_place, someone

WHENS = ("2017-12-17", "2017-12-18", "2017-10", "2018-01-01~/2018-01-09", "/2017-11-20", "2017-09-15/..", "2016", "")
COUNTS = ((None, None, None), (9, 9, None), (18, 20, 20), (0, 0, 0), (4, None, 11))
KINDS = (Kind.ARREST, Kind.SUICIDE_ATTACK, Kind.PROPAGANDA)
STATUSES = ("claimed", "credited", "suspected")
TARGETS = (TargetKind.RELIGIOUS, TargetKind.POLICE)
COMMUNITIES = ("", "Shia", "Sufi")
SPOTS = ("site", "settlement")
LEVELS = {**dict.fromkeys(SPOTS, "placed"), "district": "by_district", "province": "by_province"}
FINENESS = (*SPOTS, "district", "province")
OUTCOMES = ("killed", "wounded")
Asked = dict[str, list[str]]


@at_once
def make_world(number: int) -> None:
    """Every seventh incident is not published; places, dates, groups and counts are mixed by a fixed chance."""
    chance = random.Random(1)  # noqa: S311 – the same world each time
    groups = [make_group(slug=f"group-{letter}", name=f"Group {letter}") for letter in "abc"]
    groups.append(make_group(slug="secret", name="Secret group", state=State.DRAFT))
    make_ties(*groups)
    odd = {"precision": Precision.COUNTRY, "uncertainty_km": 500}
    places = [
        None, make_place(code="AF", name="Everywhere", kind=PlaceKind.COUNTRY, **odd),
        make_place(code="NOWHERE", name="Nameless", precision=Precision.PROVINCE),
        *(place for position in (0, 1) for place in make_province(position)),
    ]
    for position in range(number):
        make_incident(position, chance, groups, places)


def make_ties(a: Group, b: Group, c: Group, secret: Group) -> None:
    """Of every length, some in a circle, one withdrawn, one by way of what is secret, and some that count for nothing.
    """
    make_tie(b, a, AllianceKind.CHAPTER_OF, end="2017-12-17")
    make_tie(c, b, AllianceKind.FACTION_OF, start="2017-10-15")
    make_tie(a, c, AllianceKind.PLEDGED_TO, start="2017-12")
    make_tie(a, c, AllianceKind.WITHDREW_FROM, start="2018-01-05")
    make_tie(c, secret, AllianceKind.PLEDGED_TO, start="2016-06", end="2017-11", status=AllianceStatus.DISPUTED)
    make_tie(secret, a, AllianceKind.PLEDGED_TO, start="2017-11-20", end="2018-02")
    make_tie(b, c, AllianceKind.PLEDGED_TO, status=AllianceStatus.IMPLIED)
    make_tie(c, a, AllianceKind.AFFILIATE_OF, status=AllianceStatus.DENIED)
    make_tie(b, c, AllianceKind.ALLIED_WITH)


def make_tie(source: Group, target: Group, kind: str, **odd: Any) -> Alliance:
    usual = {"status": AllianceStatus.CONFIRMED, "confidence": Confidence.HIGH, "state": State.PUBLISHED}
    return Alliance.objects.create(source=source, target=target, kind=kind, **{**usual, **odd})


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
    state = State.PUBLISHED if position % 7 else chance.choice((State.DRAFT, State.WITHDRAWN))
    incident = Incident.objects.create(
        public_id=f"KW-2017-{position:06}", title=f"Event number{position % 4}", summary="Said of it.",
        kind=chance.choice(KINDS), when=chance.choice(WHENS), place=chance.choice(places),
        state=state, is_public=state == State.PUBLISHED, first_public_at=NOON,
        corroboration=chance.choice((1, 2, 3)), credibility=chance.choice((1, 3, 6)),
        unaligned=chance.choice((0, 1)), has_conflict=chance.random() < 0.3,
        published_at=NOON, published_by=someone(Role.REVIEWER), withdrawal_reason="A mistake.", **people,
    )
    for group in chance.sample(groups, chance.randint(0, 2)):
        for role in chance.sample(("perpetrator", "target"), chance.randint(1, 2)):
            Attribution.objects.create(incident=incident, group=group, role=role, status=chance.choice(STATUSES))
    for kind in chance.sample(TARGETS, chance.randint(0, 2)):
        Target.objects.create(incident=incident, kind=kind, community=chance.choice(COMMUNITIES))


@dataclass(frozen=True, repr=False)
class Onlooker:
    """Counts one by one, without the database, what a stranger or an editor should be told."""

    incidents: tuple[Incident, ...]
    is_editor: bool
    ties: "tuple[Alliance, ...]"
    slugs: frozenset[str]
    known: dict[str, list[Incident]] = field(default_factory=dict)
    climbed: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, is_editor: bool) -> "Onlooker":
        shown = "place" if is_editor else "place__public_place"
        found = Incident.objects.select_related(shown, f"{shown}__province", f"{shown}__district", f"{shown}__parent")
        rows = tuple(found.prefetch_related("attributions__group", "targets"))
        groups, ties = Group.objects.all(), Alliance.objects.select_related("source", "target")
        if not is_editor:
            groups, ties = groups.published(), ties.exclude(source__slug="secret").exclude(target__slug="secret")
        slugs = frozenset(groups.values_list("slug", flat=True))
        return cls(tuple(row for row in rows if is_editor or row.is_public), is_editor, tuple(ties), slugs)

    def asked(self, asked: Asked) -> list[Incident]:
        """Remembered, as many panels ask the same."""
        key = repr(sorted(asked.items()))
        if key not in self.known:
            self.known[key] = [incident for incident in self.incidents if self.matches(incident, asked)]
        return self.known[key]

    def place(self, incident: Incident) -> Place | None:
        return incident.place if incident.place is None or self.is_editor else incident.place.public_place

    def level(self, incident: Incident) -> str:
        """Which of the four parts of the total it belongs to."""
        place = self.place(incident)
        found = LEVELS.get(place.precision, "not_located") if place and place.lat is not None else "not_located"
        return "not_located" if found == "by_province" and not (place and place.province) else found

    def said(self, incident: Incident, asked: Asked) -> list[Attribution]:
        """Attributions that group and status let through together."""
        told = [one for one in incident.attributions.all() if self.is_editor or one.group.state == State.PUBLISHED]
        return [
            one for one in told
            if one.status in asked.get("status", [one.status])
            and ("group" not in asked or self.counts_for(incident, one, asked) & self.wanted(asked))
        ]  # fmt: skip

    def wanted(self, asked: Asked) -> set[str]:
        return {self.first_of(slug, asked) for slug in asked["group"]}

    def first_of(self, slug: str, asked: Asked) -> str:
        """The first of all that count as one with a group, at whatever remove."""
        found, now = {slug}, set[str]()
        while found != now:
            now = found
            found = now.union(*(each.split("~") for each in asked.get("one", ()) if now & {*each.split("~")}))
        return min(found)

    def counts_for(self, incident: Incident, said: Attribution, asked: Asked) -> set[str]:
        """The groups that are asked for with an attribution."""
        own = {said.group.slug}
        found = own | self.above(incident)[said.group.slug] if "parts" in asked else own
        return {self.first_of(slug, asked) for slug in found}

    def above(self, incident: Incident) -> dict[str, set[str]]:
        """What each group belonged to on some day that the incident may lie on; any day where it has no date."""
        first, last = first_day(incident) or DAWN, last_day(incident) or DUSK
        key = f"{first} {last}"
        if key not in self.climbed:
            self.climbed[key] = {
                slug: {above for day in each_day(first, last) for above in self.climb(slug, day)} - {slug}
                for slug in self.slugs
            }
        return self.climbed[key]

    def climb(self, slug: str, day: date) -> set[str]:
        found, now = {slug}, set[str]()
        while found != now:
            now = found
            found = now | {tie.target.slug for tie in self.ties if tie.source.slug in now and is_held(tie, day)}
        return found

    def struck(self, incident: Incident, asked: Asked) -> list[Target]:
        return [
            one for one in incident.targets.all()
            if one.kind in asked.get("target", [one.kind]) and one.community in asked.get("community", [one.community])
        ]  # fmt: skip

    def facts(self, incident: Incident, asked: Asked) -> dict[str, set[str]]:
        """The values of each facet that an incident counts for, where its own field is left open in `asked`."""
        place = self.place(incident)
        return {
            "group": {slug for one in self.said(incident, asked) for slug in self.counts_for(incident, one, asked)},
            "status": {one.status for one in self.said(incident, asked)},
            "target": {one.kind for one in self.struck(incident, asked)},
            "community": {one.community for one in self.struck(incident, asked)} - {""},
            "kind": {incident.kind},
            "family": {FAMILY_OF[Kind(incident.kind)].value},
            "province": {place.province.code} if place and place.province else set(),
            "district": {place.district.code} if place and place.district else set(),
            "credibility": {str(incident.credibility)},
        }

    def matches(self, incident: Incident, asked: Asked) -> bool:
        facts = self.facts(incident, {})
        return (
            all(facts[name] & {*asked[name]} for name in SINGLE if name in asked)
            and (not {"group", "status"} & {*asked} or bool(self.said(incident, asked)))
            and (not {"target", "community"} & {*asked} or bool(self.struck(incident, asked)))
            and self.level(incident) in asked.get("level", [self.level(incident)])
            and all(is_within(incident, outcome, asked) for outcome in OUTCOMES)
            and incident.corroboration >= int(asked.get("sources_min", ["0"])[0])
            and asked.get("unaligned", [""])[0] != ("no" if incident.unaligned else "yes")
            and asked.get("conflict", [""])[0] != ("no" if incident.has_conflict else "yes")
            and ("precision" not in asked or self.is_as_fine(incident, asked["precision"][0]))
            and ("bbox" not in asked or is_inside(self.place(incident), asked["bbox"][0]))
            and ("polygon" not in asked or is_in_polygon(self.place(incident), asked["polygon"][0]))
            and may_lie(incident, asked)
            and self.is_found(incident, asked.get("q", [""])[0])
        )

    def is_as_fine(self, incident: Incident, precision: str) -> bool:
        place = self.place(incident)
        is_located = self.level(incident) != "not_located"
        return bool(place and is_located and FINENESS.index(place.precision) <= FINENESS.index(precision))

    def is_found(self, incident: Incident, search: str) -> bool:
        place = self.place(incident)
        places = [each for each in (place, place and place.district, place and place.province) if each]
        names = [f"{one.group.name} {one.group.short_name}" for one in self.said(incident, {})]
        text = " ".join([incident.title, incident.summary, *names, *(each.name for each in places)])
        return all(word.upper() == incident.public_id or occurs(word, text) for word in search.split())


DAWN, DUSK = date(2016, 1, 1), date(2018, 12, 31)  # before and after all that happens
WITHDRAWN = date(2018, 1, 5)


def each_day(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(number) for number in range((last - first).days + 1))


def is_held(tie: Alliance, day: date) -> bool:
    """Whether by a tie what one group did counts for another on a day."""
    is_pledge = tie.kind == AllianceKind.PLEDGED_TO
    if not (is_pledge or tie.kind in STRUCTURE) or tie.status in (AllianceStatus.IMPLIED, AllianceStatus.DENIED):
        return False
    end = tie.end_latest or (WITHDRAWN if is_pledge else DUSK)
    return (tie.start_earliest or DAWN) <= day <= end


SINGLE = ("kind", "family", "province", "district", "credibility")


def first_day(incident: Incident) -> date | None:
    return incident.earliest or incident.latest


def last_day(incident: Incident) -> date | None:
    return incident.latest or incident.earliest


def may_lie(incident: Incident, asked: Asked) -> bool:
    first, last = first_day(incident), last_day(incident)
    if first is None or last is None:
        return not {"from", "to"} & {*asked} and asked.get("dated") != ["yes"]
    begins, ends = asked.get("from", ["0001-01-01"])[0], asked.get("to", ["9999-12-31"])[0]
    is_between = last >= date.fromisoformat(begins) and first <= date.fromisoformat(ends)
    return is_between and asked.get("dated") != ["no"]


def is_within(incident: Incident, outcome: str, asked: Asked) -> bool:
    """A best that is not there is the low, and a high that is not there has no end."""
    least, most = (asked.get(f"{outcome}_{end}") for end in ("min", "max"))
    low, best, high = (getattr(incident, f"{outcome}_{view}") for view in ("low", "best", "high"))
    if least is None and most is None:
        return True
    if low is None:
        return False
    number = {"low": low, "best": low if best is None else best, "high": 10**9 if high is None else high}
    seen = number[asked.get("counts", ["best"])[0]]
    return bool(seen >= int((least or ["0"])[0]) and (most is None or seen <= int(most[0])))


def is_inside(place: Place | None, box: str) -> bool:
    west, south, east, north = map(float, box.split(","))
    if place is None or place.lat is None or place.lon is None or not has_point(place):
        return False
    return west <= place.lon <= east and south <= place.lat <= north


def is_in_polygon(place: Place | None, text: str) -> bool:
    numbers = list(map(float, text.split(",")))
    ring = shapely.Polygon(list(zip(numbers[::2], numbers[1::2], strict=True)))
    return bool(place and has_point(place) and ring.intersects(shapely.Point(place.lon, place.lat)))


def has_point(place: Place | None) -> bool:
    return place is not None and place.lat is not None and place.precision in (*SPOTS, "district")


def reaches(place: Place, view: Box) -> bool:
    """Whether a place lies in a view, or reaches into it with its doubt."""
    assert place.lat is not None and place.lon is not None
    up = (place.uncertainty_km or 0) / 111.2
    across = up / math.cos(math.radians(place.lat))
    is_between = view.west - across <= place.lon <= view.east + across
    return is_between and view.south - up <= place.lat <= view.north + up


def people(found: Iterable[Incident], outcome: str) -> dict[str, Any]:
    """Sums of what is reported; what lacks a best or a high counts as the low it is at least."""
    said = [[getattr(one, f"{outcome}_{name}") for name in ("low", "best", "high")] for one in found]
    counts = [(low, low if best is None else best, high) for low, best, high in said if low is not None]
    if not counts:
        return {"low": None, "best": None, "high": None, "is_open": False}
    lows, bests, highs = zip(*counts, strict=True)
    is_open = None in highs
    return {"low": sum(lows), "best": sum(bests), "high": None if is_open else sum(highs), "is_open": is_open}
