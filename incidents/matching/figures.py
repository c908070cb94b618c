"""Whether two accounts count the same people: figures that agree, are close, or are far apart."""

from collections.abc import Iterator

from incidents.matching import weights
from incidents.matching.values import Reason, Sketch
from incidents.matching.weights import step
from sources.quantities import Estimate

CLOSE, CLOSE_SHARE = 2, 0.25  # figures this many apart, or this share of the larger, are close
FAR, FAR_SHARE = 3, 0.5
VERY_FAR, VERY_FAR_SHARE = 10, 0.75


def compare_figures(one: Sketch, other: Sketch) -> Iterator[Reason]:
    for outcome, weight in weights.OUTCOMES.items():
        mine, theirs = one.counts.get(outcome), other.counts.get(outcome)
        if mine and theirs and _figure(mine) is not None and _figure(theirs) is not None:
            yield _compared(outcome, weight, *sorted((mine, theirs), key=_order))


def are_close(one: Estimate, other: Estimate) -> bool:
    """Whether both give a figure, and nearly the same."""
    small, large = sorted((_figure(one) or 0, _figure(other) or 0))
    are_given = _figure(one) is not None and _figure(other) is not None
    return are_given and large - small <= max(CLOSE, large * CLOSE_SHARE)


def _compared(outcome: str, weight: float, less: Estimate, more: Estimate) -> Reason:
    small, large = _figure(less) or 0, _figure(more) or 0
    spans = " and ".join(dict.fromkeys((_span(less), _span(more))))
    apart = large - small
    agreed = step(weights.FIGURES, small, weights.LARGE_FIGURE)
    if apart == 0:
        return Reason(f"{spans} {outcome} in both", agreed * weight)
    if are_close(less, more):
        how = "ranges overlap" if _overlap(less, more) else f"differ by {apart:,}"
        return Reason(f"{spans} {outcome}: {how}", agreed * weights.CLOSE_FIGURES * weight)
    if apart <= max(FAR, large * FAR_SHARE):
        return Reason(f"{spans} {outcome}: differ by {apart:,}", 0.0)
    is_very_far = apart > max(VERY_FAR, large * VERY_FAR_SHARE) and not _overlap(less, more)
    points = weights.VERY_FAR_FIGURES if is_very_far else weights.FAR_FIGURES
    return Reason(f"{spans} {outcome}: far apart", points * weight)


def _overlap(one: Estimate, other: Estimate) -> bool:
    low = max(one.low or 0, other.low or 0)
    return all(each.high is None or low <= each.high for each in (one, other))


def _figure(count: Estimate) -> int | None:
    return count.low if count.best is None else count.best


def _order(count: Estimate) -> tuple[int, int, float]:
    return _figure(count) or 0, count.low or 0, float("inf") if count.high is None else count.high


def _span(count: Estimate) -> str:
    if count.high is None:
        return f"{count.low:,} or more"
    return f"{count.low:,}" if count.low == count.high else f"{count.low:,}–{count.high:,}"
