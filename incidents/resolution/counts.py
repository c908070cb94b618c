"""How many: the range that independent sources span, and the best figure within it."""

from collections.abc import Iterable, Sequence

from incidents.resolution.values import Value, counted
from incidents.resolution.voices import Origin
from sources.quantities import Estimate

UNREPORTED = Estimate(None, None, None)
EVERYBODY = "everybody"
NO_FIGURES = "No source gives a figure."


def resolve_count(origins: Sequence[Origin], outcome: str) -> Value[Estimate]:
    """Least low, weighted median best, greatest high (open if any is open). A party's count never sets best alone."""
    spoken = [(origin, origin.counts[outcome]) for origin in origins if outcome in origin.counts]
    if not spoken:
        return Value(UNREPORTED, NO_FIGURES)
    judged = [(said.best, origin.weight) for origin, said in spoken if not origin.is_party and said.best is not None]
    found = Estimate(
        low=min(said.low or 0 for _, said in spoken),
        best=weighted_median(judged) if judged else None,
        high=_greatest([said.high for _, said in spoken]),
    )
    bests = {said.best for _, said in spoken if said.best is not None}
    return Value(found, _reason(found, len(spoken), len(judged)), len(spoken), len(bests) > 1)


def weighted_median(values: Sequence[tuple[int, int]]) -> int:
    """The value at half of the total weight of at least one value; a tie goes to the lower."""
    half, reached = sum(weight for _, weight in values), 0
    for value, weight in sorted(values):
        reached += 2 * weight
        if reached >= half:
            return value
    raise ValueError("a median needs at least one value")


def total(estimates: Iterable[Estimate]) -> Estimate:
    """The sum over classes of people; open if any part is open, unreported if none has a number.

    A part without a best counts as the low it is at least; without any best there is none of the sum.
    """
    known = [estimate for estimate in estimates if estimate.low is not None]
    if not known:
        return UNREPORTED
    has_best = any(part.best is not None for part in known)
    best = sum((part.low or 0) if part.best is None else part.best for part in known) if has_best else None
    highs = [part.high for part in known]
    return Estimate(sum(part.low or 0 for part in known), best, None if None in highs else sum(filter(None, highs)))


def whole(counts: Iterable[tuple[str, Estimate]]) -> Estimate:
    """All people of one outcome in a report, by class: what is said of everybody, else the sum over the classes."""
    said = list(counts)
    everybody = [estimate for people, estimate in said if people == EVERYBODY]
    return everybody[0] if everybody else total(estimate for _, estimate in said)


def _greatest(highs: list[int | None]) -> int | None:
    known = [high for high in highs if high is not None]
    return max(known) if len(known) == len(highs) else None


def _reason(found: Estimate, spoken: int, judged: int) -> str:
    if spoken == 1 and judged:
        return "Taken from the one independent source as it stands."
    span = f"Lowest and highest figure of {counted(spoken)}"
    open_end = "; open above, as one gives no upper bound" if found.high is None else ""
    if found.best is None:
        return f"{span}{open_end}. There is no best figure: only a party to the conflict gives one."
    among = "" if judged == spoken else f" of the {judged} that are not a party to the conflict"
    return f"{span}{open_end}. Best is the middle one{among}, weighted by grade; a tie goes to the lower."
