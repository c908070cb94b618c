"""A segment: the texts of some incidents, what they cite, and the words by which they are found; never changed."""

from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from explore.snapshot import files
from explore.snapshot.coding import Keys, combined, mixed, of_sets, of_texts
from explore.snapshot.lookups import Lookups, PlaceEntry
from explore.snapshot.reading import Facts
from explore.snapshot.tables import Lists
from explore.snapshot.words import Words, folded

TEXTS = ("public_id", "when", "title", "summary")
ID_BYTES = 24  # as long as a public id may be, in whole 64-bit words
BREAK = "\x00"  # after title and summary: Arrow 26 splits a text that ends in a space now this way, now that


@dataclass(frozen=True)
class Pieces:
    """The whitespace-separated pieces of titles and summaries: distinct ones, and which occurs where in what order."""

    distinct: list[str]
    codes: NDArray[np.int64]
    owners: NDArray[np.int64]
    digests: Keys

    @classmethod
    def of(cls, facts: Facts) -> "Pieces":
        joined = pc.binary_join_element_wise(facts.texts["title"], BREAK, facts.texts["summary"], BREAK, " ")
        lists = pc.utf8_split_whitespace(joined)
        pieces = pc.dictionary_encode(pc.list_flatten(lists))
        starts = np.asarray(lists.offsets)
        distinct, codes = pieces.dictionary.to_pylist(), np.asarray(pieces.indices).astype(np.int64)
        owners = np.repeat(np.arange(len(facts)), np.diff(starts))
        order = (np.arange(len(codes)) - starts[owners]).astype(np.uint64)
        sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mixed(of_texts(distinct)[codes] + order))])
        return cls(distinct, codes, owners, combined(sums[starts[1:]] - sums[starts[:-1]], _spacing(joined, lists)))

    @cached_property
    def _folded(self) -> tuple[list[str], NDArray[np.int64], NDArray[np.bool_]]:
        """Distinct folded pieces, which of them each piece is, and whether it is a word at all."""
        known: dict[str, int] = {}
        at = np.array([known.setdefault(folded(piece), len(known)) for piece in self.distinct], dtype=np.int64)
        return list(known), at, np.array([piece not in ("", BREAK) for piece in known], dtype=np.bool_)

    def words(self, kept: NDArray[np.bool_]) -> Words:
        """The index over those incidents that are kept, numbered anew."""
        known, at, is_word = self._folded
        mine = kept[self.owners]
        codes, owners = at[self.codes[mine]], (np.cumsum(kept) - 1)[self.owners[mine]]
        return Words.of(known, codes[is_word[codes]], owners[is_word[codes]])


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
    shown = [{k: v for k, v in asdict(place).items() if k not in ("names", "keys")} for place in places]
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
