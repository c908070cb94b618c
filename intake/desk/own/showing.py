"""What a table would bring: its first rows as incidents, and how many of all rows can be read."""

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.text import capfirst

from incidents.models.attribution import Role
from incidents.models.casualty import Outcome
from intake.crosswalks.own import OwnTable
from intake.crosswalks.own_row import Mapped
from intake.desk.own.uploads import Upload
from intake.events import Count, Event, Odd, Unread
from intake.importing.opening import open_for
from intake.rehearsal import Rehearsal, rehearse
from sources.dates import in_words
from sources.wording import range_in_words

MOST_ROWS = 5_000  # that are read while a person waits
MOST_REASONS = 8
ROLES = {Role.PERPETRATOR: "", Role.TARGET: " (struck)", Role.SUPPORTING: " (supporting)"}


@dataclass(frozen=True)
class Shown:
    """A row as an incident, or why it cannot be read."""

    number: int
    what: str = ""
    when: str = ""
    where: str = ""
    level: str = ""
    who: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    odd: tuple[Odd, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Preview:
    """`reasons` are why rows cannot be read, each with how many rows and the first of them."""

    rows: list[Shown]
    found: Rehearsal
    is_whole: bool
    reasons: list[tuple[str, int, int]]
    more_reasons: int

    @property
    def killed(self) -> str:
        """The best figures of all rows that can be read."""
        sums = self.found.sums.get(Outcome.KILLED)
        return f"{sums.told[1]:,}" if sums else ""


def preview(upload: Upload, mapped: Mapped) -> Preview:
    """Raises Refused where the file lacks a column."""
    table, crosswalk = open_for(OwnTable(mapped), upload.path, name=upload.name), OwnTable(mapped)
    found = rehearse(islice(table.lines, MOST_ROWS), crosswalk)
    counted = Counter(reason for _, reason in found.reasons)
    first = {reason: number for number, reason in reversed(found.reasons)}
    reasons = [(reason, number, first[reason]) for reason, number in counted.most_common(MOST_REASONS)]
    is_whole = next(table.lines, None) is None
    return Preview(list(_shown(upload, crosswalk)), found, is_whole, reasons, len(counted) - len(reasons))


def _shown(upload: Upload, crosswalk: OwnTable) -> Iterator[Shown]:
    for number, cells in upload.survey.lines:
        try:
            yield _of(number, crosswalk.read(cells), crosswalk.understood)
        except Unread as trouble:
            yield Shown(number, reason=str(trouble))


def _of(number: int, event: Event, columns: Container[str]) -> Shown:
    """`columns` are those that mean something: what is lost of them is told."""
    left_out = tuple((column, value) for column, value in event.lost.items() if column in columns)
    level = f"known to the {event.where.level}" if event.where.level else "not known"
    return Shown(
        number, capfirst(event.kind.label), in_words(event.when), ", ".join(event.where.names), level,
        tuple(f"{actor.name}{ROLES.get(actor.role, '')}" for actor in event.actors),
        tuple(map(_counted, event.counts)), tuple(odd for odd in event.odd if odd != Odd.LEFT_OUT), left_out,
    )  # fmt: skip


def _counted(count: Count) -> str:
    kept = count.kept
    whole = range_in_words(kept.low, kept.best, kept.high)
    parts = ", ".join(f"{people.label} {number:,}" for people, number in count.by_class.items())
    return f"{whole} {count.outcome}{f' ({parts})' if parts else ''}"
