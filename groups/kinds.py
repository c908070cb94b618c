"""The words for ties between groups: their kinds, the families these fall into, and how a tie is known. Pure."""

from django.db import models


class AllianceFamily(models.TextChoices):
    """What a kind of tie is about."""

    STRUCTURE = "structure"
    ALLEGIANCE = "allegiance"
    CHANGE = "change"
    COOPERATION = "cooperation"
    HOSTILITY = "hostility"
    DEFECTION = "defection"
    IDENTITY = "identity"


class AllianceKind(models.TextChoices):
    """Kinds of tie, after the Stanford Mapping Militants vocabulary; read "source kind target"."""

    AFFILIATE_OF = "affiliate_of", "affiliate of"
    CHAPTER_OF = "chapter_of", "chapter of"
    FACTION_OF = "faction_of", "faction of"
    MEDIA_ARM_OF = "media_arm_of", "media arm of"
    PLEDGED_TO = "pledged_to", "pledged allegiance to"
    PLEDGE_ACCEPTED_BY = "pledge_accepted_by", "had its pledge accepted by"
    WITHDREW_FROM = "withdrew_from", "withdrew its pledge from"
    SPLIT_FROM = "split_from", "split from"
    MERGED_INTO = "merged_into", "merged into"
    RENAMED_TO = "renamed_to", "was renamed to"
    CO_OPTED_BY = "co_opted_by", "was co-opted by"
    ALLIED_WITH = "allied_with", "allied with"
    SUPPORTS = "supports", "supports"
    COOPERATES_WITH = "cooperates_with", "cooperates with"
    HAS_TIES_WITH = "has_ties_with", "has ties with"
    RIVAL_OF = "rival_of", "rival of"
    HOSTILE_TO = "hostile_to", "hostile to"
    MEMBERS_DEFECTED_TO = "members_defected_to", "saw members defect to"
    LEADER_DEFECTED_TO = "leader_defected_to", "saw a leader defect to"
    SAME_AS = "same_as", "may be the same group as"


KINDS_OF: dict[AllianceFamily, tuple[AllianceKind, ...]] = {
    AllianceFamily.STRUCTURE: (
        AllianceKind.AFFILIATE_OF, AllianceKind.CHAPTER_OF, AllianceKind.FACTION_OF, AllianceKind.MEDIA_ARM_OF,
    ),
    AllianceFamily.ALLEGIANCE: (
        AllianceKind.PLEDGED_TO, AllianceKind.PLEDGE_ACCEPTED_BY, AllianceKind.WITHDREW_FROM,
    ),
    AllianceFamily.CHANGE: (
        AllianceKind.SPLIT_FROM, AllianceKind.MERGED_INTO, AllianceKind.RENAMED_TO, AllianceKind.CO_OPTED_BY,
    ),
    AllianceFamily.COOPERATION: (
        AllianceKind.ALLIED_WITH, AllianceKind.SUPPORTS, AllianceKind.COOPERATES_WITH, AllianceKind.HAS_TIES_WITH,
    ),
    AllianceFamily.HOSTILITY: (AllianceKind.RIVAL_OF, AllianceKind.HOSTILE_TO),
    AllianceFamily.DEFECTION: (AllianceKind.MEMBERS_DEFECTED_TO, AllianceKind.LEADER_DEFECTED_TO),
    AllianceFamily.IDENTITY: (AllianceKind.SAME_AS,),
}  # fmt: skip
FAMILY_OF: dict[AllianceKind, AllianceFamily] = {kind: family for family, kinds in KINDS_OF.items() for kind in kinds}
STRUCTURE = frozenset(KINDS_OF[AllianceFamily.STRUCTURE])
BELONGING = STRUCTURE | {AllianceKind.PLEDGED_TO}
BELONGING_AND_LEAVING = BELONGING | {AllianceKind.WITHDREW_FROM}  # all that tells to whom a group belonged on a day


class AllianceStatus(models.TextChoices):
    """How a tie is known."""

    ASSERTED = "asserted"
    CONFIRMED = "confirmed"
    IMPLIED = "implied"
    DISPUTED = "disputed"
    DENIED = "denied"
    ENDED = "ended"
