"""Whether two places may go by one name: by romanisation keys in any script and, for sites, by their words."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from places.names import read, spells

LEAST_WORDS = 2  # of a site's name, before likeness of words says anything
LEAST_LIKENESS = 90


class Likeness(StrEnum):
    """How two names compare."""

    SAME = "same"
    ALIKE = "alike"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Keys:
    """All romanisation keys of a place's names by script, and the names without their words of kind."""

    latin: frozenset[str]
    arabic: frozenset[str]
    texts: tuple[str, ...]


def likeness(one: frozenset[str], other: frozenset[str], *, are_sites: bool) -> Likeness:
    """The same where a name of one is another spelling of a name of the other."""
    mine, theirs = keys_of(one), keys_of(other)
    if mine.latin & theirs.latin or mine.arabic & theirs.arabic:
        return Likeness.SAME
    if _spell(mine.arabic, theirs.latin) or _spell(theirs.arabic, mine.latin):
        return Likeness.SAME
    is_alike = are_sites and _have_like_words(mine.texts, theirs.texts)
    return Likeness.ALIKE if is_alike else Likeness.DIFFERENT


@lru_cache(maxsize=16_384)
def keys_of(names: frozenset[str]) -> Keys:
    found = [read(name) for name in sorted(names)]
    return Keys(
        latin=frozenset(key for name in found if not name.is_arabic for key in name.listed | name.keys),
        arabic=frozenset(key for name in found if name.is_arabic for key in name.listed | name.keys),
        texts=tuple(name.text for name in found if len(name.text.split()) >= LEAST_WORDS),
    )


def _spell(arabic: frozenset[str], latin: frozenset[str]) -> bool:
    return any(spells(written, key) for written in arabic for key in latin)


def _have_like_words(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return any(fuzz.token_set_ratio(*sorted((one, other))) >= LEAST_LIKENESS for one in mine for other in theirs)
