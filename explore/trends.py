"""Whether numbers rise or fall over time, by a test that no single bar can sway. Pure.

Mann–Kendall (Mann 1945; Kendall 1975, with the correction for ties): of every two bars it asks only which is higher.
"""

from collections import Counter
from functools import lru_cache
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEAST_BINS = 8  # with fewer nothing is said
CERTAIN = 1.96  # standard deviations: by mere chance beyond it once in twenty times
RISING, FALLING, NEITHER, TOO_FEW = DIRECTIONS = ("rising", "falling", "neither", "too_few")


def direction(bars: ArrayLike) -> str:
    """Of one whole number a bar, in order of time."""
    numbers = np.asarray(bars)
    if len(numbers) < LEAST_BINS:
        return TOO_FEW
    score, doubt = kendall(numbers), deviation(numbers)
    if abs(score) - 1 < CERTAIN * doubt or score == 0:
        return NEITHER
    return RISING if score > 0 else FALLING


def kendall(numbers: NDArray[np.integer]) -> int:
    """How many pairs of bars rise, less how many fall."""
    earlier, later = pairs(len(numbers))
    steps = numbers.take(later) - numbers.take(earlier)
    return int(np.count_nonzero(steps > 0)) - int(np.count_nonzero(steps < 0))


def deviation(numbers: NDArray[np.integer]) -> float:
    """The standard deviation of `kendall`, had the same numbers come in an order of chance."""
    ties = Counter(numbers.tolist()).values()
    return sqrt((_spread(len(numbers)) - sum(map(_spread, ties))) / 18)


@lru_cache(maxsize=64)
def pairs(size: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    earlier, later = np.triu_indices(size, 1)
    return earlier, later


def _spread(size: int) -> int:
    return size * (size - 1) * (2 * size + 5)
