"""Says where in words, no finer than the reader may know."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from places.models import Place, PlaceKind

LEVELS = ("province", "district")


def place_for(place: Place | None, user: User | AnonymousUser) -> Place | None:
    """The place itself for those who may see it exactly; for others the finest one the public may see."""
    if place is None or user.has_perm("places.view_exact"):
        return place
    return place.public_place


def place_in_words(place: Place) -> str:
    """ "Darzab, Jowzjan, Afghanistan": the place and what it lies in, fine to coarse."""
    country = _country_of(place)
    chain = [place, place.district, place.province, country]
    names = [each.name for each in chain if each is not None]
    return ", ".join(dict.fromkeys(names))


def is_coarsened(place: Place | None, shown: Place | None) -> bool:
    """Whether the shown place is coarser than the place itself, as entered or as recognised."""
    return place is not None and shown is not None and shown not in (place, place.same_as)


def _country_of(place: Place) -> Place | None:
    above = place.province.parent if place.province else place.parent
    return above if above is not None and above.kind == PlaceKind.COUNTRY else None
