"""GeoJSON (RFC 7946): properties are columns, and points are a longitude and a latitude."""

from collections.abc import Iterator
from typing import IO, Any

from intake.tables.json_stream import Doubled, JsonStream, NoNumber, Number, as_json
from intake.tables.rows import Found, Rows
from intake.tables.table import MOST_CELL, MOST_COLUMNS, Refused, Unsound, named

COLLECTION = "FeatureCollection"
EXPORT = "Export the table as GeoJSON (FeatureCollection) or as CSV in UTF-8."
OWN = ("id", "longitude", "latitude")  # of a feature itself: the first cells of each row
WGS84 = ("CRS84", ":4326", "WGS84")
MOST_NAMED = 5
TWICE = "names something twice, and programs differ on which of the two counts."
WORDS = {True: "true", False: "false", None: ""}


def read(file: IO[bytes], rows: Rows) -> Found:
    """Writes a row for each feature. Raises Refused."""
    features = Features(rows)
    try:
        for number, feature in enumerate(_features(JsonStream(file)), start=1):
            features.write(number, feature)
    except RecursionError:
        raise Refused(f"The JSON is nested deeper than any table is. {EXPORT}") from None
    return features.found()


def _features(stream: JsonStream) -> Iterator[Any]:
    """Each feature; what stands beside them, before or after, is checked."""
    if not stream.take("{"):
        raise Refused(f"The file is JSON, but no GeoJSON. {EXPORT}")
    has_type = has_features = False
    for name in _names(stream):
        if name == "features" and stream.take("["):
            if has_features:
                raise Refused(f"The GeoJSON has two lists of features. {EXPORT}")
            has_features = True
            yield from _listed(stream)
        elif name == "type":
            has_type = _is_collection(stream.value())
        elif name == "crs":
            _check_frame(stream.value())
        else:
            stream.value()
    if not (has_type and has_features) or stream.sign():
        raise Refused(f"The file is JSON, but no GeoJSON with a collection of features. {EXPORT}")


def _names(stream: JsonStream) -> Iterator[Any]:
    """Each name in an object; whoever takes it reads the value before the next."""
    if stream.take("}"):
        return
    while True:
        name = stream.value()
        stream.demand(":")
        yield name
        if stream.take("}"):
            return
        stream.demand(",")


def _listed(stream: JsonStream) -> Iterator[Any]:
    if stream.take("]"):
        return
    while True:
        yield stream.value()
        if stream.take("]"):
            return
        stream.demand(",")


def _is_collection(kind: Any) -> bool:
    if kind != COLLECTION:
        raise Refused(f"The file is JSON of the type {as_json(kind)[:40]}, and no collection of features. {EXPORT}")
    return True


def _check_frame(frame: Any) -> None:
    told = as_json(frame)
    if frame is not None and not any(known in told for known in WGS84):
        raise Refused(f"The points are not in WGS84 but in {told[:100]}. Reproject them to EPSG:4326, and export.")


class Features:
    """Writes features as rows; columns are those of all features, in the order in which they come up."""

    def __init__(self, rows: Rows) -> None:
        self._rows, self._places = rows, dict[str, int]()
        self._nested, self._own = dict[str, None](), set[str]()

    def write(self, number: int, feature: Any) -> None:
        try:
            cells = self._cells(feature)
            for cell in cells:
                _check_text(cell)
        except Unsound as trouble:
            self._rows.broken(number, str(trouble))
        else:
            self._rows.line(number, cells)

    def found(self) -> Found:
        columns = [(name, at) for name, at in self._places.items()]
        clash = [name for name in OWN if name in self._own and name in self._places]
        own = [(name, at) for at, name in enumerate(OWN) if name in self._own and name not in clash]
        if not columns + own:
            raise Refused(f"The GeoJSON has no features with properties. {EXPORT}")
        named([name for name, _ in columns + own])
        return Found(columns + own, [
            "Rows are features, counted from 1.",
            *([f"{_listing(clash)}: those of the properties were read, and not those of the features themselves."]
              if clash else []),
            *([f"Lists and objects are kept as JSON: {_listing(list(self._nested))}."] if self._nested else []),
        ])  # fmt: skip

    def _cells(self, feature: Any) -> list[str]:
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise Unsound("is no feature.")
        properties, geometry = feature.get("properties"), feature.get("geometry")
        for part in (feature, properties, geometry):
            if isinstance(part, Doubled):
                raise Unsound(TWICE)
        if not isinstance(properties, dict | None):
            raise Unsound("has properties that are no object.")
        cells = self._told(properties or {})
        own = [self._text("id", feature.get("id")), *_point(geometry)]
        self._own.update(name for name, told in zip(OWN, own, strict=True) if told)
        return own + cells

    def _told(self, properties: dict[str, Any]) -> list[str]:
        for name in properties:
            _check_text(name)
            self._places.setdefault(name, len(self._places) + len(OWN))
        if len(self._places) > MOST_COLUMNS:
            raise Refused(f"The features have more than {MOST_COLUMNS:,} different properties. Leave out empty ones.")
        cells = [""] * len(self._places)
        for name, value in properties.items():
            cells[self._places[name] - len(OWN)] = self._text(name, value)
        return cells

    def _text(self, name: str, value: Any) -> str:
        if isinstance(value, NoNumber):
            raise Unsound(f"{name[:40]}: {value} is no number. Leave it empty.")
        if isinstance(value, Doubled):
            raise Unsound(f"{name[:40]}: {TWICE}")
        if isinstance(value, str):
            return value
        if isinstance(value, dict | list):
            self._nested[name] = None
            return as_json(value)
        return WORDS[value]


def _point(geometry: Any) -> tuple[str, str]:
    """Longitude and latitude; empty where a feature has no geometry."""
    if geometry is None:
        return "", ""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind != "Point":
        raise Unsound(f"its geometry is {as_json(kind)[:40]}: only points are read.")
    told = geometry.get("coordinates")
    if told == []:
        return "", ""
    if not isinstance(told, list) or len(told) < 2 or not all(isinstance(part, Number) for part in told):
        raise Unsound("its point has no longitude and latitude in numbers.")
    return told[0], told[1]


def _check_text(text: str) -> None:
    if len(text) > MOST_CELL:
        raise Unsound(f"has a text of more than {MOST_CELL:,} characters.")
    if "\x00" in text:
        raise Unsound("has a text with a NUL character.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unsound("has a text with half a character (a lone surrogate).") from None


def _listing(names: list[str]) -> str:
    return ", ".join(names[:MOST_NAMED]) + (" and more" if len(names) > MOST_NAMED else "")
