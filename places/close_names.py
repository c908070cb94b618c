"""Names that are spelled nearly alike, sought inside one province: where few can be confused, and the search is short.

A close name decides nothing by itself: it has to be very close, with a point that lies there as well, or an editor
chooses.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from places.index import Index
from places.models import PlaceKind

# Of keys, in which romanisers' habits are folded already. In the UCDP list for Pakistan 15 names came close to a known
# one near their point: both with at most an error in four letters were right, of the others hardly any.
SURE_LETTERS, LIKELY_LETTERS = 4, 2
MOST_ERRORS = 4
LEAST_LETTERS = 4
BATCH = 1000
Listed = tuple[list[str], list[int]]  # keys, and whose each of them is


@dataclass(frozen=True)
class Close:
    """The places whose names take the fewest changes to become the one that is sought."""

    places: tuple[int, ...] = ()
    is_sure: bool = False


class CloseNames:
    """Keys of the finest places by the province they lie in."""

    def __init__(self, listed: Iterable[tuple[int, str, int]]) -> None:
        """From (province, key, place)."""
        self.by_province: dict[int, Listed] = defaultdict(lambda: ([], []))
        for province, key, place_id in listed:
            keys, places = self.by_province[province]
            keys.append(key)
            places.append(place_id)

    @classmethod
    def of(cls, index: Index) -> "CloseNames":
        fine = (each for each in index.entries.values() if each.kind in (PlaceKind.SETTLEMENT, PlaceKind.NEIGHBOURHOOD))
        return cls(
            (above, key, each.id) for each in fine for above in each.above
            if index.entries[above].kind == PlaceKind.PROVINCE for key in sorted(index.names_of(each))
        )  # fmt: skip

    def within(self, province: int, wanted: Sequence[Collection[str]]) -> list[Close]:
        """For each name, by its keys, what comes closest to it in the province."""
        keys, places = self.by_province.get(province, ([], []))
        found: list[tuple[int, Close]] = [(MOST_ERRORS + 1, Close())] * len(wanted)
        each_key = ((number, key) for number, each in enumerate(wanted) for key in sorted(each))
        asked = [(number, key) for number, key in each_key if len(key) >= LEAST_LETTERS]
        for start in range(0, len(asked) if keys else 0, BATCH):
            some = asked[start : start + BATCH]
            table = cdist([key for _, key in some], keys, scorer=OSA.distance, score_cutoff=MOST_ERRORS, dtype=np.uint8)
            for (number, key), errors, least in zip(some, table, table.min(axis=1).tolist(), strict=True):
                if least < found[number][0] and least <= max(1, len(key) // LIKELY_LETTERS):
                    closest = {places[at] for at in np.flatnonzero(errors == least)}
                    is_sure = least <= max(1, len(key) // SURE_LETTERS)
                    found[number] = least, Close(tuple(sorted(closest)), is_sure)
        return [close for _, close in found]
