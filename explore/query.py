"""The meaning of a filter: the parameters of an address become one typed, validated Filter. Pure."""

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError

from incidents.kinds import Kind
from incidents.models import AttributionStatus

MANY = ("group", "province", "district", "kind", "status")
ONE = ("from", "to", "killed_min", "q", "bbox")
PARAMETERS = (*MANY, *ONE)
MOST_VALUES = 200
LONGEST_VALUE = 200
LONGEST_SEARCH = 100
MOST_WORDS = 10
MOST_KILLED = 1_000_000
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Box:
    """A rectangle in WGS84 degrees, not across the antimeridian."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class Filter:
    """Which incidents are asked for: values of one field are alternatives, fields narrow each other."""

    group: frozenset[str] = frozenset()
    province: frozenset[str] = frozenset()
    district: frozenset[str] = frozenset()
    kind: frozenset[str] = frozenset()
    status: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None
    killed_min: int | None = None
    words: tuple[str, ...] = ()
    box: Box | None = None

    def without(self, *fields: str) -> "Filter":
        """The same filter with some fields left open, as facets count under all *other* filters."""
        return replace(self, **{name: getattr(EVERYTHING, name) for name in fields})


EVERYTHING = Filter()


@dataclass(frozen=True)
class Vocabulary:
    """The values a reader may name: those of which they may know."""

    group: Collection[str]
    province: Collection[str]
    district: Collection[str]
    kind: Collection[str] = frozenset(Kind.values)
    status: Collection[str] = frozenset(AttributionStatus.values)


def read(pairs: Mapping[str, list[str]], vocabulary: Vocabulary, *, also: Iterable[str] = ()) -> Filter:
    """A filter from parameters (name → all its values); `also` names what else this address takes.

    Raises ValidationError keyed by parameter, each with a sentence that names the remedy.
    """
    _Problems.check(pairs, (*PARAMETERS, *also))
    problems: dict[str, list[str]] = {}
    values: dict[str, Any] = {}
    for name in PARAMETERS:
        try:
            values[name] = _READERS[name](pairs.get(name, []), name, vocabulary)
        except ValidationError as refusal:
            problems[name] = list(refusal.messages)
    if not problems and values["from"] and values["to"] and values["from"] > values["to"]:
        problems["to"] = ["to lies before from: exchange the two dates."]
    if problems:
        raise ValidationError(problems)
    values["first"], values["last"] = values.pop("from"), values.pop("to")
    return Filter(words=values.pop("q"), box=values.pop("bbox"), **values)


class _Problems:
    """What is wrong with parameters as such, before any value is read."""

    @classmethod
    def check(cls, pairs: Mapping[str, list[str]], known: tuple[str, ...]) -> None:
        found = [(name, cls.sentence(name, values, known)) for name, values in list(pairs.items())[:50]]
        if problems := {cls.shown(name): [sentence] for name, sentence in found if sentence}:
            raise ValidationError(problems)

    @classmethod
    def sentence(cls, name: str, values: list[str], known: tuple[str, ...]) -> str:
        if name not in known:
            return f"{cls.shown(name)} is not a parameter here. Known are: {', '.join(known)}."
        if len(values) > (MOST_VALUES if name in MANY else 1):
            return f"Give {name} at most {MOST_VALUES} times." if name in MANY else f"Give {name} once."
        if any("\x00" in value or "\ufffd" in value for value in values):
            return f"{name} holds a character that cannot be read. Send UTF-8 text."
        return ""

    @staticmethod
    def shown(name: str) -> str:
        return "".join(letter for letter in name[:40] if letter.isprintable()) or "parameter"


def _one_of(values: list[str], name: str, vocabulary: Vocabulary) -> frozenset[str]:
    known = getattr(vocabulary, name)
    unknown = next((value for value in values if value not in known), None)
    if unknown is not None:
        hint = f"Write one of {', '.join(sorted(known))}." if name in ("kind", "status") else f"See the {name} facet."
        raise ValidationError(f"There is no {name} “{unknown[:LONGEST_VALUE]}”. {hint}")
    return frozenset(values)


def _day(values: list[str], name: str, _: Vocabulary) -> date | None:
    if not values:
        return None
    try:
        if not DAY.fullmatch(values[0]):
            raise ValueError("not a calendar day")
        return date.fromisoformat(values[0])
    except ValueError:
        raise ValidationError(f"{name} is not a day: write it as 2017-12-31.") from None


def _count(values: list[str], name: str, _: Vocabulary) -> int | None:
    if not values:
        return None
    text = values[0]
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST_KILLED)) and int(text) <= MOST_KILLED):
        raise ValidationError(f"{name} is not a count: write a whole number from 0 to {MOST_KILLED:,}.")
    return int(text)


def _words(values: list[str], name: str, _: Vocabulary) -> tuple[str, ...]:
    text = values[0] if values else ""
    if len(text) > LONGEST_SEARCH:
        raise ValidationError(f"Keep {name} within {LONGEST_SEARCH} characters.")
    words = tuple(text.split())
    if len(words) > MOST_WORDS:
        raise ValidationError(f"Search for at most {MOST_WORDS} words at once.")
    return words


def _box(values: list[str], name: str, _: Vocabulary) -> Box | None:
    if not values:
        return None
    try:
        west, south, east, north = map(_degrees, values[0].split(","))
    except ValueError:
        raise ValidationError(f"{name} is not a box: write four numbers, west,south,east,north.") from None
    if not all(map(math.isfinite, (west, south, east, north))):
        raise ValidationError(f"{name} needs four finite numbers, west,south,east,north.")
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValidationError(f"{name} needs west ≤ east within ±180 and south ≤ north within ±90 degrees.")
    return Box(west, south, east, north)


def _degrees(text: str) -> float:
    """A number as other programs write it too: no "1_0", no digits of other scripts."""
    if len(text) > LONGEST_VALUE or not text.isascii() or "_" in text:
        raise ValueError("not a number")
    return float(text)


_READERS = MappingProxyType({
    **dict.fromkeys(MANY, _one_of), "from": _day, "to": _day, "killed_min": _count, "q": _words, "bbox": _box,
})
