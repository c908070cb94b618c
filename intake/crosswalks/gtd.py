"""The Global Terrorism Database: one row an attack, in 135 columns.

After the GTD Codebook (START, University of Maryland, https://www.start.umd.edu/gtd/downloads/Codebook.pdf): dates with
0 for what is not known, specificity 1 to 5, up to three groups that may be suspected or have claimed it. The names of
victims and hostages, and perpetrators' demands, are left out on purpose.
"""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from incidents.kinds import Kind, TargetKind, WeaponKind
from incidents.models.attribution import AttributionStatus, Role
from incidents.models.casualty import CasualtyClass, Outcome
from intake import cells as read_cells
from intake.crosswalks.crosswalk import Cells, Dataset, lost_of
from intake.events import Actor, Count, Event, Odd, Spot, Unread
from places.models import PlaceKind
from sources.quantities import Estimate

T = TypeVar("T")
NOBODY = {"", "Unknown", "."}
KINDS = {
    "1": Kind.ASSASSINATION, "2": Kind.ARMED_ATTACK, "3": Kind.BOMBING_IED, "4": Kind.ABDUCTION, "5": Kind.ABDUCTION,
    "6": Kind.ABDUCTION, "7": Kind.LOOTING_DESTRUCTION, "8": Kind.ARMED_ATTACK, "9": Kind.OTHER,
}  # fmt: skip
LEVELS = {
    "1": PlaceKind.SETTLEMENT, "2": PlaceKind.DISTRICT, "3": PlaceKind.DISTRICT, "4": PlaceKind.PROVINCE,
    "5": PlaceKind.COUNTRY,
}  # fmt: skip
TARGETS = {
    "1": TargetKind.BUSINESS, "2": TargetKind.GOVERNMENT, "3": TargetKind.POLICE, "4": TargetKind.MILITARY,
    "5": TargetKind.OTHER, "6": TargetKind.TRANSPORT, "7": TargetKind.GOVERNMENT, "8": TargetKind.EDUCATIONAL,
    "9": TargetKind.UTILITIES, "10": TargetKind.MEDIA, "11": TargetKind.TRANSPORT, "12": TargetKind.NGO,
    "13": TargetKind.OTHER, "14": TargetKind.PRIVATE_CITIZENS, "15": TargetKind.RELIGIOUS, "16": TargetKind.UTILITIES,
    "17": TargetKind.MILITANTS, "18": TargetKind.BUSINESS, "19": TargetKind.TRANSPORT, "20": TargetKind.UNKNOWN,
    "21": TargetKind.UTILITIES, "22": TargetKind.OTHER,
}  # fmt: skip
WEAPONS = {
    "1": WeaponKind.OTHER, "2": WeaponKind.CHEMICAL, "3": WeaponKind.OTHER, "4": WeaponKind.OTHER,
    "5": WeaponKind.FIREARMS, "6": WeaponKind.EXPLOSIVES, "7": WeaponKind.OTHER, "8": WeaponKind.INCENDIARY,
    "9": WeaponKind.MELEE, "10": WeaponKind.VEHICLE, "11": WeaponKind.OTHER, "12": WeaponKind.OTHER,
    "13": WeaponKind.UNKNOWN,
}  # fmt: skip
TEXTS = (
    "summary", "scite1", "scite2", "scite3", "target1", "target2", "target3", "corp1", "corp2", "corp3", "motive",
    "ransomnote", "propcomment", "weapdetail",
)  # fmt: skip


class Gtd:
    """A group that claimed an attack has claimed it; one of which GTD is not certain is suspected."""

    dataset = Dataset(
        "gtd", "Global Terrorism Database", "START, University of Maryland", "GTD's terms of use", is_open=False,
        scheme="gtd",
    )
    version = 1
    id_column = "eventid"
    layout = ""
    is_whole = True
    needed = ("eventid", "iyear", "imonth", "iday", "country_txt", "attacktype1", "gname")
    understood = (
        *needed, "approxdate", "extended", "provstate", "city", "latitude", "longitude", "specificity",
        "suicide", "attacktype2", "attacktype3", "targtype1", "targtype2", "targtype3", "gname2", "gname3",
        "guncertain1", "guncertain2", "guncertain3", "claimed", "claim2", "claim3", "weaptype1", "weaptype2",
        "weaptype3", "weaptype4", "nkill", "nkillter", "nwound", "nwoundte",
    )  # fmt: skip
    left_out = TEXTS

    def read(self, cells: Cells) -> Event:
        counts = _counts(cells)
        return Event(
            external_id=read_cells.required(cells, "eventid"),
            when=_when(cells),
            kind=_kind(cells),
            where=_where(cells),
            actors=_actors(cells),
            counts=counts,
            targets=_of(cells, TARGETS, "targtype1", "targtype2", "targtype3"),
            weapons=_of(cells, WEAPONS, "weaptype1", "weaptype2", "weaptype3", "weaptype4"),
            odd=_odd(cells, counts),
            lost=lost_of(cells, self),
        )  # fmt: skip


def _when(cells: Cells) -> str:
    """A day, month or year; 0 stands for what is not known."""
    year, month, day = (_part(cells, name) for name in ("iyear", "imonth", "iday"))
    if not year:
        raise Unread("iyear", "is not a year.")
    if not month:
        return f"{year:04d}"
    try:
        first = date(year, month, day or 1)
    except ValueError:
        raise Unread("iday" if 1 <= month <= 12 else "imonth", f"{year}-{month}-{day} is not a date.") from None
    return first.isoformat() if day else f"{first:%Y-%m}"


def _part(cells: Cells, column: str) -> int:
    found = read_cells.text(cells, column).removesuffix(".0") or "0"
    if not (found.isascii() and found.isdigit() and len(found) < 5):
        raise Unread(column, f"“{found[:20]}” is not a whole number; 0 stands for what is not known.")
    return int(found)


def _kind(cells: Cells) -> Kind:
    attack = read_cells.code(cells, "attacktype1", KINDS)
    if not attack:
        raise Unread("attacktype1", "is empty: every attack has a type.")
    return Kind.SUICIDE_ATTACK if read_cells.is_yes(cells, "suicide") else KINDS[attack]


def _where(cells: Cells) -> Spot:
    specificity = read_cells.code(cells, "specificity", LEVELS)
    lat, lon = read_cells.degrees(cells, "latitude", most=90), read_cells.degrees(cells, "longitude", most=180)
    city = read_cells.text(cells, "city")
    return Spot(
        read_cells.text(cells, "country_txt"), read_cells.text(cells, "provstate"), "",
        "" if city == "Unknown" else city, lat, lon, LEVELS.get(specificity),
    )  # fmt: skip


def _actors(cells: Cells) -> tuple[Actor, ...]:
    columns = (
        ("gname", "guncertain1", "claimed"), ("gname2", "guncertain2", "claim2"), ("gname3", "guncertain3", "claim3"),
    )  # fmt: skip
    return tuple(
        Actor(name, Role.PERPETRATOR, status=_status(cells, uncertain, claimed))
        for column, uncertain, claimed in columns if (name := read_cells.text(cells, column)) not in NOBODY
    )  # fmt: skip


def _status(cells: Cells, uncertain: str, claimed: str) -> AttributionStatus:
    if read_cells.is_yes(cells, claimed):
        return AttributionStatus.CLAIMED
    return AttributionStatus.SUSPECTED if read_cells.is_yes(cells, uncertain) else AttributionStatus.CREDITED


def _counts(cells: Cells) -> tuple[Count, ...]:
    """Totals, and the attackers among them."""
    found = ((Outcome.KILLED, "nkill", "nkillter"), (Outcome.WOUNDED, "nwound", "nwoundte"))
    return tuple(_count(cells, *each) for each in found if read_cells.people(cells, each[1]) is not None)


def _count(cells: Cells, outcome: Outcome, total: str, attackers: str) -> Count:
    number, own = read_cells.people(cells, total), read_cells.people(cells, attackers) or 0
    return Count(outcome, Estimate(number, number, number), {CasualtyClass.ATTACKER: own} if own else {})


def _of(cells: Cells, known: Mapping[str, T], *columns: str) -> tuple[T, ...]:
    codes = (read_cells.code(cells, column, known) for column in columns)
    return tuple(dict.fromkeys(known[code] for code in codes if code))


def _odd(cells: Cells, counts: tuple[Count, ...]) -> tuple[Odd, ...]:
    more = any(sum(count.by_class.values()) > (count.told.best or 0) for count in counts)
    found = [(more, Odd.MORE_ATTACKERS), (not _part(cells, "iday"), Odd.NO_DAY)]
    return tuple(odd for is_so, odd in found if is_so)
