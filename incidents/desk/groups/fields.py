"""Form fields for statements about groups: the sources that say so, and where people came from."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from incidents.desk.fields import RowField, searched
from sources.models import Source

COUNTRY = re.compile(r"[A-Z]{2}")
MOST_ORIGINS = 60


class CitedField(RowField):
    """A source already registered, by its citation key or its address."""

    widget = searched("desk:source-search")

    def find(self, text: str) -> Source:
        if found := Source.objects.select_related("outlet").filter(Q(slug=text) | Q(url=text)).first():
            return found
        raise ValidationError(f"No source has the citation key or address “{text[:200]}”. Enter it below as a new one.")


class OriginsField(forms.CharField):
    """Countries people came from, by their two letters, given back as a list."""

    def __init__(self) -> None:
        super().__init__(
            label="People came from", required=False, max_length=300,
            help_text="Two-letter country codes, such as UZ, TJ, PK; only what the source says.",
        )

    def clean(self, value: Any) -> list[str]:
        codes = [code for code in re.split(r"[\s,;]+", super().clean(value).upper()) if code]
        for code in codes:
            if not COUNTRY.fullmatch(code):
                raise ValidationError(f"“{code[:20]}” is no two-letter country code such as UZ.")
        if len(codes) > MOST_ORIGINS:
            raise ValidationError(f"Name at most {MOST_ORIGINS} countries.")
        return list(dict.fromkeys(codes))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
