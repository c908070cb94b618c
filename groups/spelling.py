"""Whether a few typed letters are one of a group's names, whatever its case, punctuation, script or romanisation."""

import re
from enum import IntEnum

from anyascii import anyascii

BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")
SILENT = re.compile(r"[aeiouwyh]")
DOUBLED = re.compile(r"(.)\1+")
LEAST_SKELETON = 3


class Nearness(IntEnum):
    """How a name answers to what was typed, the nearest first."""

    WHOLE = 0
    ECHO = 1  # the same consonants, in another script
    START = 2
    WORD = 3
    SOUND = 4


def words(text: str) -> list[str]:
    """Romanised words in small letters: "ISK-P" gives isk and p."""
    return [word for word in BETWEEN_WORDS.split(anyascii(text).replace("`", "").replace("'", "").casefold()) if word]


def skeleton(word: str) -> str:
    """What Arabic script and Latin spellings share: the consonants, each once ("طالبان" and "Taliban" give tlbn)."""
    return DOUBLED.sub(r"\1", SILENT.sub("", word))


def goes_by(name: str, typed: str) -> bool:
    """Whether a name is the typed text or opens with it at one of its words: "IS-K" finds "ISKP", "Taliban" all."""
    return nearness(name, typed) is not None


def nearness(name: str, typed: str) -> Nearness | None:
    """How near a name is to the typed text, None where it is another name.

    Text in another script than Latin is compared by its consonants too.
    """
    spelt, sought = words(name), words(typed)
    at = _opens_at(spelt, sought)
    if at == 0 and "".join(spelt) == "".join(sought):
        return Nearness.WHOLE
    by_sound = None if typed.isascii() else _by_sound(spelt, sought)
    if at is None or by_sound == Nearness.ECHO:
        return by_sound
    return Nearness.WORD if at else Nearness.START


def _by_sound(spelt: list[str], sought: list[str]) -> Nearness | None:
    name, bones = [skeleton(word) for word in spelt], [skeleton(word) for word in sought]
    if len("".join(bones)) < LEAST_SKELETON or _opens_at(name, bones) is None:
        return None
    return Nearness.ECHO if "".join(name) == "".join(bones) else Nearness.SOUND


def _opens_at(name: list[str], sought: list[str]) -> int | None:
    """The first of the name's words from which on it reads as what is sought."""
    start = "".join(sought)
    return next((at for at in range(len(name)) if "".join(name[at:]).startswith(start)), None) if start else None
