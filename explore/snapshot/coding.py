"""Content keys: 64-bit digests by which equal values, sets and rows meet, whole arrays at a time. Pure.

A key depends on content alone, never on a row number of the database, so that the same data makes the same version.
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Keys = NDArray[np.uint64]
STEP = np.uint64(0x9E3779B97F4A7C15)
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def mixed(values: Keys) -> Keys:
    """Every bit of a value spread over all bits (the finaliser of SplitMix64, Steele et al. 2014)."""
    found = values + STEP
    found = (found ^ (found >> np.uint64(30))) * FIRST
    found = (found ^ (found >> np.uint64(27))) * SECOND
    return found ^ (found >> np.uint64(31))


def combined(*columns: ArrayLike) -> Keys:
    """One key for each row of some integer columns of one length; their order matters."""
    key = np.zeros(1, dtype=np.uint64)
    for column in columns:
        values = np.asarray(column)
        key = mixed(key + (values if values.dtype == np.uint64 else values.astype(np.int64).view(np.uint64)))
    return key


def of_texts(texts: Iterable[str]) -> Keys:
    """A key for each text."""
    digests = b"".join(blake2b(text.encode(), digest_size=8).digest() for text in texts)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def of_sets(owners: NDArray[np.int64], elements: Keys, size: int) -> Keys:
    """A key for each of `size` owners from the keys of its elements, in whatever order they come."""
    order = np.argsort(owners, kind="stable")
    starts = np.searchsorted(owners[order], np.arange(size + 1))
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mixed(elements[order]), dtype=np.uint64)])
    return sums[starts[1:]] - sums[starts[:-1]]


def coded(known: Keys, keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """A code for each key: its place among the known ones, and after them the new ones in order of their key.

    Also where in `keys` each new one is first met.
    """
    distinct, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(known)
    at = np.searchsorted(known, distinct, sorter=order)
    old = order[np.minimum(at, max(len(known) - 1, 0))] if len(known) else np.zeros(len(distinct), np.int64)
    is_known = known[old] == distinct if len(known) else np.zeros(len(distinct), np.bool_)
    codes = np.where(is_known, old, len(known) + np.cumsum(~is_known) - 1)
    return codes[inverse], first[~is_known]


def distinct(numbers: NDArray[Any]) -> NDArray[Any]:
    """The same numbers, ascending and each once; many times as quick as np.unique where there are millions."""
    ordered = np.sort(numbers)
    return ordered[np.flatnonzero(np.diff(ordered, prepend=~ordered[:1]))] if len(ordered) else ordered


def smallest(codes: NDArray[np.int64]) -> NDArray[np.unsignedinteger]:
    """Codes in the narrowest type that holds them: 16 or 32 bits."""
    return codes.astype(np.uint16 if codes.max(initial=0) < 2**16 else np.uint32)


def rows_of(starts: NDArray[np.int64], chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    """Positions of all elements of the chosen lists; they lie in a row, list k from `starts[k]` to `starts[k + 1]`."""
    sizes = starts[chosen + 1] - starts[chosen]
    ends = np.cumsum(sizes)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts[chosen] - (ends - sizes), sizes)
