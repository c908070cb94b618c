"""Words by which people's tables call kinds, levels, targets and weapons; kinds are proposals for a person. Pure."""

import re
from collections.abc import Mapping

from incidents.kinds import Kind, TargetKind, WeaponKind
from intake.crosswalks import acled
from places.models import PlaceKind

COUNTRIES = {"af": "Afghanistan", "afg": "Afghanistan", "pk": "Pakistan", "pak": "Pakistan"}
LEVELS: Mapping[str, PlaceKind] = {
    **{kind.value: kind for kind in PlaceKind},
    **dict.fromkeys(("exact", "town", "city", "village", "settlement", "populated place"), PlaceKind.SETTLEMENT),
    **dict.fromkeys(("admin2", "adm2", "county"), PlaceKind.DISTRICT),
    **dict.fromkeys(("admin1", "adm1", "state"), PlaceKind.PROVINCE),
    **dict.fromkeys(("admin0", "adm0", "nation"), PlaceKind.COUNTRY),
}
LEVELS_NAMED = "site, settlement, district, province or country"
PRECISIONS = {
    **dict.fromkeys(("day", "exact", "d"), "day"), **dict.fromkeys(("week", "w"), "week"),
    **dict.fromkeys(("month", "m"), "month"), **dict.fromkeys(("year", "y"), "year"),
}  # fmt: skip
NOBODY = frozenset({
    "", "-", "–", "n/a", "na", "none", "unknown", "not known", "unidentified", "unclaimed", "civilians", "civilian",
    "unknown group", "unknown gunmen", "unidentified gunmen", "unidentified armed group",
})  # fmt: skip
TARGETS: Mapping[str, TargetKind] = {
    **{each.value: each for each in TargetKind}, **{each.label: each for each in TargetKind},
    **dict.fromkeys(("army", "security forces", "troops", "soldiers", "military forces"), TargetKind.MILITARY),
    **dict.fromkeys(("civilians", "civilian", "citizens", "private citizens", "private citizens & property"),
                    TargetKind.PRIVATE_CITIZENS),
    **dict.fromkeys(("mosque", "shrine", "church", "religious", "religious figures/institutions"),
                    TargetKind.RELIGIOUS),
    **dict.fromkeys(("school", "education", "university", "educational institution"), TargetKind.EDUCATIONAL),
    **dict.fromkeys(("government (general)", "government (diplomatic)", "officials"), TargetKind.GOVERNMENT),
    **dict.fromkeys(("journalists", "journalist", "journalists & media", "press"), TargetKind.MEDIA),
    **dict.fromkeys(("aid workers", "aid agency"), TargetKind.NGO),
    **dict.fromkeys(("terrorists/non-state militia", "militant", "insurgents"), TargetKind.MILITANTS),
}  # fmt: skip
WEAPONS: Mapping[str, WeaponKind] = {
    **{each.value: each for each in WeaponKind},
    **dict.fromkeys(("explosive", "bomb", "ied", "mine", "landmine", "rocket", "mortar", "grenade", "suicide vest"),
                    WeaponKind.EXPLOSIVES),
    **dict.fromkeys(("firearm", "gun", "guns", "small arms", "rifle", "pistol", "gunfire"), WeaponKind.FIREARMS),
    **dict.fromkeys(("knife", "knives", "sharp object"), WeaponKind.MELEE),
    **dict.fromkeys(("fire", "arson"), WeaponKind.INCENDIARY),
}  # fmt: skip
KINDS: Mapping[str, Kind] = {
    **{name.casefold(): kind for name, kind in acled.KINDS.items()},
    **{each.value: each for each in Kind}, **{each.label: each for each in Kind},
    "bombing/explosion": Kind.BOMBING_IED, "armed assault": Kind.ARMED_ATTACK,
    "hostage taking (kidnapping)": Kind.ABDUCTION, "hostage taking (barricade incident)": Kind.ABDUCTION,
    "hijacking": Kind.ABDUCTION, "facility/infrastructure attack": Kind.LOOTING_DESTRUCTION,
    "unarmed assault": Kind.ARMED_ATTACK, "battles": Kind.ARMED_CLASH, "riots": Kind.RIOT, "protests": Kind.PROTEST,
    "violence against civilians": Kind.ARMED_ATTACK,
}  # fmt: skip
# The first of these that stands in a value; "suicide" before "bomb", for it says more.
SIGNS_OF_KINDS = (
    ("suicide", Kind.SUICIDE_ATTACK), ("drone", Kind.DRONE_STRIKE), ("uav", Kind.DRONE_STRIKE),
    ("air strike", Kind.AIRSTRIKE), ("airstrike", Kind.AIRSTRIKE), ("air raid", Kind.AIRSTRIKE),
    ("targeted kill", Kind.ASSASSINATION), ("target kill", Kind.ASSASSINATION), ("assassinat", Kind.ASSASSINATION),
    ("kidnap", Kind.ABDUCTION), ("abduct", Kind.ABDUCTION), ("hostage", Kind.ABDUCTION),
    ("grenade", Kind.GRENADE), ("mortar", Kind.SHELLING), ("shell", Kind.SHELLING), ("rocket", Kind.SHELLING),
    ("artillery", Kind.SHELLING), ("ied", Kind.BOMBING_IED), ("bomb", Kind.BOMBING_IED), ("blast", Kind.BOMBING_IED),
    ("explosion", Kind.BOMBING_IED), ("mine", Kind.BOMBING_IED), ("clash", Kind.ARMED_CLASH),
    ("battle", Kind.ARMED_CLASH), ("ambush", Kind.ARMED_ATTACK), ("shooting", Kind.ARMED_ATTACK),
    ("firing", Kind.ARMED_ATTACK), ("assault", Kind.ARMED_ATTACK), ("attack", Kind.ARMED_ATTACK),
    ("arrest", Kind.ARREST), ("raid", Kind.RAID), ("surrender", Kind.SURRENDER), ("protest", Kind.PROTEST),
    ("riot", Kind.RIOT),
)  # fmt: skip


def guessed_kind(value: str) -> Kind | None:
    """The kind that a value likely means; a person confirms it."""
    said = " ".join(value.split()).casefold()
    begun = f" {re.sub(r'[^a-z]+', ' ', said)}"  # a sign stands at the beginning of a word
    return KINDS.get(said) or next((kind for sign, kind in SIGNS_OF_KINDS if f" {sign}" in begun), None)
