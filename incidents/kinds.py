"""Kinds of incident, grouped as ACLED groups its sub-events, and GTD's kinds of target and weapon."""

from django.db import models


class Kind(models.TextChoices):
    """What happened."""

    SUICIDE_ATTACK = "suicide_attack", "suicide attack"
    ARMED_ATTACK = "armed_attack", "armed attack"
    ARMED_CLASH = "armed_clash", "armed clash"
    BOMBING_IED = "bombing_ied", "bombing or IED"
    GRENADE = "grenade"
    SHELLING = "shelling"
    AIRSTRIKE = "airstrike"
    DRONE_STRIKE = "drone_strike", "drone strike"
    ASSASSINATION = "assassination"
    ABDUCTION = "abduction"
    SEXUAL_VIOLENCE = "sexual_violence", "sexual violence"
    LOOTING_DESTRUCTION = "looting_destruction", "looting or destruction"
    TERRITORY_TAKEN = "territory_taken", "territory taken"
    TERRITORY_REGAINED = "territory_regained", "territory regained"
    BASE_ESTABLISHED = "base_established", "base established"
    TRAINING_CAMP = "training_camp", "training camp"
    ARREST = "arrest"
    RAID = "raid"
    NETWORK_UNCOVERED = "network_uncovered", "network uncovered"
    WEAPONS_SEIZED = "weapons_seized", "weapons seized"
    RECRUITMENT = "recruitment"
    PROPAGANDA = "propaganda"
    STATEMENT = "statement"
    AGREEMENT = "agreement"
    PLEDGE = "pledge"
    SPLIT = "split"
    LEADER_CHANGE = "leader_change", "leader change"
    SURRENDER = "surrender"
    PROTEST = "protest"
    RIOT = "riot"
    OTHER = "other"


class Family(models.TextChoices):
    """The families kinds belong to."""

    VIOLENCE = "violence"
    CONTROL = "control"
    COUNTER_OPERATION = "counter_operation", "counter-operation"
    STRATEGIC = "strategic"
    UNREST = "unrest"
    OTHER = "other"


KINDS_OF: dict[Family, tuple[Kind, ...]] = {
    Family.VIOLENCE: (
        Kind.SUICIDE_ATTACK, Kind.ARMED_ATTACK, Kind.ARMED_CLASH, Kind.BOMBING_IED, Kind.GRENADE, Kind.SHELLING,
        Kind.AIRSTRIKE, Kind.DRONE_STRIKE, Kind.ASSASSINATION, Kind.ABDUCTION, Kind.SEXUAL_VIOLENCE,
        Kind.LOOTING_DESTRUCTION,
    ),
    Family.CONTROL: (
        Kind.TERRITORY_TAKEN, Kind.TERRITORY_REGAINED, Kind.BASE_ESTABLISHED, Kind.TRAINING_CAMP,
    ),
    Family.COUNTER_OPERATION: (Kind.ARREST, Kind.RAID, Kind.NETWORK_UNCOVERED, Kind.WEAPONS_SEIZED),
    Family.STRATEGIC: (
        Kind.RECRUITMENT, Kind.PROPAGANDA, Kind.STATEMENT, Kind.AGREEMENT, Kind.PLEDGE, Kind.SPLIT,
        Kind.LEADER_CHANGE, Kind.SURRENDER,
    ),
    Family.UNREST: (Kind.PROTEST, Kind.RIOT),
    Family.OTHER: (Kind.OTHER,),
}
FAMILY_OF: dict[Kind, Family] = {kind: family for family, kinds in KINDS_OF.items() for kind in kinds}


class TargetKind(models.TextChoices):
    """What was attacked, after GTD's target types."""

    BUSINESS = "business"
    GOVERNMENT = "government"
    POLICE = "police"
    MILITARY = "military"
    EDUCATIONAL = "educational", "educational institution"
    MEDIA = "media", "journalists and media"
    NGO = "ngo", "NGO"
    PRIVATE_CITIZENS = "private_citizens", "private citizens and property"
    RELIGIOUS = "religious", "religious figures and institutions"
    MILITANTS = "militants", "armed group"
    TRANSPORT = "transport", "transportation"
    UTILITIES = "utilities"
    OTHER = "other"
    UNKNOWN = "unknown"


class WeaponKind(models.TextChoices):
    """What was used, after GTD's weapon types."""

    EXPLOSIVES = "explosives"
    FIREARMS = "firearms"
    INCENDIARY = "incendiary"
    MELEE = "melee"
    VEHICLE = "vehicle"
    CHEMICAL = "chemical"
    OTHER = "other"
    UNKNOWN = "unknown"
