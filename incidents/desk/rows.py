"""The repeated rows of a report form: people counted, and groups named."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from incidents.desk.fields import GroupField, worded
from incidents.models import AttributedBy, AttributionStatus, CasualtyClass, Outcome, Role
from sources.editorial import Confidence
from sources.quantities import Hedge, estimate

MOST_PEOPLE = 1_000_000
MOST_ROWS = 20


class CasualtyRow(forms.Form):
    """One count as the source words it: "more than 50 civilians wounded"."""

    outcome = forms.ChoiceField(choices=worded(Outcome.choices), initial=Outcome.KILLED)
    people = forms.ChoiceField(
        label="Of whom", choices=worded(CasualtyClass.choices), initial=CasualtyClass.UNSPECIFIED
    )
    hedge = forms.ChoiceField(label="Qualified as", choices=worded(Hedge.choices), initial=Hedge.EXACT)
    number = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": "Write a whole number such as 9."},
    )
    words = forms.CharField(label="In the source's words", required=False, max_length=80)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "number" in self.errors:
            return cleaned
        if cleaned.get("hedge") == Hedge.VAGUE:
            if not cleaned.get("words"):
                self.add_error("words", "Give the source's words, such as “several”.")
        elif cleaned.get("number") is None:
            self.add_error("number", "Write the number, or choose “in words only”.")
        return cleaned

    def values(self) -> dict[str, Any]:
        """Field values of a Casualty."""
        said = self.cleaned_data
        found = estimate(said["number"] or 0, Hedge(said["hedge"]))
        return {
            "outcome": said["outcome"], "people": said["people"], "hedge": said["hedge"], "words": said["words"],
            **vars(found),
        }

    def identity(self) -> tuple[Any, ...]:
        """What may occur once a report."""
        return self.cleaned_data.get("outcome"), self.cleaned_data.get("people")


class AttributionRow(forms.Form):
    """One group a source names, in which part, how it came to be named, and by whom."""

    group = GroupField(required=False, max_length=200)
    role = forms.ChoiceField(label="As", choices=worded(Role.choices), initial=Role.PERPETRATOR)
    status = forms.ChoiceField(choices=worded(AttributionStatus.choices), initial=AttributionStatus.CREDITED)
    by = forms.ChoiceField(label="Named by", choices=worded(AttributedBy.choices), initial=AttributedBy.MEDIA)
    confidence = forms.ChoiceField(choices=worded(Confidence.choices), initial=Confidence.LOW)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "group" not in self.errors and not cleaned.get("group"):
            self.add_error("group", "Name the group, or clear the row.")
        return cleaned

    def values(self) -> dict[str, Any]:
        """Field values of an Attribution."""
        return dict(self.cleaned_data)

    def identity(self) -> tuple[Any, ...]:
        """What may occur once a report."""
        return tuple(self.cleaned_data.get(name) for name in ("group", "role", "status"))


class Rows(BaseFormSet):
    """Rows of which the empty ones do not count and no two may say the same thing."""

    repeated = ""

    def filled(self) -> Iterator[Any]:
        return (form for form in self.forms if form.has_changed())

    def values(self) -> list[dict[str, Any]]:
        return [form.values() for form in self.filled()]

    def clean(self) -> None:
        seen: set[tuple[Any, ...]] = set()
        for form in self.filled():
            if not form.errors and form.identity() in seen:
                form.add_error(None, ValidationError(self.repeated))
            elif not form.errors:
                seen.add(form.identity())


class CasualtyRowsBase(Rows):
    """Counts, one for each outcome and class of people."""

    repeated = "These people are counted in a row above. Keep one row for each outcome and class."


class AttributionRowsBase(Rows):
    """Groups, one row for each part and status."""

    repeated = "This group is named in the same part and status above."


CasualtyRows = formset_factory(
    CasualtyRow, formset=CasualtyRowsBase, extra=2, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
)
AttributionRows = formset_factory(
    AttributionRow, formset=AttributionRowsBase, extra=2, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
)
