"""A person's own table, read by what they said of its columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import TypeVar

from django.core.exceptions import ValidationError

from incidents.kinds import Kind
from incidents.models.attribution import AttributionStatus, Role
from intake import words
from intake.cells import degrees
from intake.crosswalks.crosswalk import Cells, Dataset
from intake.crosswalks.own_people import people
from intake.crosswalks.own_row import Mapped, OwnRow, key_of
from intake.dates import Order, as_edtf
from intake.events import Actor, Event, Odd, Spot, Unread
from intake.guessing import Meaning
from places.models import PlaceKind
from places.new_places import NEAR
from places.spots import VAGUE_KM
from sources.dates import bounds

T = TypeVar("T")
EXPORTED = "A file that this site or another one exported. What is not in it is not gone."
A_WEEK = timedelta(days=3)  # either way
SIDES = {Meaning.ACTOR: Role.PERPETRATOR, Meaning.OTHER_ACTOR: Role.TARGET}
GROUP = re.compile(r"(?P<slug>[-\w]+) \((?P<role>\w+), (?P<status>\w+)\)")
AS_EXPORTED = "such as “isk-p (perpetrator, claimed)”"
FINEST = (
    (Meaning.PLACE, PlaceKind.SETTLEMENT), (Meaning.DISTRICT, PlaceKind.DISTRICT),
    (Meaning.PROVINCE, PlaceKind.PROVINCE), (Meaning.LATITUDE, PlaceKind.DISTRICT),
    (Meaning.COUNTRY, PlaceKind.COUNTRY),
)  # fmt: skip


class OwnTable:
    """A row without a column for its id is known by what all of its cells say: once changed, it is another row."""

    def __init__(self, mapping: Mapped) -> None:
        self._mapped = mapping
        self.dataset: Dataset = mapping.dataset
        self.version: int = mapping.version
        self.is_whole = not mapping.is_export  # which holds what a filter let through
        self.layout = EXPORTED if mapping.is_export else ""
        self.needed: Sequence[str] = mapping.named
        self.understood: Sequence[str] = mapping.named
        self.left_out: Sequence[str] = ()
        self.id_column = next(iter(mapping.columns.get(Meaning.ID, ())), "")

    def read(self, cells: Cells) -> Event:
        row = OwnRow(self._mapped, cells)
        counted = people(row)
        targets, strange = _known(row, Meaning.TARGETS, words.TARGETS)
        weapons, unheard = _known(row, Meaning.WEAPONS, words.WEAPONS)
        odd = (*counted.odd, *((Odd.LEFT_OUT,) if {**counted.lost, **strange, **unheard} else ()))
        return Event(
            external_id=row.text(Meaning.ID) if self.id_column else _digest(cells),
            when=_when(row), kind=_kind(row), where=_where(row), actors=tuple(dict.fromkeys(_actors(row))),
            counts=counted.counts, targets=targets, weapons=weapons, sources=_sources(row), odd=odd,
            lost={**self._unmapped(cells), **counted.lost, **strange, **unheard},
        )  # fmt: skip

    def _unmapped(self, cells: Cells) -> dict[str, str]:
        return {name: told for name, cell in cells.items() if name not in self.understood and (told := cell.strip())}


def _digest(cells: Cells) -> str:
    said = "\x1f".join(f"{name}\x1e{cells[name].strip()}" for name in sorted(cells))
    return f"row-{blake2b(said.encode(), digest_size=10).hexdigest()}"


def _when(row: OwnRow) -> str:
    """A date, or an interval where an end is told too; no finer than its precision."""
    if row.mapped.is_export and not row.text(Meaning.DATE):
        return ""
    start = _date(row, Meaning.DATE)
    if row.text(Meaning.END_DATE):
        end = _date(row, Meaning.END_DATE)
        first, last = start.partition("/")[0], end.rpartition("/")[2]
        return start if start == end else _interval(row, first, last)
    return _as_precise(row, start)


def _interval(row: OwnRow, first: str, last: str) -> str:
    try:
        bounds(f"{first}/{last}")
    except ValidationError:
        raise Unread(row.column(Meaning.END_DATE), f"{last} lies before the date, {first}.") from None
    return f"{first}/{last}"


def _as_precise(row: OwnRow, when: str) -> str:
    told = key_of(row.text(Meaning.DATE_PRECISION))
    if not told or "/" in when:
        return when
    if told not in words.PRECISIONS:
        raise Unread(row.column(Meaning.DATE_PRECISION), f"“{told[:40]}” is none of day, week, month or year.")
    precision = words.PRECISIONS[told]
    if precision == "week" and len(when) == len("2017-12-17"):
        day = date.fromisoformat(when)
        return f"{day - A_WEEK}/{day + A_WEEK}"
    return when[: {"month": 7, "year": 4}.get(precision, len(when))]


def _date(row: OwnRow, meaning: Meaning) -> str:
    told, mapped = row.text(meaning), row.mapped
    found, trouble = _edtf(told, mapped.order, mapped.has_serials)
    if trouble:
        raise Unread(row.column(meaning), trouble)
    return found


@lru_cache(maxsize=10_000)  # words take milliseconds to read, and the same days come again and again
def _edtf(told: str, order: Order | None, has_serials: bool) -> tuple[str, str]:
    """A date, or why it is none."""
    try:
        return as_edtf(told, order=order, has_serials=has_serials), ""
    except ValidationError as trouble:
        return "", " ".join(trouble.messages)


def _kind(row: OwnRow) -> Kind:
    told, kinds = row.text(Meaning.KIND), row.mapped.kinds
    if isinstance(row.mapped.columns.get(Meaning.KIND), str):
        return Kind(told)
    found = kinds.get(key_of(told), "")
    if not found:
        raise Unread(row.column(Meaning.KIND), f"“{told[:40]}” was given no kind of incident. Choose one for it.")
    return Kind(found)


def _where(row: OwnRow) -> Spot:
    lat, lon = (_degrees(row, each, most) for each, most in ((Meaning.LATITUDE, 90), (Meaning.LONGITUDE, 180)))
    if (lat is None) != (lon is None):
        raise Unread(row.column(Meaning.LATITUDE), "only one of latitude and longitude is given: give both, or none.")
    country, province, district, name = (
        row.text(each) for each in (Meaning.COUNTRY, Meaning.PROVINCE, Meaning.DISTRICT, Meaning.PLACE)
    )
    km = _degrees(row, Meaning.UNCERTAINTY, 20_000)
    is_near = row.mapped.is_export and (km or 0) > VAGUE_KM
    return Spot(
        words.COUNTRIES.get(key_of(country), country), province, district, name.removeprefix(NEAR) if is_near else name,
        lat, lon, _level(row), km, row.text(Meaning.PLACE_CODE),
    )  # fmt: skip


def _degrees(row: OwnRow, meaning: Meaning, most: float) -> float | None:
    column = row.column(meaning)
    return degrees({column: row.text(meaning)}, column, most=most)


def _level(row: OwnRow) -> PlaceKind | None:
    """As told, or the finest that is named; a point without names beneath the country's is known to its district."""
    told = key_of(row.text(Meaning.LEVEL))
    if told and told not in words.LEVELS:
        raise Unread(row.column(Meaning.LEVEL), f"“{told[:40]}” is none of {words.LEVELS_NAMED}.")
    if told:
        return words.LEVELS[told]
    return next((level for meaning, level in FINEST if row.text(meaning)), None)


def _actors(row: OwnRow) -> Iterator[Actor]:
    for meaning, role in SIDES.items():
        yield from (Actor(name, role) for _, name in row.several(meaning) if key_of(name) not in words.NOBODY)
    for column, told in row.several(Meaning.GROUPS):
        found = GROUP.fullmatch(told)
        if not found or found["role"] not in Role.values or found["status"] not in AttributionStatus.values:
            raise Unread(column, f"“{told[:40]}” does not say group, role and status, {AS_EXPORTED}.")
        yield Actor(found["slug"], Role(found["role"]), found["slug"], AttributionStatus(found["status"]))


def _known(row: OwnRow, meaning: Meaning, known: Mapping[str, T]) -> tuple[tuple[T, ...], dict[str, str]]:
    """What is known of several values, each once, and by column what is not; what stands in brackets says more."""
    said = [(column, told, known.get(key_of(told)) or known.get(key_of(told.partition(" (")[0])))
            for column, told in row.several(meaning)]  # fmt: skip
    found = dict.fromkeys(each for _, _, each in said if each is not None)
    return tuple(found), {column: told for column, told, each in said if each is None}


def _sources(row: OwnRow) -> int | None:
    """How many sources a row rests on: as counted, or as named."""
    if row.mapped.columns.get(Meaning.SOURCE_COUNT):
        told = row.text(Meaning.SOURCE_COUNT).removesuffix(".0")
        return int(told) if told.isascii() and told.isdigit() and len(told) < 6 else None
    return len({key_of(name) for _, name in row.several(Meaning.SOURCE)}) or None
