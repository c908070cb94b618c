"""The repeated rows of a report form: people counted, and groups named."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from incidents.desk.fields import CountField, GroupField, worded
from incidents.models import AttributedBy, AttributionStatus, CasualtyClass, Outcome, Role
from sources.editorial import Confidence
from sources.hedging import Said
from sources.quantities import Hedge

MOST_ROWS = 20


class Row(forms.Form):
    """A row of a report form; one that was there before may be emptied, and is taken away then."""

    telling: tuple[str, ...] = ()  # the inputs without which a row says nothing

    def __init__(self, *args: Any, may_be_emptied: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.may_be_emptied = may_be_emptied

    def is_emptied(self) -> bool:
        return self.may_be_emptied and not any(self[name].value() for name in self.telling)


class CasualtyRow(Row):
    """One count as the source words it: "more than 50 civilians wounded"."""

    telling = ("number", "words")
    outcome = forms.ChoiceField(choices=worded(Outcome.choices), initial=Outcome.KILLED)
    people = forms.ChoiceField(
        label="Of whom", choices=worded(CasualtyClass.choices), initial=CasualtyClass.UNSPECIFIED
    )
    hedge = forms.ChoiceField(label="Qualified as", choices=worded(Hedge.choices), initial=Hedge.EXACT)
    number = CountField()
    words = forms.CharField(label="In the source's words", required=False, max_length=80)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "number" not in self.errors and not self.is_emptied():
            self._settle(cleaned)
        return cleaned

    def values(self) -> dict[str, Any]:
        """Field values of a Casualty."""
        said = self.cleaned_data
        return {
            "outcome": said["outcome"], "people": said["people"], "hedge": said["hedge"], "words": said["words"],
            **vars(said["said"].estimate),
        }

    def _settle(self, cleaned: dict[str, Any]) -> None:
        """The hedge is what was typed with the number, else what was chosen beside it."""
        said: Said = cleaned.get("number") or Said(None, Hedge.EXACT)
        if said.hedge == Hedge.EXACT and not said.range:
            said = said._replace(hedge=Hedge(cleaned.get("hedge") or Hedge.EXACT))
        cleaned["said"], cleaned["hedge"] = said, said.hedge
        cleaned["words"] = cleaned.get("words") or said.words
        if cleaned.get("hedge") == Hedge.VAGUE:
            if not cleaned["words"]:
                self.add_error("words", "Give the source's words, such as “several”.")
        elif said.number is None:
            self.add_error("number", "Write the number, or choose “in words only”.")

    def identity(self) -> tuple[Any, ...]:
        """What may occur once a report."""
        return self.cleaned_data.get("outcome"), self.cleaned_data.get("people")


class AttributionRow(Row):
    """One group a source names, in which part, how it came to be named, and by whom."""

    telling = ("group",)
    unnamed = "Name the group, or clear the row."
    group = GroupField(required=False, max_length=200)
    role = forms.ChoiceField(label="As", choices=worded(Role.choices), initial=Role.PERPETRATOR)
    status = forms.ChoiceField(choices=worded(AttributionStatus.choices), initial=AttributionStatus.CREDITED)
    by = forms.ChoiceField(label="Named by", choices=worded(AttributedBy.choices), initial=AttributedBy.MEDIA)
    confidence = forms.ChoiceField(choices=worded(Confidence.choices), initial=Confidence.LOW)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "group" not in self.errors and not cleaned.get("group") and not self.is_emptied():
            self.add_error("group", self.unnamed)
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
        return (form for form in self.forms if form.has_changed() and not form.is_emptied())

    def initial_form_count(self) -> int:
        """None: a row that was filled in beforehand may be emptied as any other."""
        return 0

    def total_form_count(self) -> int:
        return super().total_form_count() + (0 if self.is_bound else len(self.initial or ()))

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
