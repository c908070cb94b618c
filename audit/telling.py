"""Changes told from one state to the next: a state is what a reader could see, as words under the name of each fact.

Whatever a state does not name can never be told: this is how a public history is safe.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from audit.pieces import Piece, pieces

ONE_STEP = timedelta(seconds=2)  # rows of one person that follow each other this closely are one change
SHORT = 60

Fact = tuple[str, str]  # what it is about (empty: the record itself), and the name of the fact
State = Mapping[Fact, str]


@dataclass(frozen=True)
class Told:
    """One fact before and after; empty is "not there"."""

    about: str
    name: str
    old: str
    new: str

    @property
    def pieces(self) -> list[Piece]:
        """The words that changed within a long text; none for short ones, which are told whole."""
        is_long = self.old and self.new and max(len(self.old), len(self.new)) > SHORT
        return pieces(self.old, self.new) if is_long else []


class Turn(StrEnum):
    """What a change was beyond the facts it changed."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    CHANGED = "changed"


@dataclass(frozen=True)
class Part:
    """What a change did to one thing; `is_new` and `is_gone` say that all of it came or went."""

    about: str
    changes: list[Told]
    is_new: bool
    is_gone: bool


@dataclass(frozen=True)
class Step:
    """A change: when it was done, the key of who did it (None: nobody signed in), and what it changed.

    `came` and `went` name what was first or last spoken of.
    """

    at: datetime
    by: Any
    turn: Turn
    changes: list[Told]
    came: frozenset[str] = frozenset()
    went: frozenset[str] = frozenset()

    @property
    def parts(self) -> list[Part]:
        """The changes by what they are about, the record itself first."""
        found: dict[str, list[Told]] = {}
        for change in self.changes:
            found.setdefault(change.about, []).append(change)
        return [Part(about, changes, about in self.came, about in self.went) for about, changes in found.items()]


def steps(rows: Iterable[Any]) -> Iterator[tuple[datetime, Any]]:
    """History rows, oldest first, as the changes they were written in: the time of the last row, and who."""
    last: Any = None
    for row in rows:
        if last and (row.history_user_id != last.history_user_id or row.history_date - last.history_date > ONE_STEP):
            yield last.history_date, last.history_user_id
        last = row
    if last:
        yield last.history_date, last.history_user_id


def told(rows: Iterable[Any], state_at: Callable[[datetime], State | None]) -> list[Step]:
    """The changes between states, newest first; times at which nothing changed are left out.

    `state_at` answers None for a time at which nothing was to be seen: what was done meanwhile is told as one change,
    when it comes to be seen again.
    """
    found: list[Step] = []
    seen: State | None = None
    is_shown = False
    for at, by in steps(rows):
        now = state_at(at)
        turn = Turn.CHANGED if is_shown == (now is not None) else Turn.SHOWN if now is not None else Turn.HIDDEN
        changes = between(seen, now) if seen is not None and now is not None else []
        if changes or turn != Turn.CHANGED:
            found.append(Step(at, by, turn, changes, *_came_and_went(seen, now) if changes else ()))
        seen, is_shown = (now if now is not None else seen), now is not None
    return found[::-1]


def _came_and_went(old: State | None, new: State | None) -> tuple[frozenset[str], frozenset[str]]:
    before, after = (frozenset(about for about, _ in state or ()) for state in (old, new))
    return after - before, before - after


def between(old: State, new: State) -> list[Told]:
    """The facts in which two states differ, in the order of the later one; what is gone comes last."""
    names = dict.fromkeys([*new, *old])
    return [Told(*name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name)]
