"""What every geocoder answers with, whichever service it asks."""

from dataclasses import asdict, dataclass
from typing import Any, Protocol

from geopy.distance import great_circle
from geopy.exc import GeopyError
from geopy.location import Location
from geopy.point import Point

from places.gazetteer import Candidate
from places.models import Place

NOT_OURS = 0  # the `place_id` of a candidate that is not in our gazetteer


@dataclass(frozen=True)
class Find:
    """What stands in `raw` of every Location: a candidate, who says so, and the words it leaves unexplained."""

    candidate: Candidate
    source: str
    leftover: str = ""

    def as_values(self) -> dict[str, Any]:
        """The candidate as plain values, as `Place.candidates` keeps them."""
        return {**asdict(self.candidate), "place_id": self.candidate.place_id or None, "source": self.source}

    def as_location(self) -> Location:
        return Location(self.candidate.text, Point(self.candidate.lat, self.candidate.lon), self)


class AmbiguousPlace(GeopyError):
    """Several places are meant equally well; `finds` holds them, the likeliest first."""

    def __init__(self, finds: list[Find]) -> None:
        super().__init__(f"{len(finds)} places may be meant.")
        self.finds = finds


class PlaceGeocoder(Protocol):
    """A geopy geocoder that can look inside a named place. Locations carry a Find as `raw`; None is "not found"."""

    source: str

    def geocode(self, query: str, *, within: Place | None = None, country: str = "") -> Location | None: ...


def answer(finds: list[Find], *, exactly_one: bool) -> Any:
    """The answer of a `geocode` verb: a list where that is asked for, else one Location, None or AmbiguousPlace."""
    if not finds:
        return None
    if not exactly_one:
        return [find.as_location() for find in finds if find.candidate.lat is not None]
    if len(finds) > 1:
        raise AmbiguousPlace(finds)
    return finds[0].as_location()


def km_between(one: Find | Place | Point, other: Find | Place | Point) -> float:
    """Kilometres along the great circle."""
    return float(great_circle(_degrees(one), _degrees(other)).km)


def _degrees(it: Find | Place | Point) -> tuple[float | None, float | None]:
    if isinstance(it, Point):
        return it.latitude, it.longitude
    at = it.candidate if isinstance(it, Find) else it
    return at.lat, at.lon
