"""Reads single parameters: text becomes a value, or a refusal that says how to write it. Pure."""

import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

import shapely
from django.core.exceptions import ValidationError

from explore.snapshot.vocabulary import FAMILIES, KINDS, LEVELS, STATUSES, TARGETS
from groups.uniting import JOINED, sets_of
from sources.models import Credibility

MOST_VERTICES = 500
LONGEST_NUMBER = 40
LONGEST_SEARCH = 100
MOST_WORDS = 10
MOST_COUNTED = 1_000_000
MOST_ZOOM = 18
LONGEST_CODE = 120
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CELL = re.compile(r"([0-9]{1,2})/([0-9]{1,8})/([0-9]{1,8})")
SHORT_LISTS = ("kind", "family", "status", "target", "credibility", "level")


@dataclass(frozen=True)
class Vocabulary:
    """The values a reader may name: those of which they may know; each slug of a group with that of its record."""

    group: Mapping[str, str]
    province: Collection[str]
    district: Collection[str]
    community: Collection[str] = ()
    kind: Collection[str] = tuple(KINDS)
    family: Collection[str] = tuple(FAMILIES)
    status: Collection[str] = tuple(STATUSES)
    target: Collection[str] = tuple(TARGETS)
    credibility: Collection[str] = tuple(str(grade) for grade in Credibility.values)
    level: Collection[str] = tuple(LEVELS)


@dataclass(frozen=True)
class Box:
    """A rectangle in WGS84 degrees, not across the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        return ",".join(map(_written, (self.west, self.south, self.east, self.north)))


@dataclass(frozen=True)
class Polygon:
    """One ring of (longitude, latitude) in WGS84 degrees that does not cross itself or the antimeridian; not closed."""

    ring: tuple[tuple[float, float], ...]

    def __str__(self) -> str:
        return ",".join(_written(number) for vertex in self.ring for number in vertex)


@dataclass(frozen=True)
class Mark:
    """What one symbol on the map stands for: a place, district or province by its code, or a cell "zoom/x/y"."""

    kind: str
    code: str

    @property
    def cell(self) -> tuple[int, int, int]:
        zoom, x, y = map(int, self.code.split("/"))
        return zoom, x, y

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"


def known_values(values: list[str], name: str, vocabulary: Vocabulary) -> frozenset[str]:
    known = getattr(vocabulary, name)
    unknown = next((value for value in values if value not in known), None)
    if unknown is not None:
        hint = f"Write one of {', '.join(sorted(known))}." if name in SHORT_LISTS else f"See the {name} facet."
        raise ValidationError(f"There is no {name} “{unknown[:LONGEST_SEARCH]}”. {hint}")
    return frozenset(values)


def as_one(values: list[str], name: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Sets of groups that count as one, each in order; sets that share a group are one set."""
    sets = []
    for value in values:
        slugs = set(value.split(JOINED))
        if len(slugs) < 2:
            raise ValidationError(f"{name} joins two groups or more: write {name}=isk-p{JOINED}ttp.")
        sets.append(groups(sorted(slugs), "group", vocabulary))
    return sets_of(JOINED.join(each) for each in sets if len(each) > 1)  # merged records are one by themselves


def groups(values: list[str], name: str, vocabulary: Vocabulary) -> frozenset[str]:
    """By the slugs they stand under: a record that was merged into another means that one."""
    return frozenset(vocabulary.group[slug] for slug in known_values(values, name, vocabulary))


def one_of(*known: str) -> Callable[[list[str], str, Vocabulary], str]:
    def reader(values: list[str], name: str, _: Vocabulary) -> str:
        if values[0] not in known:
            given = values[0][:LONGEST_SEARCH]
            raise ValidationError(f"There is no {name} “{given}”. Write one of {', '.join(known)}.")
        return values[0]

    return reader


def yes_or_no(values: list[str], name: str, _: Vocabulary) -> bool:
    if values[0] not in ("yes", "no"):
        raise ValidationError(f"{name} is not yes or no: write {name}=yes or {name}=no.")
    return values[0] == "yes"


def day(values: list[str], name: str, _: Vocabulary) -> date:
    try:
        if not DAY.fullmatch(values[0]):
            raise ValueError("not a calendar day")
        return date.fromisoformat(values[0])
    except ValueError:
        raise ValidationError(f"{name} is not a day: write it as 2017-12-31.") from None


def count(values: list[str], name: str, _: Vocabulary) -> int:
    return whole(values[0], name, most=MOST_COUNTED)


def whole(text: str, name: str, *, most: int) -> int:
    """A whole number from 0 to `most`, in ASCII digits."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and int(text) <= most):
        raise ValidationError(f"{name} is not a count: write a whole number from 0 to {most:,}.")
    return int(text)


def words(values: list[str], name: str, _: Vocabulary) -> tuple[str, ...]:
    if len(values[0]) > LONGEST_SEARCH:
        raise ValidationError(f"Keep {name} within {LONGEST_SEARCH} characters.")
    found = tuple(values[0].split())
    if len(found) > MOST_WORDS:
        raise ValidationError(f"Search for at most {MOST_WORDS} words at once.")
    return found


def box(values: list[str], name: str, _: Vocabulary) -> Box:
    try:
        west, south, east, north = _numbers(values[0], most=4)
    except ValueError:
        raise ValidationError(f"{name} is not a box: write four numbers, west,south,east,north.") from None
    if not all(map(math.isfinite, (west, south, east, north))):
        raise ValidationError(f"{name} needs four finite numbers, west,south,east,north.")
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValidationError(f"{name} needs west ≤ east within ±180 and south ≤ north within ±90 degrees.")
    return Box(west + 0.0, south + 0.0, east + 0.0, north + 0.0)


def polygon(values: list[str], name: str, _: Vocabulary) -> Polygon:
    """One simple ring; its end may repeat its beginning."""
    try:
        numbers = _numbers(values[0], most=2 * (MOST_VERTICES + 1))
    except ValueError:
        raise ValidationError(
            f"{name} is not a polygon: write 3 to {MOST_VERTICES} vertices as longitude,latitude,longitude,latitude,…"
        ) from None
    ring = list(zip(numbers[::2], numbers[1::2], strict=False))
    ring = ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring
    if len(numbers) % 2 or not 3 <= len(ring) <= MOST_VERTICES:
        raise ValidationError(f"{name} needs 3 to {MOST_VERTICES} vertices, each a longitude and a latitude.")
    if not all(math.isfinite(x) and math.isfinite(y) and abs(x) <= 180 and abs(y) <= 90 for x, y in ring):
        raise ValidationError(f"{name} needs longitudes within ±180 and latitudes within ±90 degrees.")
    if any(abs(one[0] - other[0]) > 180 for one, other in zip(ring, [*ring[1:], ring[0]], strict=True)):
        raise ValidationError(f"{name} crosses the antimeridian: cut it in two there and ask twice.")
    if not shapely.is_valid(shape := shapely.Polygon(ring)) or shape.area == 0:
        raise ValidationError(f"{name} crosses itself or has no area: draw one simple ring.")
    return Polygon(tuple(ring))


def mark(values: list[str], name: str, vocabulary: Vocabulary) -> Mark:
    """A symbol as the map layer names it."""
    kind, _, code = values[0].partition(":")
    is_unit = kind in ("province", "district") and code in getattr(vocabulary, kind)
    if is_unit or (kind == "place" and 0 < len(code) <= LONGEST_CODE):
        return Mark(kind, code)
    if kind == "cell" and (found := CELL.fullmatch(code)):
        zoom, x, y = map(int, found.groups())
        if zoom <= MOST_ZOOM + 1 and max(x, y) < 2 ** (zoom + 4):
            return Mark(kind, f"{zoom}/{x}/{y}")
    raise ValidationError(
        f"{name} names no symbol: write cell:zoom/x/y, place:code, district:code or province:code, as the map gives it."
    )


def _written(number: float) -> str:
    """So that exactly the same number is read again: two areas that differ at all have two addresses."""
    return repr(number).removesuffix(".0")


def _numbers(text: str, *, most: int) -> list[float]:
    """Numbers between commas, as other programs write them too: no "1_0", no digits of other scripts."""
    pieces = text.split(",")
    if len(pieces) > most or not text.isascii() or "_" in text or max(map(len, pieces)) > LONGEST_NUMBER:
        raise ValueError("not numbers")
    return [float(piece) for piece in pieces]
