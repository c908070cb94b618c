"""What reading a file would bring, counted row by row: every row is accounted for. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from intake.crosswalks.crosswalk import Crosswalk
from intake.events import Event, Odd, Unread, added
from intake.tables.table import Broken, Line
from sources.quantities import Estimate

MOST_NAMED = 1_000  # refused rows that are kept with their reason


@dataclass
class Sums:
    """People in all rows, as told and as they would be kept: low, best, high, and how many rows are open above."""

    told: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    kept: list[int] = field(default_factory=lambda: [0, 0, 0, 0])

    def add(self, told: Estimate, kept: Estimate) -> None:
        for sums, said in ((self.told, told), (self.kept, kept)):
            for at, number in enumerate(added(said)):
                sums[at] += number


@dataclass
class Rehearsal:
    """`read` rows and `refused` ones are all rows; `doubled` are ids that stood in an earlier row too."""

    read: int = 0
    refused: int = 0
    reasons: list[tuple[int, str]] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    actors: Counter[str] = field(default_factory=Counter)
    odd: Counter[Odd] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    sums: dict[str, Sums] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    first: str = ""
    last: str = ""

    @property
    def rows(self) -> int:
        return self.read + self.refused

    def refuse(self, number: int, reason: str) -> None:
        self.refused += 1
        if len(self.reasons) < MOST_NAMED:
            self.reasons.append((number, reason))

    def count(self, event: Event) -> None:
        self.read += 1
        self.seen.add(event.external_id)
        self.kinds[event.kind] += 1
        self.levels[event.where.level or ""] += 1
        self.actors.update(actor.name for actor in event.actors)
        self.odd.update(event.odd)
        self.lost.update(event.lost.keys())
        for told in event.counts:
            self.sums.setdefault(told.outcome, Sums()).add(told.told, told.kept)
        day = event.when[:10]
        self.first, self.last = min(filter(None, (self.first, day))), max(self.last, day)


def rehearse(lines: Iterable[Line | Broken], crosswalk: Crosswalk) -> Rehearsal:
    """Read all rows and keep nothing but what they come to."""
    found = Rehearsal()
    for line in lines:
        if isinstance(line, Broken):
            found.refuse(line.number, line.reason)
            continue
        try:
            event = crosswalk.read(line.cells)
        except Unread as trouble:
            found.refuse(line.number, str(trouble))
            continue
        if event.external_id in found.seen:
            found.refuse(line.number, f"id {event.external_id} stands in an earlier row too; the first of them counts.")
        else:
            found.count(event)
    return found
