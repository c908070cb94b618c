"""Which columns of an unknown table may mean what: proposals for a person, who decides. Pure."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum


class Meaning(StrEnum):
    """What a column of a user's own table may stand for."""

    ID = "id"
    DATE = "date"
    END_DATE = "end_date"
    DATE_PRECISION = "date_precision"
    KIND = "kind"
    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    PLACE = "place"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    LEVEL = "level"
    UNCERTAINTY = "uncertainty"
    PLACE_CODE = "place_code"
    ACTOR = "actor"
    OTHER_ACTOR = "other_actor"
    GROUPS = "groups"
    KILLED = "killed"
    KILLED_LOW = "killed_low"
    KILLED_HIGH = "killed_high"
    KILLED_OPEN = "killed_open"
    KILLED_CIVILIANS = "killed_civilians"
    KILLED_FORCES = "killed_forces"
    KILLED_MILITANTS = "killed_militants"
    KILLED_ATTACKERS = "killed_attackers"
    WOUNDED = "wounded"
    WOUNDED_LOW = "wounded_low"
    WOUNDED_HIGH = "wounded_high"
    WOUNDED_OPEN = "wounded_open"
    TARGETS = "targets"
    WEAPONS = "weapons"
    SOURCE_COUNT = "source_count"
    SOURCE = "source"
    ADDRESS = "address"
    NOTES = "notes"


# Headings as they stand in datasets and spreadsheets, without case, spaces and signs; the surest first.
HEADINGS: Mapping[Meaning, tuple[str, ...]] = {
    Meaning.ID: ("id", "eventid", "eventidcnty", "incidentid", "externalid", "publicid", "uid", "recordid", "number",
                 "no", "nr", "ref", "reference"),
    Meaning.DATE: ("dateedtf", "date", "eventdate", "datestart", "startdate", "incidentdate", "when", "day",
                   "dateofincident"),
    Meaning.END_DATE: ("dateend", "enddate", "latest", "until"),
    Meaning.DATE_PRECISION: ("dateprecision",),
    Meaning.KIND: ("kind", "type", "eventtype", "subeventtype", "attacktype", "attacktype1txt", "incidenttype", "what",
                   "event", "category"),
    Meaning.COUNTRY: ("country", "countrytxt", "countryname", "nation"),
    Meaning.PROVINCE: ("province", "admin1", "adm1", "provstate", "state", "region", "adm1en", "admin1name"),
    Meaning.DISTRICT: ("district", "admin2", "adm2", "county", "adm2en", "admin2name", "agency"),
    Meaning.PLACE: ("place", "location", "city", "wherecoordinates", "town", "village", "site", "placename"),
    Meaning.LATITUDE: ("latitude", "lat", "y", "ycoord", "latitudey"),
    Meaning.LONGITUDE: ("longitude", "lon", "lng", "long", "x", "xcoord", "longitudex"),
    Meaning.LEVEL: ("geoprecision", "precision", "locationprecision"),
    Meaning.UNCERTAINTY: ("uncertaintykm", "radiuskm"),
    Meaning.PLACE_CODE: ("placecode",),
    Meaning.ACTOR: ("actor", "actor1", "group", "perpetrator", "gname", "sidea", "attacker", "responsible"),
    Meaning.OTHER_ACTOR: ("actor2", "sideb", "target", "otheractor", "opponent"),
    Meaning.GROUPS: ("groups",),
    Meaning.KILLED: ("killed", "fatalities", "deaths", "best", "nkill", "dead", "killedbest", "deathsbest"),
    Meaning.KILLED_LOW: ("killedlow", "low", "deathslow", "fatalitieslow", "min"),
    Meaning.KILLED_HIGH: ("killedhigh", "high", "deathshigh", "fatalitieshigh", "max"),
    Meaning.KILLED_OPEN: ("killedopen",),
    Meaning.KILLED_CIVILIANS: ("deathscivilians", "civilianskilled", "civiliandeaths", "killedcivilians"),
    Meaning.KILLED_FORCES: ("securityforceskilled", "forceskilled", "soldierskilled", "killedforces"),
    Meaning.KILLED_MILITANTS: ("militantskilled", "killedmilitants", "militantdeaths"),
    Meaning.KILLED_ATTACKERS: ("attackerskilled", "nkillter", "killedattackers"),
    Meaning.WOUNDED: ("wounded", "injured", "nwound", "injuries", "injuredbest", "woundedbest"),
    Meaning.WOUNDED_LOW: ("woundedlow", "injuredlow", "injuredmin", "woundedmin"),
    Meaning.WOUNDED_HIGH: ("woundedhigh", "injuredhigh", "injuredmax", "woundedmax"),
    Meaning.WOUNDED_OPEN: ("woundedopen",),
    Meaning.TARGETS: ("targets", "targettype", "targtype1txt", "targetkind"),
    Meaning.WEAPONS: ("weapons", "weapon", "weapontype", "weaptype1txt"),
    Meaning.SOURCE_COUNT: ("corroboration", "numberofsources", "sourcecount", "nsources"),
    Meaning.SOURCE: ("source", "sources", "sourceoffice", "sourcearticle", "outlet", "scite1", "newspaper", "media"),
    Meaning.ADDRESS: ("url", "link", "sourceurl", "address", "web"),
    Meaning.NOTES: ("notes", "summary", "description", "details", "remarks", "comment", "sourceheadline", "title"),
}  # fmt: skip
SIGNS = re.compile(r"[\W_]+")


def guessed(columns: Iterable[str]) -> dict[Meaning, str]:
    """The column that each meaning may have, by its heading; a column stands for one thing, and the surest is taken."""
    by_heading = {SIGNS.sub("", column.casefold()): column for column in reversed(list(columns))}
    ranked = sorted(
        (rank, meaning, by_heading[heading])
        for meaning, headings in HEADINGS.items() for rank, heading in enumerate(headings) if heading in by_heading
    )  # fmt: skip
    found: dict[Meaning, str] = {}
    for _, meaning, column in ranked:
        if meaning not in found and column not in found.values():
            found[meaning] = column
    return {meaning: found[meaning] for meaning in Meaning if meaning in found}
