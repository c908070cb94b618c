"""The forms under which a name is looked for, and every run of words in a text that may be one. Pure.

A form is a text that begins with how it was made: as spelled, whatever parts its words ("Abdul-Rahman" is
"Abdulrahman"); and, of two words or more, by consonants and ends, which meets other scripts, or as spoken where that is
too little to mean somebody. Ordinary prose hardly meets them by chance: 3,240 names against 486,000 words of press
headlines and manuals met eight phrases that are no names ("Kurram drone", "noisier, but", "Shia Hazara").
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from sources.withholding.words import Word, words_of

MOST_WORDS = 6  # of a name
PARTED = 2  # a text may part a name's words further
MOST_LETTERS = 64
LEAST_LETTERS = 5
LEAST_SPOKEN = 8
LEAST_BARE = 6  # consonants
SPELLED, SPOKEN, BARE = "=", "~", "-"

Places = list[tuple[int, int]]  # pieces of a text between spaces, first and last, counted from 1


def name_forms(name: str, *, is_exact: bool = False) -> frozenset[str]:
    """All forms of a name: its words as given, reversed, and turned about a comma ("Family, Given Middle")."""
    words = words_of(name)
    turned = [[*words[start:], *words[:start]] for start in range(len(words))]
    forms = frozenset(form for order in [*turned, words[::-1]] for form in forms_of(order))
    return frozenset(form for form in forms if form.startswith(SPELLED)) if is_exact else forms


def spelling(name: str) -> str:
    """The one form by which a name is itself."""
    return f"{SPELLED}{''.join(word.spelled for word in words_of(name))}"


def forms_of(words: Sequence[Word]) -> list[str]:
    """The forms of words in the order they have."""
    return [form for form, number in _beginnings(words, len(words)) if number == len(words)]


def forms_in(text: str, most_words: int = MOST_WORDS) -> dict[str, Places]:
    """Every form in a text that may be that of a name of at most `most_words`, and where it stands."""
    words = words_of(text)
    found: dict[str, Places] = {}
    for start, first in enumerate(words):
        for form, number in _beginnings(words[start : start + most_words + PARTED], most_words):
            found.setdefault(form, []).append((first.place, words[start + number - 1].place))
    return found


def met(forms: Mapping[str, Places], listed: Collection[str]) -> Places:
    """Where listed forms stand in a text; none inside another."""
    found = {place for form in forms.keys() & set(listed) for place in forms[form]}
    inside = {one for one in found for other in found if one != other and other[0] <= one[0] and one[1] <= other[1]}
    return sorted(found - inside)


def _beginnings(words: Sequence[Word], most_words: int) -> Iterator[tuple[str, int]]:
    """The forms of the first word, of the first two and so on, each with how many words it is made of."""
    spelled, spoken, bare = "", SPOKEN, BARE
    for number, word in enumerate(words, 1):
        spelled += word.spelled
        if len(spelled) > MOST_LETTERS:
            return
        if len(spelled) >= LEAST_LETTERS:
            yield SPELLED + spelled, number
        if number > most_words:
            continue
        spoken, bare = f"{spoken}{word.spoken} ", f"{bare}{word.bare} "
        if number > 1:
            yield from ((form, number) for form in _sounded(spoken, bare, number))


def _sounded(spoken: str, bare: str, number: int) -> Iterator[str]:
    if len(bare) - bare.count("a") - number > LEAST_BARE:
        yield bare
    elif len(spoken) - number > LEAST_SPOKEN:
        yield spoken
