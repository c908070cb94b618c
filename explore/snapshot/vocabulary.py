"""The fixed words of a snapshot: numbers in its columns are positions in these lists. Pure."""

from dataclasses import dataclass
from typing import Any

from incidents.kinds import FAMILY_OF, Family, Kind, TargetKind, WeaponKind
from incidents.models import AttributionStatus, Role
from places.models import Precision
from sources.editorial import State

SCHEMA = 5  # another number makes every older snapshot stale
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
    """A group as readers know it; of each of its eras the first day, and the slugs of what it belonged to from then on.

    A first day is in days since 1970-01-01; None is "ever before". A group that never belonged to another has no eras.
    `former` are the slugs of records that were merged into it: whoever asks for them means this one.
    """

    slug: str
    label: str
    name: str
    names: str
    eras: tuple[tuple[int | None, tuple[str, ...]], ...] = ()
    former: tuple[str, ...] = ()

    @classmethod
    def of(cls, told: dict[str, Any]) -> "GroupEntry":
        """From what was written as JSON."""
        eras = tuple((first, tuple(above)) for first, above in told["eras"])
        return cls(**{**told, "eras": eras, "former": tuple(told.get("former", ()))})


@dataclass(frozen=True)
class UnitEntry:
    """A province or a district; `province` is the code of the province that a district lies in."""

    code: str
    name: str
    country: str
    province: str | None
