"""Nominatim, OpenStreetMap's geocoder: asked only where an operator names a server, and then politely."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from geopy.adapters import URLLibAdapter
from geopy.exc import ConfigurationError, GeocoderParseError, GeocoderRateLimited, GeopyError
from geopy.geocoders import Nominatim as GeopyNominatim
from geopy.geocoders.base import DEFAULT_SENTINEL
from geopy.location import Location
from shapely.geometry import shape

from places import outside
from places.boundaries import Regions
from places.finds import NOT_OURS, Find, answer, km_between
from places.gazetteer import Candidate
from places.models import Boundary, Place, PlaceKind, Precision

KM_PER_DEGREE = 111.2
SAME_SPOT_KM = 5.0
NEAR_PARENT_KM = 25.0
COUNTRIES = ("af", "pk")
# Nominatim's place_rank counts from 4 (country) to 30 (house); each line gives the last rank of a level.
RANKS = ((4, PlaceKind.COUNTRY, Precision.COUNTRY), (9, PlaceKind.PROVINCE, Precision.PROVINCE),
         (14, PlaceKind.DISTRICT, Precision.DISTRICT), (22, PlaceKind.SETTLEMENT, Precision.SETTLEMENT),
         (30, PlaceKind.SITE, Precision.SITE))
FINEST_RANK = 30


class Nominatim(GeopyNominatim):
    """OpenStreetMap's geocoder, on one's own server or the public one: slow, asked politely, answers remembered."""

    source = "geocoder:nominatim"

    def __init__(self, *, url: str, user_agent: str, timeout: float = 10) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ConfigurationError(f"NOMINATIM_URL is {url!r}: write an address such as https://nominatim.example.org.")
        if not user_agent.strip():
            raise ConfigurationError("NOMINATIM_USER_AGENT is empty: Nominatim asks who you are; name a contact.")
        super().__init__(
            scheme=parts.scheme, domain=parts.netloc + parts.path, user_agent=user_agent.strip(), timeout=timeout,
            adapter_factory=URLLibAdapter,
        )

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        within: Place | None = None,
        country: str = "",
    ) -> Any:
        """As LocalGazetteer.geocode, but may raise geopy's GeocoderServiceError when the service is in trouble."""
        found = super().geocode(
            _with_parents(query, within), exactly_one=False, timeout=timeout, limit=10, language="en",
            country_codes=[country.lower()] if country else COUNTRIES,
        )
        finds = (location.raw for location in found or ())
        return answer(_distinct(find for find in finds if _lies_in(find, within)), exactly_one=exactly_one)

    def reverse(self, query: Any, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL) -> Any:
        """The address at a point ("34.52,69.18" or a pair of degrees), as geopy has it."""
        return super().reverse(query, exactly_one=exactly_one, timeout=timeout, language="en")

    def _parse_code(self, place: Mapping[str, Any]) -> Location:
        return Find(_candidate(place), self.source).as_location()

    def _call_geocoder(
        self, url: str, callback: Callable[[Any], Any], *, timeout: Any = DEFAULT_SENTINEL, **options: Any
    ) -> Any:
        """Every request of both verbs passes here: answer from memory, or take a turn, ask and remember."""
        now = timezone.now()
        if known := outside.remembered(self.source, url, now=now):
            return callback(known.answer)
        outside.take_turn(self.source)
        try:
            said = super()._call_geocoder(url, _as_it_is, timeout=timeout, **options)
        except GeocoderRateLimited as refusal:
            outside.step_back(self.source, for_seconds=refusal.retry_after)
            raise
        read = _read(callback, said)
        outside.remember(self.source, url, said, now=now)
        return read


def _candidate(said: Mapping[str, Any]) -> Candidate:
    """Its bounding box says how far off the point may be, its rank what kind of place it is."""
    rank = min(int(said["place_rank"]), FINEST_RANK)
    kind, precision = next((kind, precision) for last, kind, precision in RANKS if rank <= last)
    return Candidate(
        place_id=NOT_OURS, name=said["display_name"].split(",")[0], text=said["display_name"], kind=kind,
        lat=float(said["lat"]), lon=float(said["lon"]), uncertainty_km=_half_diagonal_km(said["boundingbox"]),
        precision=precision, score=float(said.get("importance") or 0), reason="OpenStreetMap",
    )


def _half_diagonal_km(box: Iterable[str]) -> float:
    """Of south, north, west, east in degrees; at least 1 km."""
    south, north, west, east = (float(edge) for edge in box)
    width = (east - west) * math.cos(math.radians((north + south) / 2))
    return max(1.0, round(math.hypot(width, north - south) / 2 * KM_PER_DEGREE, 1))


def _distinct(finds: Iterable[Find]) -> list[Find]:
    """One find for each spot: a village is often there twice, as a point and as an area."""
    kept: list[Find] = []
    for find in finds:
        if all(km_between(find, other) > max(SAME_SPOT_KM, other.candidate.uncertainty_km or 0) for other in kept):
            kept.append(find)
    return kept


def _lies_in(find: Find, within: Place | None) -> bool:
    """Whether a find is where it was sought: inside the outline of the parent, or near a parent without one."""
    if within is None:
        return True
    point = find.as_location().point
    if outline := Boundary.objects.filter(place=within).first():
        return Regions([(within, shape(outline.geometry))]).holding(point.latitude, point.longitude) is not None
    if within.lat is None:
        return _lies_in(find, within.parent)
    return km_between(find, within) <= (within.uncertainty_km or 0) + NEAR_PARENT_KM


def _with_parents(query: str, within: Place | None) -> str:
    """The query with those parents it does not name itself."""
    parts, above = [query], within
    while above is not None:
        if above.name.casefold() not in query.casefold():
            parts.append(above.name)
        above = above.parent
    return ", ".join(parts)


def _read(callback: Callable[[Any], Any], said: Any) -> Any:
    """What geopy reads from an answer; one that makes no sense is the service's trouble, not ours."""
    try:
        return callback(said)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, GeopyError):
            raise
        raise GeocoderParseError(f"The answer makes no sense: {error}") from error


def _as_it_is(said: Any) -> Any:
    return said
