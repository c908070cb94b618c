"""The rows of a file, a thousand at a time and column by column, from the snapshot alone: so files agree with panels.

Works without the database and without Arrow, for it also runs in the web's workers.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from explore.exports.fields import DATES, FIELDS, joined
from explore.exports.wording import Wording, view_in_words
from explore.rows import ADDRESS_OF
from explore.selection import DAY_ZERO, Selection
from explore.snapshot.opening import Segment
from explore.snapshot.tables import TABLES
from sources.dates import OPEN_ENDS, Bounds

SIZE = 1_000
Batch = dict[str, Sequence[Any]]
ZERO = DAY_ZERO.toordinal()


def unheard(done: int) -> None:
    """For those who do not care how far a file is."""


@dataclass(frozen=True)
class Export:
    """A selection on its way into a file.

    `filter` is the selection's filter as an address has it; `incident` the address of an incident, with ADDRESS_OF
    where its public id belongs; `told` hears after each batch how many rows are done.
    """

    selection: Selection
    filter: str
    incident: str
    told: Callable[[int], None] = unheard

    @property
    def about(self) -> dict[str, str]:
        """What stands inside every file beside the rows."""
        snapshot, chosen = self.selection.snapshot, self.selection.chosen
        version, view = snapshot.version, view_in_words(chosen, snapshot.groups.values())
        return {"data_version": version, "filter": self.filter, "view": view, "licence": settings.DATA_LICENCE}

    @property
    def number(self) -> int:
        return self.selection.rows.number

    def batches(self, size: int = SIZE) -> Iterator[Batch]:
        """Newest first, as the list has them: for each column of FIELDS, in their order, its values of some rows."""
        positions = self.selection.rows.positions[::-1]
        for start in range(0, len(positions), size):
            yield self._batch(positions[start : start + size])
            self.told(min(start + size, len(positions)))

    def _batch(self, at: NDArray[np.integer]) -> Batch:
        columns = self.selection.snapshot.columns
        found: dict[str, Any] = self._texts(columns["slot"].take(at))
        days = (columns[name].take(at).tolist() for name in ("first", "last"))
        dates = [dated(when, *both) for when, *both in zip(found.pop("when"), *days, strict=True)]
        found |= zip(DATES, zip(*dates, strict=True), strict=True)
        for table in TABLES:
            known = self._wording.cells[table]
            cells = [known[code] for code in columns[table].take(at).tolist()]
            found |= zip(self._wording.columns[table], zip(*cells, strict=True), strict=True)
        return {name: found[name] for name in FIELDS}

    def _texts(self, slots: NDArray[np.integer]) -> Batch:
        segments = self.selection.snapshot.segments
        firsts = np.array([segment.first_slot for segment in segments])
        number = np.searchsorted(firsts, slots, side="right") - 1
        at = list(zip([segments[each] for each in number.tolist()], (slots - firsts[number]).tolist(), strict=True))
        ids = [segment.public_id[local] for segment, local in at]
        before, after = self.incident.split(ADDRESS_OF)
        return {
            "public_id": ids, "title": [segment.title[local] for segment, local in at],
            "summary": [segment.summary[local] or None for segment, local in at],
            "when": [segment.when[local] for segment, local in at], "sources": [cited(*each) for each in at],
            "url": [f"{before}{public_id}{after}" for public_id in ids],
        }  # fmt: skip

    @cached_property
    def _wording(self) -> Wording:
        return Wording(self.selection.snapshot)


def cited(segment: Segment, local: int) -> str | None:
    """Label and address of each source."""
    lists = segment.citations
    found = lists.values["source"][lists.starts[local] : lists.starts[local + 1]].tolist()
    pairs = ((segment.source_label[one], segment.source_url[one]) for one in found)
    return joined(f"{label} <{url}>" if url else label for label, url in pairs) or None


def dated(when: str, first: int, last: int) -> tuple[str | None, date | None, date | None, str]:
    """The cells of a date; a side that is not known has the other's day in the snapshot, but none in a file."""
    start, slash, end = when.partition("/")
    known = Bounds(
        None if start in OPEN_ENDS else date.fromordinal(ZERO + first),
        None if (end if slash else start) in OPEN_ENDS else date.fromordinal(ZERO + last),
    )
    return when or None, known.earliest, known.latest, known.precision.value
