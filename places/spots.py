"""Spots: where something happened as a dataset has it, and what the gazetteer makes of it. Plain values."""

from dataclasses import dataclass
from math import isfinite

from django.db.models import TextChoices

from places.models import PlaceKind, Sensitivity
from places.names import main_key


class Doubt(TextChoices):
    """What an editor should look at in how a spot was placed."""

    COUNTRY_DIFFERS = "country_differs", "the point does not lie in the country that is named"
    PROVINCE_DIFFERS = "province_differs", "the point does not lie in the province that is named"
    DISTRICT_DIFFERS = "district_differs", "the point does not lie in the district that is named"
    OUTSIDE_ALL = "outside_all", "the point lies outside of every province"
    COUNTRY_UNKNOWN = "country_unknown", "the country that is named is not in the gazetteer"
    PROVINCE_UNKNOWN = "province_unknown", "the province that is named is not in the gazetteer"
    DISTRICT_UNKNOWN = "district_unknown", "the district that is named is not in the gazetteer"
    NAME_UNKNOWN = "name_unknown", "the place that is named is not in the gazetteer, and there is no point"
    NAME_AMBIGUOUS = "name_ambiguous", "several places may be meant"
    NAME_FAR = "name_far", "the place of that name lies too far from the point to be it"
    NAME_CLOSE = "name_close", "the gazetteer spells the place another way"


@dataclass(frozen=True)
class Spot:
    """Where, as the dataset has it: names from fine to coarse, a point in WGS84 degrees, and how far it can be trusted.

    `level` is the finest level that is known; None where not even the country is. `code` is the place's in a gazetteer
    such as this one, where the dataset has one.
    """

    country: str = ""
    province: str = ""
    district: str = ""
    name: str = ""
    lat: float | None = None
    lon: float | None = None
    level: PlaceKind | None = None
    uncertainty_km: float | None = None
    code: str = ""

    @property
    def point(self) -> tuple[float, float] | None:
        if self.lat is None or self.lon is None or not (isfinite(self.lat) and isfinite(self.lon)):
            return None
        return self.lat, self.lon

    @property
    def names(self) -> tuple[str, ...]:
        """What is named, fine to coarse, each once."""
        named = (self.name, self.district, self.province, self.country)
        return tuple(dict.fromkeys(name for name in named if name))


@dataclass(frozen=True)
class NewPlace:
    """A place that the gazetteer does not have: the dataset's own claim. Its position is known to a settlement.

    `text` is what the dataset says in full. `parent_id` is the finest unit that point and names agree on.
    """

    name: str
    text: str
    kind: PlaceKind
    site_kind: str
    sensitivity: Sensitivity
    parent_id: int
    lat: float
    lon: float
    uncertainty_km: float

    @property
    def key(self) -> tuple[int, str, float, float, bool]:
        """What spots of one place share: parent, name in any spelling, point to a kilometre, and "near" or not."""
        is_vague = self.uncertainty_km > VAGUE_KM
        return self.parent_id, main_key(self.name), round(self.lat, 2), round(self.lon, 2), is_vague


@dataclass(frozen=True)
class Placement:
    """Where a spot is shown: at a place that exists, or, once it is made, at the `new` one inside of it.

    `province_id` and `district_id` are units of today that point and names agree on, never finer than the dataset's
    own level. Without a place `problem` says why. `likely` are places that an editor may choose.
    """

    place_id: int | None
    province_id: int | None = None
    district_id: int | None = None
    doubts: tuple[Doubt, ...] = ()
    new: NewPlace | None = None
    likely: tuple[int, ...] = ()
    problem: str = ""


VAGUE_KM = 10.0  # who says no more than that is not telling of a spot in a town, but of the country around it
