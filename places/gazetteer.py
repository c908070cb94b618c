"""The gazetteer: finds which place a text names, inside the parents it names, or says that it cannot tell.

A miss never becomes a silent fuzzy hit. What is found inside a named parent is found; a finest part that is unknown
leaves its parent as the answer, with an uncertainty that covers the parent; several places meant equally well are
*ambiguous*.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from places.index import COARSE, Entry, Index
from places.models import Place, PlaceKind, PlaceName
from places.names import Name, read, split
from places.weighing import (
    FINE,
    MOST_CANDIDATES,
    NEARBY,
    Candidate,
    Hit,
    Outcome,
    Resolution,
    candidate,
    covering,
    decide,
    of_kind,
    outermost,
    preferred,
    ranked,
    without_units,
)

PART_BREAKS = re.compile(r"[,،;()|]|\s[-–]\s|\s(?:in|of)\s", re.IGNORECASE)
EXACT, NEAR = 1.0, 0.8
# How far an unknown name may lie from the middle of its named parent, in reaches of that parent: 98 of 100 do
# (946 names of the UCDP list for Pakistan; `geocode_report` measures it), as lists follow older borders than ours.
UNKNOWN_MARGIN = 1.5
IN_TOWNS = frozenset({PlaceKind.SITE, PlaceKind.NEIGHBOURHOOD})
# A spelling that is only close is looked for one level below what is known, where few names can be confused.
NEAR_LEVELS: dict[str, set[PlaceKind]] = {
    "": {PlaceKind.PROVINCE},
    PlaceKind.COUNTRY: {PlaceKind.PROVINCE},
    PlaceKind.PROVINCE: {PlaceKind.DISTRICT},
}


@dataclass(frozen=True)
class Frame:
    """Where a name is sought: inside one of `scopes`, if there are any.

    Where it is not found it is put at the `seat`, the unit; a site or a neighbourhood at the `town` of the same name.
    """

    scopes: tuple[Entry, ...] = ()
    seat: Entry | None = None
    town: Entry | None = None
    country: str = ""

    @property
    def level(self) -> str:
        return self.scopes[0].kind if self.scopes else ""

    def holds(self, entry: Entry) -> bool:
        is_there = not self.country or entry.country in ("", self.country)
        return is_there and (not self.scopes or any(entry.is_in(scope) for scope in self.scopes))

    def __str__(self) -> str:
        return " or ".join(scope.name for scope in self.scopes)


class Gazetteer:
    """All places in memory, for one lookup or for many."""

    def __init__(self, index: Index) -> None:
        self.index = index

    @classmethod
    def load(cls) -> "Gazetteer":
        return cls(Index.load())

    def resolve(self, text: str, *, within: int | None = None, country: str = "") -> Resolution:
        """The place a text such as "Moghul village, Darzab district, Jowzjan" names; `within` is a Place id."""
        given = self.index.entries.get(within) if within else None
        frame = Frame((given,), given, country=given.country) if given else Frame(country=country)
        return self.resolve_inside(text, frame)

    def resolve_inside(self, text: str, frame: Frame) -> Resolution:
        """The same in a frame that is known, as for many names of one province."""
        written = _written(text)
        if not written:
            return Resolution(Outcome.NOT_FOUND)
        finest, *parents = (read(NEARBY.sub("", part)) for part in written)
        return self._answer(finest, written[0], self._inside(frame, parents))

    def frame(self, *parents: str) -> Frame:
        """Where a name lies of which these parents are told, finest first."""
        written = [part for parent in parents for part in _written(parent)]
        return self._inside(Frame(), [read(NEARBY.sub("", part)) for part in written])

    def _answer(self, finest: Name, written: str, frame: Frame) -> Resolution:
        hits = self._hits(finest, frame) or [Hit(scope, EXACT, "the name") for scope in self._repeated(finest, frame)]
        if not hits:
            seat = frame.town if finest.kind in IN_TOWNS else frame.seat
            return self._at_parent(seat or frame.seat, finest.kind or "", without_units(written))
        return decide(hits, finest, written)

    def search(self, text: str, *, within: int | None = None, limit: int = MOST_CANDIDATES) -> list[Candidate]:
        """Ranked candidates for a text as one types it: whole names first, then names that begin so."""
        answer = self.resolve(text, within=within)
        found = [] if answer.leftover else list(answer.candidates)
        finest = PART_BREAKS.split(text)[0]
        begun = [_begun(entry, finest) for entry in self.index.beginning(read(finest).keys, within)]
        known = {each.place_id for each in found}
        found += [candidate(hit) for hit in ranked(begun) if hit.entry.id not in known]
        return found[:limit]

    def known(self, place: Place | None) -> int | None:
        """The id of a place if it is in the gazetteer, else of the nearest thing it stands for or lies in."""
        while place is not None and place.pk not in self.index.entries:
            place = place.same_as or place.parent
        return place.pk if place else None

    def chain(self, found: Candidate) -> frozenset[int]:
        """Ids of a candidate and of all it lies in."""
        return frozenset({found.place_id, *self.index.entries[found.place_id].above})

    def units_named(self, text: str, kind: str) -> frozenset[int]:
        """Ids of the units of a kind that bear a name, or took over the unit that bore it."""
        name = read(text)
        if not name.whole:
            return frozenset()
        bearers = self.index.by_keys(name.whole | name.keys) or self.index.by_skeletons(name.skeletons)
        return frozenset(entry.merged_into or entry.id for entry in bearers if entry.kind == kind)

    def _inside(self, frame: Frame, parents: Sequence[Name]) -> Frame:
        """A frame and what the named parents, read from the coarsest inwards, say of where the place lies."""
        for name in reversed(parents):
            is_said_again = any(name.kind in (None, scope.kind) for scope in self._repeated(name, frame))
            frame = frame if is_said_again else self._narrowed(frame, name)
        return frame

    def _narrowed(self, frame: Frame, name: Name) -> Frame:
        """The frame inside the units of a name: where it names several (Karachi, six districts), inside any of them."""
        hits = self._hits(name, frame)
        units = [hit.entry for hit in of_kind(hits, name.kind) if hit.entry.kind in COARSE]
        scopes = tuple(self.index.today(unit) for unit in outermost(units))
        meant = preferred(hits, (name.kind or "") if len(scopes) == 1 else "")
        if not scopes:
            return self._beside(frame, meant[0].entry) if len(meant) == 1 else frame
        is_town = len(meant) == 1 and any(meant[0].entry.is_in(scope) for scope in scopes)
        town = meant[0].entry if is_town else None
        if len(scopes) > 1:
            return Frame(scopes, covering(town, scopes) if town else frame.seat, town, country=frame.country)
        is_named_as_town = town is not None and name.kind == PlaceKind.SETTLEMENT
        return Frame(scopes, town if is_named_as_town else scopes[0], town, scopes[0].country)

    def _beside(self, frame: Frame, town: Entry) -> Frame:
        """The frame with a town named as parent: towns hold no other place, but what is not found lies about there."""
        above = (self.index.entries[each] for each in town.above)
        district = next((each for each in above if each.kind == PlaceKind.DISTRICT), None)
        return replace(frame, seat=district or frame.seat, town=town)

    def _repeated(self, name: Name, frame: Frame) -> list[Entry]:
        """The scopes that a name only says again, as in "Muqur (Ghazni), Ghazni"."""
        return [scope for scope in frame.scopes if name.keys & self.index.names_of(scope)]

    def _hits(self, name: Name, frame: Frame) -> list[Hit]:
        """Entries of the name inside the frame, by the surest way in which there are any."""
        ways: list[tuple[Callable[[Iterable[str]], list[Entry]], frozenset[str], str]] = [
            (self.index.by_keys, name.whole, "the name"), (self.index.by_keys, name.keys, "the name")
        ]  # fmt: skip
        if name.is_arabic:
            ways.append((self.index.by_spelling, name.keys, "the name in another script"))
        for way, keys, reason in ways:
            if found := [entry for entry in way(keys) if frame.holds(entry)]:
                return [Hit(entry, EXACT, _where(reason, frame)) for entry in found]
        return self._near_hits(name, frame)

    def _near_hits(self, name: Name, frame: Frame) -> list[Hit]:
        """The one entry of a close spelling, a level below the frame: a guess that its parent vouches for."""
        levels = NEAR_LEVELS.get(frame.level, FINE)
        alike = self.index.by_skeletons(name.skeletons)
        near = [entry for entry in alike if entry.kind in levels and frame.holds(entry)]
        return [Hit(near[0], NEAR, _where("a spelling close to it", frame))] if len(near) == 1 else []

    def _at_parent(self, seat: Entry | None, kind: str, leftover: str) -> Resolution:
        if seat is None or seat.lat is None or seat.kind in (PlaceKind.COUNTRY, PlaceKind.REGION):
            return Resolution(Outcome.NOT_FOUND, kind=kind, leftover=leftover)
        wider = replace(seat, uncertainty_km=round(UNKNOWN_MARGIN * (seat.uncertainty_km or 0), 1))
        parent = candidate(Hit(wider, NEAR, f"“{leftover}” is not known; this is the place it lies in"))
        return Resolution(Outcome.LOCATED, (parent,), kind, leftover)


def _written(text: str) -> list[str]:
    return [part.strip() for part in PART_BREAKS.split(text) if split(part)]


def _begun(entry: Entry, typed: str) -> Hit:
    """A name that begins like what was typed; to the letter counts more than by its sound or by another name."""
    is_to_the_letter = "".join(split(entry.name)).startswith("".join(split(typed)))
    return Hit(entry, NEAR / 2 if is_to_the_letter else NEAR / 4, "the name begins so")


def _where(what: str, frame: Frame) -> str:
    return f"{what}, in {frame}" if frame.scopes else what


def resolve(text: str, *, within: Place | None = None, country: str = "") -> Resolution:
    """`Gazetteer.resolve` over the places as they are now."""
    gazetteer = _current()
    known = gazetteer.known(within)
    return gazetteer.resolve(text, within=known, country=country or (within.country if within else ""))


def search(text: str, *, within: Place | None = None, limit: int = MOST_CANDIDATES) -> list[Candidate]:
    """`Gazetteer.search` over the places as they are now."""
    gazetteer = _current()
    return gazetteer.search(text, within=gazetteer.known(within), limit=limit)


def _current() -> Gazetteer:
    """The gazetteer in memory, read anew when the history of its places or of their names grew.

    Entered texts are not part of it, so locating them leaves it as it is.
    """
    histories = (Place.history.filter(query=""), PlaceName.history.all())
    changes = (each.order_by("-history_id").values_list("history_id", "history_date").first() for each in histories)
    return _loaded(tuple(changes))


@lru_cache(maxsize=1)
def _loaded(version: tuple[object, ...]) -> Gazetteer:
    return Gazetteer.load()


