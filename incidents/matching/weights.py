"""What each piece of evidence is worth: the one place where it is set how readily two accounts are taken for one event.

Points add up as logarithms of odds do: three for one thing and three against it leave the question where it was.
They are the project's defaults, set by hand and checked against a labelled set (tests/incidents/test_matching.py).
"""

from enum import StrEnum
from math import exp

from incidents.kinds import Kind, TargetKind

PRIOR = -6.0  # two accounts from about the same time and place are seldom of one event

# When. By the days that both dates together may mean (1: both name the same day); the narrowest that holds.
DAYS_TOGETHER = ((1, 3.0), (3, 2.2), (7, 1.6), (31, 1.0), (366, 0.2))
LONGER = 0.0
# By the days between the end of one date and the beginning of the other, where they do not meet.
DAYS_APART = ((1, 1.2), (2, 0.3), (3, -0.5), (7, -3.0), (31, -4.5))
FARTHER = -6.0
# Where a side is open ("by 7 December"): by the days between the bounds that are known.
BOUNDS_APART = ((7, 0.6), (31, 0.3), (366, -0.5))
BOUNDS_FARTHER = -1.5
SAME_OPEN_DATE = 0.8
UNDATED = -1.5

# Where. By the coarser of the two levels to which they are known.
LEVELS = {"site": 4.0, "settlement": 3.0, "district": 1.8, "province": 0.6, "country": 0.1, "": 0.0}
CONTAINED = 0.8  # of that, where one lies in the other
NEAR = 1.0  # two names, but no farther from each other than either is known
BESIDE = 0.3  # about as far from each other as they are known
SAME_DISTRICT = 0.3  # two names in one district, their own positions not known
SAME_PROVINCE = -0.8
UNITS_TOUCH = -1.0  # two districts, or two provinces, whose doubts overlap
NAMES_APART = -1.0  # two names, of which nothing else is known
ELSEWHERE = -2.0
FAR_OFF = -4.0
FAR_OFF_KM = 30.0
TWO_SITES = -1.0  # besides, where both name a single building or spot
SIMILAR_NAMES = 0.5  # of a level, where names of sites are alike and not the same
UNPLACED = -1.0

# What.
SAME_KIND = 1.5
KIN_KIND = 0.7
OTHER_KIND_OF_FAMILY = -0.7
OTHER_FAMILY = -2.5
BOTH_OTHER = 0.3  # "other" says little

# Who.
SAME_GROUP = 1.5
KIN_GROUP = 0.8  # one is a chapter, faction, affiliate or arm of the other
OTHER_ROLE = 0.4  # the same group, once as who acted and once as who was struck
USUAL_GROUP = 0.4  # a state force, or a name for those not known: in too many incidents to tell much
OTHER_GROUP = -1.2

# Whom it struck.
SAME_TARGET = 0.8
SAME_COMMUNITY = 1.4
OTHER_TARGET = -1.5

# How many: by the smaller of two figures that agree, as large numbers seldom agree by chance.
FIGURES = ((0, 0.3), (1, 0.5), (4, 0.8), (19, 1.4))
LARGE_FIGURE = 2.0
CLOSE_FIGURES = 0.6  # of that, where the figures are close and not the same
FAR_FIGURES = -1.0
VERY_FAR_FIGURES = -2.2
OUTCOMES = {"killed": 1.0, "wounded": 0.5, "abducted": 1.0, "arrested": 1.0}

# Who says so.
SAME_SOURCE = 2.0
SAME_ROOT = 2.0
SAME_OWNER = 0.2

KINDRED_KINDS: tuple[frozenset[Kind], ...] = (
    frozenset({Kind.SUICIDE_ATTACK, Kind.BOMBING_IED}),
    frozenset({Kind.SUICIDE_ATTACK, Kind.ARMED_ATTACK}),
    frozenset({Kind.BOMBING_IED, Kind.GRENADE}),
    frozenset({Kind.BOMBING_IED, Kind.ASSASSINATION}),
    frozenset({Kind.ARMED_ATTACK, Kind.ARMED_CLASH, Kind.ASSASSINATION}),
    frozenset({Kind.ARMED_ATTACK, Kind.GRENADE, Kind.SHELLING}),
    frozenset({Kind.ARMED_ATTACK, Kind.ABDUCTION, Kind.LOOTING_DESTRUCTION}),
    frozenset({Kind.AIRSTRIKE, Kind.DRONE_STRIKE, Kind.SHELLING}),
    frozenset({Kind.ARMED_CLASH, Kind.TERRITORY_TAKEN}),
    frozenset({Kind.ARMED_CLASH, Kind.TERRITORY_REGAINED}),
    frozenset({Kind.ARMED_CLASH, Kind.AIRSTRIKE, Kind.RAID}),
    frozenset({Kind.BASE_ESTABLISHED, Kind.TRAINING_CAMP}),
    frozenset({Kind.ARREST, Kind.RAID, Kind.NETWORK_UNCOVERED, Kind.WEAPONS_SEIZED}),
    frozenset({Kind.RECRUITMENT, Kind.PROPAGANDA}),
    frozenset({Kind.RECRUITMENT, Kind.NETWORK_UNCOVERED}),
    frozenset({Kind.PROPAGANDA, Kind.STATEMENT, Kind.PLEDGE}),
    frozenset({Kind.LEADER_CHANGE, Kind.DRONE_STRIKE, Kind.AIRSTRIKE}),
    frozenset({Kind.LEADER_CHANGE, Kind.ASSASSINATION}),
    frozenset({Kind.LEADER_CHANGE, Kind.RAID}),
    frozenset({Kind.LEADER_CHANGE, Kind.SPLIT}),
    frozenset({Kind.PROTEST, Kind.RIOT}),
)  # fmt: skip
KINDRED_TARGETS: tuple[frozenset[TargetKind], ...] = (
    frozenset({TargetKind.POLICE, TargetKind.MILITARY, TargetKind.GOVERNMENT}),
    frozenset({TargetKind.PRIVATE_CITIZENS, TargetKind.RELIGIOUS}),
    frozenset({TargetKind.PRIVATE_CITIZENS, TargetKind.BUSINESS, TargetKind.TRANSPORT}),
    frozenset({TargetKind.PRIVATE_CITIZENS, TargetKind.EDUCATIONAL}),
)  # fmt: skip


class Band(StrEnum):
    """How likely it is in words. What is unlikely is not suggested."""

    VERY_LIKELY = "very likely the same"
    LIKELY = "likely the same"
    POSSIBLE = "possibly the same"
    UNLIKELY = "unlikely to be the same"


BANDS = ((0.95, Band.VERY_LIKELY), (0.75, Band.LIKELY), (0.15, Band.POSSIBLE))


def likelihood(points: float) -> float:
    """All points as a score from 0 to 1."""
    return 1 / (1 + exp(-(PRIOR + points)))


def band_of(score: float) -> Band:
    return next((band for least, band in BANDS if score >= least), Band.UNLIKELY)


def step(steps: tuple[tuple[int, float], ...], number: int, beyond: float) -> float:
    """What a table of upper limits says of a number."""
    return next((points for most, points in steps if number <= most), beyond)
