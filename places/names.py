"""Romanisation keys: forms under which the spellings of one Dari, Pashto or Urdu name meet. Pure.

A name has a few *keys*; two names are the same where they share one. Keys fold what romanisers vary without meaning
(q and k, w and v, long and short vowels, the ezafe -i-/-e-, joined or separate words) and keep what tells names apart
(b in Barchi, s and ch in Sar and Car, the last vowel of Logari). A *skeleton* also forgets inner vowels: it is only a
hint, good for a unique place inside a known parent, never by itself. No similarity score decides anything.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from anyascii import anyascii
from rapidfuzz.distance import OSA

from places.kind_words import KIND_WORDS, LONG_KIND_WORDS, TERRAIN
from places.models import PlaceKind

ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640\u200b\u200d-\u200f\u0621]")
FOLDS = str.maketrans({
    letter: form
    for form, letters in {
        "ی": "يىېۍئے", "ک": "كڪ", "گ": "ګ", "ه": "ةۀہھۂح", "ا": "أإآٱ", "و": "ؤ", "ر": "ړڑ", "د": "ډڈ", "ت": "ټٹط",
        "ن": "ڼں", "ش": "ښ", "ژ": "ږ", "ز": "ځذضظ", "س": "څصث", " ": "\u200c",
    }.items()
    for letter in letters
})
SOUNDS = dict(zip("بپتجچخدرزژسشعغفقکگلمنهوای", "b p t j C X d r z J s S ' G f k k g l m n h v A y".split(), strict=True))

PARTICLES = frozenset({"e", "i", "ye", "yi", "ul", "al", "ur", "us", "ud", "wa", "o", "u", "و"})
DIRECTIONS = frozenset("upper lower north south east west central".split())  # written before the name or after it
APOSTROPHES = re.compile(r"['’‘`ʿʾʼ\"]")
DIGRAPHS = tuple(
    (re.compile(before), after)
    for before, after in (
        ("kh", "X"), ("gh", "G"), ("sh", "S"), ("ch", "C"), ("zh", "J"), ("dz", "z"), ("ts", "s"), ("ph", "f"),
        ("([tdbjgk])h(?=[aeiouy]|$)", r"\1"), ("ck", "k"), ("q", "k"), ("c", "k"), ("x", "ks"),
        ("[ao]w(?![aeiouy])", "u"), ("w", "v"), ("(?<=[aeiou])h$", ""), ("iy|(?<=[^aeiou])y", "i"), ("y(?=[aeiou])", "Y"),
        ("y", "i"),
    )
)
VOWELS = (("aa|a", "a"), ("oo|ou|au|uu|o|u", "u"), ("ee|ei|ai|ie|ii|e|i", "i"))
DOUBLES = re.compile(r"(.)\1+")
SKELETON_LEAST = 3


@dataclass(frozen=True)
class Name:
    """What a piece of text names: the words left of it, the kind its words tell, and its keys."""

    text: str
    kind: PlaceKind | None
    keys: frozenset[str]

    @property
    def skeletons(self) -> frozenset[str]:
        return frozenset(shape for key in self.keys if (shape := skeleton(key)))


@lru_cache(maxsize=65_536)
def read(text: str) -> Name:
    """The name in a text such as "Darzab district"; kind words are heard and set aside, unless they are all there is."""
    words = split(text)
    kinds = [kind for word in words if (kind := kind_of(word))]
    rest = [word for word in words if not kind_of(word) and word not in TERRAIN] or words
    return Name(" ".join(rest), kinds[-1] if kinds else None, keys_of(rest))


def main_key(text: str) -> str:
    """The one key stored with a name, by which a database looks names up: the shortest."""
    return min(read(text).keys, key=lambda key: (len(key), key), default="")


def split(text: str) -> list[str]:
    """Words in lower case, Arabic letters folded to one form, Latin letters to ASCII."""
    plain = APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)).casefold()
    folded = MARKS.sub("", plain).translate(FOLDS)
    spelled = "".join(letter if ARABIC.match(letter) else anyascii(letter).lower() for letter in folded)
    return [word for word in re.split(r"[^\w]+|_", APOSTROPHES.sub("", spelled)) if word]


def kind_of(word: str) -> PlaceKind | None:
    """The kind a word names, also where it is mistyped ("Distrcit")."""
    found = KIND_WORDS.get(word)
    if found is None and len(word) >= len("agency") and word.isascii():
        found = next((KIND_WORDS[known] for known in LONG_KIND_WORDS if OSA.distance(word, known) == 1), None)
    return found


def keys_of(words: list[str]) -> frozenset[str]:
    """Keys of a name: with and without its particles and attached ezafe vowels, its words joined."""
    forms = [_forms(word, is_last=place == len(words) - 1, is_first=place == 0) for place, word in enumerate(words)]
    joined = {"".join(chosen) for chosen in product(*forms[:6])}
    if DIRECTIONS & {*words}:
        joined.add("".join(sorted(form[0] for form in forms)))
    return frozenset(DOUBLES.sub(r"\1", key) for key in joined if key)


def skeleton(key: str) -> str:
    """The key without inner vowels; the first and last sound stay, so Logari is not Logar. Empty when too short."""
    inner = re.sub(r"[aiuAvYy']", "", key[1:-1])
    shape = f"{key[:1]}{inner}{_ending(key[-1:])}".replace("X", "k").replace("G", "g")
    return DOUBLES.sub(r"\1", shape) if len(inner) + 1 >= SKELETON_LEAST else ""


def _ending(sound: str) -> str:
    return "a" if sound in "aAiuyhv" else sound


def _forms(word: str, *, is_last: bool, is_first: bool) -> list[str]:
    if word in PARTICLES and not is_first and not is_last:
        return ["", sound(word)]
    whole = sound(word)
    is_ezafe = not is_last and len(whole) > SKELETON_LEAST and whole[-1] in "iy"
    return [whole, whole[:-1]] if is_ezafe else [whole]


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """One word as it sounds, in a small alphabet of consonants and the vowels a, i, u."""
    if ARABIC.search(word):
        return "".join(SOUNDS.get(letter, letter) for letter in word)
    for pattern, replacement in DIGRAPHS:
        word = pattern.sub(replacement, word)
    for pattern, vowel in VOWELS:
        word = re.sub(pattern, vowel, word)
    return DOUBLES.sub(r"\1", word)
