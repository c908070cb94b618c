"""Where the rows of a dataset are shown: places of the gazetteer, or new ones that stay the dataset's own claim."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from places.claiming import claim
from places.models import Place
from places.placing import Placer
from places.spots import NewPlace, Placement, Spot


@dataclass(frozen=True)
class Placed:
    """A place or, in `problem`, why there is none; `doubts` are clauses on what does not fit."""

    place: Place | None
    doubts: tuple[str, ...] = ()
    problem: str = ""


class Places:
    """The gazetteer and the outlines, read once an import; `key` is the dataset's."""

    def __init__(self, key: str) -> None:
        self._key, self._placer = key, Placer.load()
        self._rows: dict[int, Place] = {}
        self._claimed: dict[NewPlace, Place] = {}

    def of(self, spots: Sequence[Spot]) -> list[Placed]:
        """One for each spot, in their order. Places that only the dataset knows are made, each once."""
        coded = self._coded(spots)
        unsure = [spot for spot in spots if (spot.code, spot.name) not in coded]
        placed = dict(zip(unsure, self._sought(unsure), strict=True)) if unsure else {}
        return [coded.get((spot.code, spot.name)) or placed[spot] for spot in spots]

    def _coded(self, spots: Sequence[Spot]) -> dict[tuple[str, str], Placed]:
        """Places by their code, where they also bear the name."""
        codes = {spot.code for spot in spots} - {""}
        places = Place.objects.select_related("public_place")
        known = places.filter(code__in=codes, merged_into=None) if codes else ()
        return {(place.code, place.name): Placed(place) for place in known}

    def _sought(self, spots: Sequence[Spot]) -> list[Placed]:
        placements = self._placer.place(spots)
        new = {each.new for each in placements if each.new} - self._claimed.keys()
        self._claimed |= claim(new, source=self._key)
        self._load(each.place_id for each in placements if each.place_id and not each.new)
        return [self._placed(each, self._claimed[each.new] if each.new else None) for each in placements]

    def _placed(self, found: Placement, claimed: Place | None) -> Placed:
        place = claimed or (self._rows[found.place_id] if found.place_id else None)
        doubts = tuple(str(doubt.label) for doubt in found.doubts)
        return Placed(place, doubts, "" if place else found.problem or "; ".join(doubts))

    def _load(self, numbers: Iterable[int]) -> None:
        missing = set(numbers) - self._rows.keys()
        self._rows |= Place.objects.select_related("public_place").in_bulk(missing)
