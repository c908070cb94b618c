"""Which known groups a name from elsewhere may mean, how likely and why, in words. Pure: values in, values out.

An index is made once of all names that groups bear and then asked about any number of names. It proposes and never
decides: a candidate is *exact* only where one group alone bears that very name and no rule says the name is ambiguous.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from groups.spelling import skeleton, words

EXACT, SHARED, SPELLED, TRANSLATED, PART = 1.0, 0.7, 0.8, 0.5, 0.4
LEAST_ALIKE = 70  # of 100: below, two words share their consonants by chance ("Turi", "Tora")
LEAST_CONSONANTS = 3
LEAST_SHARE = 0.8  # of the words that tell the name with fewer of them apart
MOST_CANDIDATES = 5
PARTICLES = frozenset({"e", "i", "ye", "yi", "ul", "al", "el", "ud", "ur", "us", "u", "o", "wa", "of", "the", "and"})
COMMON_WORDS = (
    "afghan afghanistan agencies agency army baloch balochistan clan council division faction force forces front "
    "group islam islamic jaish jamaat khan lashkar lashkhar laskhar liberation movement mulla mullah national news "
    "organisation organization pakistan pakistani party province security society state supporters tribe united"
)
COMMON = frozenset(COMMON_WORDS.split())  # words of many groups, which by themselves tell none apart
LIGHT, HEAVY = 0.25, 1.0
LEAST_SERIOUS = 0.6  # less is only a hint: words in common
NONE_YET = (0.0, "")
SHARES = "“{said}” shares words with “{known}”: perhaps one is a part of the other."


@dataclass(frozen=True)
class KnownName:
    """One name of a known group: `is_cased` is recognised only as it is written, `is_ambiguous` never by itself."""

    group: int
    name: str
    is_cased: bool = False
    is_ambiguous: bool = False


@dataclass(frozen=True)
class Said:
    """One name that somebody else gives an actor; a translation may fit many, so it never fits exactly."""

    name: str
    is_translation: bool = False


@dataclass(frozen=True)
class Candidate:
    """A group that an actor may be: `score` runs from 0 to 1, `reason` is a sentence."""

    group: int
    score: float
    reason: str
    is_exact: bool = False


@dataclass(frozen=True)
class Parts:
    """What a name is compared by: its letters, the consonants of its words, and the words that tell it apart."""

    letters: str
    bones: str
    weights: Mapping[str, float]
    telling: frozenset[str]
    weight: float


@dataclass
class NameIndex:
    """All names of known groups, and the ids other registries give them, ready to be asked."""

    by_letters: dict[str, list[KnownName]] = field(default_factory=lambda: defaultdict(list))
    by_bones: dict[str, list[KnownName]] = field(default_factory=lambda: defaultdict(list))
    by_word: dict[str, list[KnownName]] = field(default_factory=lambda: defaultdict(list))
    by_id: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    bearers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, known: KnownName) -> None:
        parts = parts_of(known.name)
        if not parts.letters:
            return
        self.by_letters[parts.letters].append(known)
        if not known.is_cased and len(parts.bones) >= LEAST_CONSONANTS:
            self.by_bones[parts.bones].append(known)
        for word in parts.telling:
            self.by_word[word].append(known)
            self.bearers[word].add(known.group)

    def add_id(self, scheme: str, value: str, group: int) -> None:
        self.by_id[scheme, value].append(group)


def index_of(names: Iterable[KnownName], ids: Iterable[tuple[str, str, int]] = ()) -> NameIndex:
    """An index of names and of (scheme, id, group)."""
    index = NameIndex()
    for known in names:
        index.add(known)
    for scheme, value, group in ids:
        index.add_id(scheme, value, group)
    return index


def candidates(index: NameIndex, names: Iterable[Said], ids: Mapping[str, str] | None = None) -> list[Candidate]:
    """The groups an actor of these names and ids may be, likeliest first; no more than MOST_CANDIDATES.

    At most one is exact: the only group that bears an id of the actor, or else the only one that bears a name of it.
    """
    found = [each for scheme, value in (ids or {}).items() for each in _by_id(index, scheme, value)]
    if len({each.group for each in found}) == 1:
        return found[:1]
    for said in dict.fromkeys(names):
        found += _by_name(index, said)
    best: dict[int, Candidate] = {}
    for each in found:
        if each.group not in best or _rank(each) < _rank(best[each.group]):
            best[each.group] = each
    return _settled(sorted(best.values(), key=_rank))[:MOST_CANDIDATES]


def sole_exact(found: Sequence[Candidate]) -> Candidate | None:
    """The exact candidate, where it is the only one at all."""
    return found[0] if len(found) == 1 and found[0].is_exact else None


def is_ambiguous(index: NameIndex, name: str, *, group: int | None) -> bool:
    """Whether a name, in this or another spelling, is known as ambiguous or as that of a group other than `group`."""
    parts = parts_of(name)
    alike = [*index.by_letters.get(parts.letters, ()), *index.by_bones.get(parts.bones, ())]
    return any(known.is_ambiguous or known.group != group for known in alike)


@lru_cache(maxsize=50_000)
def parts_of(name: str) -> Parts:
    """A name taken apart: "Lashkar-e Islam" and "Lashkar-i-Islam" have the same consonants, not the same letters."""
    said = words(name)
    telling = [word for word in said if word not in PARTICLES] or said
    bones = [skeleton(word) for word in telling]
    weights: dict[str, float] = {}
    for word, bone in zip(telling, bones, strict=True):
        key = bone if len(bone) >= LEAST_CONSONANTS else word
        weights[key] = LIGHT if word in COMMON or len(word) == 1 else HEAVY
    telling_apart = frozenset(word for word, weight in weights.items() if weight == HEAVY)
    return Parts("".join(said), "".join(bones), weights, telling_apart, sum(weights.values()))


def _rank(candidate: Candidate) -> tuple[bool, float, int, str]:
    return not candidate.is_exact, -candidate.score, candidate.group, candidate.reason


def _settled(found: list[Candidate]) -> list[Candidate]:
    """Where one group fits exactly, those that only share words with it are none; where several do, none does."""
    exact = sum(each.is_exact for each in found)
    if exact == 0:
        return found
    serious = [each for each in found if each.score >= LEAST_SERIOUS]
    if exact == 1:
        return serious
    return [replace(each, score=min(each.score, SHARED), is_exact=False) for each in serious]


def _by_id(index: NameIndex, scheme: str, value: str) -> list[Candidate]:
    holders = index.by_id.get((scheme, value), ())
    return [Candidate(group, EXACT, f"It bears the {scheme} id {value}.", is_exact=True) for group in holders]


def _by_name(index: NameIndex, said: Said) -> list[Candidate]:
    parts = parts_of(said.name)
    if not parts.letters:
        return []
    same = [each for known in index.by_letters.get(parts.letters, ()) if (each := _same(said, known))]
    spelled = [each for known in index.by_bones.get(parts.bones, ()) if (each := _spelled(said, known))]
    return [*same, *spelled, *_shared_words(index, said, parts)]


def _same(said: Said, known: KnownName) -> Candidate | None:
    if known.is_cased and known.name.strip() != said.name.strip():
        return None
    if known.is_ambiguous:
        return Candidate(known.group, SHARED, f"“{said.name}” is one of its names, but may mean another group too.")
    if said.is_translation:
        return Candidate(known.group, TRANSLATED, f"“{said.name}”, a translation, is one of its names.")
    return Candidate(known.group, EXACT, f"“{said.name}” is one of its names.", is_exact=True)


def _spelled(said: Said, known: KnownName) -> Candidate | None:
    ours, theirs = parts_of(known.name).letters, parts_of(said.name).letters
    likeness = ratio(ours, theirs)
    is_one_script = known.name.isascii() and said.name.isascii()
    if ours == theirs or (is_one_script and likeness < LEAST_ALIKE):
        return None
    doubt = ", which may mean another group too" if known.is_ambiguous else ""
    best = TRANSLATED if said.is_translation else SHARED if known.is_ambiguous else SPELLED
    return Candidate(
        known.group, round(best * (0.8 + likeness / 500), 2),
        f"“{said.name}” may be another spelling of “{known.name}”, one of its names{doubt}.",
    )  # fmt: skip


def _shared_words(index: NameIndex, said: Said, parts: Parts) -> Iterator[Candidate]:
    """Groups with whose names nearly all telling words of the shorter name are shared: often a part, or the whole."""
    if said.is_translation:
        return
    best: dict[int, tuple[float, str]] = {}
    for known in {known for word in parts.telling for known in index.by_word.get(word, ())}:
        score = _shared(index, parts, parts_of(known.name))
        is_fit = score and (not known.is_cased or known.name in said.name)
        if is_fit and (-score, known.name) < best.get(known.group, NONE_YET):
            best[known.group] = -score, known.name
    for group, (score, name) in best.items():
        yield Candidate(group, -score, SHARES.format(said=said.name, known=name))


def _shared(index: NameIndex, ours: Parts, theirs: Parts) -> float:
    """How much two names have in common; 0 where that is too little, or all."""
    shared = ours.telling & theirs.telling
    if len(shared) < LEAST_SHARE * min(len(ours.telling), len(theirs.telling)) or ours.letters == theirs.letters:
        return 0
    common = sum(weight for word, weight in ours.weights.items() if word in theirs.weights)
    rarity = 1 / min(len(index.bearers[word]) for word in shared)  # a word of one group alone tells most
    return round(PART + 0.1 * common / max(ours.weight, theirs.weight) + 0.08 * rarity, 2)
