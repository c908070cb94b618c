"""Places many spots of a dataset at once: by the outlines that hold their points, and by what their names mean.

A spot is shown no finer than its dataset says, nor than its point and its names agree on; what an editor should look at
is told as doubts. What only the dataset knows is told as a new place, once for all spots that share it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, inf, radians

from places.agreeing import DEPTHS, Seat, by_names, depth_of
from places.boundaries import Regions
from places.divisions import Divisions
from places.gazetteer import Gazetteer
from places.index import KM_PER_DEGREE, Entry
from places.models import PlaceKind
from places.names import read
from places.naming import Namer, fine, is_guess
from places.new_places import new_place
from places.outlines import regions
from places.seating import Case, Seating
from places.site_kinds import site_kind_of
from places.spots import VAGUE_KM, Doubt, NewPlace, Placement, Spot
from places.weighing import Outcome, Resolution

CLOSE_KM = 10.0  # beyond the doubt of a settlement's own position
NOTHING_TOLD = "The dataset does not say where it was."
NOTHING_KNOWN = "Neither the point nor any name leads to a place of the gazetteer."


@dataclass(frozen=True)
class Bearer:
    """A place that bears the name of a spot, or one spelled closely."""

    entry: Entry
    is_close: bool


class Placer:
    """The gazetteer and the outlines in memory; the new places it told of so far are kept by their keys."""

    def __init__(self, gazetteer: Gazetteer, provinces: Regions, districts: Regions) -> None:
        self.gazetteer, self.entries = gazetteer, gazetteer.index.entries
        self.divisions, self.namer = Divisions(gazetteer), Namer(gazetteer)
        self.seating = Seating(self.divisions, provinces, districts)
        self.new: dict[object, NewPlace] = {}

    @classmethod
    def load(cls) -> "Placer":
        return cls(Gazetteer.load(), regions(PlaceKind.PROVINCE), regions(PlaceKind.DISTRICT))

    def place(self, spots: Sequence[Spot]) -> list[Placement]:
        """One placement for each spot, in their order; equal spots are placed once."""
        distinct = list(dict.fromkeys(spots))
        cases = self.seating.cases(distinct)
        self.namer.look_closely(asked for case in cases if (asked := self._asked_closely(case)))
        placed = dict(zip(distinct, map(self._placed, cases), strict=True))
        return [placed[spot] for spot in spots]

    def _placed(self, case: Case) -> Placement:
        if case.depth < 0:
            return Placement(None, problem=NOTHING_TOLD)
        if case.seat is None:
            return self._by_names(case)
        if case.is_named and case.seat.is_agreed and case.seat.province:
            return self._in_seat(case.spot, case.seat)
        return _at(case.seat)

    def _asked_closely(self, case: Case) -> tuple[str, int] | None:
        """The name and the province of a case that no exact name answers; None where one does, or none is sought."""
        if not case.is_named or (case.seat is not None and not case.seat.is_agreed):
            return None
        if case.seat is not None:
            is_known = bool(self._exact(case.spot, case.seat))
            return (case.spot.name, case.seat.province) if case.seat.province and not is_known else None
        found = self.namer.meaning(case.spot.names)
        province = self._province_of(found) if found.outcome == Outcome.LOCATED and found.leftover else None
        return (case.spot.name, province) if province else None

    def _in_seat(self, spot: Spot, seat: Seat) -> Placement:
        """At the settlement of the name near the point; at the unit where that is all that is named."""
        bearers = self._bearers(spot, seat)
        reached = [(km, bearer) for bearer in bearers if (km := _km(spot, bearer.entry)) <= _reach(bearer.entry)]
        if reached:
            return self._at_bearer(spot, seat, min(reached, key=lambda each: each[0])[1])
        if self._is_unit(spot.name, seat):
            return _at(seat)
        is_elsewhere = any(not bearer.is_close for bearer in bearers)
        return self._claimed(spot, seat, Doubt.NAME_FAR if is_elsewhere else None)

    def _at_bearer(self, spot: Spot, seat: Seat, bearer: Bearer) -> Placement:
        """At a known settlement, unless the spot is only somewhere about it."""
        doubt = Doubt.NAME_CLOSE if bearer.is_close else None
        if (spot.uncertainty_km or 0) > max(VAGUE_KM, bearer.entry.uncertainty_km or 0):
            return self._claimed(spot, seat, doubt)
        return Placement(bearer.entry.id, seat.province, seat.district, _with(seat.doubts, doubt))

    def _bearers(self, spot: Spot, seat: Seat) -> list[Bearer]:
        """Places of the seat that bear the name; where none does, those whose name is spelled closely."""
        if exact := self._exact(spot, seat):
            return [Bearer(entry, is_close=False) for entry in exact]
        close = self.namer.closely(spot.name, seat.province or 0)
        alike = close.places if close.is_sure and not site_kind_of(spot.name) else ()
        guessed = fine(self.namer.meaning(spot.names))
        return [Bearer(entry, is_close=True) for entry in self._in(seat, (*guessed, *alike), spot)]

    def _exact(self, spot: Spot, seat: Seat) -> list[Entry]:
        if named := self._in(seat, self.namer.exactly(spot.name, seat.province or 0), spot):
            return named
        meaning = self.namer.meaning(spot.names)
        return [] if is_guess(meaning) else self._in(seat, fine(meaning), spot)

    def _in(self, seat: Seat, found: Iterable[int], spot: Spot) -> list[Entry]:
        return [self.entries[each] for each in dict.fromkeys(found) if self._may_be(each, spot, seat)]

    def _may_be(self, place_id: int, spot: Spot, seat: Seat) -> bool:
        """Whether a place is no finer than told, and lies in the seat as far as its own units are known."""
        if self.entries[place_id].kind == PlaceKind.SITE != spot.level:
            return False
        district = self.divisions.above(place_id, PlaceKind.DISTRICT)
        is_in_district = seat.district is None or district in (None, seat.district)
        return is_in_district and self.divisions.province_of(place_id) == seat.province

    def _is_unit(self, name: str, seat: Seat) -> bool:
        """Whether a name only says the district or the province again."""
        said = read(name)
        units = [self.entries[each] for each in (seat.district, seat.province) if each]
        return any(said.kind in (None, unit.kind) and said.keys & self.gazetteer.index.names_of(unit) for unit in units)

    def _claimed(self, spot: Spot, seat: Seat, doubt: Doubt | None) -> Placement:
        new = new_place(spot, parent_id=seat.district or seat.province or 0)
        known = self.new.setdefault(new.key, new)
        return Placement(known.parent_id, seat.province, seat.district, _with(seat.doubts, doubt), known)

    def _by_names(self, case: Case) -> Placement:
        """Where `Gazetteer.resolve` finds the names, as the units are today; else in the units that are named."""
        found = self.namer.meaning(case.spot.names)
        if found.outcome == Outcome.LOCATED:
            return self._clipped(case, found)
        is_ambiguous = found.outcome == Outcome.AMBIGUOUS
        doubt = Doubt.NAME_AMBIGUOUS if is_ambiguous else Doubt.NAME_UNKNOWN
        likely = tuple(each.place_id for each in found.candidates)
        at = _at(by_names(case.told, self.divisions, depth=case.depth))
        is_told = is_ambiguous or bool(case.spot.name)
        return replace(at, doubts=_with(at.doubts, doubt), likely=likely) if is_told else at

    def _clipped(self, case: Case, found: Resolution) -> Placement:
        """At a place or, where that is finer than the dataset says, in the unit of it that is not."""
        entry = self._entry(found)
        is_too_fine = depth_of(entry.kind) > case.depth or entry.kind == PlaceKind.SITE != case.spot.level
        above = (self.divisions.above(entry.id, kind) for kind in DEPTHS[:3])
        country, province, district = (unit if at <= case.depth else None for at, unit in enumerate(above))
        finest = (district or province or country) if is_too_fine else entry.id
        is_missed = bool(found.leftover) and case.is_named
        likely = self.namer.closely(case.spot.name, province).places if is_missed and province else ()
        doubt = Doubt.NAME_UNKNOWN if is_missed else Doubt.NAME_CLOSE if is_guess(found) else None
        return Placement(finest, province, district, _with(case.told.doubts, doubt), likely=likely)

    def _entry(self, found: Resolution) -> Entry:
        return self.gazetteer.index.today(self.entries[found.candidates[0].place_id])

    def _province_of(self, found: Resolution) -> int | None:
        return self.divisions.province_of(self._entry(found).id)


def _at(seat: Seat) -> Placement:
    problem = "" if seat.finest else NOTHING_KNOWN
    return Placement(seat.finest, seat.province, seat.district, seat.doubts, problem=problem)


def _with(doubts: tuple[Doubt, ...], doubt: Doubt | None) -> tuple[Doubt, ...]:
    return (*doubts, doubt) if doubt else doubts


def _reach(entry: Entry) -> float:
    return CLOSE_KM + (entry.uncertainty_km or 0)


def _km(spot: Spot, entry: Entry) -> float:
    if not spot.point or entry.lat is None or entry.lon is None:
        return inf
    lat, lon = spot.point
    return hypot((lon - entry.lon) * cos(radians(lat)), lat - entry.lat) * KM_PER_DEGREE
