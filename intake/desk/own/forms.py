"""The forms of the page: which file, and what each of its columns means."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BoundField

from incidents.desk.fields import KIND_CHOICES, worded
from incidents.kinds import KINDS_OF, Family
from intake.crosswalks.own_row import SEVERAL
from intake.dates import Mixed, Order, as_edtf, order_of
from intake.desk.own.beginning import started
from intake.desk.own.choices import COUNTRIES, LEVELS, MEANINGS, ORDERS
from intake.guessing import Meaning
from intake.models import Mapping as Saved
from intake.surveying import Survey
from intake.words import guessed_kind
from sources.dates import in_words

KINDS = [("", "– leave these rows out –"), *((family.label.capitalize(), worded(
    (kind.value, kind.label) for kind in KINDS_OF[family])) for family in Family)]  # fmt: skip
DATES = (Meaning.DATE, Meaning.END_DATE)
NO_FILE = "Choose a file of at most 20 MB."
NO_DATE = "Say which column holds the date."
NO_KIND = "Say which column tells what happened, or choose one kind for every row."
NO_LIST = "“{column}” has too many different values to be kinds. Choose another column, or one kind for every row."
TWICE = "“{other}” is said to be that too. Choose one of the two."
BOTH = "“{date}” has two readings, and no other date in the column tells which is meant. Say it."


class StartForm(forms.Form):
    """A file, and whether its columns are known from before."""

    file = forms.FileField(
        label="File", error_messages={"required": NO_FILE},
        help_text="CSV, XLSX or GeoJSON, with the columns named in its first row.",
    )
    mapping = forms.ModelChoiceField(
        Saved.objects.select_related("dataset"), label="Read it by", required=False,
        empty_label="A guess, which you correct",
    )


class TableForm(forms.Form):
    """What is said of a table that was looked at: a field for each column, and for each kind that its rows name."""

    every_kind = forms.ChoiceField(label="What happened", choices=[("", "As a column says"), *KIND_CHOICES[1:]],
                                   required=False)  # fmt: skip
    every_country = forms.ChoiceField(label="Country", choices=COUNTRIES, required=False)
    every_level = forms.ChoiceField(label="Places are known", choices=LEVELS, required=False)
    order = forms.ChoiceField(label="Dates", choices=ORDERS, widget=forms.RadioSelect, required=False)
    title = forms.CharField(max_length=160, required=False, help_text="How its rows are cited.")
    publisher = forms.CharField(label="Who keeps it", max_length=160, required=False)
    licence = forms.CharField(max_length=160, required=False, help_text="What its owner lets others do with it.")
    is_open = forms.BooleanField(label="Open to readers", required=False)
    name = forms.CharField(label="Save the mapping as", max_length=80, required=False)

    def __init__(self, survey: Survey, typed: Mapping[str, Any] | None = None, *, begun: Saved | None = None) -> None:
        super().__init__(typed, initial=started(survey, begun))
        self.survey, self._begun = survey, begun
        for number, column in enumerate(survey.columns):
            self.fields[f"column-{number}"] = forms.ChoiceField(label=column.name, choices=MEANINGS, required=False)
        if date := self.doubtful:
            orders = [(value, f"{words}: {_read(date, value)}") for value, words in ORDERS]
            self.fields["order"] = forms.ChoiceField(choices=orders, widget=forms.RadioSelect, required=False)
        self.kinds_of = next(iter(self.columns_of(Meaning.KIND)), "")
        self.values = self._kinds()
        for number, value in enumerate(self.values):
            self.fields[f"kind-{number}"] = forms.ChoiceField(
                label=value or "(empty)", choices=KINDS, required=False, initial=self._guess(value)
            )
        if typed is not None and typed.get("kinds_of", "") != self.kinds_of:
            self.data = {**{name: typed[name] for name in typed}, **self._guesses()}

    def _kinds(self) -> dict[str, tuple[str, int]]:
        column = self.survey.column(self.kinds_of) if self.kinds_of else None
        return self.survey.kinds_of(column.name) if column and column.values and not column.is_private else {}

    def _guess(self, value: str) -> str:
        known = self._begun.kinds.get(value) if self._begun else None
        return known or str(guessed_kind(value) or "")

    def _guesses(self) -> dict[str, str]:
        """Of another column than was asked about before."""
        return {f"kind-{number}": self._guess(value) for number, value in enumerate(self.values)}

    def meaning(self, number: int) -> str:
        return str(self[f"column-{number}"].value() or "")

    def columns_of(self, meaning: str) -> list[str]:
        return [column.name for number, column in enumerate(self.survey.columns) if self.meaning(number) == meaning]

    @property
    def columns(self) -> Iterator[tuple[Any, BoundField]]:
        return ((column, self[f"column-{number}"]) for number, column in enumerate(self.survey.columns))

    @property
    def kinds(self) -> Iterator[tuple[str, int, BoundField]]:
        return ((*told, self[f"kind-{number}"]) for number, told in enumerate(self.values.values()))

    @property
    def dates(self) -> list[str]:
        """Dates of the chosen columns that tell how they are written."""
        named = [name for meaning in DATES for name in self.columns_of(meaning)]
        return [date for name in named for date in self.survey.column(name).dates.values()]

    @property
    def doubtful(self) -> str:
        """A date of two readings that no other one settles; or empty."""
        named = [name for meaning in DATES for name in self.columns_of(meaning)]
        both = [date for name in named if (date := self.survey.column(name).dates.get("both"))]
        return both[0] if both and self.told_order is None else ""

    @property
    def told_order(self) -> Order | None:
        try:
            return order_of(self.dates)
        except Mixed:
            return None

    @property
    def sure(self) -> dict[str, str]:
        """A date that can only be day first, or month first, by which comes first."""
        named = [name for meaning in DATES for name in self.columns_of(meaning)]
        return {kind: date for name in reversed(named) for kind, date in self.survey.column(name).dates.items()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_once()
        self._check_dates()
        if not self.kinds_of and not cleaned.get("every_kind"):
            self.add_error("every_kind", NO_KIND)
        elif self.kinds_of and not self.values and "every_kind" not in self.errors:
            self.add_error("every_kind", NO_LIST.format(column=self.kinds_of))
        return cleaned

    def _check_once(self) -> None:
        first: dict[str, str] = {}
        for number, column in enumerate(self.survey.columns):
            meaning = self.meaning(number)
            if meaning and meaning not in SEVERAL and (other := first.setdefault(meaning, column.name)) != column.name:
                self.add_error(f"column-{number}", TWICE.format(other=other))

    def _check_dates(self) -> None:
        if not self.columns_of(Meaning.DATE):
            self.add_error(None, NO_DATE)
        try:
            order_of(self.dates)
        except Mixed as refusal:
            self.add_error(None, f"The dates are written in two ways: {refusal} Write them alike in the file.")
        else:
            if self.doubtful and not self.cleaned_data.get("order"):
                self.add_error("order", BOTH.format(date=self.doubtful))

    def said(self) -> dict[str, Any]:
        """What a mapping keeps."""
        cleaned = self.cleaned_data
        order = self.told_order or (Order(cleaned["order"]) if cleaned["order"] else None)
        serial = self.columns_of(Meaning.DATE)
        return {
            "columns": self._columns(), "day_first": None if order is None else order == Order.DAY,
            "kinds": {value: kind for number, value in enumerate(self.values) if (kind := cleaned[f"kind-{number}"])},
            "has_serials": any(self.survey.column(name).has_serials for name in serial),
        }  # fmt: skip

    def _columns(self) -> dict[str, list[str] | str]:
        found: dict[str, list[str] | str] = {each: named for each in Meaning if (named := self.columns_of(each))}
        for meaning in (Meaning.KIND, Meaning.COUNTRY, Meaning.LEVEL):
            if meaning not in found and (every := self.cleaned_data[f"every_{meaning}"]):
                found[meaning] = every
        return found


def _read(date: str, order: str) -> str:
    return in_words(as_edtf(date, order=Order(order)))
