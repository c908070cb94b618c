"""ACLED's export of events: one row an event of political violence, protest or a strategic development.

After the ACLED Codebook (https://acleddata.com/knowledge-base/codebook/): event types and sub-event types, precision of
time and place 1 to 3, actors that are not told apart as who acted and who was struck.
"""

from datetime import date, timedelta

from incidents.kinds import Kind
from incidents.models.attribution import Role
from incidents.models.casualty import Outcome
from intake import cells as read_cells
from intake.crosswalks.crosswalk import Cells, Dataset, lost_of
from intake.events import Actor, Count, Event, Spot, Unread
from places.models import PlaceKind
from sources.quantities import Estimate

WEEK = timedelta(days=3)  # either way: time_precision 2 is "in that week"
KINDS = {
    "Government regains territory": Kind.TERRITORY_REGAINED,
    "Non-state actor overtakes territory": Kind.TERRITORY_TAKEN,
    "Non-violent transfer of territory": Kind.TERRITORY_TAKEN,
    "Armed clash": Kind.ARMED_CLASH,
    "Attack": Kind.ARMED_ATTACK,
    "Air/drone strike": Kind.AIRSTRIKE,
    "Suicide bomb": Kind.SUICIDE_ATTACK,
    "Shelling/artillery/missile attack": Kind.SHELLING,
    "Remote explosive/landmine/IED": Kind.BOMBING_IED,
    "Grenade": Kind.GRENADE,
    "Chemical weapon": Kind.OTHER,
    "Abduction/forced disappearance": Kind.ABDUCTION,
    "Sexual violence": Kind.SEXUAL_VIOLENCE,
    "Looting/property destruction": Kind.LOOTING_DESTRUCTION,
    "Arrests": Kind.ARREST,
    "Disrupted weapons use": Kind.WEAPONS_SEIZED,
    "Headquarters or base established": Kind.BASE_ESTABLISHED,
    "Agreement": Kind.AGREEMENT,
    "Change to group/activity": Kind.OTHER,
    "Peaceful protest": Kind.PROTEST,
    "Protest with intervention": Kind.PROTEST,
    "Excessive force against protesters": Kind.PROTEST,
    "Violent demonstration": Kind.RIOT,
    "Mob violence": Kind.RIOT,
    "Other": Kind.OTHER,
}  # fmt: skip
LEVELS = {"1": PlaceKind.SETTLEMENT, "2": PlaceKind.DISTRICT, "3": PlaceKind.PROVINCE}
PRECISIONS = {"1": "day", "2": "week", "3": "month"}
ONE_SIDED = {Kind.ARMED_ATTACK, Kind.SUICIDE_ATTACK, Kind.ABDUCTION, Kind.SEXUAL_VIOLENCE, Kind.LOOTING_DESTRUCTION}
CIVILIANS = ("Civilians", "Unidentified Civilians", "Protesters", "Rioters")


class Acled:
    """Actor 1 acts where a kind of event has one side that does; in a clash both are parties to it."""

    dataset = Dataset(
        "acled", "ACLED", "Armed Conflict Location & Event Data", "ACLED's terms of use", is_open=False, scheme="acled"
    )
    version = 1
    id_column = "event_id_cnty"
    layout = ""
    is_whole = True
    needed = ("event_id_cnty", "event_date", "time_precision", "sub_event_type", "actor1", "geo_precision")
    understood = (
        *needed, "event_type", "actor2", "assoc_actor_1", "assoc_actor_2", "country", "admin1", "admin2", "location",
        "latitude", "longitude", "fatalities",
    )  # fmt: skip
    left_out = ("notes", "source")

    def read(self, cells: Cells) -> Event:
        kind = KINDS[read_cells.choice(cells, "sub_event_type", KINDS)]
        return Event(
            external_id=read_cells.required(cells, "event_id_cnty"),
            when=_when(cells),
            kind=kind,
            where=_where(cells),
            actors=_actors(cells, kind),
            counts=_killed(cells),
            lost=lost_of(cells, self),
        )


def _when(cells: Cells) -> str:
    """A day, the week around it, or its month: what is told of the day beyond that is the coder's choice."""
    precision = read_cells.choice(cells, "time_precision", PRECISIONS)
    told = read_cells.when(cells, "event_date")
    try:
        day = date.fromisoformat(told)
    except ValueError:
        raise Unread("event_date", f"“{told}” is not one day: this dataset gives each event one.") from None
    if precision == "1":
        return day.isoformat()
    if precision == "2":
        return f"{day - WEEK}/{day + WEEK}"
    return f"{day:%Y-%m}"


def _where(cells: Cells) -> Spot:
    level = LEVELS[read_cells.choice(cells, "geo_precision", LEVELS)]
    lat, lon = read_cells.degrees(cells, "latitude", most=90), read_cells.degrees(cells, "longitude", most=180)
    country, province, district, name = (
        read_cells.text(cells, column) for column in ("country", "admin1", "admin2", "location")
    )
    return Spot(country, province, district, name, lat, lon, level)


def _actors(cells: Cells, kind: Kind) -> tuple[Actor, ...]:
    """Associated actors stood beside theirs, and are never said to have struck; unorganised people are no group."""
    other, beside = (Role.TARGET, Role.TARGET) if kind in ONE_SIDED else (Role.PERPETRATOR, Role.SUPPORTING)
    told = [
        (read_cells.text(cells, "actor1"), Role.PERPETRATOR), (read_cells.text(cells, "actor2"), other),
        *((name, Role.SUPPORTING) for name in _names(cells, "assoc_actor_1")),
        *((name, beside) for name in _names(cells, "assoc_actor_2")),
    ]  # fmt: skip
    return tuple(Actor(name, role) for name, role in dict.fromkeys(told) if name and not name.startswith(CIVILIANS))


def _names(cells: Cells, column: str) -> list[str]:
    return [name for part in cells.get(column, "").split(";") if (name := " ".join(part.split()))]


def _killed(cells: Cells) -> tuple[Count, ...]:
    number = read_cells.people(cells, "fatalities")
    return () if number is None else (Count(Outcome.KILLED, Estimate(number, number, number)),)
