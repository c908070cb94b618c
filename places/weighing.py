"""Weighs what the gazetteer found: which entries are one place, which one is meant, and when nobody can tell. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from places.index import COARSE, Entry
from places.kind_words import UNIT_WORDS
from places.models import PlaceKind, Precision
from places.names import Name, split

MOST_CANDIDATES = 10
DISTRICT_KM = 30.0  # most districts reach no farther from the town they are named after
SAME_SPOT_KM = 5.0
LARGE_TOWN = 50_000
FINE = frozenset({*PlaceKind} - COARSE)
NEARBY = re.compile(
    r"^\s*(?:near|outside|around|close to|in the vicinity of|on the outskirts of)\s+(?:the\s+)?", re.IGNORECASE
)


class Outcome(StrEnum):
    """How a search ended."""

    LOCATED = "located"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"


@dataclass(frozen=True)
class Candidate:
    """A place that may be meant. Degrees in WGS84; `score` ranks, it never decides; `reason` says why, in words."""

    place_id: int
    name: str
    text: str
    kind: str
    lat: float | None
    lon: float | None
    uncertainty_km: float | None
    precision: str
    score: float
    reason: str


@dataclass(frozen=True)
class Resolution:
    """The answer to a text: when LOCATED the first candidate is the place; `leftover` was not found below it."""

    outcome: Outcome
    candidates: tuple[Candidate, ...] = ()
    kind: str = ""
    leftover: str = ""


@dataclass(frozen=True)
class Hit:
    """An entry with how it was found."""

    entry: Entry
    score: float
    reason: str


def decide(hits: list[Hit], name: Name, written: str) -> Resolution:
    """One place left, or several; a site in a town that is all we know ("Lahore park") stays unfound, in the town."""
    kind = name.kind or ""
    best = preferred(hits, kind)
    if len(best) > 1 or best[0].entry.lat is None:
        others = (hit for hit in ranked(hits) if hit not in best)
        ranks = [candidate(hit) for hit in (*best, *others)]
        return Resolution(Outcome.AMBIGUOUS, tuple(ranks[:MOST_CANDIDATES]), kind)
    meant = _as_district(best[0]) if kind == PlaceKind.DISTRICT else best[0]
    is_beside = bool(NEARBY.match(written)) or (kind == PlaceKind.SITE != best[0].entry.kind)
    return Resolution(Outcome.LOCATED, (candidate(meant),), kind, written if is_beside else "")


def _as_district(hit: Hit) -> Hit:
    """A town found where its district was named: it is somewhere about there, and no spot is claimed."""
    if hit.entry.kind not in FINE:
        return hit
    km = max(DISTRICT_KM, hit.entry.uncertainty_km or 0)
    entry = replace(hit.entry, precision=Precision.DISTRICT, uncertainty_km=km)
    return replace(hit, entry=entry, reason=f"{hit.reason}; a town, as its district is not known")


def without_units(written: str) -> str:
    """ "Moghul village" as the name "Moghul", in the writer's own letters."""
    return " ".join(word for word in written.split() if UNIT_WORDS.isdisjoint(split(word))) or written


def preferred(hits: list[Hit], kind: str) -> list[Hit]:
    """What is left after the kind that was named, and after a place and the unit it is the seat of count as one."""
    chosen = of_kind(hits, kind)
    chosen = [hit for hit in chosen if not any(_covers(other.entry, hit.entry) for other in chosen)]
    return _merged(ranked(chosen))


def of_kind(hits: list[Hit], kind: str | None) -> list[Hit]:
    """Those of the kind that was named, if there are any."""
    return [hit for hit in hits if kind and hit.entry.kind == kind] or hits


def outermost(entries: list[Entry]) -> list[Entry]:
    """Those that lie in none of the others."""
    return [entry for entry in entries if not any(other.id in entry.above for other in entries)]


def covering(town: Entry, units: Sequence[Entry]) -> Entry:
    """The town as the middle of its several units, with a doubt that reaches to their far side."""
    reach = max(town.km_to(unit) + (unit.uncertainty_km or 0) for unit in units)
    return replace(town, uncertainty_km=round(reach, 1), precision=Precision.DISTRICT)


def _covers(other: Entry, entry: Entry) -> bool:
    """Of a place and the unit it lies in, under one name, the unit is right either way – but a large town is itself."""
    if other.id == entry.id or entry.population >= LARGE_TOWN:
        return False
    return entry.is_in(other) or _reaches(other, entry)


def _merged(hits: list[Hit]) -> list[Hit]:
    """Entries on one spot are one place, the one listed first standing for all."""
    kept: list[Hit] = []
    for hit in hits:
        if all(hit.entry.km_to(other.entry) > SAME_SPOT_KM for other in kept):
            kept.append(hit)
    towns = [hit for hit in kept if hit.entry.population >= LARGE_TOWN]
    others = [hit for hit in kept if hit not in towns]
    return towns if len(towns) == 1 and all(_is_unit_of(hit.entry, towns[0].entry) for hit in others) else kept


def _is_unit_of(unit: Entry, town: Entry) -> bool:
    """A unit that shares a town's name and holds it or a part of it: Karachi is in six districts."""
    return town.is_in(unit) or unit.is_in(town) or _reaches(unit, town, beyond=town.uncertainty_km or 0)


def _reaches(unit: Entry, place: Entry, *, beyond: float = 0) -> bool:
    """Whether a place lies within the doubt of the unit's own position, though perhaps just outside of its borders."""
    is_unit = unit.kind == PlaceKind.DISTRICT and place.kind in FINE
    return is_unit and place.km_to(unit) <= (unit.uncertainty_km or 0) + beyond


def ranked(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.score, -hit.entry.population, hit.entry.text))


def candidate(hit: Hit) -> Candidate:
    entry = hit.entry
    return Candidate(
        place_id=entry.id, name=entry.name, text=entry.text, kind=entry.kind, lat=entry.lat, lon=entry.lon,
        uncertainty_km=entry.uncertainty_km, precision=entry.precision, score=hit.score, reason=hit.reason,
    )
