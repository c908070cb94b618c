"""Asks the list of withheld names about texts; the answers tell where a name stands and never repeat it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.text import capfirst

from accounts.models import User
from audit.changing import changing
from sources.models import WithheldForm, WithheldName
from sources.withholding.forms import forms_in, met
from sources.withholding.keys import digests_of, known_checks
from sources.withholding.texts import changed_texts, placed_texts

MOST_ASKED = 1000  # digests named in a question; a longer text compares with the whole list
ELSEWHERE = "One of its texts, whose address holds the name too"
ADVICE = "Leave the person out: “a student” says enough."
UNREADABLE = (
    "The list of withheld names cannot be asked: some of its entries were made under another SECRET_KEY. Whoever runs "
    "this site adds that key to SECRET_KEY_FALLBACKS; where it is lost, a reviewer takes those entries off at the desk "
    "and enters the names again. Until then no text is saved or published."
)


def refuse_withheld_of(row: models.Model) -> None:
    """Refuse a row that is about to be saved with a withheld name in a text it does not hold yet.

    What is stored already is let be, so that it can be corrected or withdrawn. Raises ValidationError by field.
    """
    refuse_withheld(changed_texts(row))


def refuse_withheld(texts: Mapping[str, str]) -> None:
    """Raise ValidationError, keyed as the texts are, where one holds a withheld name."""
    if found := withheld_in(texts):
        raise ValidationError(found)


@contextmanager
def explained(*, by: User | None, reason: str) -> Iterator[None]:
    """`changing` with a reason that people read: it holds no withheld name either."""
    refuse_withheld({"reason": reason})
    with changing(by=by, reason=reason):
        yield


def withheld_in(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """For each text with a withheld name a sentence on where it stands; two questions to the database for all texts.

    While an entry of the list cannot be compared, the answer for any text is UNREADABLE, of no field.
    """
    said = {field: text for field, text in texts.items() if text}
    longest = WithheldName.objects.longest_by_key() if said else {}
    if not longest:
        return {}
    if longest.keys() - set(known_checks()):
        return {NON_FIELD_ERRORS: [UNREADABLE]}
    forms = {field: forms_in(text, max(longest.values())) for field, text in said.items()}
    listed = listed_among({form for found in forms.values() for form in found})
    places = {field: met(found, listed) for field, found in forms.items()}
    return {field: [sentence(found)] for field, found in places.items() if found}


def withheld_gaps(rows: Iterable[models.Model]) -> dict[str, list[str]]:
    """What keeps rows from the public, by where it stands in them; they are read only where the list has entries."""
    if not WithheldName.objects.standing().exists():
        return {}
    found = withheld_in(placed_texts(rows))
    echoing = withheld_in({place: place for place in found})
    told = [f"{_where(place, echoing)}{said}" for place, sentences in found.items() for said in sentences]
    return {"withheld": told} if told else {}


def _where(place: str, echoing: Collection[str]) -> str:
    if place == NON_FIELD_ERRORS:
        return ""
    return f"{ELSEWHERE if place in echoing else capfirst(place)}: "


def listed_among(forms: Collection[str]) -> frozenset[str]:
    """The forms that are on the list."""
    asked = digests_of(forms)
    entries = WithheldForm.objects.all()
    if len(asked) <= MOST_ASKED:
        entries = entries.filter(digest__in=asked)
    return frozenset(asked[digest] for digest in entries.values_list("digest", flat=True) if digest in asked)


def sentence(places: Sequence[tuple[int, int]]) -> str:
    """Where withheld names stand: pieces of a text between spaces, first and last, counted from 1."""
    words = [f"{first}–{last}" if first != last else str(first) for first, last in places]
    listed = " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
    one_word = len(places) == 1 and places[0][0] == places[0][1]
    said = "holds a withheld name" if one_word else "are a withheld name" if len(places) == 1 else "hold withheld names"
    return f"{'Word' if one_word else 'Words'} {listed} {said}. {ADVICE}"
