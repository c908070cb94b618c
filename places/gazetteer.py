"""The gazetteer: finds which place a text names, inside the parents it names, or says that it cannot tell.

A miss never becomes a silent fuzzy hit. What is found inside a named parent is found; a finest part that is unknown
leaves its parent as the answer, with the parent's uncertainty; several places meant equally well are *ambiguous*.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from django.db.models import Count, Max

from places.index import COARSE, Entry, Index
from places.models import Place, PlaceKind, PlaceName
from places.names import Name, read

PART_BREAKS = re.compile(r"[,،;()|]|\s[-–]\s|\s(?:in|of)\s", re.IGNORECASE)
MOST_CANDIDATES = 10
EXACT, NEAR = 1.0, 0.8
SAME_SPOT_KM = 5.0
LARGE_TOWN = 50_000


class Outcome(StrEnum):
    """How a search ended."""

    LOCATED = "located"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"


@dataclass(frozen=True)
class Candidate:
    """A place that may be meant. Degrees in WGS84; `score` ranks, it never decides; `reason` says why, in words."""

    place_id: int | None  # None for what an outside geocoder found
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
    """The answer to a text: when LOCATED the first candidate is the place, and `leftover` what was not found below it."""

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


class Gazetteer:
    """All places in memory, for one lookup or for many."""

    def __init__(self, index: Index) -> None:
        self.index = index

    @classmethod
    def load(cls) -> "Gazetteer":
        return cls(Index.load())

    def resolve(self, text: str, *, within: int | None = None, country: str = "") -> Resolution:
        """The place a text such as "Moghul village, Darzab district, Jowzjan" names; `within` is a Place id."""
        parts = [read(part) for part in PART_BREAKS.split(text) if part.strip()]
        if not parts:
            return Resolution(Outcome.NOT_FOUND)
        frame, country = self._frame(parts[1:], within, country)
        finest = parts[0]
        kind = finest.kind or ""
        hits = self._hits(finest, frame, country)
        if frame is not None and not hits and finest.keys & self.index.names_of(frame):
            hits = [Hit(frame, EXACT, "the name")]
        if not hits:
            return self._at_parent(frame, kind, finest.text)
        return _decide(hits, kind)

    def search(self, text: str, *, within: int | None = None, limit: int = MOST_CANDIDATES) -> list[Candidate]:
        """Ranked candidates for a text as one types it: whole names first, then names that begin so."""
        answer = self.resolve(text, within=within)
        found = [] if answer.leftover else list(answer.candidates)
        typed = read(PART_BREAKS.split(text)[0])
        begun = [Hit(entry, NEAR / 2, "the name begins so") for entry in self.index.beginning(typed.keys, within)]
        known = {candidate.place_id for candidate in found}
        found += [_candidate(hit) for hit in _ranked(begun) if hit.entry.id not in known]
        return found[:limit]

    def units_named(self, text: str, kind: str) -> frozenset[int]:
        """Ids of the units of a kind that bear a name, or took over the unit that bore it."""
        name = read(text)
        bearers = self.index.by_keys(name.keys) or self.index.by_skeletons(name.skeletons)
        return frozenset(entry.merged_into or entry.id for entry in bearers if entry.kind == kind)

    def _frame(self, parents: Sequence[Name], within: int | None, country: str) -> tuple[Entry | None, str]:
        """The finest parent that the text or the caller names, read from the coarsest inwards."""
        frame = self.index.entries.get(within) if within else None
        for name in reversed(parents):
            hits = [hit for hit in self._hits(name, frame, country) if hit.entry.kind in COARSE or hit.entry.kind == name.kind]
            hits = hits or self._hits(name, frame, country)
            if not hits:
                continue
            best = _preferred(hits, name.kind or "")
            if len(best) == 1:
                frame = self.index.today(best[0].entry)
        return frame, frame.country if frame else country

    def _hits(self, name: Name, frame: Entry | None, country: str) -> list[Hit]:
        """Entries of the name inside the frame: by key; failing that, by a skeleton that is unique in a known parent."""
        inside = self._inside(self.index.by_keys(name.keys), frame, country)
        if inside:
            return [Hit(entry, EXACT, _where("the name", frame)) for entry in inside]
        near = self._inside(self.index.by_skeletons(name.skeletons), frame, country)
        if frame is None:
            near = [entry for entry in near if entry.kind == PlaceKind.PROVINCE]
        spots = {entry.id for entry in near}
        return [Hit(entry, NEAR, _where("a spelling close to it", frame)) for entry in near] if len(spots) == 1 else []

    def _inside(self, entries: Iterable[Entry], frame: Entry | None, country: str) -> list[Entry]:
        found = [entry for entry in entries if not country or not entry.country or entry.country == country]
        return [entry for entry in found if frame is None or (entry.id != frame.id and frame.id in entry.above)]

    def _at_parent(self, frame: Entry | None, kind: str, leftover: str) -> Resolution:
        if frame is None or frame.lat is None or frame.kind in (PlaceKind.COUNTRY, PlaceKind.REGION):
            return Resolution(Outcome.NOT_FOUND, kind=kind, leftover=leftover)
        parent = _candidate(Hit(frame, NEAR, f"“{leftover}” is not known; this is the place it lies in"))
        return Resolution(Outcome.LOCATED, (parent,), kind, leftover)


def _decide(hits: list[Hit], kind: str) -> Resolution:
    best = _preferred(hits, kind)
    ranked = tuple(_candidate(hit) for hit in (*best, *(hit for hit in _ranked(hits) if hit not in best)))
    is_one = len(best) == 1 and best[0].entry.lat is not None
    return Resolution(Outcome.LOCATED if is_one else Outcome.AMBIGUOUS, ranked[: 1 if is_one else MOST_CANDIDATES], kind)


def _preferred(hits: list[Hit], kind: str) -> list[Hit]:
    """What is left after the kind that was named, and after a place and the unit it is the seat of count as one."""
    alike = [hit for hit in hits if kind and hit.entry.kind == kind]
    chosen = alike or hits
    chosen = [hit for hit in chosen if not any(_covers(other.entry, hit.entry) for other in chosen)]
    return _merged(_ranked(chosen))


def _covers(other: Entry, entry: Entry) -> bool:
    """Of a place and the unit it lies in, under one name, the unit is right either way – but a large town is itself."""
    if other.id == entry.id:
        return False
    if entry.population >= LARGE_TOWN:
        return False
    is_unit_of_large = other.kind in COARSE and entry.id in other.above
    return other.id in entry.above or is_unit_of_large


def _merged(hits: list[Hit]) -> list[Hit]:
    """Entries on one spot are one place, the one listed first standing for all."""
    kept: list[Hit] = []
    for hit in hits:
        if not any(hit.entry.is_near(other.entry, SAME_SPOT_KM) for other in kept):
            kept.append(hit)
    towns = [hit for hit in kept if hit.entry.population >= LARGE_TOWN]
    return towns if len(towns) == 1 and all(towns[0].entry.is_related(hit.entry) for hit in kept) else kept


def _ranked(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.score, -hit.entry.population, hit.entry.text))


def _where(what: str, frame: Entry | None) -> str:
    return f"{what}, in {frame.name}" if frame else what


def _candidate(hit: Hit) -> Candidate:
    entry = hit.entry
    return Candidate(
        place_id=entry.id, name=entry.name, text=entry.text, kind=entry.kind, lat=entry.lat, lon=entry.lon,
        uncertainty_km=entry.uncertainty_km, precision=entry.precision, score=hit.score, reason=hit.reason,
    )


def resolve(text: str, *, within: Place | None = None, country: str = "") -> Resolution:
    """`Gazetteer.resolve` over the places as they are now."""
    return _current().resolve(text, within=within.pk if within else None, country=country)


def search(text: str, *, within: Place | None = None, limit: int = MOST_CANDIDATES) -> list[Candidate]:
    """`Gazetteer.search` over the places as they are now."""
    return _current().search(text, within=within.pk if within else None, limit=limit)


def _current() -> Gazetteer:
    """The gazetteer in memory, read anew when a name was added or the history of its places grew.

    Entered texts are not part of it, so locating them leaves it as it is.
    """
    names = PlaceName.objects.aggregate(count=Count("pk"), last=Max("pk"))
    change = Place.history.filter(query="").order_by("-history_id").values_list("history_id", "history_date").first()
    return _loaded((names["count"], names["last"], change))


@lru_cache(maxsize=1)
def _loaded(version: tuple[object, ...]) -> Gazetteer:
    return Gazetteer.load()


