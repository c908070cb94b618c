"""Verbs that change places: entering one as text, placing it by hand, and settling what follows from a change."""

import math
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from accounts.models import User
from accounts.permissions import require
from audit.changing import changing
from places.models import GeocodingState, Place, PlaceKind, Precision, Sensitivity
from places.site_kinds import default_sensitivity

COARSE_TO_FINE = (
    PlaceKind.REGION, PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.DISTRICT,
    PlaceKind.SETTLEMENT, PlaceKind.NEIGHBOURHOOD, PlaceKind.SITE,
)
FINEST_SHOWN = {
    Sensitivity.EXACT: PlaceKind.SITE,
    Sensitivity.DISTRICT: PlaceKind.DISTRICT,
    Sensitivity.PROVINCE: PlaceKind.PROVINCE,
}
PRECISION_OF_KIND = {
    PlaceKind.SITE: Precision.SITE,
    PlaceKind.NEIGHBOURHOOD: Precision.SETTLEMENT,
    PlaceKind.SETTLEMENT: Precision.SETTLEMENT,
    PlaceKind.DISTRICT: Precision.DISTRICT,
    PlaceKind.PROVINCE: Precision.PROVINCE,
    PlaceKind.COUNTRY: Precision.COUNTRY,
    PlaceKind.REGION: Precision.COUNTRY,
}
WIDEST_UNCERTAINTY_KM = 2000
SETTLED = ("province_id", "district_id", "country", "public_place_id")


def enter_place(
    *,
    by: User,
    text: str,
    kind: str = PlaceKind.SETTLEMENT,
    site_kind: str = "",
    parent: Place | None = None,
    now: datetime,
) -> Place:
    """A place given as text ("Moghul village, Darzab district, Jowzjan"), due for geocoding at once."""
    require(by, "places.edit")
    query = " ".join(text.split())
    name = query.replace("،", ",").split(",")[0].strip()
    if not name:
        raise ValidationError({"text": "Write the place, finest part first: “Moghul village, Darzab district”."})
    place = Place(
        name=name, query=query, kind=kind, site_kind=site_kind, parent=parent, code=_code_for(name),
        country=parent.country if parent else "", sensitivity=default_sensitivity(kind, site_kind),
        geocoding=GeocodingState.DUE, due_at=now,
    )
    _check_as(place, {"query": "text", "name": "text"})
    settle_fields(place)
    with changing(by=by):
        place.save()
    return place


def set_point(place: Place, *, by: User, lat: float, lon: float, uncertainty_km: float) -> None:
    """An editor's pin: degrees in WGS84. It ends the search for the place, and any search still under way loses."""
    require(by, "places.edit")
    _check_point(lat, lon, uncertainty_km)
    place.lat, place.lon, place.uncertainty_km = lat, lon, uncertainty_km
    place.precision = PRECISION_OF_KIND[PlaceKind(place.kind)]
    place.coordinate_source = "editor"
    place.same_as = None
    mark_located(place)
    with changing(by=by):
        save_settled(place)


def choose_candidate(place: Place, *, by: User, index: int) -> None:
    """An editor's choice among the candidates of an ambiguous place."""
    require(by, "places.edit")
    if not 0 <= index < len(place.candidates):
        raise ValidationError({"index": f"Choose one of the {len(place.candidates)} candidates."})
    put_at(place, place.candidates[index])
    mark_located(place)
    with changing(by=by):
        save_settled(place)


def retry(place: Place, *, by: User, now: datetime) -> None:
    """Look an entered place up again, forgetting what the last search found."""
    require(by, "places.edit")
    if not place.query:
        raise ValidationError({"place": f"{place.name} was not entered as text: place it on the map instead."})
    place.geocoding, place.due_at, place.leased_until, place.attempts = GeocodingState.DUE, now, None, 0
    place.candidates, place.problem, place.same_as = [], "", None
    place.lat = place.lon = place.uncertainty_km = None
    place.precision = place.coordinate_source = ""
    with changing(by=by):
        save_settled(place)


@transaction.atomic
def settle(place: Place) -> None:
    """Recompute what follows from a place's parent, target and sensitivity, for it and for what hangs on it."""
    before = _settled_values(place)
    settle_fields(place)
    if _settled_values(place) != before:
        save_settled(place)


def save_settled(place: Place, seen: frozenset[int] = frozenset()) -> None:
    """Save a changed place, and then the rows whose own settled fields follow from it."""
    settle_fields(place)
    place.save()
    seen = seen | {place.pk}
    for dependent in _dependents(place).exclude(pk__in=seen):
        before = _settled_values(dependent)
        settle_fields(dependent)
        if _settled_values(dependent) != before:
            save_settled(dependent, seen)


def put_at(place: Place, candidate: Mapping[str, Any]) -> None:
    """Give a place the position of a candidate, which is a gazetteer entry or an outside geocoder's point."""
    place.same_as_id = candidate["place_id"]
    place.lat, place.lon = candidate["lat"], candidate["lon"]
    place.uncertainty_km, place.precision = candidate["uncertainty_km"], candidate["precision"]
    place.coordinate_source = candidate["source"]


def mark_located(place: Place, *, problem: str = "") -> None:
    """End the search for a place."""
    place.geocoding, place.due_at, place.leased_until = GeocodingState.LOCATED, None, None
    place.candidates, place.problem = [], problem


def ancestors(place: Place) -> list[Place]:
    """From the nearest to the coarsest."""
    chain: list[Place] = []
    above = place.parent
    while above is not None and above not in chain:
        chain.append(above)
        above = above.parent
    return chain


def settle_fields(place: Place) -> None:
    chain = _reading_of(place)
    place.province = _first_of_kind(chain, PlaceKind.PROVINCE)
    place.district = _first_of_kind(chain, PlaceKind.DISTRICT)
    place.country = next((each.country for each in chain if each.country), "")
    place.public_place = None if _is_still_sought(place) else _finest_shown(chain, place.sensitivity)


def _reading_of(place: Place) -> list[Place]:
    """The place with its ancestors; an entered text reads as the gazetteer entry it turned out to be."""
    itself = place.same_as or place
    return [itself, *ancestors(itself)]


def _first_of_kind(chain: list[Place], kind: PlaceKind) -> Place | None:
    return next((each for each in chain if each.kind == kind), None)


def _is_still_sought(place: Place) -> bool:
    return place.geocoding in {GeocodingState.DUE, GeocodingState.LEASED} and not place.is_located


def _finest_shown(chain: list[Place], sensitivity: str) -> Place | None:
    """The finest located place that neither the row nor any place it lies in forbids to show."""
    sensitivities = {sensitivity, *(each.sensitivity for each in chain)}
    finest = min(_level(FINEST_SHOWN[Sensitivity(each)]) for each in sensitivities)
    return next((each for each in chain if each.is_located and _level(each.kind) <= finest), None)


def _level(kind: str) -> int:
    return COARSE_TO_FINE.index(PlaceKind(kind))


def _settled_values(place: Place) -> list[Any]:
    return [getattr(place, field) for field in SETTLED]


def _dependents(place: Place) -> Any:
    return Place.objects.filter(Q(parent=place) | Q(same_as=place) | Q(public_place=place))


def _code_for(name: str) -> str:
    return f"entered-{slugify(anyascii(name))[:80] or 'place'}-{secrets.token_hex(4)}"


def _check_as(place: Place, renamed: Mapping[str, str]) -> None:
    """Validate a new row, answering under the names its caller used."""
    try:
        place.full_clean()
    except ValidationError as refusal:
        problems = {renamed.get(field, field): sentences for field, sentences in refusal.error_dict.items()}
        raise ValidationError(problems) from None


def _check_point(lat: float, lon: float, uncertainty_km: float) -> None:
    problems: dict[str, str] = {}
    if not (math.isfinite(lat) and -90 <= lat <= 90):
        problems["lat"] = "Latitude runs from −90 to 90 degrees."
    if not (math.isfinite(lon) and -180 <= lon <= 180):
        problems["lon"] = "Longitude runs from −180 to 180 degrees."
    if not (math.isfinite(uncertainty_km) and 0 < uncertainty_km <= WIDEST_UNCERTAINTY_KM):
        problems["uncertainty_km"] = f"Say by how much it may be off: more than 0, at most {WIDEST_UNCERTAINTY_KM} km."
    if problems:
        raise ValidationError(problems)
