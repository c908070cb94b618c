"""Turns an action's refusal into a form's errors or a message, under the names the page uses."""

import re
from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest
from django.utils.text import capfirst

ABOUT_FIELD = re.compile(r"([a-z_]+): (.+)", re.DOTALL)


def show_on(form: forms.BaseForm, refusal: ValidationError, renamed: Mapping[str, str] | None = None) -> None:
    """Put each sentence beside the field it is about; the rest on top of the form."""
    for field, sentences in by_field(refusal).items():
        name = (renamed or {}).get(field, field)
        form.add_error(name if name in form.fields else None, sentences)


def tell(request: HttpRequest, refusal: ValidationError) -> None:
    """Say on the next page why nothing was changed."""
    for sentences in by_field(refusal).values():
        for sentence in sentences:
            messages.error(request, sentence)


def by_field(refusal: ValidationError) -> dict[str, list[str]]:
    """Sentences by field; a rule of the database says itself which field it is about ("end: it lies …")."""
    given = refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}
    found: dict[str, list[str]] = {}
    for field, sentences in given.items():
        for sentence in sentences:
            named = ABOUT_FIELD.fullmatch(sentence) if field == NON_FIELD_ERRORS else None
            about, words = (named[1], capfirst(named[2])) if named else (field, sentence)
            found.setdefault(about, []).append(words)
    return found
