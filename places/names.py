"""Romanisation keys: forms under which the spellings of one Dari, Pashto or Urdu name meet. Pure.

A name has a few *keys*; two names are the same where they share one. Keys fold what romanisers vary without meaning
(q and k, w and v, long and short vowels, the ezafe -i-/-e-, joined or separate words) and keep what tells names apart
(b in Barchi, s and ch in Sar and Car, the last vowel of Logari). A name in Arabic script, which leaves short vowels
out, *spells* a Latin key that reads so. A *skeleton* forgets all inner vowels: it is only a hint, good for a unique
place inside a known parent, never by itself. No similarity score decides anything.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from anyascii import anyascii
from rapidfuzz.distance import OSA

from places.kind_words import KIND_WORDS, LONG_KIND_WORDS, TERRAIN, UNIT_WORDS
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
SOUNDS = dict(zip("بپتجچخدرزژسشعغفقکگلمنهوای", "bptjCXdrzJsS'GfkkglmnhvAy", strict=True))

PARTICLES = frozenset({"e", "i", "ye", "yi", "ul", "al", "ur", "us", "ud", "wa", "o", "u", "و"})
DIRECTIONS = frozenset({"upper", "lower", "north", "south", "east", "west", "central"})  # before or after the name
TRIBAL = frozenset({"khel", "kheyl", "khail", "kheil", "xel", "zai", "zay", "zi"})  # Jani Khel: no ezafe
BREAKS = re.compile(r"[^\w]+|_")
APOSTROPHES = re.compile(r"['’‘`ʿʾʼ\"]")
DIGRAPHS = tuple(
    (re.compile(before), after)
    for before, after in (
        (r"([^aeiou])\1", r"\1"),
        ("kh", "X"), ("gh", "G"), ("sh", "S"), ("chh?", "C"), ("zh", "J"), ("dz", "z"), ("ts", "s"), ("ph", "f"),
        ("([tdbjgk])h(?=[aeiouy]|$)", r"\1"), ("ck", "k"), ("q", "k"), ("c", "k"), ("x", "ks"),
        ("[ao]w(?![aeiouy])", "u"), ("w", "v"), ("(?<=[aeiou])h$", ""), ("iy|(?<=[^aeiou])y", "i"),
        ("y(?=[aeiou])", "Y"), ("y", "i"),
    )
)
VOWELS = (("aa|a", "a"), ("oo|ou|au|uu|o|u", "u"), ("ee|ei|ai|ie|ii|e|i", "i"))
DOUBLES = re.compile(r"(.)\1+")
SKELETON_LEAST = 4  # sounds, of which the first and the last may be vowels
EZAFE_LEAST = 3
SILENT_H = re.compile(r"[aeiou]h$")
SHORT = "[aiu]?"
PIECES = re.compile(r"A[vy]|[tdbjgkpCr]h|.")  # Urdu writes an h after some sounds that romanisers leave out
SPELLED = {  # how a piece of Arabic script may stand in a Latin key, where it is not a consonant and a short vowel
    "A": "a", "v": f"(?:v{SHORT}|u)", "y": f"(?:a?Y{SHORT}|[ai])", "'": SHORT,
    "Av": f"(?:av{SHORT}|u)", "Ay": f"(?:aY{SHORT}|ai?|i)",
    "h": f"h?{SHORT}", **{f"{sound}h": f"{sound}{SHORT}h?{SHORT}" for sound in "tdbjgkpCr"},
}  # fmt: skip
SPELLED_FIRST = {"A": "[aiu]", "'": "[aiu]", "h": f"h{SHORT}"}
SPELLED_LAST = {"h": "a?h?", "y": "[ai]"}


@dataclass(frozen=True)
class Name:
    """What a piece of text names: the words left of it, the kind its words tell, and its keys.

    `keys` leave out every word of kind ("Miran Shah bazaar" may mean Miran Shah), `whole` leaves out none ("Iqbal
    Town"); a place is `listed` under its whole name and under the one without the words of units ("Darzab District").
    """

    text: str
    kind: PlaceKind | None
    keys: frozenset[str]
    whole: frozenset[str]
    listed: frozenset[str]
    is_arabic: bool

    @property
    def skeletons(self) -> frozenset[str]:
        return frozenset(shape for key in self.keys if len(shape := skeleton(key)) >= SKELETON_LEAST)


@lru_cache(maxsize=65_536)
def read(text: str) -> Name:
    """The name in a text such as "Darzab district"; words of kind are set aside, unless they are all there is."""
    words = split(text)
    kinds = [kind for word in words if (kind := kind_of(word))]
    rest = [word for word in words if not kind_of(word) and word not in TERRAIN] or words
    proper = [word for word in words if word not in UNIT_WORDS] or words
    whole = keys_of(words)
    keys, listed = (whole if part == words else keys_of(part) for part in (rest, proper))
    return Name(
        " ".join(rest), kinds[-1] if kinds else None, keys, whole, whole | listed,
        is_arabic=bool(ARABIC.search(text)),
    )  # fmt: skip


def main_key(text: str) -> str:
    """The one key stored with a name, by which a database looks names up: the shortest."""
    return min(read(text).keys, key=lambda key: (len(key), key), default="")


def split(text: str) -> list[str]:
    """Words in lower case, Arabic letters folded to one form, Latin letters to ASCII."""
    plain = APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return [word for word in BREAKS.split(plain if plain.isascii() else _spelled(plain)) if word]


def _spelled(plain: str) -> str:
    folded = MARKS.sub("", plain).translate(FOLDS)
    spelled = "".join(letter if ARABIC.match(letter) else anyascii(letter).lower() for letter in folded)
    return APOSTROPHES.sub("", spelled)


@lru_cache(maxsize=65_536)
def kind_of(word: str) -> PlaceKind | None:
    """The kind a word names, also where it is mistyped ("Distrcit")."""
    found = KIND_WORDS.get(word)
    if found is None and len(word) >= len("agency") and word.isascii():
        found = next((KIND_WORDS[known] for known in LONG_KIND_WORDS if OSA.distance(word, known) == 1), None)
    return found


def keys_of(words: list[str]) -> frozenset[str]:
    """Keys of a name: with and without its particles and attached ezafe vowels, its words joined."""
    pairs = zip(words, [*words[1:], ""], strict=False)
    forms = [_forms(word, following, is_first=place == 0) for place, (word, following) in enumerate(pairs)]
    joined = {"".join(chosen) for chosen in product(*forms[:6])}
    if DIRECTIONS & {*words}:
        joined.add("".join(sorted(form[0] for form in forms)))
    return frozenset(key if ARABIC.search("".join(words)) else DOUBLES.sub(r"\1", key) for key in joined if key)


def skeleton(key: str) -> str:
    """The key without inner vowels; the first and last sound stay, so Logari is not Logar."""
    inner = re.sub(r"[aiuAvYy']", "", key[1:-1])
    shape = f"{_beginning(key[:1])}{inner}{_ending(key[1:][-1:])}".replace("X", "k").replace("G", "g")
    return DOUBLES.sub(r"\1", shape)


def bones(key: str) -> str:
    """What a key in either script keeps: all that may spell each other share it."""
    return skeleton(key).replace("h", "").removesuffix("a")


def spells(arabic: str, key: str) -> bool:
    """Whether a sounded name in Arabic script can be read as a Latin key: its short vowels may be filled in."""
    return bool(_spelling(arabic).fullmatch(key))


@lru_cache(maxsize=4096)
def _spelling(arabic: str) -> re.Pattern[str]:
    pieces = PIECES.findall(arabic)
    readings = [SPELLED.get(piece, f"{piece}{SHORT}") for piece in pieces]
    if pieces:
        readings[-1] = SPELLED_LAST.get(pieces[-1], readings[-1].removesuffix(SHORT))
        readings[0] = SPELLED_FIRST.get(pieces[0], readings[0])
    return re.compile("".join(readings))


def _beginning(sound: str) -> str:
    return {"i": "a", "u": "a", "A": "a", "'": "a", "y": "Y"}.get(sound, sound)


def _ending(sound: str) -> str:
    return "a" if sound in "aAiuyhv" else sound


def _forms(word: str, following: str, *, is_first: bool) -> list[str]:
    if word in PARTICLES and following and not is_first:
        return ["", sound(word)]
    whole = sound(word)
    if following and SILENT_H.search(word):
        return [whole, f"{whole}h"]  # heard where the next word is joined: Fateh Pur, Fatehpur
    is_ezafe = bool(following) and following not in TRIBAL and len(whole) > EZAFE_LEAST and whole[-1] in "iy"
    return [whole, whole[:-1]] if is_ezafe else [whole]


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """One word as it sounds, in a small alphabet of consonants and the vowels a, i, u."""
    if ARABIC.search(word):
        return "".join(SOUNDS.get(letter, letter) for letter in word)
    for before, after in DIGRAPHS:
        word = before.sub(after, word)
    for vowels, vowel in VOWELS:
        word = re.sub(vowels, vowel, word)
    return DOUBLES.sub(r"\1", word)
