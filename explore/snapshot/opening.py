"""An open snapshot: columns mapped into memory and shared by all web workers, tables and names beside them."""

from bisect import bisect
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from explore.snapshot import files
from explore.snapshot.coding import rows_of
from explore.snapshot.tables import JUDGED, SHAPES, TABLES, Lists, Table
from explore.snapshot.vocabulary import SCHEMA, UNDATED, GroupEntry, UnitEntry
from explore.snapshot.words import Words

TEXTS = ("public_id", "when", "title", "summary", "places", "source_label", "source_url")
WORDS = ("words", "place_names", "place_keys")
COLUMNS = ("slot", "incident", "first", "last", *TABLES, "family", "published", "digest")
LISTED = tuple(f"by-{name}" for name in JUDGED)  # rows in order of their entry in a table


@dataclass(frozen=True)
class Segment:
    """The texts of some incidents, by their slots from `first_slot` on, and of the place entries new with them."""

    first_slot: int
    first_place: int
    public_id: files.Texts
    when: files.Texts
    title: files.Texts
    summary: files.Texts
    places: files.Texts
    words: Words
    place_names: Words
    place_keys: Words
    citations: Lists
    source_label: files.Texts
    source_url: files.Texts

    @classmethod
    def open(cls, folder: Path, first_slot: int, first_place: int) -> "Segment":
        cited = Lists(files.load(folder, "citations-starts"), {"source": files.load(folder, "citations-source")})
        texts: dict[str, Any] = {name: files.Texts.load(folder, name.replace("_", "-")) for name in TEXTS}
        words: dict[str, Any] = {name: Words.load(folder, name.replace("_", "-")) for name in WORDS}
        return cls(first_slot, first_place, citations=cited, **texts, **words)


def sound_meta(folder: Path) -> dict[str, Any]:
    """What a folder says of itself, if it can be opened. Raises files.Unsound."""
    meta = files.checked_meta(folder)
    if meta.get("schema") != SCHEMA:
        raise files.Unsound(f"{folder.name} is of make {meta.get('schema')}, not {SCHEMA}")
    return meta


@dataclass(frozen=True)
class Snapshot:
    """What one audience may see, at one version. Rows are sorted by last day, then by public id; the undated first.

    `columns` have one entry a row: `first` and `last` in days since 1970-01-01, those named as `tables` are as codes
    into these, `slot` where its texts are. `communities` are words by number; empty where no row has one.
    `lines` are sets of slugs by number: what a group belonged to when it was named.
    """

    folder: Path
    version: str
    meta: dict[str, Any]
    columns: dict[str, NDArray[Any]]
    tables: dict[str, Table]
    segments: list[Segment]
    groups: dict[int, GroupEntry]
    provinces: list[UnitEntry]
    districts: list[UnitEntry]
    communities: list[str]
    lines: list[frozenset[str]]

    @classmethod
    def open(cls, folder: Path) -> "Snapshot":
        """Raises files.Unsound unless every byte is as it was written, by this make of software."""
        meta = sound_meta(folder)
        return cls(
            folder, meta["version"], meta,
            columns={name: files.load(folder, name) for name in (*COLUMNS, *LISTED)},
            tables={name: Table.load(folder, name, shape) for name, shape in SHAPES.items()},
            segments=[Segment.open(folder / name, *firsts) for name, *firsts in meta["segments"]],
            groups={int(pk): GroupEntry.of(entry) for pk, entry in meta["groups"].items()},
            provinces=[UnitEntry(**unit) for unit in meta["provinces"]],
            districts=[UnitEntry(**unit) for unit in meta["districts"]],
            communities=[word if at in meta["struck"] else "" for at, word in enumerate(meta["communities"])],
            lines=[frozenset(line) for line in meta["lines"]],
        )

    def __len__(self) -> int:
        return len(self.columns["last"])

    @cached_property
    def undated(self) -> int:
        """How many rows have no date; they are the first."""
        return int(np.searchsorted(self.columns["last"], UNDATED, side="right"))

    @cached_property
    def rows_of_slots(self) -> NDArray[np.int32]:
        """The row whose texts are in each slot; one more than the last where an incident was written anew since."""
        last = self.segments[-1]
        found = np.full(last.first_slot + len(last.public_id), len(self), np.int32)
        found[self.columns["slot"]] = np.arange(len(self), dtype=np.int32)
        return found

    def rows_at(self, table: str, entries: NDArray[np.int64]) -> NDArray[np.int32]:
        """Positions of the rows that have some entries of a table, entry by entry."""
        return self.columns[f"by-{table}"].take(rows_of(self.starts[table], entries))

    @cached_property
    def starts(self) -> dict[str, NDArray[np.int64]]:
        """Where the rows of each entry begin in the column `by-<table>`."""
        return {name: np.concatenate([[0], np.cumsum(counts)]) for name, counts in self.histograms.items()}

    @cached_property
    def once(self) -> dict[tuple[str, ...], Any]:
        """What is worked out once a snapshot, filled as it is asked for."""
        return {}

    @cached_property
    def wide(self) -> NDArray[np.int32]:
        """Rows whose date is not known to the day, ascending."""
        return np.flatnonzero(self.columns["first"] != self.columns["last"]).astype(np.int32)

    @cached_property
    def group_names(self) -> tuple[list[int], Words]:
        """Groups, and the words of their names by position in that list."""
        groups = list(self.groups)
        return groups, Words.of_texts([self.groups[pk].names for pk in groups])

    @cached_property
    def histograms(self) -> dict[str, NDArray[np.int64]]:
        """How many rows each entry of each table has by which incidents are counted."""
        return {name: np.bincount(self.columns[name], minlength=len(self.tables[name])) for name in JUDGED}

    def text(self, name: str, row: int) -> str:
        """A text of a row: `public_id`, `when`, `title` or `summary`."""
        slot = int(self.columns["slot"][row])
        segment = self.segment_of(slot)
        texts: files.Texts = getattr(segment, name)
        return texts[slot - segment.first_slot]

    def segment_of(self, slot: int) -> Segment:
        return self.segments[bisect(self._first_slots, slot) - 1]

    @cached_property
    def _first_slots(self) -> list[int]:
        return [segment.first_slot for segment in self.segments]

    def place(self, code: int) -> dict[str, Any]:
        """Code, name, kind, country, text, province, district and precision of a place entry."""
        segment = next(one for one in reversed(self.segments) if one.first_place <= code)
        found: dict[str, Any] = orjson.loads(segment.places[code - segment.first_place])
        return found

    @cached_property
    def places_coded(self) -> dict[str, list[int]]:
        """The entries of each place code; an older entry of a place that changed has no rows."""
        found: dict[str, list[int]] = {}
        for code in range(len(self.tables["place"])):
            found.setdefault(self.place(code)["code"], []).append(code)
        return found

    @cached_property
    def place_ranks(self) -> NDArray[np.int64]:
        """Where each place entry stands in order of its text; nowhere stands last."""
        names = [self.place(code)["text"] for code in range(len(self.tables["place"]))]
        order = sorted(range(len(names)), key=lambda code: (not names[code], names[code]))
        ranks = {text: rank for rank, text in reversed(list(enumerate(names[code] for code in order)))}
        return np.array([ranks[name] for name in names], dtype=np.int64)

    @cached_property
    def id_ranks(self) -> NDArray[np.int32]:
        """Where each row stands in order of public id."""
        ids = np.concatenate([segment.public_id.as_array() for segment in self.segments]).take(self.columns["slot"])
        ranks = np.empty(len(ids), np.int32)
        ranks[np.argsort(ids, kind="stable")] = np.arange(len(ids), dtype=np.int32)
        return ranks

    def citations(self, row: int) -> list[tuple[str, str]]:
        """Label and address of each source that a row's reports cite."""
        slot = int(self.columns["slot"][row])
        segment = self.segment_of(slot)
        lists, local = segment.citations, slot - segment.first_slot
        cited = lists.values["source"][lists.starts[local] : lists.starts[local + 1]]
        return [(segment.source_label[int(one)], segment.source_url[int(one)]) for one in cited]
