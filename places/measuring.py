"""Measures the gazetteer on a user's own list: how often it is right, unsure, silent or wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geopy.distance import great_circle

from places.boundaries import Regions
from places.gazetteer import Candidate, Gazetteer, Outcome

NEAR_KM = 25.0
FAR_KM = 50.0


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
    """One row judged. A district is judged only where the row names one; distances are in km."""

    text: str
    outcome: Outcome
    answer: Candidate | None
    km_off: float | None
    is_province_right: bool | None
    is_district_right: bool | None

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
        named = (row.get(column, "").strip() for column in (columns.name, *columns.parents))
        parts = dict.fromkeys(filter(None, named))
        text = ", ".join([*parts, row.get(columns.country, "")])
        answer = self.gazetteer.resolve(text)
        if answer.outcome != Outcome.LOCATED:
            return Verdict(text, answer.outcome, None, None, None, None)
        found, truth = answer.candidates[0], (float(row[columns.lat]), float(row[columns.lon]))
        return Verdict(
            text, answer.outcome, found, great_circle(truth, (found.lat, found.lon)).km,
            self._is_province_right(found, truth, row.get(columns.parents[-1], "")),
            self._is_district_right(found, truth, row.get(columns.parents[0], "")),
        )

    def _is_province_right(self, found: Candidate, truth: tuple[float, float], named: str) -> bool | None:
        """The province the row names (as it is called today), or the one its point lies in."""
        chain = self._chain(found)
        meant = self.gazetteer.units_named(named, "province")
        return bool(chain & meant) or self.provinces.holding(*truth) in chain

    def _is_district_right(self, found: Candidate, truth: tuple[float, float], named: str) -> bool | None:
        """A district the row names (a split one has several heirs), or the one its point lies in."""
        if not named:
            return None
        chain = self._chain(found)
        meant = self.gazetteer.units_named(named, "district")
        return bool(chain & meant) or self.districts.holding(*truth) in chain

    def _chain(self, found: Candidate) -> frozenset[int]:
        return self.gazetteer.index.entries[found.place_id].above | {found.place_id}


def shares(verdicts: Iterable[Verdict]) -> dict[str, tuple[int, int]]:
    """Figures by name, each as (how many, of how many)."""
    rows = list(verdicts)
    located = [row for row in rows if row.answer is not None]
    with_district = [row for row in rows if row.outcome != Outcome.LOCATED or row.is_district_right is not None]
    unsure = sum(row.outcome == Outcome.AMBIGUOUS for row in with_district)
    right_district = sum(bool(row.is_district_right) for row in with_district)
    return {
        "right province": (sum(bool(row.is_province_right) for row in rows), len(rows)),
        "right district": (right_district, len(with_district)),
        "right district or declared ambiguous": (right_district + unsure, len(with_district)),
        f"within {NEAR_KM:.0f} km": (sum((row.km_off or 0) <= NEAR_KM for row in located), len(rows)),
        "ambiguous": (sum(row.outcome == Outcome.AMBIGUOUS for row in rows), len(rows)),
        "not found": (sum(row.outcome == Outcome.NOT_FOUND for row in rows), len(rows)),
        "wrong province": (sum(not row.is_province_right for row in located), len(rows)),
        "confidently wrong": (sum(row.is_confidently_wrong for row in rows), len(rows)),
    }


def distinct(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """One verdict for each different text."""
    return list({verdict.text: verdict for verdict in verdicts}.values())


def is_header_of_tags(row: Mapping[str, str]) -> bool:
    """The HXL row that some files carry under their header."""
    return any(str(value).startswith("#") for value in row.values())


