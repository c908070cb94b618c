"""Which files there are, what each is called on the wire, and how many rows are written while a reader waits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """A stream has no limit; what is written whole before it is sent has one, beyond which it is a job."""

    media_type: str
    most_rows: int | None = None


FORMATS = {
    "csv": Format("text/csv; charset=utf-8"),
    "geojson": Format("application/geo+json"),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 50_000),
    "gpkg": Format("application/geopackage+sqlite3", 100_000),
    "parquet": Format("application/vnd.apache.parquet", 300_000),
}
NAMES = [(name, name) for name in FORMATS]  # choices, as Django has them
