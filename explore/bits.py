"""Yes or no for each row: as bits, 64 rows a word, so that many are counted at once; and where the yes are. Pure."""

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
WORD = 64
RARE = 40


def packed(yes: NDArray[np.bool_], begin: int = 0) -> Bits:
    """The first row is the lowest bit of the first word; rows before `begin` are no, and there is room after the last.
    """
    found = np.zeros(8 * (len(yes) // WORD + 1), np.uint8)
    found[: (len(yes) + 7) // 8] = np.packbits(yes, bitorder="little")
    words = found.view("<u8")
    words[: begin // WORD] = 0
    words[begin // WORD] &= ~np.uint64((1 << begin % WORD) - 1)
    return words


def ends(bits: Bits) -> tuple[int, int] | None:
    """The first and the last row that is yes."""
    used = np.flatnonzero(bits)
    if not len(used):
        return None
    first, last = int(used[0]), int(used[-1])
    lowest = int(bits[first]) & -int(bits[first])
    return first * WORD + lowest.bit_length() - 1, last * WORD + int(bits[last]).bit_length() - 1


def between(bits: Bits, edges: NDArray[np.integer]) -> NDArray[np.int64]:
    """How many rows are yes from each edge up to the next; edges are positions, ascending. Along the last axis."""
    words, rest = np.divmod(edges, WORD)
    whole = np.cumsum(np.bitwise_count(bits), axis=-1, dtype=np.int64)
    begun = bits[..., words] & ((np.uint64(1) << rest.astype(np.uint64)) - np.uint64(1))
    before = whole[..., words] - np.bitwise_count(bits[..., words]) + np.bitwise_count(begun)
    return np.diff(before, axis=-1)


def positions(yes: NDArray[np.bool_], number: int) -> NDArray[np.intp]:
    """Where the yes are; `number` says how many.

    NumPy jumps from one yes to the next where they are a tenth or less, which is slow unless they are very few. With
    enough yes behind the end it takes its other way.
    """
    if len(yes) < RARE * number <= len(yes) * RARE // 10:
        return np.flatnonzero(np.append(yes, np.ones(len(yes) // 8, np.bool_)))[:number]
    return np.flatnonzero(yes)
