"""Outlines: reads GeoJSON and TopoJSON, measures outlines, and finds which one holds a point. WGS84 degrees."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from django.core.exceptions import ValidationError
from geopy.distance import great_circle
from numpy.typing import NDArray
from shapely import STRtree
from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

AREAS = frozenset({"Polygon", "MultiPolygon"})
SIMPLER_BY_DEGREES = 0.003  # about 300 m
DECIMALS = 4
NEAREST_DEGREES = 0.1  # a point this near the coast or the border of an outline still belongs to it
UNSURE_DEGREES = 0.02  # about 2 km: so far outlines of two makers differ


@dataclass(frozen=True)
class Outline:
    """One area of a boundary file with its properties."""

    properties: Mapping[str, Any]
    geometry: BaseGeometry

    @property
    def point(self) -> tuple[float, float]:
        """A point inside it, as (lat, lon)."""
        inside = self.geometry.representative_point()
        return inside.y, inside.x


class Regions:
    """Outlines with a key each, asked which of them holds a point."""

    def __init__(self, outlines: Iterable[tuple[Any, BaseGeometry]]) -> None:
        pairs = list(outlines)
        self.keys = [key for key, _ in pairs]
        self.geometries = [geometry for _, geometry in pairs]
        self.tree = STRtree(self.geometries)

    def holding(self, lat: float, lon: float) -> Any | None:
        """The key of the outline that holds the point, or of one very near it; None outside of all.

        Where several do, as at a border they share, it is the one that was given first.
        """
        point = shapely.Point(lon, lat)
        inside = self.tree.query(point, predicate="intersects")
        found = inside if len(inside) else self.tree.query_nearest(point, max_distance=NEAREST_DEGREES)
        return self.keys[int(min(found))] if len(found) else None

    def around(self, lats: Sequence[float], lons: Sequence[float]) -> list[tuple[Any, ...]]:
        """For each point the keys of the outlines it may lie in, nearest first; the first is the one of `holding`.

        Outlines are simplified, and those of two makers differ: near a border a point may lie on either side of it.
        """
        points = shapely.points(lons, lats)
        regions, numbers, degrees = self._near(points)
        lonely = np.setdiff1d(np.arange(len(points)), numbers)
        at, nearest = self.tree.query_nearest(points[lonely], max_distance=NEAREST_DEGREES)
        regions, numbers = np.concatenate((regions, nearest)), np.concatenate((numbers, lonely[at]))
        order = np.lexsort((regions, np.concatenate((degrees, np.zeros(len(nearest)))), numbers))
        keys = [self.keys[region] for region in regions[order]]
        ends = np.searchsorted(numbers[order], np.arange(len(points) + 1))
        return [tuple(keys[start:end]) for start, end in pairwise(ends.tolist())]

    def _near(self, points: NDArray[Any]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
        """Pairs of outline and point not farther apart than outlines are sure of, and by how many degrees."""
        regions, numbers = STRtree(points).query(self._wide, predicate="intersects")
        degrees = np.zeros(len(regions))
        is_beside = ~shapely.intersects(self._prepared[regions], points[numbers])
        degrees[is_beside] = shapely.distance(self._prepared[regions[is_beside]], points[numbers[is_beside]])
        return regions, numbers, degrees

    @cached_property
    def _wide(self) -> NDArray[Any]:
        return shapely.buffer(np.array(self.geometries, dtype=object), UNSURE_DEGREES)

    @cached_property
    def _prepared(self) -> NDArray[Any]:
        outlines = np.array(self.geometries, dtype=object)
        shapely.prepare(outlines)
        return outlines


def read(path: Path) -> list[Outline]:
    """The areas of a GeoJSON or TopoJSON file. Raises ValidationError (`file`) saying what is wrong with it."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except OSError as trouble:
        raise ValidationError({"file": f"{path.name} cannot be read: {trouble.strerror}."}) from None
    except ValueError:
        raise ValidationError({"file": f"{path.name} is not JSON: give a GeoJSON or TopoJSON file."}) from None
    try:
        drawn = [each for each in _features(data) if each["geometry"]]  # a feature may have no geometry
        outlines = [Outline(each.get("properties") or {}, _valid(each["geometry"])) for each in drawn]
    except (AttributeError, KeyError, TypeError, IndexError, ValueError, ShapelyError):
        raise ValidationError({"file": f"{path.name} is neither whole GeoJSON nor whole TopoJSON."}) from None
    areas = [outline for outline in outlines if outline.geometry.geom_type in AREAS]
    if not areas:
        raise ValidationError({"file": f"{path.name} holds no Polygon or MultiPolygon."})
    if not all(_is_in_degrees(outline.geometry) for outline in areas):
        raise ValidationError({"file": f"{path.name} is not in degrees: save it again as WGS84 (EPSG:4326)."})
    return areas


def simplified(geometries: Sequence[BaseGeometry]) -> list[dict[str, Any]]:
    """The outlines as small GeoJSON geometries whose shared borders stay shared."""
    simple = shapely.coverage_simplify(list(geometries), SIMPLER_BY_DEGREES)
    rounded = [shapely.set_precision(each, 10.0**-DECIMALS) for each in simple]
    return [mapping(new if not new.is_empty else old) for new, old in zip(rounded, geometries, strict=True)]


def radius_km(geometry: BaseGeometry, lat: float, lon: float) -> float:
    """How far the outline reaches from a point: the doubt of "somewhere in it"."""
    corners = shapely.get_coordinates(geometry.convex_hull)
    return round(max(great_circle((lat, lon), (y, x)).km for x, y in corners), 1)


def _is_in_degrees(geometry: BaseGeometry) -> bool:
    west, south, east, north = geometry.bounds
    return west >= -180 and east <= 180 and south >= -90 and north <= 90


def _valid(geometry: Mapping[str, Any]) -> BaseGeometry:
    found = shapely.force_2d(shape(geometry))
    return found if found.is_valid else shapely.make_valid(found, method="structure", keep_collapsed=False)


def _features(data: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    if data.get("type") == "Topology":
        return _topology(data)
    return data["features"] if data["type"] == "FeatureCollection" else [data]


def _topology(data: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """Features of a TopoJSON file (TopoJSON specification, 1.0): arcs are shared, delta-coded and reversible."""
    arcs = [_arc(arc, data.get("transform")) for arc in data["arcs"]]
    for thing in data["objects"].values():
        for geometry in thing.get("geometries", [thing]):
            if geometry.get("type") in AREAS:
                yield {"properties": geometry.get("properties"), "geometry": _joined(geometry, arcs)}


def _arc(points: Sequence[Sequence[float]], transform: Mapping[str, Any] | None) -> list[tuple[float, float]]:
    if transform is None:
        return [(point[0], point[1]) for point in points]
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0.0
    placed = []
    for step in points:
        x, y = x + step[0], y + step[1]
        placed.append((x * scale_x + left, y * scale_y + bottom))
    return placed


def _joined(geometry: Mapping[str, Any], arcs: Sequence[list[tuple[float, float]]]) -> dict[str, Any]:
    is_one = geometry["type"] == "Polygon"
    parts = [geometry["arcs"]] if is_one else geometry["arcs"]
    polygons = [[_ring(ring, arcs) for ring in polygon] for polygon in parts]
    return {"type": geometry["type"], "coordinates": polygons[0] if is_one else polygons}


def _ring(numbers: Sequence[int], arcs: Sequence[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Arcs joined end to end; ~n is arc n backwards."""
    pieces = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return list(chain(pieces[0], *(piece[1:] for piece in pieces[1:])))
