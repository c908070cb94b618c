"""The columns of every file: their names, their order and what kind of value each holds. Pure.

Names follow ACLED and GTD where these have one. No value means "not reported" or "not known", never 0.
"""

from collections.abc import Iterable
from enum import StrEnum

VIEWS = ("low", "best", "high", "open")


class Kind(StrEnum):
    """What a column holds, so that each format can use its own type for it."""

    TEXT = "text"
    COUNT = "count"
    DECIMAL = "decimal"
    DAY = "day"
    YES_NO = "yes_no"


def _people(outcome: str) -> dict[str, Kind]:
    return {f"{outcome}_{view}": Kind.YES_NO if view == "open" else Kind.COUNT for view in VIEWS}


PLACE = {
    "place": Kind.TEXT, "place_code": Kind.TEXT, "province": Kind.TEXT, "province_code": Kind.TEXT,
    "district": Kind.TEXT, "district_code": Kind.TEXT, "country": Kind.TEXT, "latitude": Kind.DECIMAL,
    "longitude": Kind.DECIMAL, "geo_precision": Kind.TEXT, "uncertainty_km": Kind.DECIMAL,
}  # fmt: skip
TOLL = {**_people("killed"), **_people("wounded")}
DATES = {
    "date_edtf": Kind.TEXT, "date_earliest": Kind.DAY, "date_latest": Kind.DAY, "date_precision": Kind.TEXT,
}  # fmt: skip
FIELDS = {
    "public_id": Kind.TEXT, "title": Kind.TEXT, "summary": Kind.TEXT, "kind": Kind.TEXT, "kind_family": Kind.TEXT,
    **DATES, **PLACE, **TOLL, "groups": Kind.TEXT, "targets": Kind.TEXT, "weapons": Kind.TEXT,
    "corroboration": Kind.COUNT, "credibility": Kind.COUNT, "unaligned": Kind.YES_NO, "has_conflict": Kind.YES_NO,
    "state": Kind.TEXT, "sources": Kind.TEXT, "url": Kind.TEXT,
}  # fmt: skip


def joined(parts: Iterable[str]) -> str:
    """Several values in one cell, between them "; ". A semicolon inside one is doubled, so they come apart again."""
    return "; ".join(part.replace(";", ";;") for part in parts)
