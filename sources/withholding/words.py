"""Words as they are compared: spellings of one name that differ only in marks, case or script meet here. Pure."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

UNSEEN = frozenset({"Mn", "Me", "Cf"})  # accents, vowel signs, joiners and marks of direction
ARABIC = {  # capitals are sounds that Latin writes with two letters, and an h that is never part of such a pair
    "a": "اع", "H": "هةہۃەح", "h": "ھ", "X": "خ", "S": "شښ", "G": "غ", "C": "چ", "J": "ژږ", "s": "ثصڅ", "z": "ذضظځ",
    "y": "يىېۍے", "": "ـ",
}
LETTERS = str.maketrans({letter: latin for latin, letters in ARABIC.items() for letter in letters})
PIECE = re.compile(r"\S+")
RUN_OF_LETTERS = re.compile(r"[^\W\d_]+")
SOUNDS = tuple(
    (re.compile(before), after)
    for before, after in (
        ("kh", "X"), ("gh", "G"), ("sh", "S"), ("ch", "C"), ("zh", "J"), ("ph", "f"), ("([tdbjpg])h", r"\1"),
        ("H", "h"), ("[qc]", "k"), ("x", "ks"), ("(?<=[aeiou])[yw](?![aeiou])", ""), ("w", "v"),
        ("y(?![aeiou])", "i"), ("h$", "a"), ("[aeiou]+", "a"), (r"(.)\1+", r"\1"),
    )
)
TWICE = re.compile(r"(.)\1+")
KINDRED = str.maketrans("XG", "kg", "avy")  # Arabic script leaves short vowels out, and writes long ones as و and ی
OPEN_END = re.compile("[avy]$")  # but at the end of a word a vowel is written: Rahim is not Rahimi


class Word(NamedTuple):
    """A word in small ASCII letters, as it sounds, by its consonants and end; its piece of the text, counted from 1."""

    spelled: str
    spoken: str
    bare: str
    place: int


def words_of(text: str) -> list[Word]:
    """The words of a text; whatever is not a letter parts them."""
    return [
        Word(spelled, *sounds(spelled), place)
        for place, piece in enumerate(PIECE.findall(text), 1)
        for run in RUN_OF_LETTERS.findall(folded(piece))
        if (spelled := _latin(run))
    ]


def folded(text: str) -> str:
    """The text without case, marks and letters that nobody sees."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in plain if unicodedata.category(letter) not in UNSEEN).translate(LETTERS)


@lru_cache(maxsize=65_536)
def sounds(spelled: str) -> tuple[str, str]:
    """A word with what romanisers vary made one (Saleem, Salim), and its consonants with a vowel at the end."""
    spoken = spelled
    for before, after in SOUNDS:
        spoken = before.sub(after, spoken)
    end = "a" if OPEN_END.search(spoken) else ""
    return spoken, TWICE.sub(r"\1", spoken.translate(KINDRED)) + end


def _latin(run: str) -> str:
    return run if run.isascii() else "".join(RUN_OF_LETTERS.findall(anyascii(run)))
