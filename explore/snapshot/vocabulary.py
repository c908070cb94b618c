"""The fixed words of a snapshot: numbers in its columns are positions in these lists. Pure."""

from dataclasses import dataclass

from incidents.kinds import FAMILY_OF, Family, Kind, TargetKind, WeaponKind
from incidents.models import AttributionStatus, Role
from places.models import Precision
from sources.editorial import State

SCHEMA = 4  # another number makes every older snapshot stale
UNDATED = -(2**31)  # sorts before every day
UNREPORTED = -1
COUNTS = tuple(f"{outcome}_{view}" for outcome in ("killed", "wounded") for view in ("low", "best", "high"))

KINDS = [str(kind) for kind in Kind.values]
FAMILIES = [str(family) for family in Family.values]
FAMILY_OF_KIND = [FAMILIES.index(FAMILY_OF[Kind(kind)].value) for kind in KINDS]
STATES = [str(state) for state in State.values]
ROLES = [str(role) for role in Role.values]
STATUSES = [str(status) for status in AttributionStatus.values]
TARGETS = [str(kind) for kind in TargetKind.values]
WEAPONS = [str(kind) for kind in WeaponKind.values]
PRECISIONS = [str(precision) for precision in Precision.values]  # fine to coarse
LEVELS = ["placed", "by_district", "by_province", "not_located"]


@dataclass(frozen=True)
class GroupEntry:
    """A group as readers know it; `parents` are the slugs of what it is a chapter, faction, affiliate or arm of."""

    slug: str
    label: str
    name: str
    names: str
    parents: tuple[str, ...]


@dataclass(frozen=True)
class UnitEntry:
    """A province or a district; `province` is the code of the province that a district lies in."""

    code: str
    name: str
    country: str
    province: str | None
