"""Turns what a row says into an account as reports keep it. Pure.

Texts in the dataset's own words are left out: they may name people who have no public role.
"""

from collections.abc import Iterable, Iterator

from django.utils.text import capfirst

from incidents.in_bulk import Account, Counted, Part
from incidents.models import CasualtyClass
from intake.events import Count, Event
from places.models import Place, PlaceKind
from places.new_places import NEAR
from sources.quantities import Estimate

AT = frozenset({PlaceKind.SETTLEMENT, PlaceKind.SITE, PlaceKind.NEIGHBOURHOOD})
LONGEST_TITLE, LONGEST_NOTE = 200, 500


def account_of(event: Event, place: Place | None, parts: Iterable[Part], release: str) -> Account:
    """`release` is how the dataset is cited, such as "UCDP Georeferenced Event Dataset, version 22.1"."""
    return Account(
        title=_title(event, place), kind=event.kind, when=event.when, place=place.pk if place else None,
        counts=tuple(count for each in event.counts for count in _counts(each)), parts=tuple(_once(parts)),
        targets=tuple(dict.fromkeys(event.targets)), weapons=tuple(dict.fromkeys(event.weapons)),
        note=_note(event, release),
    )  # fmt: skip


def _title(event: Event, place: Place | None) -> str:
    """No finer than what the public may see of the place."""
    shown = place.public_place if place else None
    where = _where(shown) if shown else "at a place not known"
    return f"{capfirst(event.kind.label)} {where}"[:LONGEST_TITLE]


def _where(place: Place) -> str:
    if place.name.startswith(NEAR):
        return place.name
    return f"{'at' if place.kind in AT else 'in'} {place.name}"


def _note(event: Event, release: str) -> str:
    rests = f", resting on {event.sources} source{'s' if event.sources != 1 else ''}" if event.sources else ""
    return f"Row {event.external_id} of {release}{rests}."[:LONGEST_NOTE]


def _counts(count: Count) -> Iterator[Counted]:
    """All people with the bounds, and the classes that the dataset tells apart."""
    told = {people: number for people, number in count.by_class.items() if number}
    is_told_apart = bool(told.keys() - {CasualtyClass.UNSPECIFIED})
    whole = CasualtyClass.EVERYBODY if is_told_apart else CasualtyClass.UNSPECIFIED
    if count.kept.low is not None:
        yield Counted(count.outcome, count.kept, whole)
    if is_told_apart:
        yield from (Counted(count.outcome, Estimate(*[number] * 3), people) for people, number in told.items())


def _once(parts: Iterable[Part]) -> Iterator[Part]:
    """A group is named in a part and status once."""
    yield from {(part.group, part.role, part.status): part for part in parts}.values()
