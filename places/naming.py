"""Looks many names up: each distinct one once, exactly in what holds it, by a close spelling in its province alone."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from places.close_names import Close, CloseNames
from places.divisions import REMEMBERED
from places.gazetteer import EXACT, PART_BREAKS, Frame, Gazetteer
from places.index import Index
from places.models import PlaceKind
from places.names import read
from places.weighing import NEARBY, Resolution

SETTLED = (None, PlaceKind.SETTLEMENT)
IN_REACH = frozenset({PlaceKind.SETTLEMENT, PlaceKind.NEIGHBOURHOOD, PlaceKind.SITE})


class Namer:
    """What names mean, remembered by the text of them and of what holds them."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.close = CloseNames.of(gazetteer.index)
        self.listed = _by_province(gazetteer.index)
        self.frame = lru_cache(REMEMBERED)(self._frame)
        self.meaning = lru_cache(REMEMBERED)(self._meaning)
        self.exactly = lru_cache(REMEMBERED)(self._exactly)
        self.found_close: dict[tuple[str, int], Close] = {}

    def _frame(self, parents: tuple[str, ...]) -> Frame:
        return self.gazetteer.frame(*parents)

    def _meaning(self, names: tuple[str, ...]) -> Resolution:
        """What `Gazetteer.resolve` says to the names, fine to coarse, as one text."""
        return self.gazetteer.resolve_inside(names[0], self.frame(names[1:])) if names else self.gazetteer.resolve("")

    def _exactly(self, name: str, province: int) -> tuple[int, ...]:
        """Settlements and finer places of the province that bear the name.

        Where one entry alone bears it nothing is left to weigh; else it is what `Gazetteer.resolve` says.
        """
        said = read(name)
        if said.kind in SETTLED and not PART_BREAKS.search(name) and not NEARBY.match(name):
            bearers = self._bearers(said.whole, province) or self._bearers(said.keys, province)
            if len(bearers) == 1:
                return tuple(each for each in bearers if self.gazetteer.index.entries[each].kind in IN_REACH)
        found = self.gazetteer.resolve(name, within=province)
        return () if is_guess(found) else fine(found)

    def _bearers(self, keys: Iterable[str], province: int) -> set[int]:
        return {each for key in keys for each in self.listed.get((province, key), ())}

    def look_closely(self, asked: Iterable[tuple[str, int]]) -> None:
        """Seek names and provinces by close spellings, all of a province at once, and remember what is found."""
        if len(self.found_close) > REMEMBERED:
            self.found_close.clear()
        by_province: dict[int, list[str]] = defaultdict(list)
        for name, province in dict.fromkeys(asked):
            if (name, province) not in self.found_close:
                by_province[province].append(name)
        for province, names in by_province.items():
            found = self.close.within(province, [read(name).keys for name in names])
            self.found_close.update(((name, province), close) for name, close in zip(names, found, strict=True))

    def closely(self, name: str, province: int) -> Close:
        self.look_closely([(name, province)])
        return self.found_close[name, province]


def _by_province(index: Index) -> dict[tuple[int, str], list[int]]:
    """Entries by the province they lie in and each key of their names."""
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for entry in index.entries.values():
        for above in entry.above:
            if index.entries[above].kind == PlaceKind.PROVINCE:
                for key in index.names_of(entry):
                    found[above, key].append(entry.id)
    return dict(found)


def is_guess(found: Resolution) -> bool:
    """Whether it is found by a spelling close to the name, not by the name."""
    return not found.leftover and any(each.score < EXACT for each in found.candidates[:1])


def fine(found: Resolution) -> tuple[int, ...]:
    """Those of the candidates that are no units; none where a part of the name was not found."""
    if found.leftover:
        return ()
    return tuple(each.place_id for each in found.candidates if each.kind in IN_REACH)
