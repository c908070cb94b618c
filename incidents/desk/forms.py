"""The desk's forms: a report on one page, an incident's headline."""

from typing import Any, cast
from uuid import UUID, uuid4

from django import forms

from incidents.actions.resolving import COUNTED
from incidents.desk.fields import (
    CountField,
    IncidentField,
    KindField,
    OutletField,
    QuoteField,
    SourceKeyField,
    WebAddressField,
    WhenField,
    text_area,
    worded,
)
from incidents.desk.filing import Destination, NewIncident, NewSource, Statement
from incidents.desk.place_fields import PlaceFields
from sources.models import Credibility, OutletKind, Source
from sources.quantities import Estimate

HEADLINE = ("title", "summary", "kind", "when", *COUNTED)
NOT_REPORTED = Estimate(None, None, None)
SAID = ("kind", "when", "excerpt", "note", "credibility")
RENAMED = {"url": "source_url", "name": "outlet", "text": "place_text", "slug": "outlet"}  # an action's fields, here
SOURCE_INPUTS = frozenset({"source", "source_url", "outlet", "outlet_kind", "published", "source_title", "republishes"})
PLACE_TYPED = frozenset({"place", "place_text", "lat", "lon"})
NEW, EXISTING, LATER = "new", "existing", "later"
DESTINATIONS = [
    (NEW, "Open a new incident"), (EXISTING, "Add to an incident"), (LATER, "Leave in the inbox"),
]


class DestinationFields(forms.Form):
    """Which incident a report is evidence of."""

    destination = forms.ChoiceField(choices=DESTINATIONS, widget=forms.RadioSelect, initial=NEW)
    incident = IncidentField(label="Incident", required=False, max_length=20)
    title = forms.CharField(required=False, max_length=200, help_text="Neutral, in your own words.")
    summary = forms.CharField(required=False, max_length=4000, widget=text_area(3))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("destination")
        if chosen == NEW and not cleaned.get("title") and "title" not in self.errors:
            self.add_error("title", "Give the new incident a title, such as “Attack on a bazaar in Kunduz”.")
        if chosen == EXISTING and not cleaned.get("incident") and "incident" not in self.errors:
            self.add_error("incident", "Name the incident by its id, such as KW-2017-000123.")
        return cleaned

    def goes_to(self) -> Destination:
        """Where the report goes; None is the inbox."""
        cleaned = self.cleaned_data
        if cleaned["destination"] == NEW:
            return NewIncident(cleaned["title"], cleaned["summary"])
        return cleaned["incident"] if cleaned["destination"] == EXISTING else None


class SourceFields(forms.Form):
    """What is cited: an item already known, by its address or citation key, or a new one."""

    source_url = WebAddressField(label="Address of the item", required=False, max_length=1000, assume_scheme="https")
    source = SourceKeyField(label="Citation key", required=False, max_length=120)
    outlet = OutletField(required=False, max_length=160)
    outlet_kind = forms.ChoiceField(
        label="Kind of outlet", choices=[("", "Known outlet"), *worded(OutletKind.choices)], required=False
    )
    published = WhenField(label="Published", help_text="18 December 2017, or 2017-12-18")
    source_title = forms.CharField(label="Headline", required=False, max_length=300)
    republishes = SourceKeyField(
        label="Copied from", required=False, max_length=120,
        help_text="The item or wire story it repeats, where that is cited already: both then count as one source.",
    )

    _known: Source | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors.keys() & {"source_url", "source"}:
            self._known = cleaned.get("source") or _at(cleaned.get("source_url"))
            if self._known is None:
                self._check_new(cleaned)
        return cleaned

    @property
    def known(self) -> Source | None:
        """The known item that a checked form names."""
        return self._known

    def cited(self) -> Source | NewSource:
        """The known item, or the new one."""
        cleaned = self.cleaned_data
        return self._known or NewSource(
            outlet=cleaned["outlet"], outlet_kind=cleaned["outlet_kind"], published=cleaned["published"],
            url=cleaned["source_url"], title=cleaned["source_title"], republishes=cleaned["republishes"],
        )

    def _check_new(self, cleaned: dict[str, Any]) -> None:
        outlet = cleaned.get("outlet")
        if not outlet and "outlet" not in self.errors:
            self.add_error("outlet", "Say who published it, or give the address or citation key of a known source.")
        elif isinstance(outlet, str) and not cleaned.get("outlet_kind"):
            self.add_error("outlet_kind", f"“{outlet}” is new here: say what kind of outlet it is.")
        if not any(cleaned.get(name) for name in ("published", "source_url", "source_title")) and outlet:
            self.add_error("published", "Give its date, address or headline, so that readers can find it.")


class StatementFields(forms.Form):
    """What the source says, but for the place and the rows; stands before `SourceFields`, to be cleaned after them."""

    kind = KindField(label="What happened")
    when = WhenField(
        label="When", help_text="17 December 2017, early January 2018, between 3 and 5 May 2017; or EDTF"
    )
    excerpt = QuoteField()
    note = forms.CharField(label="Note in your own words", required=False, max_length=500)
    credibility = forms.TypedChoiceField(
        choices=Credibility.choices, coerce=int, initial=Credibility.UNJUDGED, required=False, empty_value=None
    )

    def clean_published(self) -> str:
        """A date without a year is read from the day of publication, which is cleaned before it."""
        published = self.cleaned_data["published"]
        source = self.cleaned_data.get("source") or _at(self.cleaned_data.get("source_url"))
        cast(WhenField, self.fields["when"]).near = source.published if source else published
        return published

class ReportForm(StatementFields, SourceFields, PlaceFields, DestinationFields):
    """A report on one page. `entry_key` makes a form sent twice one report."""

    entry_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean_entry_key(self) -> UUID:
        return self.cleaned_data["entry_key"] or uuid4()

    def statement(self, **rows: Any) -> Statement:
        """What the source says; `rows` are its casualties and attributions."""
        said = self.cleaned_data
        return Statement(
            kind=said["kind"], when=said["when"], excerpt=said["excerpt"], note=said["note"],
            credibility=said["credibility"] or Credibility.UNJUDGED, **rows,
        )


class CorrectionForm(StatementFields, SourceFields, PlaceFields):
    """What was entered of a source's account, corrected with a reason."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Reason for the correction", max_length=300,
        error_messages={"required": "Say what was wrong; the history keeps the reason."},
    )

    def clean(self) -> dict[str, Any]:
        """Another source goes before the key of the one that is cited so far."""
        typed = set(self.changed_data) & SOURCE_INPUTS
        if typed and "source" not in typed:
            self.cleaned_data["source"] = None
        return super().clean()

    def changed(self) -> list[str]:
        """The parts in which something else is typed than stood there, but for the rows."""
        typed = set(self.changed_data)
        parts = {**{name: {name} for name in SAID}, "source": SOURCE_INPUTS, "place": PLACE_TYPED}
        return [part for part, inputs in parts.items() if typed & inputs]


class HeadlineForm(PlaceFields):
    """What an incident says, changed by an editor with a reason."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(max_length=200, error_messages={"required": "Give it a title."})
    summary = forms.CharField(required=False, max_length=4000, widget=text_area(4))
    kind = KindField(label="What happened")
    when = WhenField(label="When")
    killed = CountField()
    wounded = CountField()
    reason = forms.CharField(
        label="Reason for the change", max_length=2000,
        error_messages={"required": "Say why; the history keeps the reason."},
    )

    def changed(self) -> list[str]:
        """The headline fields in which something else is typed than stood there."""
        written = [name for name in HEADLINE if name in self.changed_data]
        return [*written, "place"] if PLACE_TYPED & set(self.changed_data) else written

    def changes(self) -> dict[str, Any]:
        """The fields that were changed, with their new values; a place may be one still to be entered."""
        return {name: self.value_of(name) for name in self.changed()}

    def value_of(self, name: str) -> Any:
        """What was typed for a headline field, as the field holds it."""
        if name == "place":
            return self.where()
        value = self.cleaned_data.get(name)
        return (value.estimate if value else NOT_REPORTED) if name in COUNTED else value


def _at(url: str | None) -> Source | None:
    return Source.objects.select_related("outlet").filter(url=url).first() if url else None
