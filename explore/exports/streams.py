"""CSV and GeoJSON, piece by piece, so that the length of a file does not matter."""

from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import Any

import orjson

from explore.exports.fields import FIELDS, Kind
from explore.exports.records import Batch, Export
from sources.spreadsheets import BOM, csv_lines, safe

LONGEST_REPEATED = 1_000


def as_csv(export: Export) -> Iterator[bytes]:
    """RFC 4180. A text that a spreadsheet would run has an apostrophe before it; take one off to have it back.

    The last columns hold data version, filter, view and licence, row by row, so that they stay with rows that are cut
    out or joined.
    A filter as long as a drawn outline stands in the first row alone.
    """
    about = {name: safe(value) for name, value in export.about.items()}
    yield BOM.encode() + csv_lines([[*FIELDS, *about]])
    for batch in export.batches():
        cells = [_cells(batch[name], kind) for name, kind in FIELDS.items()]
        yield csv_lines(zip(*cells, *map(repeat, about.values()), strict=False))
        about = {name: value if len(value) <= LONGEST_REPEATED else "" for name, value in about.items()}


def _cells(values: Iterable[Any], kind: Kind) -> Iterable[Any]:
    if kind is Kind.YES_NO:
        return ["true" if value else "false" for value in values]
    return map(safe, values) if kind is Kind.TEXT else values


def as_geojson(export: Export) -> Iterator[bytes]:
    """RFC 7946; incidents known only to a province, or not located, have no geometry."""
    opening = orjson.dumps({"type": "FeatureCollection", **export.about})
    yield opening[:-1] + b',"features":['
    comma = b""
    for batch in export.batches():
        yield comma + b",".join(map(orjson.dumps, features(batch)))
        comma = b","
    yield b"]}\n"


def features(batch: Batch) -> Iterator[dict[str, Any]]:
    for values in zip(*batch.values(), strict=True):
        known = dict(zip(batch, values, strict=True))
        at = [known["longitude"], known["latitude"]]
        point = None if None in at else {"type": "Point", "coordinates": at}
        yield {"type": "Feature", "id": known["public_id"], "geometry": point, "properties": known}


STREAMS = {"csv": as_csv, "geojson": as_geojson}
