"""Says counts and grades in words."""

from sources.models import Credibility, Outlet, Reliability
from sources.quantities import Counted, Hedge


def range_in_words(low: int | None, best: int | None, high: int | None) -> str:
    """ "9 or more", "9–11, best 10": what a low, a best and a high (None: open) say; a None low is "not reported"."""
    if low is None:
        return "not reported"
    if low == high:
        return f"{low:,}"
    span = f"{low:,} or more" if high is None else f"{low:,}–{high:,}"
    if best is None:
        return f"{span}, no independent best figure"
    return span if best == low and high is None else f"{span}, best {best:,}"


def count_in_words(count: Counted) -> str:
    """What one source said of a number, and the range it stands for: "more than 50 (51 or more)"."""
    found = range_in_words(count.low, count.best, count.high)
    if count.hedge == Hedge.VAGUE or (count.low is None and count.words):
        return f"“{count.words}”" if count.words else "in words only"
    if count.hedge == Hedge.EXACT or count.best is None:
        return found
    said = count.best - 1 if count.hedge == Hedge.MORE_THAN else count.best
    return f"{count.get_hedge_display().lower()} {said:,} ({found})"


def grade_in_words(outlet: Outlet, credibility: int) -> str:
    """An Admiralty pair such as "B2", spelled out."""
    source = Reliability(outlet.reliability).label.partition(" – ")[2]
    information = Credibility(credibility).label.partition(" – ")[2]
    return f"source {source}; information {information}"
