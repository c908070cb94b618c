"""A segment: the texts of some incidents, what they cite, and the words by which they are found; never changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from explore.snapshot import files
from explore.snapshot.coding import Keys, combined, distinct, mixed, of_sets, of_texts
from explore.snapshot.lookups import Lookups, PlaceEntry
from explore.snapshot.reading import Facts
from explore.snapshot.tables import Lists
from explore.snapshot.words import HALF, LOWER, Words, folded

TEXTS = ("public_id", "when", "title", "summary")
ID_BYTES = 24  # as long as a public id may be, in whole 64-bit words
BLOCK = 1 << 15  # texts at once: what is made of them stays near the processor
BREAK = "\x00"  # after title and summary: Arrow 26 splits a text that ends in a space now this way, now that


@dataclass(frozen=True)
class Pieces:
    """The whitespace-separated pieces of titles and summaries: distinct folded ones, and which incidents have which.

    `pairs` are a piece's number in the upper half and an incident's position in the lower, ascending, each once;
    `digests` a key of each incident's title and summary.
    """

    folded: list[str]
    pairs: Keys
    digests: Keys

    @classmethod
    def of(cls, parts: Iterable[pa.Table]) -> "Pieces":
        """From tables with a `title` and a `summary`, one after the other."""
        known, pairs, digests, position = Known(), [np.zeros(0, np.uint64)], [np.zeros(0, np.uint64)], 0
        for title, summary in _blocks(parts):
            found = _block(pc.binary_join_element_wise(title, BREAK, summary, BREAK, " "), known)
            pairs.append(found[0] + np.uint64(position))
            digests.append(found[1])
            position += len(title)
        return cls(list(known.folded), distinct(np.concatenate(pairs)), np.concatenate(digests))

    def words(self, kept: NDArray[np.bool_]) -> Words:
        """The index over those incidents that are kept, numbered anew."""
        if kept.all():
            return Words.of_pairs(self.folded, self.pairs)
        mine = self.pairs.take(np.flatnonzero(kept.take(self.pairs & LOWER)))
        place = (np.cumsum(kept) - 1).astype(np.uint64)
        return Words.of_pairs(self.folded, (mine & ~LOWER) | place.take(mine & LOWER))


def _blocks(parts: Iterable[pa.Table]) -> Iterator[list[pa.StringArray]]:
    """Titles and summaries, some at a time."""
    for part in parts:
        texts = [part[name].combine_chunks() for name in ("title", "summary")]
        yield from ([each.slice(start, BLOCK) for each in texts] for start in range(0, len(part), BLOCK))


class Known:
    """Pieces met so far: each one's key and the number of its folded form, −1 for what is no word."""

    def __init__(self) -> None:
        self.folded: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._words: list[int] = []
        self._keys: list[np.uint64] = []

    def add(self, pieces: list[str]) -> tuple[NDArray[np.int64], Keys]:
        """Numbers and keys of some pieces."""
        new = [piece for piece in pieces if piece not in self._numbers]
        self._keys += of_texts(new).tolist()
        for piece in new:
            self._numbers[piece] = len(self._words)
            self._words.append(self._number(folded(piece)))
        at = [self._numbers[piece] for piece in pieces]
        words, keys = ([column[one] for one in at] for column in (self._words, self._keys))
        return np.array(words, dtype=np.int64), np.array(keys, dtype=np.uint64)

    def _number(self, word: str) -> int:
        return -1 if word in ("", BREAK) else self.folded.setdefault(word, len(self.folded))


def _block(joined: pa.StringArray, known: Known) -> tuple[Keys, Keys]:
    """Pairs of piece and position among these texts, in any order, and a key of each text."""
    lists = pc.utf8_split_whitespace(joined)
    pieces = pc.dictionary_encode(pc.list_flatten(lists))
    starts, codes = np.asarray(lists.offsets), np.asarray(pieces.indices)
    words, keys = known.add(pieces.dictionary.to_pylist())
    owners = np.repeat(np.arange(len(joined), dtype=np.uint64), np.diff(starts))
    order = (np.arange(len(codes)) - starts.take(owners)).astype(np.uint64)
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mixed(keys.take(codes) + order))])
    word = words.take(codes)
    pairs = (word.astype(np.uint64) << HALF | owners).take(np.flatnonzero(word >= 0))
    return pairs, combined(sums[starts[1:]] - sums[starts[:-1]], _spacing(joined, lists))


def _spacing(texts: pa.StringArray, pieces: pa.ListArray) -> Keys:
    """A key of each text that is more than its pieces with a space between, which alone do not tell it; else 0."""
    found = np.zeros(len(texts), np.uint64)
    odd = np.flatnonzero(pc.not_equal(texts, pc.binary_join(pieces, " ")).to_numpy(zero_copy_only=False))
    found[odd] = of_texts(texts.take(pa.array(odd)).to_pylist())
    return found


def sortable_ids(public_ids: pa.StringArray) -> list[NDArray[np.uint64]]:
    """Public ids as whole numbers, most significant first, that sort as the texts do."""
    padded = pc.ascii_rpad(public_ids, ID_BYTES, padding=BREAK)
    count = len(padded) * ID_BYTES // 8
    data = np.frombuffer(padded.buffers()[2], dtype=">u8", count=count) if count else np.empty(0, dtype=">u8")
    return list(data.reshape(-1, ID_BYTES // 8).T.astype(np.uint64))


def text_keys(facts: Facts, pieces: Pieces) -> Keys:
    """A key of all the texts of each incident."""
    whens = pc.dictionary_encode(facts.texts["when"])
    said = of_texts(whens.dictionary.to_pylist())[np.asarray(whens.indices)] if len(facts) else np.zeros(0, np.uint64)
    return combined(*sortable_ids(facts.texts["public_id"]), said, pieces.digests)


def citation_keys(facts: Facts, lookups: Lookups) -> Keys:
    """A key of all that each incident cites, as it is cited."""
    cited, at = np.unique(facts.citations.values["source"], return_inverse=True)
    entries = lookups.sources(cited)
    keys = of_texts(f"{entries[int(pk)].label}{BREAK}{entries[int(pk)].url}" for pk in cited)
    return of_sets(facts.citations.owner, keys[at], len(facts))


def write(
    folder: Path, facts: Facts, words: Words, places: list[PlaceEntry], first_place: int, lookups: Lookups
) -> None:
    """A segment with the texts of `facts` and the place entries that are new with them."""
    folder.mkdir(parents=True)
    for name in TEXTS:
        _as_texts(facts.texts[name]).save(folder, name.replace("_", "-"))
    words.save(folder, "words")
    _write_places(folder, places, first_place)
    _write_citations(folder, facts, lookups)


def _write_places(folder: Path, places: list[PlaceEntry], first: int) -> None:
    shown = [{k: v for k, v in vars(place).items() if k not in ("names", "keys")} for place in places]
    files.Texts.of([orjson.dumps(place).decode() for place in shown]).save(folder, "places")
    for name in ("names", "keys"):
        found = Words.of_texts([getattr(place, name) for place in places])
        Words(found.pieces, found.starts, found.owners + np.int32(first)).save(folder, f"place-{name}")


def _write_citations(folder: Path, facts: Facts, lookups: Lookups) -> None:
    cited, at = np.unique(facts.citations.values["source"], return_inverse=True)
    entries = lookups.sources(cited)
    order = np.argsort(at, kind="stable")  # those of one incident in the order in which they were entered
    lists = Lists.of(facts.citations.owner[order], {"source": at[order].astype(np.int32)}, len(facts))
    files.save(folder, "citations-starts", lists.starts)
    files.save(folder, "citations-source", lists.values["source"])
    files.Texts.of([entries[int(pk)].label for pk in cited]).save(folder, "source-label")
    files.Texts.of([entries[int(pk)].url for pk in cited]).save(folder, "source-url")


def _as_texts(texts: pa.StringArray) -> files.Texts:
    """An Arrow array's own bytes, without a round through Python."""
    if not len(texts):
        return files.Texts.of([])
    _, starts, run = pa.concat_arrays([texts]).buffers()
    begins = np.frombuffer(starts, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1].astype(np.int64)
    whole = np.frombuffer(run, dtype=np.uint8) if run else np.zeros(0, np.uint8)
    return files.Texts(begins - begins[0], whole[begins[0] : begins[-1]])
