"""What synthetic incidents point at, made once a run: accounts, outlets, groups with their structure, and places."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from django.contrib.auth.hashers import make_password
from django.db import transaction
from numpy.typing import NDArray

from accounts.models import Role, User
from groups.models import Alliance, AllianceKind, AllianceStatus, Group, GroupKind, GroupName, GroupNameKind
from incidents.synthetic import dates, places
from incidents.synthetic.chance import Chance, Numbers, falling
from incidents.synthetic.marks import DESK, GROUP, OUTLET, REVIEW, SLUG
from incidents.synthetic.run import RUN, Run
from sources.editorial import Confidence, State
from sources.models import Outlet, OutletKind, Reliability, Source

OUTLETS, GROUPS, YEARS = 40, 120, 20
LASTING = 12  # of the groups, the largest, are there all the time; the others for some years
STATE_FORCES = (3, 6, 14)  # by number; so are the drafts
DRAFTS = (20, 60, 115)
CHAPTERS = {number: number // 10 for number in range(100, GROUPS + 1)}
FACTIONS = dict.fromkeys(range(50, 55), 1) | {70: 50, 71: 50}
AFFILIATES = dict.fromkeys(range(60, 65), 2) | {80: 61}
MAKING, READING, CHUNKS = 0, 1, 2  # the stretches of chance
OTHER_TIES = {4: 1, 5: 2, 7: 1, 8: 4}


@dataclass(frozen=True)
class World:
    """Row numbers; groups by size, the largest first. `busy` and `active` say when things happen and who is there."""

    seed: int
    desk: int
    reviewer: int
    outlets: Numbers
    groups: Numbers
    active: NDArray[np.float64]
    busy: NDArray[np.float64]
    pools: list[places.Pool]

    @classmethod
    def read(cls, seed: int) -> "World":
        chance = Chance(seed, READING)
        return cls(
            seed, User.objects.get(username=DESK).pk, User.objects.get(username=REVIEW).pk,
            _keys(Outlet.objects.order_by("slug").values_list("pk", flat=True)),
            _keys(Group.objects.order_by("slug").values_list("pk", flat=True)),
            _active(chance), dates.busyness(chance), places.pools(chance),
        )  # fmt: skip


@transaction.atomic
def begin(run: Run) -> None:
    """Make the world of a run, all of it or nothing."""
    for username, role in ((DESK, Role.EDITOR), (REVIEW, Role.REVIEWER)):
        stays_shut = {"role": role, "is_active": False, "password": make_password(None)}
        User.objects.get_or_create(username=username, defaults=stays_shut)
    outlets = Outlet.objects.bulk_create(_outlet(number) for number in range(1, OUTLETS + 1))
    run.begin(outlets[0])
    _make_groups()
    places.make(Chance(run.seed, MAKING))


def _active(chance: Chance) -> NDArray[np.float64]:
    """How often each group acts in each year, as running sums in which year y has the numbers from y to y + 1."""
    start = chance.between(0, YEARS - 3, GROUPS)
    end = start + chance.between(3, 14, GROUPS)
    start[:LASTING], end[:LASTING] = 0, YEARS
    year = np.arange(YEARS)[:, None]
    sums = np.cumsum(falling(GROUPS, 1.1) * ((year >= start) & (year < end)), axis=1)
    rising: NDArray[np.float64] = (year + sums / sums[:, -1:]).ravel()
    return rising


def _outlet(number: int) -> Outlet:
    name = f"{OUTLET} {number:02}"
    grade = Reliability.values[number % len(Reliability.values)]
    return Outlet(name=name, slug=f"{SLUG}outlet-{number:02}", kind=OutletKind.DATASET, reliability=grade)


def _make_groups() -> None:
    made = Group.objects.bulk_create(map(_group, range(1, GROUPS + 1)))
    acronym = {"kind": GroupNameKind.ACRONYM, "script": "Latn", "language": "en"}
    GroupName.objects.bulk_create(GroupName(group=group, name=group.short_name, **acronym) for group in made)
    ties = Alliance.objects.bulk_create(_ties(made))
    run = Source.objects.get(slug=RUN)
    Alliance.citations.through._default_manager.bulk_create(
        Alliance.citations.through(alliance=tie, source=run) for tie in ties
    )


def _group(number: int) -> Group:
    kinds = {**dict.fromkeys(CHAPTERS, GroupKind.CHAPTER), **dict.fromkeys(FACTIONS, GroupKind.FACTION)}
    kinds |= dict.fromkeys(STATE_FORCES, GroupKind.STATE_FORCE)
    return Group(
        name=f"{GROUP} {number:03}", slug=f"{SLUG}{number:03}", short_name=f"SG {number:03}",
        kind=kinds.get(number, GroupKind.ARMED_GROUP), formed=str(1985 + number % 30) if number % 3 else "",
        state=State.DRAFT if number in DRAFTS else State.PUBLISHED,
    )  # fmt: skip


def _ties(groups: list[Group]) -> Iterator[Alliance]:
    structure = {
        AllianceKind.CHAPTER_OF: CHAPTERS, AllianceKind.FACTION_OF: FACTIONS, AllianceKind.AFFILIATE_OF: AFFILIATES,
        AllianceKind.RIVAL_OF: OTHER_TIES,
    }  # fmt: skip
    for kind, ties in structure.items():
        for source, target in ties.items():
            yield Alliance(
                source=groups[source - 1], target=groups[target - 1], kind=kind, status=AllianceStatus.ASSERTED,
                confidence=Confidence.MODERATE, state=State.PUBLISHED, start="2003" if source % 2 else "",
            )  # fmt: skip


def _keys(numbers: object) -> Numbers:
    return np.array(list(numbers), np.int64)  # type: ignore[call-overload]
