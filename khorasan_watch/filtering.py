"""Reads the query parameters of the API's lists, and refuses with a sentence whatever it would not obey."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError as FormError
from django.db.models import QuerySet
from django.http import QueryDict
from django_filters import MultipleChoiceFilter
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

PAGING = ("cursor", "page_size")
LONGEST = 500
MOST_VALUES = 100
MOST_NAMED = 40


class StrictFilters(DjangoFilterBackend):
    """A view's `filterset_class`, with every unknown, repeated or unreadable parameter refused."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        is_list = view.lookup_field not in view.kwargs
        filterset = self.get_filterset(request, queryset, view) if is_list else None
        filters = filterset.filters if filterset else {}
        known = (*filters, *PAGING) if is_list else ()
        if problems := problems_of(request.query_params, filters, known):
            raise ValidationError(problems)
        if filterset is None:
            return queryset
        if not filterset.is_valid():
            raise ValidationError(_in_sentences(filterset.form))
        return filterset.qs


def problems_of(sent: QueryDict, filters: dict[str, Any], known: Iterable[str]) -> dict[str, list[str]]:
    """What is wrong with the parameters as such, before their values are read."""
    names = list(known)
    found = {name: _problem(name, sent.getlist(name), filters.get(name), names) for name in sent}
    return {_shown(name): [sentence] for name, sentence in list(found.items())[:MOST_NAMED] if sentence}


def _problem(name: str, values: list[str], kind: Any, known: list[str]) -> str:
    if name not in known:
        return f"{_shown(name)} is not a parameter here. {_offer(known)}"
    if len(values) > (most := MOST_VALUES if isinstance(kind, MultipleChoiceFilter) else 1):
        return f"Give {name} once." if most == 1 else f"Give {name} at most {most} times."
    if any("\x00" in value or "\ufffd" in value for value in values):
        return f"{name} holds a character that cannot be read. Send UTF-8 text."
    if any(len(value) > LONGEST for value in values) and name not in PAGING:
        return f"Keep {name} within {LONGEST} characters."
    if "" in values and name != "q":  # an empty search finds everything
        return f"Give {name} a value, or leave it out."
    return ""


def _offer(known: list[str]) -> str:
    return f"Known are: {', '.join(known)}." if known else "This address takes none."


def _shown(text: str) -> str:
    """A client's text as an answer may repeat it: short and printable."""
    return "".join(each if each.isprintable() else "?" for each in text[:60])


def _in_sentences(form: forms.Form) -> dict[str, list[str]]:
    return {
        name: [_sentence(name, form.fields[name], error) for error in errors]
        for name, errors in form.errors.as_data().items()
    }


def _sentence(name: str, field: forms.Field, error: FormError) -> str:
    value = _shown(str((error.params or {}).get("value", "")))
    if isinstance(field, forms.ModelMultipleChoiceField):
        return f"No {name} “{value}” is known here. Use one from the list of them."
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        offered = ", ".join(str(key) for key, _ in choices if key)
        return f"“{value}” is not a {name}. Choose one of: {offered}."
    if isinstance(field, forms.DateField):
        return f"Write {name} as a date such as 2017-12-17."
    return f"{name}: {' '.join(error.messages)}"
