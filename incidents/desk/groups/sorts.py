"""What the desk keeps about groups: each sort of record by the word that stands for it in an address."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse

from groups import actions
from groups.models import Alliance, Group, Leadership, Presence
from incidents.desk.clashes import Part
from incidents.desk.forms import SOURCE_INPUTS
from incidents.desk.groups.forms import GroupForm, LeadershipForm, PresenceForm, RecordForm, TieForm
from incidents.desk.place_fields import PLACE_INPUTS

CITED = "citations"
NAMES = "names"
LONGEST_KEY = 18  # digits of a row's number that every database takes


@dataclass(frozen=True)
class Sort:
    """One sort of record: what it is called, how it is typed, and by which verb it is entered."""

    name: str
    noun: str
    a_noun: str
    model: type[Any]
    form: type[RecordForm]
    enter: Callable[..., Any]

    @property
    def is_statement(self) -> bool:
        return self.model is not Group

    @property
    def has_place(self) -> bool:
        return any(field.name == "place" for field in self.model._meta.concrete_fields)

    @property
    def parts(self) -> list[Part]:
        """What is chosen as one where two people changed a record."""
        fields = self.form.base_fields
        found = [Part(name, str(fields[name].label or name.replace("_", " ").capitalize()), (name,))
                 for name in self.form.said]  # fmt: skip
        if not self.is_statement:
            return found
        place = [Part("place", "Place", PLACE_INPUTS)] if self.has_place else []
        return [*found, *place, Part(CITED, "Sources", (f"{CITED}-", *sorted(SOURCE_INPUTS)))]

    def found(self, key: str) -> Any:
        """The record with a key; 404 where there is none."""
        field = "pk" if self.is_statement else "slug"
        is_key = not self.is_statement or (key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY)
        row = self._rows.filter(**{field: key}).first() if is_key else None
        if row is None:
            raise Http404
        return row

    @property
    def _rows(self) -> Any:
        groups = [field.name for field in self.model._meta.concrete_fields if field.related_model is Group]
        place = ["place"] if self.has_place else []
        merged = [f"{name}__merged_into" for name in groups if name != "merged_into"]
        return self.model.objects.select_related(*groups, *merged, *place)


SORTS = {
    sort.name: sort
    for sort in (
        Sort("records", "group", "a group", Group, GroupForm, actions.enter_group),
        Sort("ties", "tie", "a tie", Alliance, TieForm, actions.enter_alliance),
        Sort("leadership", "leader", "a leader", Leadership, LeadershipForm, actions.enter_leadership),
        Sort("presence", "claim of presence", "a claim of presence", Presence, PresenceForm,
             actions.enter_presence),
    )
}  # fmt: skip
BY_MODEL = {sort.model: sort for sort in SORTS.values()}


def sort_named(name: str) -> Sort:
    if name not in SORTS:
        raise Http404
    return SORTS[name]


def key_of(record: Any) -> str:
    return record.slug if isinstance(record, Group) else str(record.pk)


def address_of(record: Any) -> str:
    """A record's page on the desk."""
    return reverse("desk:group-record", args=[BY_MODEL[type(record)].name, key_of(record)])
