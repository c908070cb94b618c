"""What belongs to synthetic incidents: who took part, what was struck, and with what."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from incidents.kinds import FAMILY_OF, Family, Kind, TargetKind, WeaponKind
from incidents.models import AttributedBy, AttributionStatus, Role
from incidents.synthetic.chance import Chance, Flags, Numbers, falling
from incidents.synthetic.headlines import KINDS, Headlines, acting
from incidents.synthetic.world import STATE_FORCES, World
from sources.editorial import Confidence

Columns = dict[str, pa.Array]

STATUSES = {
    AttributionStatus.SUSPECTED: 0.30, AttributionStatus.CLAIMED: 0.25, AttributionStatus.CREDITED: 0.20,
    AttributionStatus.UNKNOWN: 0.15, AttributionStatus.DISPUTED: 0.06, AttributionStatus.DENIED: 0.04,
}  # fmt: skip
NAMED, OPPOSED, SUPPORTED = 0.88, 0.38, 0.12  # have a first, second, third attribution; each of those with the last
USUAL = 6  # adversaries a group has
COMMUNITIES = ("Shia", "Hazara", "Sunni", "Sufi", "Sikh", "Christian", "Ahmadi")
WITH_COMMUNITY = (TargetKind.RELIGIOUS, TargetKind.PRIVATE_CITIZENS, TargetKind.EDUCATIONAL)
USED = {
    Kind.SUICIDE_ATTACK: WeaponKind.EXPLOSIVES, Kind.BOMBING_IED: WeaponKind.EXPLOSIVES,
    Kind.GRENADE: WeaponKind.EXPLOSIVES, Kind.SHELLING: WeaponKind.EXPLOSIVES, Kind.AIRSTRIKE: WeaponKind.EXPLOSIVES,
    Kind.DRONE_STRIKE: WeaponKind.EXPLOSIVES, Kind.ARMED_ATTACK: WeaponKind.FIREARMS,
    Kind.ARMED_CLASH: WeaponKind.FIREARMS, Kind.ASSASSINATION: WeaponKind.FIREARMS,
    Kind.LOOTING_DESTRUCTION: WeaponKind.INCENDIARY,
}  # fmt: skip
WEAPONS = list(WeaponKind)


def attributions(of: Headlines, world: World, chance: Chance) -> tuple[Numbers, Columns]:
    """Most incidents name a group; a third of these an adversary too; a few a supporter. Groups once an incident."""
    size, groups = len(of), len(world.groups)
    is_countered = np.array([FAMILY_OF[kind] == Family.COUNTER_OPERATION for kind in KINDS])[of.kind]
    force = np.array(STATE_FORCES)[chance.pick(falling(len(STATE_FORCES), 1.0), size)] - 1
    first = np.where(is_countered, force, of.actor)
    adversary = (first * 7 + 1 + chance.pick(falling(USUAL, 1.0), size)) % groups
    second = np.where(is_countered, of.actor, adversary)
    third = acting(world, of.when, chance)
    roles = [Role.PERPETRATOR, Role.TARGET, Role.SUPPORTING, Role.CONDUCTED_BY]
    part_of_second = np.where(is_countered, 1, chance.pick([0.15, 0.75, 0.10], size))
    parts = np.where(is_countered, 3, 0), part_of_second, np.full(size, 2)
    named = chance.happens(NAMED, size)
    opposed = named & (second != first) & chance.happens(OPPOSED, size)
    supported = opposed & (third != first) & (third != second) & chance.happens(SUPPORTED, size)
    owner, group, part = _stacked((named, opposed, supported), (first, second, third), parts)
    return owner, {
        "group_id": pa.array(world.groups[group]), "role": _choice(roles, part), **_naming(len(owner), chance),
        "report_id": pa.nulls(len(owner), pa.int64()), "leads": pa.repeat(False, len(owner)),
        "is_editors": pa.repeat(True, len(owner)),
    }  # fmt: skip


def targets(of: Headlines, chance: Chance) -> tuple[Numbers, Columns]:
    """What a kind of incident usually strikes; of some kinds of target the community is reported now and then."""
    size, kinds = len(of), list(TargetKind)
    first = (of.kind * 3 + chance.pick(falling(5, 1.2), size)) % len(kinds)
    second = (first + 1 + chance.pick(falling(len(kinds) - 1, 0.5), size)) % len(kinds)
    struck = chance.happens(0.65, size)
    owner, kind = _stacked((struck, struck & chance.happens(0.22, size)), (first, second))
    has_community = np.array([each in WITH_COMMUNITY for each in kinds])[kind] & chance.happens(0.4, len(kind))
    community = np.where(has_community, 1 + chance.pick(falling(len(COMMUNITIES), 1.0), len(kind)), 0)
    return owner, {"kind": _choice(kinds, kind), "community": _choice(("", *COMMUNITIES), community)}


def weapons(of: Headlines, chance: Chance) -> tuple[Numbers, Columns]:
    """What a kind of incident is done with; some others name a weapon too, and some a second one."""
    size = len(of)
    usual = np.array([WEAPONS.index(USED.get(kind, WeaponKind.UNKNOWN)) for kind in KINDS])[of.kind]
    other = (usual + 1 + chance.pick(falling(len(WEAPONS) - 1, 0.8), size)) % len(WEAPONS)
    is_usual = np.array([kind in USED for kind in KINDS])[of.kind]
    first = chance.draw.random(size) < np.where(is_usual, 0.9, 0.08)
    owner, kind = _stacked((first, first & chance.happens(0.12, size)), (usual, other))
    return owner, {"kind": _choice(WEAPONS, kind)}


def _naming(size: int, chance: Chance) -> Columns:
    """Who named a group goes with how it came to be named: it is the group itself that claims."""
    statuses, namers, levels = list(STATUSES), list(AttributedBy), list(Confidence)
    status = chance.pick(list(STATUSES.values()), size)
    is_claimed = status == statuses.index(AttributionStatus.CLAIMED)
    by = np.where(is_claimed, namers.index(AttributedBy.GROUP), 1 + chance.pick([0.4, 0.4, 0.2], size))
    return {
        "status": _choice(statuses, status), "by": _choice(namers, by),
        "confidence": _choice(levels, chance.pick([0.5, 0.35, 0.15], size)), "note": pa.repeat("", size),
    }  # fmt: skip


def _stacked(has: Sequence[Flags], *values: Sequence[Numbers]) -> tuple[Numbers, ...]:
    """Owners in order with a value for each of the parts they have."""
    owners = [np.flatnonzero(each) for each in has]
    owner = np.concatenate(owners)
    order = np.argsort(owner, kind="stable")
    columns = (np.concatenate([each[rows] for each, rows in zip(some, owners, strict=True)]) for some in values)
    return owner[order], *(column[order] for column in columns)


def _choice(known: Sequence[str], codes: Numbers) -> pa.Array:
    return pa.array([str(each) for each in known], pa.string()).take(pa.array(codes))
