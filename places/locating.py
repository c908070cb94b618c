"""The geocoding queue: rows claimed under a lease, and written only by the worker that still holds it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from geopy.exc import (
    ConfigurationError,
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderQueryError,
    GeocoderServiceError,
)

from audit.changing import changing
from places.actions import ancestors, mark_located, put_at, save_settled
from places.finds import AmbiguousPlace, Find, PlaceGeocoder
from places.models import GeocodingState, Place, PlaceKind, PlaceQuerySet

logger = logging.getLogger(__name__)

NEVER = (ConfigurationError, GeocoderAuthenticationFailure, GeocoderInsufficientPrivileges, GeocoderQueryError)
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)
TOO_COARSE = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION})
LONGEST_PROBLEM = 300
LOOKED_UP = "Looked up by a worker."


@dataclass(frozen=True)
class Lease:
    """The right to locate one place, until a time. No two leases of one place are equal."""

    place_id: int
    until: datetime
    attempt: int

    def held(self) -> PlaceQuerySet:
        """The place, if this lease was neither lost to another worker nor ended by an editor."""
        return Place.objects.filter(
            pk=self.place_id, geocoding=GeocodingState.LEASED, leased_until=self.until, attempts=self.attempt
        )


@dataclass(frozen=True)
class Finding:
    """What the geocoders said of one place; neither a find nor candidates means "not found"."""

    find: Find | None = None
    candidates: Sequence[dict[str, Any]] = ()
    refusals: list[str] = field(default_factory=list)
    wait: timedelta | None = None

    @property
    def is_final(self) -> bool:
        return bool(self.candidates) or (self.find is not None and not self.find.leftover)


def claim_due(*, now: datetime, lease: timedelta, limit: int) -> list[Lease]:
    """Take up to `limit` due places. The conditional update lets several workers ask at once: one of them wins."""
    claimed = []
    due = Place.objects.due(now)
    for place_id, attempts in due.order_by("due_at", "pk").values_list("pk", "attempts")[:limit]:
        taken = due.filter(pk=place_id, attempts=attempts).update(
            geocoding=GeocodingState.LEASED, leased_until=now + lease, attempts=F("attempts") + 1
        )
        if taken:
            claimed.append(Lease(place_id, now + lease, attempts + 1))
    return claimed


def locate(lease: Lease, *, geocoders: Sequence[PlaceGeocoder], now: datetime) -> bool:
    """Ask the geocoders and write the outcome; False if the lease was lost. Asks outside of any transaction."""
    place = lease.held().first()
    if place is None:
        return False
    finding = _ask(place, geocoders, attempt=lease.attempt)
    with changing(by=None, reason=LOOKED_UP):
        return _write(lease, finding, now=now)


def put_off(lease: Lease, *, now: datetime, problem: str) -> bool:
    """Give a place back after trouble of our own; False if the lease was lost."""
    with changing(by=None, reason=problem):
        held = _hold(lease)
        if held is not None:
            _wait(held, until=now + delay_after(lease.attempt), problem=problem)
            held.save()
        return held is not None


def delay_after(attempt: int) -> timedelta:
    """How long to wait after a failed attempt (1, 2, …): twice as long each time, up to a ceiling."""
    doublings = min(attempt - 1, 10)
    return min(FIRST_DELAY * 2**doublings, LONGEST_DELAY)


def _ask(place: Place, geocoders: Sequence[PlaceGeocoder], *, attempt: int) -> Finding:
    """The first whole answer; else the best part of one, and whether a geocoder in trouble is worth another try."""
    best, wait, refusals = None, None, []
    for geocoder in geocoders:
        try:
            found = _ask_one(geocoder, place)
        except NEVER as refusal:
            logger.error("%s refuses to locate place %s: %s", geocoder.source, place.pk, refusal)
            refusals.append(f"{_name_of(geocoder)} refuses to answer.")
        except GeocoderServiceError as trouble:
            logger.warning("%s is in trouble with place %s: %s", geocoder.source, place.pk, trouble)
            refusals.append(f"{_name_of(geocoder)} does not answer; it is asked again later.")
            wait = max(delay_after(attempt), _wait_asked_for(trouble))
        else:
            if found.is_final:
                return found
            best = best or found.find
    return Finding(find=best, refusals=refusals, wait=wait)


def _ask_one(geocoder: PlaceGeocoder, place: Place) -> Finding:
    try:
        location = geocoder.geocode(place.query, within=_frame(place), country=place.country)
    except AmbiguousPlace as several:
        return Finding(candidates=[find.as_values() for find in several.finds])
    return Finding(find=location.raw if location else None)


def _name_of(geocoder: PlaceGeocoder) -> str:
    return geocoder.source.removeprefix("geocoder:").capitalize()


def _frame(place: Place) -> Place | None:
    """The nearest ancestor that is on the map, inside which the place is sought."""
    above = (each.same_as or each for each in ancestors(place))
    return next((each for each in above if each.is_located), None)


def _wait_asked_for(trouble: GeocoderServiceError) -> timedelta:
    seconds = getattr(trouble, "retry_after", None) or 0
    return timedelta(seconds=min(int(seconds), 86_400))


def _write(lease: Lease, finding: Finding, *, now: datetime) -> bool:
    place = _hold(lease)
    if place is None:
        return False
    if finding.find is not None and not finding.find.leftover:
        put_at(place, finding.find.as_values())
        place.parent = place.parent or (place.same_as.parent if place.same_as else None)
        mark_located(place)
    elif finding.candidates:
        _end(place, GeocodingState.AMBIGUOUS, f"{len(finding.candidates)} places may be meant: choose one.")
        place.candidates = list(finding.candidates)
    else:
        _write_partly_found(place, finding, now=now)
    save_settled(place)
    return True


def _write_partly_found(place: Place, finding: Finding, *, now: datetime) -> None:
    """Show the place where the parent is that was found or named, and wait for an outside geocoder in trouble."""
    above = _parent_found(place, finding.find)
    if above is None:
        _end(place, GeocodingState.NOT_FOUND, _sentence(f"“{place.name}” is not in the gazetteer.", finding))
    else:
        _put_at_parent(place, above, finding.find)
        problem = f"“{place.name}” is not in the gazetteer; shown at {above.name}'s position."
        mark_located(place, problem=_sentence(problem, finding))
    if finding.wait is not None:
        _wait(place, until=now + finding.wait, problem=place.problem)


def _parent_found(place: Place, find: Find | None) -> Place | None:
    """The finer of the parent that was named and the one that was found; a country says too little."""
    named = _frame(place)
    place_id = find.candidate.place_id if find else None
    found = Place.objects.get(pk=place_id) if place_id else None
    if found is not None and (named is None or named in ancestors(found)):
        named = found
    return named if named is not None and named.kind not in TOO_COARSE else None


def _put_at_parent(place: Place, above: Place, find: Find | None) -> None:
    """At the parent's point; the geocoder that led there knows best how far off the place may be."""
    is_found = find is not None and find.candidate.place_id == above.pk
    place.parent, place.same_as = above, None
    place.lat, place.lon = above.lat, above.lon
    place.uncertainty_km = find.candidate.uncertainty_km if find and is_found else above.uncertainty_km
    place.precision, place.coordinate_source = above.precision, above.coordinate_source


def _end(place: Place, state: GeocodingState, problem: str) -> None:
    place.geocoding, place.due_at, place.leased_until = state, None, None
    place.candidates, place.problem = [], problem


def _wait(place: Place, *, until: datetime, problem: str) -> None:
    place.geocoding, place.due_at, place.leased_until = GeocodingState.DUE, until, None
    place.problem = problem[:LONGEST_PROBLEM]


def _sentence(problem: str, finding: Finding) -> str:
    return " ".join([problem, *finding.refusals])[:LONGEST_PROBLEM]


def _hold(lease: Lease) -> Place | None:
    """The place, locked by a write to it for the rest of the transaction, if the lease is still held."""
    if not lease.held().update(leased_until=lease.until):
        return None
    return Place.objects.get(pk=lease.place_id)
