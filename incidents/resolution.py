"""From reports to an incident's headline values: pure, so that a page can show how each was reached.

Rules: docs/method.md, "Resolving headline values". Sources with one owner, wire or republication chain count once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sources.quantities import Estimate

RELIABILITY_WEIGHT = {"A": 1.0, "B": 0.8, "C": 0.6, "D": 0.3, "E": 0.1, "F": 0.4}
CREDIBILITY_WEIGHT = {1: 1.0, 2: 0.8, 3: 0.6, 4: 0.3, 5: 0.1, 6: 0.4}
UNREPORTED = Estimate(None, None, None)


@dataclass(frozen=True)
class Voice:
    """What one report contributes: its independence key, its grades, whether its outlet is a party, its counts.

    `counts` maps an outcome such as "killed" to the report's total for it.
    """

    origin: str
    reliability: str
    credibility: int
    is_party: bool
    counts: dict[str, Estimate]

    @property
    def weight(self) -> float:
        return RELIABILITY_WEIGHT[self.reliability] * CREDIBILITY_WEIGHT[self.credibility]


@dataclass(frozen=True)
class Headline:
    """An incident's resolved values."""

    killed: Estimate
    wounded: Estimate
    corroboration: int
    has_conflict: bool
    credibility: int


def headline(voices: Sequence[Voice]) -> Headline:
    """The headline of an incident; `voices` are its reports in the order they were entered."""
    independent = latest_of_each_origin(voices)
    killed, wounded = (resolve_count(independent, outcome) for outcome in ("killed", "wounded"))
    return Headline(
        killed=killed,
        wounded=wounded,
        corroboration=len(independent),
        has_conflict=any(_disagree(independent, outcome) for outcome in ("killed", "wounded")),
        credibility=resolve_credibility(independent),
    )


def latest_of_each_origin(voices: Iterable[Voice]) -> list[Voice]:
    """One voice for each independent origin: the one entered last."""
    return list({voice.origin: voice for voice in voices}.values())


def resolve_count(voices: Sequence[Voice], outcome: str) -> Estimate:
    """Least low, weighted median best, greatest high (open if any is open). A party's count never sets best alone."""
    counted = [voice for voice in voices if (found := voice.counts.get(outcome)) and found.low is not None]
    if not counted:
        return UNREPORTED
    estimates = [voice.counts[outcome] for voice in counted]
    highs = [estimate.high for estimate in estimates]
    judged = [(voice.counts[outcome].best or 0, voice.weight) for voice in counted if not voice.is_party]
    low = min(estimate.low or 0 for estimate in estimates)
    high = None if None in highs else max(high for high in highs if high is not None)
    return Estimate(low, weighted_median(judged) if judged else None, high)


def weighted_median(values: Sequence[tuple[int, float]]) -> int:
    """The value at half of the total weight of at least one value; a tie goes to the lower."""
    half = sum(weight for _, weight in values) / 2
    reached = 0.0
    for value, weight in sorted(values):
        reached += weight
        if reached >= half - 1e-9:
            return value
    raise ValueError("a median needs at least one value")


def resolve_credibility(voices: Sequence[Voice]) -> int:
    """The best single grade; "confirmed" (1) needs two independent outlets, neither a party to the conflict."""
    best = min((voice.credibility for voice in voices), default=6)
    return best if best > 1 or sum(not voice.is_party for voice in voices) >= 2 else 2


def total(estimates: Iterable[Estimate]) -> Estimate:
    """The sum over classes of people; open if any part is open, unreported if none has a number."""
    known = [estimate for estimate in estimates if estimate.low is not None]
    if not known:
        return UNREPORTED
    high = None if any(part.high is None for part in known) else sum(part.high or 0 for part in known)
    return Estimate(sum(part.low or 0 for part in known), sum(part.best or 0 for part in known), high)


def _disagree(voices: Sequence[Voice], outcome: str) -> bool:
    bests = {voice.counts[outcome].best for voice in voices if outcome in voice.counts}
    return len(bests - {None}) > 1
