"""UCDP GED as maps and shapefiles pass it on: points with the sides, days and deaths of each side, and little else.

What the whole dataset says in codes follows from the sides, as its codebook defines them: violence is state-based where
one side is a government, one-sided where the other is civilians, else non-state. What is not there is not made up: the
place is known no finer than the district that is named, else the province the point lies in, and deaths of civilians
beside a fight are not in it, so that the sum of both sides is the least there were.
"""

from incidents.models.casualty import CasualtyClass, Outcome
from intake import cells as read_cells
from intake.crosswalks.crosswalk import Cells, Dataset, lost_of
from intake.crosswalks.ucdp_ged import CIVILIANS, GOVERNMENT, KINDS, UcdpGed, actors_of, people_of
from intake.events import Count, Event, Spot, Unread
from places.models import PlaceKind
from sources.quantities import Estimate

STATE_BASED, NON_STATE, ONE_SIDED = "1", "2", "3"


class UcdpExcerpt:
    """Rows of UCDP GED by fewer columns; they are rows of that dataset all the same, and never all of it."""

    dataset: Dataset = UcdpGed.dataset
    version = 1
    id_column = "id"
    layout = "Points with both sides, days and deaths, as maps pass them on. What is not in it is not gone."
    is_whole = False
    needed = ("id", "date_start", "date_end", "side_a", "side_b", "deaths_a", "deaths_b", "longitude", "latitude")
    understood = (*needed, "adm_1", "adm_2", "country")
    left_out = ("source_article",)

    def read(self, cells: Cells) -> Event:
        violence = _violence(cells)
        return Event(
            external_id=read_cells.required(cells, "id"), when=_when(cells), kind=KINDS[violence], where=_where(cells),
            actors=actors_of(cells, violence), counts=_killed(cells, violence),
            lost=lost_of(cells, self),
        )  # fmt: skip


def _violence(cells: Cells) -> str:
    sides = [read_cells.required(cells, f"side_{side}") for side in "ab"]
    if sides[1] == CIVILIANS:
        return ONE_SIDED
    return STATE_BASED if any(side.startswith(GOVERNMENT) for side in sides) else NON_STATE


def _when(cells: Cells) -> str:
    start, end = read_cells.iso_day(cells, "date_start"), read_cells.iso_day(cells, "date_end")
    if end < start:
        raise Unread("date_end", f"{end} lies before date_start, {start}.")
    return start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


def _where(cells: Cells) -> Spot:
    lat, lon = read_cells.degrees(cells, "latitude", most=90), read_cells.degrees(cells, "longitude", most=180)
    country, province, district = (read_cells.text(cells, name) for name in ("country", "adm_1", "adm_2"))
    level = PlaceKind.DISTRICT if district else PlaceKind.PROVINCE
    return Spot(country, province, district, lat=lat, lon=lon, level=level)


def _killed(cells: Cells, violence: str) -> tuple[Count, ...]:
    """Each side's dead; all in all at least so many."""
    parts: dict[CasualtyClass, int] = {}
    for side in "ab":
        if number := read_cells.people(cells, f"deaths_{side}"):
            people = people_of(cells, f"side_{side}", violence)
            parts[people] = parts.get(people, 0) + number
    known = sum(parts.values())
    return (Count(Outcome.KILLED, Estimate(known, known, None), parts),)
