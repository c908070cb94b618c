"""An index of words: which owners (incidents, places, groups) have a word in their texts. Pure but for its files.

A word is found inside the whitespace-separated pieces of a text, whatever the case, accents or the form of letters;
a word of one or two letters only as a whole piece, without the (at most eight) signs on either side of it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from explore.snapshot import files
from explore.snapshot.coding import distinct, rows_of

SHORT, AROUND = 2, 8
HALF, LOWER = np.uint64(32), np.uint64(0xFFFFFFFF)  # a piece and its owner in one number
MOST_BYTES = 4 * (SHORT + 2 * AROUND)  # of a piece that is a short word
EDGES = re.compile(rf"^\W{{1,{AROUND}}}|\W{{1,{AROUND}}}$")  # bounded: a summary may hold a rule of any length
LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "\u200c": "", "\u200d": "", "\n": "", " ": ""})


def folded(word: str) -> str:
    """A word as it is compared: without case, accents and the variant forms of Arabic letters."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())  # "№" holds a capital
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(LETTERS)


def bare(piece: str) -> str:
    return EDGES.sub("", piece)


def is_short(word: str) -> bool:
    return len(word) <= SHORT and word == bare(word)


def occurs(word: str, text: str) -> bool:
    """The rule itself, for one text: what the index finds and nothing else."""
    wanted = folded(word)
    pieces = [folded(piece) for piece in text.split()]
    return any(bare(piece) == wanted if is_short(wanted) else wanted in piece for piece in pieces if piece)


@dataclass(frozen=True)
class Words:
    """Distinct folded pieces, and for each the owners that have it, ascending."""

    pieces: files.Texts
    starts: NDArray[np.int64]
    owners: NDArray[np.int32]

    def owners_of(self, word: str) -> NDArray[np.int32]:
        """Owners with a word; some may be there twice."""
        wanted = folded(word)
        found = self._short.get(wanted, []) if is_short(wanted) else self._holding(wanted.encode())
        return self.owners[rows_of(self.starts, np.array(found, dtype=np.int64))]

    def owners_of_whole(self, word: str) -> NDArray[np.int32]:
        """Owners that have exactly this piece."""
        wanted = folded(word)
        found = [place for place in self._holding(wanted.encode()) if self.pieces[place] == wanted]
        return self.owners[rows_of(self.starts, np.array(found, dtype=np.int64))]

    def _holding(self, wanted: bytes) -> list[int]:
        """Pieces with these letters in them: a search through the vocabulary, not through the texts."""
        found, vocabulary, starts = [], self.pieces.run.tobytes(), self.pieces.starts
        at = vocabulary.find(wanted) if wanted else -1
        while at >= 0:
            piece = int(np.searchsorted(starts, at, side="right")) - 1
            end = int(starts[piece + 1])
            if at + len(wanted) <= end:
                found.append(piece)
                at = vocabulary.find(wanted, end)
            else:
                at = vocabulary.find(wanted, at + 1)
        return found

    @cached_property
    def _short(self) -> dict[str, list[int]]:
        """Pieces that are words of one or two letters."""
        few = np.flatnonzero(np.diff(self.pieces.starts) <= MOST_BYTES)
        found: dict[str, list[int]] = {}
        for place in few.tolist():
            if len(word := bare(self.pieces[place])) <= SHORT:
                found.setdefault(word, []).append(place)
        return found

    @classmethod
    def of_pairs(cls, pieces: list[str], pairs: NDArray[np.uint64]) -> "Words":
        """From folded pieces and `distinct` pairs of position in `pieces` and owner; what nobody has is left out."""
        ends = np.searchsorted(pairs, np.arange(1, len(pieces) + 1, dtype=np.uint64) << HALF)
        counts = np.diff(ends, prepend=0)
        used = np.flatnonzero(counts)
        starts = np.concatenate([[0], ends[used]])
        return cls(files.Texts.of([pieces[place] for place in used]), starts, (pairs & LOWER).astype(np.int32))

    @classmethod
    def of_texts(cls, texts: list[str]) -> "Words":
        """From one text an owner."""
        known: dict[str, int] = {}
        pairs = [
            known.setdefault(piece, len(known)) << int(HALF) | owner
            for owner, text in enumerate(texts)
            for piece in map(folded, text.split())
            if piece
        ]
        return cls.of_pairs(list(known), distinct(np.array(pairs, dtype=np.uint64)))

    def save(self, folder: Path, name: str) -> None:
        self.pieces.save(folder, f"{name}-pieces")
        files.save(folder, f"{name}-starts", self.starts)
        files.save(folder, f"{name}-owners", self.owners)

    @classmethod
    def load(cls, folder: Path, name: str) -> "Words":
        starts, owners = files.load(folder, f"{name}-starts"), files.load(folder, f"{name}-owners")
        return cls(files.Texts.load(folder, f"{name}-pieces"), starts, owners)
