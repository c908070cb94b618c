"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

TOKENS = re.compile(r"\s+|\S+")
MOST_TOKENS = 8000  # of both texts together; beyond, the comparison would be slow


class Fate(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    """Some words in a row that share a fate."""

    fate: Fate
    text: str


def pieces(old: str, new: str) -> list[Piece]:
    """The old text and the new one laid into each other."""
    before, after = TOKENS.findall(old), TOKENS.findall(new)
    if len(before) + len(after) > MOST_TOKENS:
        return [Piece(Fate.GONE, old), Piece(Fate.NEW, new)]
    return list(_laid(before, after))


def _laid(before: list[str], after: list[str]) -> Iterator[Piece]:
    for verb, i, j, k, m in SequenceMatcher(None, before, after, autojunk=len(before) > 1000).get_opcodes():
        if verb == "equal":
            yield Piece(Fate.KEPT, "".join(before[i:j]))
            continue
        if i < j:
            yield Piece(Fate.GONE, "".join(before[i:j]))
        if k < m:
            yield Piece(Fate.NEW, "".join(after[k:m]))
