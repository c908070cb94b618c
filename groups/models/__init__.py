"""Armed groups, their names, and the dated, sourced statements about them, one file a noun."""

from groups.kinds import STRUCTURE, AllianceFamily, AllianceKind, AllianceStatus
from groups.models.alliance import Alliance
from groups.models.group import (
    EditorialQuerySet,
    Group,
    GroupKind,
    GroupName,
    GroupNameKind,
    GroupQuerySet,
    MatchRule,
    Standing,
)
from groups.models.leadership import EndReason, LeaderRole, Leadership, LeadershipStatus
from groups.models.listed import DECIDED_AS_GROUP, Finding, ListedActor, ListedState
from groups.models.presence import Presence, PresenceKind

__all__ = [
    "DECIDED_AS_GROUP", "STRUCTURE", "Alliance", "AllianceFamily", "AllianceKind", "AllianceStatus",
    "EditorialQuerySet", "EndReason", "Finding", "Group", "GroupKind", "GroupName", "GroupNameKind", "GroupQuerySet",
    "LeaderRole", "Leadership", "LeadershipStatus", "ListedActor", "ListedState", "MatchRule", "Presence",
    "PresenceKind", "Standing",
]  # fmt: skip
