"""Pages of a selection in any order, each going on after the last row of the one before. Pure.

A cursor names that row by its place in the order and by itself, so that rows published meanwhile neither repeat nor
push others out, and a page can be asked for again on a later version.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

import numpy as np
from django.core.exceptions import ValidationError
from numpy.typing import NDArray

from explore.choosing import people
from explore.selection import Selection
from explore.snapshot.opening import Snapshot
from explore.snapshot.vocabulary import UNREPORTED
from sources.models import Credibility

NEWEST = "-when"
ORDERS = ("when", "killed", "wounded", "kind", "place", "credibility", "corroboration", "published", "public_id")
LAST_OF_ALL = 2**30
POSITION_BITS = 32
BAD_CURSOR = "This cursor cannot be read: follow the `next` and `previous` addresses as they are given."
Order = NDArray[np.int64]


@dataclass(frozen=True)
class Page:
    """Positions of the rows of one page, and the cursors that lead on and back; empty where there is no more."""

    positions: NDArray[np.int64]
    following: str
    previous: str


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: after (or, going back, before) the row with this key, last day and public id."""

    key: int
    last: int
    public_id: str
    is_back: bool

    def __str__(self) -> str:
        return urlsafe_b64encode(json.dumps([self.key, self.last, self.public_id, int(self.is_back)]).encode()).decode()

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """Raises ValidationError for what this module did not write."""
        try:
            key, last, public_id, is_back = json.loads(urlsafe_b64decode(text.encode("ascii")))
            if not (isinstance(key, int) and isinstance(last, int) and isinstance(public_id, str)):
                raise ValueError("not a cursor")
            if not (abs(key) <= LAST_OF_ALL and abs(last) <= 2**31 and len(public_id) <= 20 and is_back in (0, 1)):
                raise ValueError("out of bounds")
        except (ValueError, TypeError, binascii.Error, RecursionError):
            raise ValidationError({"cursor": [BAD_CURSOR]}) from None
        return cls(key, last, public_id, bool(is_back))


def check_ordering(ordering: str) -> str:
    if ordering.removeprefix("-") not in ORDERS:
        known = ", ".join(f"{key}, -{key}" for key in ORDERS)
        raise ValidationError({"ordering": [f"There is no ordering “{ordering[:40]}”. Write one of {known}."]})
    return ordering


def page(selection: Selection, ordering: str, size: int, cursor: Cursor | None = None) -> Page:
    """One page; unknown values come last in either direction."""
    if ordering == NEWEST and cursor is None:
        return _newest(selection, size)
    snapshot, positions = selection.snapshot, selection.rows.positions
    keys = _keys(selection, ordering).astype(np.int64)
    order = _composite(keys, positions, ordering, len(snapshot))
    is_back = cursor is not None and cursor.is_back
    if cursor is not None:
        edge = _edge(snapshot, cursor, ordering)
        positions, keys, order = (each[order < edge if is_back else order > edge] for each in (positions, keys, order))
    chosen = _least(-order if is_back else order, size + 1)
    has_more, chosen = len(chosen) > size, chosen[:size]
    chosen = chosen[::-1] if is_back else chosen
    ends = [_cursor(snapshot, int(positions[at]), int(keys[at]), back) for at, back in _ends(chosen)]
    has_previous, has_next = (has_more, True) if is_back else (cursor is not None, has_more)
    return Page(positions[chosen], ends[1] if ends and has_next else "", ends[0] if ends and has_previous else "")


def _newest(selection: Selection, size: int) -> Page:
    """The first page as the list is mostly asked for: rows lie in that order already."""
    snapshot, rows = selection.snapshot, selection.rows
    positions = rows.newest(size)
    if rows.number <= size:
        return Page(positions, "", "")
    key = LAST_OF_ALL if positions[-1] < snapshot.undated else 0
    return Page(positions, _cursor(snapshot, int(positions[-1]), key, is_back=False), "")


def _ends(chosen: NDArray[np.int64]) -> list[tuple[int, bool]]:
    return [(int(chosen[0]), True), (int(chosen[-1]), False)] if len(chosen) else []


def _cursor(snapshot: Snapshot, position: int, key: int, is_back: bool) -> str:
    return str(Cursor(key, int(snapshot.columns["last"][position]), snapshot.text("public_id", position), is_back))


def _least(order: Order, number: int) -> NDArray[np.int64]:
    """Where the least values are, in order."""
    if len(order) <= number:
        return np.argsort(order)
    few = np.argpartition(order, number)[:number]
    return few[np.argsort(order[few])]


def _composite(keys: Order, positions: NDArray[np.int64], ordering: str, size: int) -> Order:
    """Key and position in one number, so that less is earlier in the list."""
    is_down = ordering.startswith("-")
    signed = np.where(keys == LAST_OF_ALL, keys, -keys) if is_down else keys
    return (signed << POSITION_BITS) + 2 * (size - 1 - positions if is_down else positions)


def _edge(snapshot: Snapshot, cursor: Cursor, ordering: str) -> int:
    """Where a cursor's row is in the order, or would be: between two rows if it is there no more."""
    last, ids = snapshot.columns["last"], snapshot
    low, high = (int(np.searchsorted(last, cursor.last, side=side)) for side in ("left", "right"))
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if ids.text("public_id", middle) < cursor.public_id else (low, middle)
    is_there = low < len(snapshot) and ids.text("public_id", low) == cursor.public_id
    position = np.array([low], dtype=np.int64)
    key = _rank(snapshot, ordering, position) if is_there else None  # ranks are another version's tomorrow
    edge = int(_composite(np.array([cursor.key]) if key is None else key, position, ordering, len(snapshot))[0])
    return edge if is_there else edge + (1 if ordering.startswith("-") else -1)


def _keys(selection: Selection, ordering: str) -> Order:
    """The value each row goes by, as a whole number; LAST_OF_ALL where it is not known."""
    snapshot, rows, name = selection.snapshot, selection.rows, ordering.removeprefix("-")
    if name == "when":
        return np.where(rows.positions < snapshot.undated, LAST_OF_ALL, 0)
    if name in ("killed", "wounded"):
        number = people(snapshot.tables["toll"].columns, name, selection.chosen.counts)
        number = np.where(number == UNREPORTED, LAST_OF_ALL, number)
        return number.take(rows.of(snapshot.columns["toll"]))
    if (rank := _rank(snapshot, ordering, rows.positions)) is not None:
        return rank
    if name == "published":
        number = rows.of(snapshot.columns["published"]).astype(np.int64) >> 2
        return np.where(number == 0, LAST_OF_ALL, number)
    judged = snapshot.tables["traits"].columns[name]
    known = np.where(judged == Credibility.UNJUDGED, LAST_OF_ALL, judged) if name == "credibility" else judged
    return known.take(rows.of(snapshot.columns["traits"]))


def _rank(snapshot: Snapshot, ordering: str, positions: NDArray[np.int64]) -> Order | None:
    """The key in an order of texts."""
    name = ordering.removeprefix("-")
    if name == "place":
        return snapshot.place_ranks.take(snapshot.columns["place"].take(positions))
    return snapshot.id_ranks.take(positions).astype(np.int64) if name == "public_id" else None
