"""Form fields that take what an editor types and give back rows: a group by any name, a source by its key."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.urls import reverse_lazy
from django.utils.text import capfirst

from groups.lookup import meant
from groups.models import Group
from incidents.kinds import KINDS_OF, Family, Kind
from incidents.models import Incident
from incidents.models.report import EXCERPT_LENGTH
from places.models import Place, PlaceKind
from sources.hedging import Said, read_count
from sources.models import Outlet, Source
from sources.plain_dates import LONGEST as LONGEST_DATE
from sources.plain_dates import to_edtf

MOST_PEOPLE = 1_000_000
LONGEST_NUMBER = 18  # digits of a row's number that every database takes


def worded(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, str]]:
    """Choices with their words begun alike, by a capital."""
    return [(value, capfirst(str(words))) for value, words in choices]


KIND_CHOICES = [
    ("", "Choose what happened"),
    *((capfirst(family.label), worded((kind.value, kind.label) for kind in KINDS_OF[family])) for family in Family),
]


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def one_of(datalist: str) -> forms.TextInput:
    """A text box that offers the entries of a short datalist on the page."""
    return forms.TextInput(attrs={"list": datalist, "autocomplete": "off", "spellcheck": "false"})


def searched(view: str) -> forms.TextInput:
    """A text box under which a script offers what the view finds for the text."""
    return forms.TextInput(attrs={"data-offers": reverse_lazy(view), "autocomplete": "off", "spellcheck": "false"})


class WebAddressField(forms.URLField):
    """An address that a reader can follow: http or https."""

    default_validators = [URLValidator(["http", "https"])]
    default_error_messages = {"invalid": "Write a full web address, such as https://example.org/story."}


class QuoteField(forms.CharField):
    """The source's own words, kept short."""

    def __init__(self) -> None:
        super().__init__(
            label="Quote", required=False, widget=text_area(4),
            help_text=f"The source's own words, at most {EXCERPT_LENGTH} characters. No private person's name.",
        )

    def clean(self, value: Any) -> str:
        quote = super().clean(value).replace("\r\n", "\n")
        if len(quote) > EXCERPT_LENGTH:
            raise ValidationError(f"Keep the quote within {EXCERPT_LENGTH} characters; this one has {len(quote)}.")
        return quote


class WhenField(forms.CharField):
    """An uncertain date in plain words or EDTF, given back as EDTF; empty is "not known".

    A form sets `near` to the EDTF date of the source's publication, from which a missing year follows.
    """

    near = ""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "max_length": LONGEST_DATE, **options})

    def clean(self, value: Any) -> str:
        return to_edtf(super().clean(value), near=self.near)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """The same date in other words is no change."""
        try:
            return super().has_changed(initial, self.clean(data))
        except ValidationError:
            return True


class CountField(forms.CharField):
    """A count with or without its hedge: "9", "at least 9", "dozens"."""

    def __init__(self) -> None:
        super().__init__(
            required=False, max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
        )

    def clean(self, value: Any) -> Said | None:
        text = super().clean(value)
        said = read_count(text)
        if text and said is None:
            raise ValidationError("Write a count such as 9, at least 9, nearly 200 or dozens.")
        if said and said.number is not None and said.number > MOST_PEOPLE:
            raise ValidationError(f"Write a number up to {MOST_PEOPLE}.")
        return said


class RowsField(forms.ModelMultipleChoiceField):
    """Rows by their numbers; a number that no row can have is no choice, and never asked of the database."""

    def clean(self, value: Any) -> Any:
        for said in map(str, value or ()):
            if not (said.isascii() and said.isdigit() and len(said) <= LONGEST_NUMBER):
                raise ValidationError(self.error_messages["invalid_choice"], params={"value": said[:LONGEST_NUMBER]})
        return super().clean(value)


class KindField(forms.ChoiceField):
    """A kind of incident, listed by family."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=KIND_CHOICES, error_messages={"required": "Choose what happened."}, **options)

    def clean(self, value: Any) -> Kind:
        return Kind(super().clean(value))


class RowField(forms.CharField):
    """A text that names a row; the subclass finds it."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self.find(text) if text else None

    def find(self, text: str) -> Any:
        raise NotImplementedError


class GroupField(RowField):
    """A group by its name or any alias."""

    widget = searched("desk:group-search")

    def find(self, text: str) -> Group:
        return meant(text)


class SourceKeyField(RowField):
    """A source already cited, by its citation key."""

    widget = searched("desk:source-search")

    def find(self, text: str) -> Source:
        if found := Source.objects.select_related("outlet").filter(slug=text).first():
            return found
        raise ValidationError(f"No source has the citation key “{text}”. Clear this to enter a new source.")


class OutletField(RowField):
    """An outlet by name: a known one, or the name of a new one."""

    widget = searched("desk:outlet-search")

    def find(self, text: str) -> Outlet | str:
        return Outlet.objects.filter(name__iexact=text).first() or text


class IncidentField(RowField):
    """An incident by its public id."""

    widget = searched("desk:incident-search")

    def find(self, text: str) -> Incident:
        if found := Incident.objects.filter(public_id__iexact=text).first():
            return found
        raise ValidationError(f"There is no incident {text}. Its id reads like KW-2017-000123.")


class ParentField(forms.ModelChoiceField):
    """The country or province a typed place lies in."""

    def __init__(self) -> None:
        coarse = Place.objects.of_kind(PlaceKind.COUNTRY, PlaceKind.PROVINCE).filter(query="")
        super().__init__(
            queryset=coarse.order_by("country", "kind", "name"), required=False, label="Within",
            empty_label="Not sure", error_messages={"invalid_choice": "Choose a country or province from the list."},
        )

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.country}" if obj.country and obj.kind != PlaceKind.COUNTRY else obj.name
