"""How often an outlet's figures stood, compared with what all sources together came to. Pure.

The rules and their limits: docs/method.md, "Outlets and how often their figures stood".
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from sources.quantities import Estimate

FEWEST = 5  # below this many figures, a share says nothing


@dataclass(frozen=True)
class Figure:
    """A count that one report gives: by the outlet itself or another, as the voice `origin`."""

    origin: str
    is_own: bool
    published: date | None
    count: Estimate


@dataclass(frozen=True)
class Compared:
    """The outlet's figure for one incident beside the best figure that was resolved for it."""

    count: Estimate
    best: int

    @property
    def is_higher(self) -> bool:
        return self.count.low is not None and self.count.low > self.best

    @property
    def is_lower(self) -> bool:
        return self.count.high is not None and self.count.high < self.best

    @property
    def difference(self) -> int:
        said = self.count.low if self.count.best is None else self.count.best
        return (said or 0) - self.best


@dataclass(frozen=True)
class Standing:
    """Of `number` figures, how many held the best one in their range, lay above it or below it."""

    number: int
    held: int
    higher: int
    lower: int
    median_difference: float

    @property
    def is_enough(self) -> bool:
        return self.number >= FEWEST

    @property
    def difference_in_words(self) -> str:
        """ "2 higher", "1.5 lower", "none"."""
        if not self.median_difference:
            return "none"
        return f"{abs(self.median_difference):g} {'higher' if self.median_difference > 0 else 'lower'}"


def compared(figures: Collection[Figure], best: int) -> Compared | None:
    """What the outlet said last, where another independent source gave a figure too; else None."""
    own = [figure for figure in figures if figure.is_own]
    if not own or len({figure.origin for figure in figures}) < 2:
        return None
    return Compared(min(own, key=_latest_then_least).count, best)


def standing(found: Sequence[Compared]) -> Standing:
    higher, lower = sum(one.is_higher for one in found), sum(one.is_lower for one in found)
    middle = median(one.difference for one in found) if found else 0
    return Standing(len(found), len(found) - higher - lower, higher, lower, middle)


def _latest_then_least(figure: Figure) -> tuple[int, int]:
    said = figure.count.low if figure.count.best is None else figure.count.best
    return -(figure.published or date.min).toordinal(), said or 0
