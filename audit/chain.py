"""The chain itself, without any database: how a row is written down, and how one link follows from the last.

A link keeps the whole row as text (`canonical`), not only its digest. So a row stays verifiable when a migration adds
a field, which older texts do not name, or takes one away, which the row can no longer be asked for: the two are
compared on the fields that both have. It also says *what* was edited, and keeps what it said before.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

BEGINNING = "0" * 64


@dataclass(frozen=True)
class Entry:
    """What a link is about: a row of a history table, and all it says; or all rows from there to `last`."""

    table: str
    row: int
    content: str
    last: int | None = None


def canonical(values: Mapping[str, Any]) -> str:
    """A row as JSON that is the same on every database: names in order, times in UTC, whole numbers without a point."""
    return _encode(_in_order(values))


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    convert = PLAIN.get(type(value))
    return convert(value) if convert else value


def follow(previous: str, seq: int, entry: Entry) -> str:
    """The hash of link `seq` about `entry`, after the link whose hash is `previous`: hexadecimal SHA-256."""
    content = sha256(entry.content.encode()).hexdigest()
    return sha256(f"{previous}|{seq}|{entry.table}|{entry.row}|{content}".encode()).hexdigest()


def said(content: str) -> dict[str, Any]:
    """The fields that a canonical text names; none where a forger left no row."""
    try:
        found = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def differences(before: str, now: str) -> dict[str, tuple[Any, Any]]:
    """The fields that two canonical texts both name and do not agree on, with what each says."""
    if before == now:
        return {}
    old, new = said(before), said(now)
    return {name: (old[name], new[name]) for name in sorted(old.keys() & new.keys()) if old[name] != new[name]}


def _time(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _number(value: float) -> float | int:
    """PostgreSQL gives 1e22 in a JSON field back as a whole number, SQLite as a float."""
    return int(value) if value.is_integer() else value


def _in_order(values: Mapping[str, Any]) -> dict[str, Any]:
    """`plain` of all values, written out: it is asked for every column of every row."""
    converts = PLAIN.get
    return {
        name: convert(value) if (convert := converts(type(value := values[name]))) else value for name in sorted(values)
    }


PLAIN: dict[type, Callable[[Any], Any]] = {
    datetime: _time,
    date: date.isoformat,
    float: _number,
    UUID: str,
    dict: _in_order,
    list: lambda value: [plain(each) for each in value],
}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
