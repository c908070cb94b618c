"""Which rows have words in title, summary, public id, shown place or groups; by index, without reading texts."""

import re
from collections.abc import Iterator
from functools import reduce
from operator import and_

import numpy as np
from numpy.typing import NDArray

from explore.choosing import among, any_of
from explore.snapshot.files import Texts
from explore.snapshot.opening import Snapshot
from places.names import main_key

PUBLIC_ID = re.compile(r"[A-Z]{2}-[0-9]{1,4}-[0-9]{1,9}", re.IGNORECASE)


def rows_with(words: tuple[str, ...], snapshot: Snapshot) -> NDArray[np.bool_]:
    """Rows in which every word occurs; or the words together are a spelling of their place's name."""
    found = reduce(and_, (_with_word(word, snapshot) for word in words))
    spelled = _places_spelled(" ".join(words), snapshot)
    return found | spelled.take(snapshot.columns["place"]) if spelled.any() else found


def _with_word(word: str, snapshot: Snapshot) -> NDArray[np.bool_]:
    found = np.zeros(len(snapshot) + 1, np.bool_)
    for slots in _said(word, snapshot):
        found[snapshot.rows_of_slots.take(slots)] = True
    found = found[:-1]
    for table, yes in (("place", _at_place(word, snapshot)), ("actors", _by_group(word, snapshot))):
        if yes.any():
            found[snapshot.rows_at(table, np.flatnonzero(yes))] = True
    return found


def _said(word: str, snapshot: Snapshot) -> Iterator[NDArray[np.integer]]:
    """Slots whose texts have the word, or whose public id it is; some may be there twice."""
    for segment in snapshot.segments:
        yield segment.words.owners_of(word) + segment.first_slot
        if PUBLIC_ID.fullmatch(word):
            ids = _with_id(word.upper().encode(), segment.public_id)
            yield np.array(ids, dtype=np.int64) + segment.first_slot


def _with_id(wanted: bytes, texts: Texts) -> list[int]:
    places = [int(np.searchsorted(texts.starts, hit.start(), side="right")) - 1
              for hit in re.finditer(re.escape(wanted), texts.run.tobytes())]  # fmt: skip
    return [place for place in places if texts[place].encode() == wanted]


def _at_place(word: str, snapshot: Snapshot) -> NDArray[np.bool_]:
    """For each place entry whether it, or what it lies in, is so called in any spelling."""
    found = _places_spelled(word, snapshot)
    for segment in snapshot.segments:
        found[segment.place_names.owners_of(word)] = True
    return found


def _places_spelled(text: str, snapshot: Snapshot) -> NDArray[np.bool_]:
    found = np.zeros(len(snapshot.tables["place"]), np.bool_)
    if key := main_key(text):
        for segment in snapshot.segments:
            found[segment.place_keys.owners_of_whole(key)] = True
    return found


def _by_group(word: str, snapshot: Snapshot) -> NDArray[np.bool_]:
    """For each set of actors whether one of its groups has the word in a name."""
    groups, names = snapshot.group_names
    called = [groups[at] for at in names.owners_of(word)]
    parts = snapshot.tables["actors"].lists["parts"]
    return any_of(parts, among(parts.values["group"], called))
