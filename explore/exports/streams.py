"""CSV and GeoJSON, piece by piece, so that the length of a file does not matter."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Any

import orjson

from explore.exports.records import COLUMNS, Export, Record

PIECE = 500
RISKY = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so is a formula to a spreadsheet
BOM = "\ufeff"  # by which spreadsheets know the text for UTF-8


def as_csv(export: Export) -> Iterator[bytes]:
    """RFC 4180. A text that would be taken for a formula has an apostrophe before it; take that away to have it back.

    The last columns hold data version, filter and licence, row by row: they stay with rows that are cut out or joined.
    """
    about = export.about
    yield BOM.encode() + _lines([[*COLUMNS, *about]])
    records = export.records()
    while piece := list(islice(records, PIECE)):
        yield _lines([[*map(safe, record.values()), *map(safe, about.values())] for record in piece])


def safe(value: Any) -> Any:
    """A cell that no spreadsheet runs."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def _lines(rows: list[list[Any]]) -> bytes:
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def as_geojson(export: Export) -> Iterator[bytes]:
    """RFC 7946; incidents known only to a province, or not located, have no geometry."""
    opening = orjson.dumps({"type": "FeatureCollection", **export.about})
    yield opening[:-1] + b',"features":['
    records, comma = export.records(), b""
    while piece := list(islice(records, PIECE)):
        yield comma + b",".join(orjson.dumps(feature(record)) for record in piece)
        comma = b","
    yield b"]}\n"


def feature(record: Record) -> Record:
    has_point = record["latitude"] is not None
    point = {"type": "Point", "coordinates": [record["longitude"], record["latitude"]]} if has_point else None
    return {"type": "Feature", "id": record["public_id"], "geometry": point, "properties": record}
