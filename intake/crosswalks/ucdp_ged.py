"""UCDP Georeferenced Event Dataset: one row an event with at least one death.

After Sundberg and Melander 2013 (https://doi.org/10.1177/0022343313484347) and the columns of GED 22.1; the precision
codes are those of its codebook.
"""

from datetime import date, timedelta

from incidents.kinds import Kind
from incidents.models.attribution import Role
from incidents.models.casualty import CasualtyClass, Outcome
from intake import cells as read_cells
from intake.crosswalks.crosswalk import Cells, Dataset, lost_of
from intake.events import Actor, Count, Event, Odd, Spot, Unread
from places.models import PlaceKind
from sources.quantities import Estimate

A_DAY = timedelta(days=1)
CIVILIANS = "Civilians"
NEAR_KM = 25.0  # where_prec 2: within about so far of the place that is named

KINDS = {"1": Kind.ARMED_CLASH, "2": Kind.ARMED_CLASH, "3": Kind.ARMED_ATTACK}  # state-based, non-state, one-sided
LEVELS = {
    "1": PlaceKind.SETTLEMENT, "2": PlaceKind.SETTLEMENT, "3": PlaceKind.DISTRICT, "4": PlaceKind.PROVINCE,
    "5": PlaceKind.REGION, "6": PlaceKind.COUNTRY, "7": None,
}  # fmt: skip
DATE_PRECISIONS = {"1": "day", "2": "days", "3": "week", "4": "month", "5": "year"}
GOVERNMENT = "Government of "


class UcdpGed:
    """Side A and side B of a fight are both parties to it; of one-sided violence A acts, and B is who was struck."""

    dataset = Dataset(
        "ucdp-ged", "UCDP Georeferenced Event Dataset", "Uppsala Conflict Data Program", "CC BY 4.0", is_open=True,
        scheme="ucdp",
    )
    version = 1
    id_column = "id"
    layout = ""
    is_whole = True
    needed = ("id", "date_start", "date_end", "date_prec", "type_of_violence", "side_a", "side_b", "where_prec", "best")
    understood = (
        *needed, "low", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "country", "adm_1",
        "adm_2", "where_coordinates", "where_description", "latitude", "longitude", "side_a_new_id", "side_b_new_id",
        "number_of_sources",
    )  # fmt: skip
    left_out = ("source_article", "source_headline")

    def read(self, cells: Cells) -> Event:
        violence = read_cells.choice(cells, "type_of_violence", KINDS)
        count = _killed(cells, violence)
        return Event(
            external_id=read_cells.required(cells, "id"),
            when=_when(cells),
            kind=KINDS[violence],
            where=_where(cells),
            actors=actors_of(cells, violence),
            counts=(count,),
            sources=_sources(cells),
            odd=() if count.is_in_order else (Odd.OUT_OF_ORDER,),
            lost=lost_of(cells, self),
        )


def _when(cells: Cells) -> str:
    """A day, a month or a year where the precision says no more and the days are exactly those; else an interval."""
    precision = read_cells.choice(cells, "date_prec", DATE_PRECISIONS)
    start, end = read_cells.iso_day(cells, "date_start"), read_cells.iso_day(cells, "date_end")
    if end < start:
        raise Unread("date_end", f"{end} lies before date_start, {start}.")
    if start == end:
        return start.isoformat()
    if precision in {"4", "5"} and _is_month(start, end):
        return f"{start:%Y-%m}"
    if precision == "5" and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return f"{start:%Y}"
    return f"{start.isoformat()}/{end.isoformat()}"


def _is_month(start: date, end: date) -> bool:
    return start.day == 1 and (start.year, start.month) == (end.year, end.month) and (end + A_DAY).day == 1


def _where(cells: Cells) -> Spot:
    precision = read_cells.choice(cells, "where_prec", LEVELS)
    lat, lon = read_cells.degrees(cells, "latitude", most=90), read_cells.degrees(cells, "longitude", most=180)
    if (lat is None) != (lon is None):
        raise Unread("latitude", "only one of latitude and longitude is given: give both, or neither.")
    named = {name: read_cells.text(cells, name) for name in ("country", "adm_1", "adm_2", "where_coordinates")}
    return Spot(
        named["country"], named["adm_1"], named["adm_2"], named["where_coordinates"], lat, lon, LEVELS[precision],
        NEAR_KM if precision == "2" else None,
    )  # fmt: skip


def actors_of(cells: Cells, violence: str) -> tuple[Actor, ...]:
    sides = [
        (read_cells.required(cells, f"side_{side}"), read_cells.text(cells, f"side_{side}_new_id")) for side in "ab"
    ]
    roles = (Role.PERPETRATOR, Role.TARGET if violence == "3" else Role.PERPETRATOR)
    return tuple(
        Actor(name, role, number) for (name, number), role in zip(sides, roles, strict=True) if name != CIVILIANS
    )


def _killed(cells: Cells, violence: str) -> Count:
    told = Estimate(*(read_cells.people(cells, name) for name in ("low", "best", "high")))
    if told.best is None:
        raise Unread("best", "is empty: every event of this dataset has a best estimate of deaths.")
    parts: dict[CasualtyClass, int] = {}
    for column, people in (
        ("deaths_a", people_of(cells, "side_a", violence)), ("deaths_b", people_of(cells, "side_b", violence)),
        ("deaths_civilians", CasualtyClass.CIVILIAN), ("deaths_unknown", CasualtyClass.UNSPECIFIED),
    ):  # fmt: skip
        number = read_cells.people(cells, column)
        if number:
            parts[people] = parts.get(people, 0) + number
    return Count(Outcome.KILLED, told, parts)


def people_of(cells: Cells, side: str, violence: str) -> CasualtyClass:
    if violence == "1" and read_cells.text(cells, side).startswith(GOVERNMENT):
        return CasualtyClass.SECURITY_FORCE
    return CasualtyClass.CIVILIAN if read_cells.text(cells, side) == CIVILIANS else CasualtyClass.MILITANT


def _sources(cells: Cells) -> int | None:
    """How many sources the event rests on; -1 is the dataset's own "not counted"."""
    found = read_cells.text(cells, "number_of_sources")
    return None if found in {"", "-1"} else read_cells.people(cells, "number_of_sources")
