"""Reads each kind of file as others would, without the code that wrote it."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pyarrow.parquet
import pyogrio
import shapely

from explore.exports.fields import FIELDS, Kind

Rows = list[dict[str, Any]]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CONTROL = re.compile(r"_x([0-9A-F]{4})_")  # how a workbook writes a control character


TYPED: dict[Kind, Callable[[str], Any]] = {
    Kind.COUNT: int, Kind.DECIMAL: float, Kind.DAY: date.fromisoformat, Kind.YES_NO: "true".__eq__,
}  # fmt: skip


def from_csv(data: bytes) -> Rows:
    """With the apostrophes taken off again."""

    def typed(kind: Kind, text: str) -> Any:
        if kind is Kind.TEXT:
            return text.removeprefix("'") or None
        return TYPED[kind](text) if text else None

    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    return [{name: typed(kind, row[name]) for name, kind in FIELDS.items()} for row in rows]


def from_geojson(data: bytes) -> Rows:
    features = json.loads(data)["features"]
    for one in features:
        known = one["properties"]
        for name in ("date_earliest", "date_latest"):
            known[name] = known[name] and date.fromisoformat(known[name])
        at = one["geometry"] and tuple(one["geometry"]["coordinates"])
        assert at == point_of(known) and one["id"] == known["public_id"]
    return [one["properties"] for one in features]


def point_of(row: dict[str, Any]) -> tuple[float, float] | None:
    return None if row["longitude"] is None else (row["longitude"], row["latitude"])


def from_parquet(data: bytes) -> Rows:
    return with_points_checked(pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist())


def from_gpkg(data: bytes) -> Rows:
    meta, table = pyogrio.read_arrow(data)
    return with_points_checked(table.to_pylist(), meta["geometry_name"] or "wkb_geometry")


def with_points_checked(rows: Rows, geometry: str = "geometry") -> Rows:
    for row in rows:
        shape = shapely.from_wkb(row.pop(geometry))
        assert (None if shape is None else (shape.x, shape.y)) == point_of(row)
    return rows


def from_xlsx(data: bytes, sheet: int = 2) -> Rows:
    return [
        {name: typed_cell(kind, line.get(at)) for at, (name, kind) in enumerate(FIELDS.items())}
        for line in lines_of(data, sheet)[1:]
    ]


def lines_of(data: bytes, sheet: int) -> list[dict[int, Any]]:
    """The cells of a sheet, line by line, by their column from 0."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        tree = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))  # noqa: S314 – our own
    assert not list(tree.iter(f"{SHEET}f")) and not list(tree.iter(f"{SHEET}hyperlink")), "a formula or a link"
    return [{column(cell): content(cell) for cell in line} for line in tree.iter(f"{SHEET}row")]


def column(cell: ElementTree.Element) -> int:
    number = 0
    for letter in cell.attrib["r"].rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def content(cell: ElementTree.Element) -> str | float | bool:
    if cell.attrib.get("t") == "inlineStr":
        text = "".join(part.text or "" for part in cell.iter(f"{SHEET}t"))
        return CONTROL.sub(lambda found: chr(int(found[1], 16)), text)
    value = cell.findtext(f"{SHEET}v") or ""
    return value == "1" if cell.attrib.get("t") == "b" else float(value)


def typed_cell(kind: Kind, value: Any) -> Any:
    is_day = kind is Kind.DAY and value is not None
    return date.fromisoformat(value) if is_day else value


def apart(cell: str | None) -> list[str]:
    """The several values of one cell."""
    parts = re.split(r"(?<!;)((?:;;)*); ", cell) if cell else []
    values = ["".join(parts[at : at + 2]) for at in range(0, len(parts), 2)]
    return [value.replace(";;", ";") for value in values]


READERS = {"csv": from_csv, "geojson": from_geojson, "parquet": from_parquet, "gpkg": from_gpkg, "xlsx": from_xlsx}
