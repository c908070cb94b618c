"""GeoPackage and GeoParquet: the same rows with points, for geographic and statistical programs."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyogrio
import shapely
from pyarrow import parquet

from explore.exports.fields import FIELDS, Kind
from explore.exports.records import Batch, Export

PIECE = 20_000
TYPES = {
    Kind.TEXT: pa.string(), Kind.COUNT: pa.int32(), Kind.DECIMAL: pa.float64(), Kind.DAY: pa.date32(),
    Kind.YES_NO: pa.bool_(),
}  # fmt: skip
GEOMETRY = "geometry"
SCHEMA = pa.schema([*(pa.field(name, TYPES[kind]) for name, kind in FIELDS.items()), pa.field(GEOMETRY, pa.binary())])
GEO = {
    "version": "1.1.0", "primary_column": GEOMETRY,
    "columns": {GEOMETRY: {"encoding": "WKB", "geometry_types": ["Point"]}},
}  # fmt: skip


def write_parquet(export: Export, path: Path) -> None:
    """GeoParquet 1.1; coordinates are longitude and latitude in WGS84 (OGC:CRS84, its default)."""
    schema = SCHEMA.with_metadata({**export.about, "geo": json.dumps(GEO)})
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _record_batches(export, schema):
            writer.write_batch(batch)


def write_geopackage(export: Export, path: Path) -> None:
    """One layer of points, some of them empty; what the file is stands in its metadata."""
    reader = pa.RecordBatchReader.from_batches(SCHEMA, _record_batches(export, SCHEMA))
    pyogrio.write_arrow(
        reader, path, layer="incidents", driver="GPKG", geometry_name=GEOMETRY, geometry_type="Point",
        crs="EPSG:4326", dataset_metadata=export.about, layer_metadata=export.about, append=False,
    )  # fmt: skip


def _record_batches(export: Export, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    for batch in export.batches(PIECE):
        columns = [pa.array(batch[name], TYPES[kind]) for name, kind in FIELDS.items()]
        yield pa.record_batch([*columns, _points(batch)], schema)


def _points(batch: Batch) -> pa.Array:
    """Well-known binary; nothing where there are no coordinates."""
    lon, lat = (np.array(batch[name], dtype=np.float64) for name in ("longitude", "latitude"))
    points = shapely.points(lon, lat)
    points[np.isnan(lon)] = None
    return pa.array(shapely.to_wkb(points).tolist(), pa.binary())


WRITERS = {"gpkg": write_geopackage, "parquet": write_parquet}
