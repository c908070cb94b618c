"""Verbs that change the list of withheld names. The name is heard, turned into digests, and forgotten."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import require
from audit.changing import changing
from sources.models import WithheldForm, WithheldName
from sources.withholding.asking import explained
from sources.withholding.forms import (
    LEAST_LETTERS,
    MOST_LETTERS,
    MOST_WORDS,
    forms_in,
    met,
    name_forms,
    spelling,
)
from sources.withholding.keys import digest_of, digests_of, known_checks, present_check
from sources.withholding.words import words_of

RIGHT = "sources.withhold"
TELLING = 3  # letters from which a word of the name would tell something of it


def withhold(name: str, *, by: User, reason: str, at: datetime, is_exact: bool = False) -> WithheldName:
    """Put a name on the list; `is_exact` looks for it only as spelled. Raises ValidationError by field."""
    require(by, RIGHT)
    _check_name(name)
    said = _check_reason(reason, name)
    if listed := entries_of(name).first():
        raise ValidationError({"name": f"This name is on the list already: {listed}."})
    with explained(by=by, reason=said):
        entry = WithheldName(
            words=len(words_of(name)), is_exact=is_exact, reason=said, key=present_check(), added_by=by, added_at=at
        )
        _save(entry)
        digests = sorted(digest_of(form) for form in name_forms(name, is_exact=is_exact))
        WithheldForm.objects.bulk_create(WithheldForm(name=entry, digest=digest) for digest in digests)
    return entry


def stop_withholding(name: str, *, by: User, reason: str, at: datetime) -> list[WithheldName]:
    """Take a name off the list; its entries stay in the history, its digests nowhere."""
    require(by, RIGHT)
    said = _check_reason(reason, name)
    entries = list(entries_of(name))
    if not entries:
        raise ValidationError({"name": "No entry has this name as you spelled it."})
    with explained(by=by, reason=said):
        for entry in entries:
            _take_off(entry, by=by, reason=said, at=at)
    return entries


def drop_unreadable(entry: WithheldName, *, by: User, reason: str, at: datetime) -> None:
    """Take an entry off that nobody can compare with a name any more, as its secret is lost."""
    require(by, RIGHT)
    if not WithheldName.objects.unreadable(known_checks()).filter(pk=entry.pk).exists():
        raise ValidationError({"entry": "Only an entry made under a lost key is taken off without its name."})
    if not reason.strip():
        raise ValidationError({"reason": "Say why."})
    with changing(by=by, reason=reason.strip()):
        _take_off(entry, by=by, reason=reason.strip(), at=at)


def entries_of(name: str) -> QuerySet[WithheldName]:
    """The standing entries that were made with this name in this spelling, its words in any usual order."""
    return _met_by([spelling(name)])


def entries_like(name: str) -> QuerySet[WithheldName]:
    """The standing entries that refuse this name in a text, by any of its forms."""
    return _met_by(name_forms(name))


def _met_by(forms: Collection[str]) -> QuerySet[WithheldName]:
    digests = WithheldForm.objects.filter(digest__in=digests_of(forms))
    return WithheldName.objects.standing().filter(pk__in=digests.values("name"))


def _take_off(entry: WithheldName, *, by: User, reason: str, at: datetime) -> None:
    held = WithheldName.objects.standing().select_for_update().filter(pk=entry.pk).first()
    if held is None:  # somebody else was quicker
        return
    held.removed_by, held.removed_at, held.removal_reason = by, at, reason
    _save(held)
    held.forms.all().delete()


def _save(entry: WithheldName) -> None:
    entry.full_clean()
    entry.save()


def _check_name(name: str) -> None:
    words = words_of(name)
    letters = sum(len(word.spelled) for word in words)
    if not words:
        raise ValidationError({"name": "Write the name."})
    if len(words) > MOST_WORDS or letters > MOST_LETTERS:
        raise ValidationError({"name": f"Write one name, of at most {MOST_WORDS} words."})
    if letters < LEAST_LETTERS:
        raise ValidationError({
            "name": f"It needs {LEAST_LETTERS} letters or a second name: anything shorter stands in too many texts."
        })


def _check_reason(reason: str, name: str) -> str:
    said = reason.strip()
    if not said:
        raise ValidationError({"reason": "Say why."})
    telling = {word.spelled for word in words_of(name) if len(word.spelled) >= TELLING}
    if telling & {word.spelled for word in words_of(said)} or met(forms_in(said), name_forms(name)):
        raise ValidationError({"reason": "Say why without any word of the name: the reason can be read."})
    return said
