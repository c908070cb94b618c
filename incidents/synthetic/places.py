"""Where synthetic incidents happen: the gazetteer's places, and synthetic villages and sites around its towns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle
from math import log1p

import numpy as np

from incidents.synthetic.chance import Chance, Flags, Numbers, falling
from incidents.synthetic.marks import PLACE, SLUG
from places.actions import default_sensitivity
from places.models import GeocodingState, Place, PlaceKind, PlaceName, Precision, Sensitivity, SiteKind
from places.names import main_key

VILLAGES, SITES = 300, 300
NEAR = 0.06  # degrees
ABROAD = (("IR", 36.3, 59.6), ("TJ", 38.6, 68.8), ("AE", 25.2, 55.3), ("TR", 41.0, 29.0), ("IN", 28.6, 77.2))
SITE_KINDS = (
    (SiteKind.WORSHIP, "mosque"), (SiteKind.SCHOOL, "school"), (SiteKind.HOME, "house"), (SiteKind.SHELTER, "shelter"),
    (SiteKind.GOVERNMENT, "office"), (SiteKind.MILITARY, "post"), (SiteKind.COMMERCIAL, "market"),
    (SiteKind.PUBLIC, "square"),
)  # fmt: skip
BUSIER = "AF"  # than its neighbour, where a town of the same size is concerned
LOCAL = 0.35  # of a group's incidents happen where this group is strongest


@dataclass(frozen=True)
class Pool:
    """Places of one level, the busiest first, and what share of incidents happens there."""

    share: float
    shape: float
    places: Numbers


def pools(chance: Chance) -> list[Pool]:
    """What the database offers; the first stands for no place at all. Levels without a place are left out."""
    gazetteer = Place.objects.filter(query="", geocoding=GeocodingState.LOCATED, lat__isnull=False, lon__isnull=False)
    made, real = gazetteer.filter(code__startswith=SLUG), gazetteer.exclude(code__startswith=SLUG)
    offered = [
        Pool(0.03, 0.0, np.zeros(1, np.int64)),
        Pool(0.60, 0.95, _busiest_first(real.of_kind(PlaceKind.SETTLEMENT), chance)),
        Pool(0.16, 0.7, _busiest_first(real.of_kind(PlaceKind.DISTRICT), chance)),
        Pool(0.05, 0.7, _busiest_first(real.of_kind(PlaceKind.PROVINCE), chance)),
        Pool(0.01, 0.7, _busiest_first(real.of_kind(PlaceKind.COUNTRY), chance)),
        Pool(0.07, 0.6, _busiest_first(made.of_kind(PlaceKind.SETTLEMENT).filter(parent__isnull=False), chance)),
        Pool(0.07, 0.6, _busiest_first(made.of_kind(PlaceKind.SITE), chance)),
        Pool(0.01, 0.3, _busiest_first(made.filter(parent__isnull=True), chance)),
    ]
    return [pool for pool in offered if len(pool.places)]


def draw(pools: Sequence[Pool], actor: Numbers, chance: Chance) -> tuple[Numbers, Flags]:
    """A place's number for each incident, and whether there is one; `actor` says whose stronghold may count."""
    found = np.zeros(len(actor), np.int64)
    chosen = chance.pick([pool.share for pool in pools], len(actor))
    for number, pool in enumerate(pools):
        rows, size = np.flatnonzero(chosen == number), len(pool.places)
        rank = chance.pick(falling(size, pool.shape), len(rows))
        stronghold = (actor[rows] % 9) * size // 40
        rank = np.where(chance.happens(LOCAL, len(rows)), (rank + stronghold) % size, rank)
        found[rows] = pool.places[rank]
    return found, found > 0


def make(chance: Chance) -> None:
    """Villages and sites around towns (around provinces where no town is known), and a few places abroad."""
    real = Place.objects.filter(query="", geocoding=GeocodingState.LOCATED, sensitivity=Sensitivity.EXACT)
    located = real.filter(lat__isnull=False, province__isnull=False).select_related("province", "district")
    located = located.order_by("code")
    anchors = list(located.of_kind(PlaceKind.SETTLEMENT)) or list(located.of_kind(PlaceKind.PROVINCE))
    made = [*_around(anchors, chance), *map(_abroad, ABROAD)] if anchors else list(map(_abroad, ABROAD))
    Place.objects.bulk_create(made)
    for place in made:
        place.public_place = place.public_place or place
    Place.objects.bulk_update(made, ["public_place"], batch_size=500)
    PlaceName.objects.bulk_create(PlaceName(place=each, name=each.name, key=main_key(each.name)) for each in made)


def _busiest_first(places: Iterable[Place], chance: Chance) -> Numbers:
    """By population and country, with so much chance that small places can be busy too."""
    rows = sorted(places, key=lambda place: place.code)
    known = np.array([log1p(place.population or 0) + (place.country == BUSIER) * 5 for place in rows])
    order = np.argsort(-known - 2 * chance.draw.gumbel(size=len(rows)), kind="stable")
    return np.array([place.pk for place in rows], np.int64)[order]


def _around(anchors: list[Place], chance: Chance) -> list[Place]:
    chosen = chance.pick(falling(len(anchors), 0.4), VILLAGES + SITES).tolist()
    shifts = chance.draw.uniform(-NEAR, NEAR, (VILLAGES + SITES, 2)).tolist()
    near = [(anchors[number], shift) for number, shift in zip(chosen, shifts, strict=True)]
    villages = [_village(number, *each) for number, each in enumerate(near[:VILLAGES], 1)]
    kinds = cycle(SITE_KINDS)
    return villages + [_site(number, next(kinds), *each) for number, each in enumerate(near[VILLAGES:], 1)]


def _village(number: int, anchor: Place, shift: list[float]) -> Place:
    return Place(
        name=f"{PLACE} village {number:03}", code=f"{SLUG}village-{number:03}", kind=PlaceKind.SETTLEMENT,
        precision=Precision.SETTLEMENT, uncertainty_km=2.0, **_lying(anchor, shift),
    )  # fmt: skip


def _site(number: int, kind: tuple[SiteKind, str], anchor: Place, shift: list[float]) -> Place:
    """What the public sees of a withheld one is what lies above its town; one in twenty is withheld still further."""
    site_kind, noun = kind
    sensitivity = Sensitivity.PROVINCE if number % 20 == 0 else default_sensitivity(PlaceKind.SITE, site_kind)
    above = {Sensitivity.DISTRICT: anchor.district or anchor.province, Sensitivity.PROVINCE: anchor.province}
    return Place(
        name=f"{PLACE} {noun} {number:03}", code=f"{SLUG}site-{number:03}", kind=PlaceKind.SITE, site_kind=site_kind,
        precision=Precision.SITE, uncertainty_km=0.3, sensitivity=sensitivity, public_place=above.get(sensitivity),
        **_lying(anchor, shift),
    )  # fmt: skip


def _lying(anchor: Place, shift: list[float]) -> dict[str, object]:
    return {
        "parent": anchor, "province": anchor.province, "district": anchor.district, "country": anchor.country,
        "lat": round((anchor.lat or 0) + shift[0], 4), "lon": round((anchor.lon or 0) + shift[1], 4),
        "coordinate_source": "editor",
    }  # fmt: skip


def _abroad(where: tuple[str, float, float]) -> Place:
    country, lat, lon = where
    return Place(
        name=f"{PLACE} place abroad, {country}", code=f"{SLUG}abroad-{country.lower()}", kind=PlaceKind.SETTLEMENT,
        country=country, lat=lat, lon=lon, precision=Precision.SETTLEMENT, uncertainty_km=10.0,
        coordinate_source="editor",
    )  # fmt: skip
