"""Measures the gazetteer on a user's own list: how often it is right, unsure, silent or wrong. Only reads the index."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geopy.distance import great_circle

from places.boundaries import Regions
from places.gazetteer import Candidate, Gazetteer, Outcome
from places.models import PlaceKind

NEAR_KM = 25.0
FAR_KM = 50.0
Point = tuple[float, float]
Shares = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Columns:
    """Which columns of a list hold the name, its parents (finest first) and the true position."""

    name: str = "where_coordinates"
    parents: tuple[str, ...] = ("adm_2", "adm_1")
    country: str = "country"
    lat: str = "latitude"
    lon: str = "longitude"


@dataclass(frozen=True)
class Verdict:
    """One row judged; `km_off` and the units are None where nothing was located, the district also where none is named.

    A unit is right when it bears the name the row gives (today's heir of an abolished one; any heir of a split one), or
    when its outline holds the row's point; `is_point_in_district` asks for the latter alone. `is_point_in_unit` is
    false where a row contradicts itself: its point lies outside of every unit it may name.
    """

    text: str
    outcome: Outcome
    answer: Candidate | None = None
    km_off: float | None = None
    is_province_right: bool = False
    is_district_right: bool | None = None
    is_point_in_district: bool = False
    is_point_in_unit: bool = True

    @property
    def is_confidently_wrong(self) -> bool:
        """Located, and off by more than 50 km and by more than the stated uncertainty."""
        if self.answer is None or self.km_off is None:
            return False
        return self.km_off > max(FAR_KM, self.answer.uncertainty_km or 0.0)


class Judge:
    """Compares answers with true positions; `provinces` and `districts` hold the outlines by place id."""

    def __init__(self, gazetteer: Gazetteer, provinces: Regions, districts: Regions) -> None:
        self.gazetteer, self.provinces, self.districts = gazetteer, provinces, districts

    def judge(self, row: Mapping[str, str], columns: Columns) -> Verdict:
        named = [row.get(column, "").strip() for column in (columns.name, *columns.parents, columns.country)]
        text = ", ".join(dict.fromkeys(name for name in named if name))
        truth = float(row[columns.lat]), float(row[columns.lon])
        district, province = (named[1] if len(columns.parents) > 1 else ""), (named[-2] if columns.parents else "")
        answer = self.gazetteer.resolve(text)
        if answer.outcome != Outcome.LOCATED:
            return Verdict(text, answer.outcome, is_district_right=False if district else None)
        return self._compared(text, answer.candidates[0], truth, province=province, district=district)

    def _compared(self, text: str, found: Candidate, truth: Point, *, province: str, district: str) -> Verdict:
        meant_province = self.gazetteer.units_named(province, PlaceKind.PROVINCE)
        meant_district = self.gazetteer.units_named(district, PlaceKind.DISTRICT)
        true_province, true_district = self.provinces.holding(*truth), self.districts.holding(*truth)
        chain = self.gazetteer.chain(found)
        meant, true = meant_district or meant_province, {true_district, true_province}
        return Verdict(
            text, Outcome.LOCATED, found, great_circle(truth, (found.lat, found.lon)).km,
            is_province_right=bool(chain & {*meant_province, true_province}),
            is_district_right=bool(chain & {*meant_district, true_district}) if district else None,
            is_point_in_district=true_district in chain,
            is_point_in_unit=not meant or bool(meant & true),
        )  # fmt: skip


def shares(verdicts: Iterable[Verdict]) -> Shares:
    """Figures by name, each as (how many, of how many)."""
    rows = list(verdicts)
    located = [row for row in rows if row.answer is not None]
    wrong = [row for row in located if row.is_confidently_wrong]
    return {
        "right province": (sum(row.is_province_right for row in rows), len(rows)),
        **_district_shares([row for row in rows if row.is_district_right is not None]),
        f"within {NEAR_KM:.0f} km": (sum((row.km_off or 0) <= NEAR_KM for row in located), len(rows)),
        "ambiguous": (sum(row.outcome == Outcome.AMBIGUOUS for row in rows), len(rows)),
        "not found": (sum(row.outcome == Outcome.NOT_FOUND for row in rows), len(rows)),
        "wrong province": (sum(not row.is_province_right for row in located), len(rows)),
        "confidently wrong": (len(wrong), len(rows)),
        "… where the row contradicts itself": (sum(not row.is_point_in_unit for row in wrong), len(wrong)),
    }


def _district_shares(rows: list[Verdict]) -> Shares:
    unsure = sum(row.outcome == Outcome.AMBIGUOUS for row in rows)
    right = sum(bool(row.is_district_right) for row in rows)
    return {
        "right district": (right, len(rows)),
        "right district or declared ambiguous": (right + unsure, len(rows)),
        "… by the outline that holds the point": (sum(row.is_point_in_district for row in rows), len(rows)),
    }


def distinct(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """One verdict for each different text."""
    return list({verdict.text: verdict for verdict in verdicts}.values())
