"""Whether a few typed letters are one of a group's names, whatever its case, punctuation, script or romanisation."""

import re

from anyascii import anyascii

BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")
SILENT = re.compile(r"[aeiouwyh]")
DOUBLED = re.compile(r"(.)\1+")
LEAST_SKELETON = 3


def words(text: str) -> list[str]:
    """Romanised words in small letters: "ISK-P" gives isk and p."""
    return [word for word in BETWEEN_WORDS.split(anyascii(text).replace("`", "").replace("'", "").casefold()) if word]


def skeleton(word: str) -> str:
    """What Arabic script and Latin spellings share: the consonants, each once ("طالبان" and "Taliban" give tlbn)."""
    return DOUBLED.sub(r"\1", SILENT.sub("", word))


def goes_by(name: str, typed: str) -> bool:
    """Whether the typed text is the name or opens at one of its words, so that "IS-K" finds "ISKP" and "Taliban" all.

    Text in another script than Latin is compared by its consonants too.
    """
    sought = words(typed)
    if _opens_a_word(words(name), sought):
        return True
    bones = [skeleton(word) for word in sought]
    if typed.isascii() or len("".join(bones)) < LEAST_SKELETON:
        return False
    return _opens_a_word([skeleton(word) for word in words(name)], bones)


def _opens_a_word(name: list[str], sought: list[str]) -> bool:
    start = "".join(sought)
    return bool(start) and any("".join(name[at:]).startswith(start) for at in range(len(name)))
