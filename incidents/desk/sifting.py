"""The inbox's filter: what an editor asks for, and what of the incidents and reports answers to it."""

from datetime import datetime, timedelta
from typing import Any, TypeVar

from django import forms
from django.db.models import Q, QuerySet

from accounts.models import User
from groups.models import Group
from incidents.desk.assigning import ME
from incidents.models import Attribution, Incident, IncidentQuerySet, Report
from places.models import Place, PlaceKind
from sources.models import Outlet

NOBODYS, NEWEST = "nobody", "newest"
AGES = [("", "Any age"), ("1", "Over a day"), ("3", "Over 3 days"), ("7", "Over a week"), ("30", "Over a month")]
Rows = TypeVar("Rows", bound=QuerySet[Any])


class SiftForm(forms.Form):
    """Everything is optional; what cannot be read sifts nothing, and says so."""

    q = forms.CharField(
        label="Find", required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "title, id, quote or outlet"}),
    )
    group = forms.ModelChoiceField(Group.objects.order_by("name"), required=False, empty_label="Any group")
    province = forms.ModelChoiceField(
        Place.objects.filter(kind=PlaceKind.PROVINCE).order_by("name"), required=False, empty_label="Any province"
    )
    outlet = forms.ModelChoiceField(Outlet.objects.order_by("name"), required=False, empty_label="Any outlet")
    assigned = forms.ChoiceField(
        label="Assigned to", choices=[("", "Anybody"), (ME, "Me"), (NOBODYS, "Nobody")], required=False
    )
    age = forms.ChoiceField(label="Waiting", choices=AGES, required=False)
    sort = forms.ChoiceField(label="Order", choices=[("", "Oldest first"), (NEWEST, "Newest first")], required=False)

    def said(self, name: str) -> Any:
        return self.cleaned_data.get(name) or None

    @property
    def is_sifting(self) -> bool:
        return any(self.said(name) for name in self.fields if name != "sort")

    def incidents(self, person: User, now: datetime) -> IncidentQuerySet:
        """The incidents that answer to it, in no order."""
        found = self._assigned(Incident.objects.order_by(), person)
        if text := self.said("q"):
            found = found.filter(Q(title__icontains=text) | Q(public_id__icontains=text))
        if group := self.said("group"):
            found = found.filter(pk__in=Attribution.objects.filter(group=group).values("incident_id"))
        if outlet := self.said("outlet"):
            found = found.filter(pk__in=Report.objects.filter(source__outlet=outlet).values("incident_id"))
        return self._within(found).filter(**self._aged("created_at", now))

    def reports(self, person: User, now: datetime) -> QuerySet[Report]:
        """The reports without an incident that answer to it, in no order."""
        found = self._assigned(Report.objects.filter(incident=None).order_by(), person)
        if text := self.said("q"):
            words = Q(excerpt__icontains=text) | Q(note__icontains=text) | Q(source__outlet__name__icontains=text)
            found = found.filter(words)
        if group := self.said("group"):
            found = found.filter(pk__in=Attribution.objects.filter(group=group).values("report_id"))
        if outlet := self.said("outlet"):
            found = found.filter(source__outlet=outlet)
        return self._within(found).filter(**self._aged("entered_at", now))

    def _within(self, found: Rows) -> Rows:
        province = self.said("province")
        return found.filter(Q(place=province) | Q(place__province=province)) if province else found

    def _assigned(self, found: Rows, person: User) -> Rows:
        match self.said("assigned"):
            case "me":
                return found.filter(assigned_to=person)
            case "nobody":
                return found.filter(assigned_to=None)
        return found

    def _aged(self, field: str, now: datetime) -> dict[str, datetime]:
        days = self.said("age")
        return {f"{field}__lte": now - timedelta(days=int(days))} if days else {}
