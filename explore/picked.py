"""Some rows of a snapshot and how to look up their values; what is looked up once is kept. Pure."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explore import bits

Yes = NDArray[np.bool_]


@dataclass(frozen=True)
class Rows:
    """Some rows of a snapshot: those of a slice, or of these the ones that `mask` picks, or `some` in any order."""

    region: slice
    mask: Yes | None = None
    some: NDArray[np.int32] | None = None

    @cached_property
    def picked(self) -> NDArray[np.integer]:
        """Positions within the region, ascending."""
        if self.some is not None:
            return np.sort(self.some)
        if self.mask is not None:
            return bits.positions(self.mask, self.number)
        return np.arange(self.region.stop - self.region.start)

    @cached_property
    def number(self) -> int:
        if self.some is not None:
            return len(self.some)
        return self.region.stop - self.region.start if self.mask is None else int(np.count_nonzero(self.mask))

    @property
    def positions(self) -> NDArray[np.int64]:
        """Positions among all rows, ascending."""
        return self.picked.astype(np.int64) + self.region.start

    @property
    def is_slice(self) -> bool:
        return self.mask is None and self.some is None

    def of(self, column: NDArray[Any]) -> NDArray[Any]:
        """The rows' values in a column, in order of their positions."""
        within = column[self.region]
        return within if self.is_slice else within.take(self.picked, mode="clip")  # quicker than looking for mistakes

    @property
    def in_any_order(self) -> NDArray[np.integer]:
        """Positions among all rows, for who only counts."""
        return self.positions if self.some is None else self.some

    def codes(self, name: str, columns: dict[str, NDArray[Any]]) -> NDArray[Any]:
        """Values in a column of the snapshot, in any order but always the same; looked up once."""
        if name not in self._codes:
            column = columns[name]
            self._codes[name] = self.of(column) if self.some is None else column.take(self.some, mode="clip")
        return self._codes[name]

    @cached_property
    def _codes(self) -> dict[str, NDArray[Any]]:
        return {}

    @cached_property
    def others(self) -> "Rows":
        """What the mask leaves out of the region."""
        assert self.mask is not None  # noqa: S101 – asked only where there is one
        return Rows(self.region, ~self.mask)

    def among(self, size: int) -> Yes:
        """Of all rows of the snapshot, which are among these."""
        if self.mask is not None and len(self.mask) == size:
            return self.mask
        found = np.zeros(size, np.bool_)
        found[self.region if self.some is None else self.some] = True if self.mask is None else self.mask
        return found

    def newest(self, number: int) -> NDArray[np.int64]:
        """Positions of the last few of the rows, last first."""
        if self.is_slice:
            return np.arange(self.region.stop - 1, max(self.region.stop - number, self.region.start) - 1, -1)
        if self.some is not None and len(self.some) > number:
            return np.sort(np.partition(self.some, -number)[-number:])[::-1].astype(np.int64)
        return self.positions[: -number - 1 : -1]
