"""The repeated rows of a form about groups: the sources of a statement, and the names of a group."""

from typing import Any

from django import forms
from django.forms import formset_factory

from groups.models import GroupNameKind, MatchRule
from incidents.desk.fields import WhenField, worded
from incidents.desk.groups.fields import CitedField
from incidents.desk.rows import Row, Rows

MOST_CITED = 12
MOST_NAMES = 30
WRITTEN = ("name", "kind", "language", "script", "match", "used")


class CitedRow(Row):
    """One source that says so."""

    telling = ("source",)
    source = CitedField(label="Source", required=False, max_length=1000)

    def identity(self) -> tuple[Any, ...]:
        return (self.cleaned_data.get("source"),)


class NameRow(Row):
    """One name of a group, and how it is recognised in text."""

    telling = ("name",)
    name = forms.CharField(
        label="Name", required=False, max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label="It is", choices=worded(GroupNameKind.choices), initial=GroupNameKind.ALIAS)
    language = forms.CharField(label="Language", required=False, max_length=35)
    script = forms.RegexField(
        r"^[A-Z][a-z]{3}\Z", label="Script", required=False, max_length=4,
        error_messages={"invalid": "Write an ISO 15924 code such as Arab or Latn."},
    )
    match = forms.ChoiceField(label="Recognised in text", choices=worded(MatchRule.choices), initial=MatchRule.CASEFOLD)
    used = WhenField(label="Used")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("name") and "name" not in self.errors and self.has_changed() and not self.is_emptied():
            self.add_error("name", "Write the name, or clear the row.")
        return cleaned

    def values(self) -> dict[str, Any]:
        """Field values of a GroupName."""
        return dict(self.cleaned_data)

    def identity(self) -> tuple[Any, ...]:
        return (self.cleaned_data.get("name"),)


class NameForm(NameRow):
    """A name that is added or, where one is `chosen` by its number, corrected; with a reason."""

    chosen = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    reason = forms.CharField(max_length=300, error_messages={"required": "Say why; the history keeps the reason."})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", "Write the name.")
        return cleaned

    def values(self) -> dict[str, Any]:
        """Field values of a GroupName."""
        return {name: self.cleaned_data[name] for name in WRITTEN}


class CitedRowsBase(Rows):
    """Sources, each once."""

    repeated = "This source is named above."

    def cited(self) -> list[Any]:
        return [form.cleaned_data["source"] for form in self.filled()]


class NameRowsBase(Rows):
    """Names, each once."""

    repeated = "This name is written above."


CitedRows = formset_factory(
    CitedRow, formset=CitedRowsBase, extra=1, max_num=MOST_CITED, absolute_max=MOST_CITED, validate_max=True
)
NameRows = formset_factory(
    NameRow, formset=NameRowsBase, extra=2, max_num=MOST_NAMES, absolute_max=MOST_NAMES, validate_max=True
)
