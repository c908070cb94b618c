"""The outlines in the database, by what they are of."""

from shapely.geometry import shape

from places.boundaries import Regions
from places.models import Boundary


def regions(kind: str) -> Regions:
    """Which place of a kind holds a point, by its id."""
    outlines = Boundary.objects.filter(place__kind=kind).order_by("place_id").values_list("place_id", "geometry")
    return Regions((place_id, shape(geometry)) for place_id, geometry in outlines)
