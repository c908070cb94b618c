"""Chance that is the same for a seed: the skewed draws that synthetic facts are made of."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


def falling(values: int, shape: float) -> NDArray[np.float64]:
    """Zipf's weights: the first of some values outweighs the second, that one the third, and so on."""
    weights: NDArray[np.float64] = 1.0 / np.arange(1, values + 1, dtype=np.float64) ** shape
    return weights


class Chance:
    """Draws that depend on the seed and on which stretch of the data they are for, and on nothing else."""

    def __init__(self, seed: int, stretch: int) -> None:
        self.draw = np.random.default_rng((seed, stretch))

    def happens(self, share: float, number: int) -> Flags:
        return self.draw.random(number) < share

    def pick(self, weights: Sequence[float] | NDArray[np.float64], shape: int | tuple[int, ...]) -> Numbers:
        """Positions in a list of weights, each as often as its weight has it."""
        sums = np.cumsum(weights)
        return np.searchsorted(sums / sums[-1], self.draw.random(shape), side="right").astype(np.int64)

    def between(self, least: int, most: int, number: int) -> Numbers:
        """Whole numbers, both ends included, each as likely."""
        return self.draw.integers(least, most + 1, number)
