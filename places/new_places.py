"""Places that only a dataset knows: how they are called, how sure they are, and who may see them. Pure."""

from places.kind_words import TERRAIN
from places.models import PlaceKind
from places.names import read, split
from places.site_kinds import default_sensitivity, site_kind_of
from places.spots import VAGUE_KM, NewPlace, Spot

CLAIMED_KM = 5.0  # of a spot whose dataset says no more than that it is the place itself
LONGEST_NAME, LONGEST_TEXT = 200, 300
NEAR = "near "
AREAS = frozenset({PlaceKind.NEIGHBOURHOOD, PlaceKind.DISTRICT, PlaceKind.PROVINCE})


def new_place(spot: Spot, *, parent_id: int) -> NewPlace:
    """The place of a spot that has a name and a point, inside of a unit."""
    assert spot.point is not None  # noqa: S101 – only spots with a point are a claim
    site = site_kind_of(spot.name)
    kind = PlaceKind.SITE if site else PlaceKind.SETTLEMENT
    return NewPlace(
        _name(spot), ", ".join(spot.names)[:LONGEST_TEXT], kind, site or "", default_sensitivity(kind, site or ""),
        parent_id, *spot.point, spot.uncertainty_km or CLAIMED_KM,
    )  # fmt: skip


def _name(spot: Spot) -> str:
    """Of what is only somewhere about a settlement or a site, the name says so; an area is wide anyhow."""
    is_vague = (spot.uncertainty_km or 0) > VAGUE_KM
    is_area = read(spot.name).kind in AREAS or not TERRAIN.isdisjoint(split(spot.name)[-1:])
    return (f"{NEAR}{spot.name}" if is_vague and not is_area else spot.name)[:LONGEST_NAME]
