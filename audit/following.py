"""The whole history of an object and of all that belongs to it: step by step, or between two moments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from audit.comparing import Change, called, told
from audit.recalling import Past, moments
from audit.telling import ONE_STEP
from audit.wording import in_words

Pair = tuple[Any | None, Any | None]


@dataclass(frozen=True)
class Entry:
    """What happened to one object. `kind` is "+" made, "~" changed or "-" taken away."""

    noun: str
    name: str
    kind: str
    changes: list[Change]


@dataclass(frozen=True)
class Deed:
    """History rows that one person wrote together, for one reason."""

    rows: list[Any]

    @property
    def at(self) -> datetime:
        """The time of the last row: all of the deed is done by then."""
        return self.rows[-1].history_date

    @property
    def by(self) -> Any:
        return self.rows[-1].history_user_id

    @property
    def why(self) -> str:
        return self.rows[-1].history_change_reason or ""


def deeds(pasts: Iterable[Past]) -> list[Deed]:
    """All that was done, newest first."""
    found: list[Deed] = []
    for row in moments(*pasts):
        if found and _belongs(row, found[-1]):
            found[-1].rows.append(row)
        else:
            found.append(Deed([row]))
    return found[::-1]


def entries(done: Sequence[Deed], pasts: Iterable[Past]) -> list[list[Entry]]:
    """What each deed did to each object in all; the number of questions does not grow with the deeds."""
    found: list[list[Entry]] = [[] for _ in done]
    for past in pasts:
        changed = [(number, pair) for number, deed in enumerate(done) for pair in _changed(past, deed)]
        for (number, _), entry in zip(changed, _entries(past, [pair for _, pair in changed]), strict=True):
            if entry.changes or entry.kind == "-":
                found[number].append(entry)
    return found


def between(pasts: Iterable[Past], first: datetime, second: datetime) -> list[Entry]:
    """What differs at a second moment from what stood at a first, object by object."""
    return list(chain.from_iterable(_between(past, first, second) for past in pasts))


def _between(past: Past, first: datetime, second: datetime) -> list[Entry]:
    before, after = past.standing(first), past.standing(second)
    keys = dict.fromkeys([*before, *after])
    pairs = [(before.get(key), after.get(key)) for key in keys if before.get(key) is not after.get(key)]
    return [entry for entry in _entries(past, pairs) if entry.changes]


def _changed(past: Past, deed: Deed) -> list[Pair]:
    """Of each object that a deed changed, the row before the deed and the deed's last."""
    history: Any = past.kept.history
    numbers = {row.history_id for row in deed.rows if isinstance(row, history)}
    if not numbers:
        return []
    before: dict[Any, Any] = {}
    after: dict[Any, Any] = {}
    for row in past.rows:
        key = getattr(row, past.kept.key)
        if row.history_id in numbers:
            after[key] = row
        elif key not in after:
            before[key] = row
    return [(before.get(key), row) for key, row in after.items()]


def _entries(past: Past, pairs: Sequence[Pair]) -> list[Entry]:
    rows = [after if after is not None else before for before, after in pairs]
    names = called(past.kept.model, {getattr(row, past.kept.key) for row in rows}) if rows else {}
    noun = str(past.kept.model._meta.verbose_name)
    return [
        Entry(noun, names.get(getattr(row, past.kept.key)) or _former_name(past, row), _kind(*pair), changes)
        for row, pair, changes in zip(rows, pairs, told(pairs), strict=True)
    ]


def _kind(before: Any | None, after: Any | None) -> str:
    if after is None:
        return "-"
    return "+" if before is None else str(after.history_type)


def _former_name(past: Past, row: Any) -> str:
    """What is gone is called by the words it was chosen by."""
    fields = [field for field in past.kept.model._meta.concrete_fields if field.choices]
    words = (in_words(field, getattr(row, field.attname), {}) for field in fields)
    return ", ".join(word.lower() for word in words if word)


def _belongs(row: Any, deed: Deed) -> bool:
    last = deed.rows[-1]
    is_same = (row.history_user_id, row.history_change_reason or "") == (last.history_user_id, deed.why)
    return is_same and row.history_date - last.history_date <= ONE_STEP
