"""Armed groups, their names, and the dated, sourced statements about them, one file a noun."""

from groups.models.alliance import STRUCTURE, Alliance, AllianceKind, AllianceStatus
from groups.models.group import EditorialQuerySet, Group, GroupKind, GroupName, GroupNameKind, MatchRule, Standing
from groups.models.leadership import EndReason, LeaderRole, Leadership, LeadershipStatus
from groups.models.presence import Presence, PresenceKind

__all__ = [
    "STRUCTURE", "Alliance", "AllianceKind", "AllianceStatus", "EditorialQuerySet", "EndReason", "Group", "GroupKind",
    "GroupName", "GroupNameKind", "LeaderRole", "Leadership", "LeadershipStatus", "MatchRule", "Presence",
    "PresenceKind", "Standing",
]
