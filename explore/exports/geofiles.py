"""GeoPackage and GeoParquet: the same records with points, for geographic and statistical programs."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyogrio
import shapely
from pyarrow import parquet

from explore.exports.records import COLUMNS, DECIMALS, NUMBERS, Export, Record

PIECE = 20_000
GEO = {
    "version": "1.1.0", "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
}  # fmt: skip
FIELDS = [
    pa.field(name, pa.float64() if name in DECIMALS else pa.int64() if name in NUMBERS else pa.string())
    for name in COLUMNS
]


def write_parquet(export: Export, path: Path) -> None:
    """GeoParquet 1.1; coordinates are longitude and latitude in WGS84 (OGC:CRS84, its default)."""
    about = {name: value.encode() for name, value in export.about.items()}
    schema = pa.schema([*FIELDS, pa.field("geometry", pa.binary())], {**about, "geo": json.dumps(GEO).encode()})
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for piece in _pieces(export):
            writer.write_table(_table(piece).cast(schema))


def write_geopackage(export: Export, path: Path) -> None:
    """One layer of points, some of them empty; what the file is stands in its metadata."""
    about = export.about
    schema = pa.schema([*FIELDS, pa.field("geometry", pa.binary())])
    batches = (batch for piece in _pieces(export) for batch in _table(piece).cast(schema).to_batches())
    reader = pa.RecordBatchReader.from_batches(schema, batches)
    pyogrio.write_arrow(
        reader, path, layer="incidents", driver="GPKG", geometry_name="geometry", geometry_type="Point",
        crs="EPSG:4326", dataset_metadata=about, layer_metadata=about, append=False,
    )  # fmt: skip


def _pieces(export: Export) -> Iterator[list[Record]]:
    records = export.records()
    while piece := list(islice(records, PIECE)):
        yield piece


def _table(piece: list[Record]) -> pa.Table:
    columns: dict[str, Any] = {
        field.name: pa.array([record[field.name] for record in piece], field.type) for field in FIELDS
    }
    points = [None if r["latitude"] is None else shapely.Point(r["longitude"], r["latitude"]) for r in piece]
    return pa.table({**columns, "geometry": pa.array(shapely.to_wkb(points).tolist(), pa.binary())})
