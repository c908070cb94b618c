"""Geocoders behind geopy's two verbs: the local gazetteer, and Nominatim where an operator switches it on."""

import math
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.point import Point
from shapely.geometry import shape

from places.actions import ancestors
from places.boundaries import Regions
from places.finds import AmbiguousPlace, Find, PlaceGeocoder, answer, km_between
from places.gazetteer import Candidate, Outcome, resolve
from places.models import Boundary, Place, PlaceKind, Precision
from places.nominatim import Nominatim

KM_PER_DEGREE = 111.2
NEAR_KM = 10.0


def configured() -> list[PlaceGeocoder]:
    """The geocoders that the settings name, in the order in which they are asked."""
    geocoders = [import_string(path)() for path in settings.GEOCODERS]
    if settings.NOMINATIM_URL:
        geocoders.append(Nominatim(url=settings.NOMINATIM_URL, user_agent=settings.NOMINATIM_USER_AGENT))
    return geocoders


class LocalGazetteer(Geocoder):
    """The places of our own database. It asks nobody and needs no network."""

    source = "gazetteer"

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        within: Place | None = None,
        country: str = "",
    ) -> Any:
        """One Location, or None, or AmbiguousPlace; with `exactly_one=False` a ranked list."""
        said = resolve(query, within=within, country=country)
        leftover = said.leftover if said.outcome == Outcome.LOCATED else ""
        finds = [Find(each, self.source, leftover) for each in said.candidates]
        if said.outcome == Outcome.AMBIGUOUS and exactly_one:
            raise AmbiguousPlace(finds)
        return answer(finds, exactly_one=exactly_one)

    def reverse(self, query: Any, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL) -> Any:
        """The nearest settlement of a point ("34.52,69.18" or a pair of degrees), then the units it lies in."""
        point = Point(query)
        places = [*_nearest_settlement(point), *_units_holding(point)]
        locations = [_find_of(place, self.source).as_location() for place in places]
        return (locations[0] if exactly_one else locations) if locations else None


def _nearest_settlement(point: Point) -> list[Place]:
    """The gazetteer's settlement nearest to a point, if there is one within NEAR_KM."""
    around = NEAR_KM / KM_PER_DEGREE
    wide = around / max(0.1, math.cos(math.radians(point.latitude)))
    box = {"lat__range": (point.latitude - around, point.latitude + around),
           "lon__range": (point.longitude - wide, point.longitude + wide)}
    places = Place.objects.filter(kind=PlaceKind.SETTLEMENT, precision=Precision.SETTLEMENT, query="", **box)
    by_distance = sorted((km_between(place, point), place.pk, place) for place in places)
    return [place for km, _, place in by_distance[:1] if km <= NEAR_KM]


def _units_holding(point: Point) -> list[Place]:
    """The district and the province whose outlines hold a point, where there are outlines."""
    found = []
    for kind in (PlaceKind.DISTRICT, PlaceKind.PROVINCE):
        outlines = Boundary.objects.filter(place__kind=kind).select_related("place")
        regions = Regions((each.place, shape(each.geometry)) for each in outlines)
        found.append(regions.holding(point.latitude, point.longitude))
    return [place for place in found if place is not None]


def _find_of(place: Place, source: str) -> Find:
    names = [place.name, *(each.name for each in ancestors(place))]
    candidate = Candidate(
        place_id=place.pk, name=place.name, text=", ".join(names), kind=place.kind, lat=place.lat, lon=place.lon,
        uncertainty_km=place.uncertainty_km, precision=place.precision, score=1.0, reason="lies at the point",
    )
    return Find(candidate, source)
