"""This site's own export, as CSV or GeoJSON, by its columns: incidents move from one site to another.

Groups are told by their short addresses, which both sites have to share; titles, summaries and sources stay behind.
"""

from incidents.kinds import Kind
from intake.crosswalks.crosswalk import Dataset
from intake.crosswalks.own import OwnTable
from intake.crosswalks.own_row import Mapped
from intake.guessing import Meaning

KEY = "khorasan-watch"
COLUMNS = {
    Meaning.ID: "public_id", Meaning.DATE: "date_edtf", Meaning.KIND: "kind", Meaning.COUNTRY: "country",
    Meaning.PROVINCE: "province", Meaning.DISTRICT: "district", Meaning.PLACE: "place",
    Meaning.LATITUDE: "latitude", Meaning.LONGITUDE: "longitude", Meaning.LEVEL: "geo_precision",
    Meaning.UNCERTAINTY: "uncertainty_km", Meaning.PLACE_CODE: "place_code", Meaning.GROUPS: "groups",
    Meaning.KILLED_LOW: "killed_low",
    Meaning.KILLED: "killed_best", Meaning.KILLED_HIGH: "killed_high", Meaning.KILLED_OPEN: "killed_open",
    Meaning.WOUNDED_LOW: "wounded_low", Meaning.WOUNDED: "wounded_best", Meaning.WOUNDED_HIGH: "wounded_high",
    Meaning.WOUNDED_OPEN: "wounded_open", Meaning.TARGETS: "targets", Meaning.WEAPONS: "weapons",
    Meaning.SOURCE_COUNT: "corroboration",
}  # fmt: skip
EXPORT = Mapped(
    Dataset(KEY, "Khorasan Watch", "another site", "as the file says", is_open=False, scheme=KEY),
    {meaning: (column,) for meaning, column in COLUMNS.items()}, {kind.value: kind.value for kind in Kind},
    is_export=True,
)  # fmt: skip


def own_export() -> OwnTable:
    """The crosswalk of the site's own files."""
    return OwnTable(EXPORT)
