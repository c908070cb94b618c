"""Yes or no for each row: as bits, 64 rows a word, so that many are counted at once; and where the yes are. Pure."""

from typing import Any

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
    words, below = _cuts(edges)
    return _runs(np.bitwise_count(bits), words, np.bitwise_count(bits[..., words] & below))


def positions(yes: NDArray[np.bool_], number: int) -> NDArray[np.intp]:
    """Where the yes are; `number` says how many.

    NumPy jumps from one yes to the next where they are a tenth or less, which is slow unless they are very few. With
    enough yes behind the end it takes its other way.
    """
    if len(yes) < RARE * number <= len(yes) * RARE // 10:
        return np.flatnonzero(np.append(yes, np.ones(len(yes) // 8, np.bool_)))[:number]
    return np.flatnonzero(yes)


def sums_between(mine: Bits, planes: Bits, edges: NDArray[np.integer]) -> NDArray[np.int64]:
    """Sums of the numbers of those rows that are mine, from each edge up to the next; edges are as for `between`.

    Each plane holds one bit of all numbers, the highest first; at most eight, so that what 64 rows hold fits 16 bits.
    """
    words, below = _cuts(edges)
    yes, counted, whole = (np.zeros(planes.shape[1:], kind) for kind in (np.uint64, np.uint8, np.uint16))
    begun = np.zeros((*planes.shape[1:-1], len(edges)), np.int64)
    for plane in planes:  # in the same memory again and again, which the processor has at hand
        np.bitwise_count(np.bitwise_and(mine, plane, out=yes), out=counted)
        np.add(np.left_shift(whole, 1, out=whole), counted, out=whole)
        begun = 2 * begun + np.bitwise_count(yes[..., words] & below)
    return _runs(whole, words, begun)


def _cuts(edges: NDArray[np.integer]) -> tuple[NDArray[np.integer], Bits]:
    """The word of each edge, and the bits of it that lie before the edge."""
    words, rest = np.divmod(edges, WORD)
    return words, (np.uint64(1) << rest.astype(np.uint64)) - np.uint64(1)


def _runs(held: NDArray[Any], words: NDArray[np.integer], begun: NDArray[Any]) -> NDArray[np.int64]:
    """From what each word holds and what those of the edges hold before the edge."""
    runs: NDArray[np.int64] = np.add.reduceat(held, words, axis=-1, dtype=np.int64)[..., :-1]
    runs[..., words[1:] == words[:-1]] = 0  # where a run is empty NumPy answers with its first word
    before = begun.astype(np.int64)
    runs += before[..., 1:] - before[..., :-1]
    return runs
