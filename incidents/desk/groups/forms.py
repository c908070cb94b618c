"""The desk's forms about groups: a group, a tie, a leader, a claim of presence."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.utils.text import capfirst

from groups.kinds import KINDS_OF, AllianceFamily
from groups.models import (
    AllianceKind,
    AllianceStatus,
    EndReason,
    Group,
    GroupKind,
    LeaderRole,
    LeadershipStatus,
    PresenceKind,
    Standing,
)
from incidents.desk.fields import CountField, GroupField, WhenField, text_area, worded
from incidents.desk.forms import PLACE_TYPED, SOURCE_INPUTS, SourceFields
from incidents.desk.groups.fields import OriginsField
from incidents.desk.place_fields import PlaceFields
from sources.editorial import Confidence
from sources.hedging import Said, as_typed
from sources.models import Source
from sources.quantities import Estimate, Hedge

TIE_KINDS = [
    ("", "Choose how they are tied"),
    *(
        (capfirst(family.label), worded((kind.value, kind.label) for kind in KINDS_OF[family]))
        for family in AllianceFamily
    ),
]
DATED = "17 December 2017, October 2017, about 2015; or EDTF. Empty where no source says."
NOT_COUNTED = Said(None, Hedge.EXACT, range=Estimate(None, None, None))
IDS = ("ucdp", "gtd", "acled", "wikidata")


def one_of(label: str, choices: Iterable[tuple[Any, Any]], unchosen: str, **options: Any) -> forms.ChoiceField:
    """A choice that nobody makes by leaving it as it is."""
    wanted = {"required": f"{unchosen}."}
    return forms.ChoiceField(label=label, choices=[("", unchosen), *worded(choices)], error_messages=wanted, **options)


def confidence() -> forms.ChoiceField:
    return one_of("Confidence", Confidence.choices, "Choose how sure we are")


def note() -> forms.CharField:
    return forms.CharField(
        label="Note in your own words", required=False, max_length=500, widget=text_area(2),
        help_text="Readers see it. No private person's name.",
    )


class RecordForm(forms.Form):
    """What is entered, or corrected with a reason. `said` maps its inputs to the fields of the model."""

    said: ClassVar[dict[str, str]] = {}
    entry_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Reason for the correction", max_length=300,
        error_messages={"required": "Say what was wrong; the history keeps the reason."},
    )

    def __init__(self, *args: Any, is_correction: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ["entry_key"] if is_correction else ["version", "reason"]:
            del self.fields[name]

    def clean_entry_key(self) -> UUID:
        return self.cleaned_data["entry_key"] or uuid4()

    @classmethod
    def typed(cls, row: Any) -> dict[str, Any]:
        """The inputs as somebody would type what a row says."""
        found = {name: getattr(row, field) for name, field in cls.said.items() if hasattr(row, field)}
        return {name: value.canonical.name if isinstance(value, Group) else value for name, value in found.items()}

    def changed(self) -> list[str]:
        """The parts in which something else is typed than stood there, but for the rows."""
        found = [name for name in self.said if name in self.changed_data]
        return [*found, *(["place"] if PLACE_TYPED & set(self.changed_data) else [])]

    def values(self, parts: Iterable[str]) -> dict[str, Any]:
        """New values by the model's field; a place may be one still to be entered."""
        return {self.said[name]: self.value_of(name) for name in parts if name in self.said}

    def value_of(self, name: str) -> Any:
        return self.cleaned_data[name]


class StatementForm(RecordForm, SourceFields, PlaceFields):
    """What sources say about groups. `is_cited` says whether a source is named in the rows beside it."""

    source = None  # type: ignore[assignment]
    is_cited = False

    @classmethod
    def typed(cls, row: Any) -> dict[str, Any]:
        return {**super().typed(row), "place_text": str(getattr(row, "place", None) or "")}

    def changed(self) -> list[str]:
        is_new_source = bool(SOURCE_INPUTS & set(self.changed_data))
        return [*super().changed(), *(["citations"] if is_new_source else [])]

    def new_source(self) -> list[Any]:
        """The source that was typed beside those named in the rows, known or to be registered."""
        return [self.cited()] if SOURCE_INPUTS & set(self.changed_data) else []

    def _check_new(self, cleaned: dict[str, Any]) -> None:
        if SOURCE_INPUTS & set(self.changed_data) or not self.is_cited:
            super()._check_new(cleaned)


class TieForm(StatementForm):
    """A directed tie, read "group kind other"."""

    said = {
        "group": "source", "kind": "kind", "other": "target", "status": "status", "confidence": "confidence",
        "start": "start", "end": "end", "person": "person", "note": "note",
    }  # fmt: skip
    group = GroupField(label="Group", max_length=200, error_messages={"required": "Name the group."})
    kind = forms.ChoiceField(
        label="Tie", choices=TIE_KINDS, error_messages={"required": "Choose how they are tied."}
    )
    other = GroupField(label="Other group", max_length=200, error_messages={"required": "Name the other group."})
    status = one_of("Status", AllianceStatus.choices, "Choose how it is known")
    confidence = confidence()
    start = WhenField(label="From", help_text=DATED)
    end = WhenField(label="To", help_text="Empty while it lasts, as far as known.")
    person = forms.CharField(
        label="Person, for a defection", required=False, max_length=120, help_text="Only a leader of public record."
    )
    note = note()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        group = cleaned.get("group")
        if group and group == cleaned.get("other") and cleaned.get("kind") not in ("", None, AllianceKind.RIVAL_OF):
            self.add_error("other", "A tie joins two groups; only rivalry can be within one.")
        return cleaned


class LeadershipForm(StatementForm):
    """Who led a group and when; or that nobody did."""

    said = {
        "group": "group", "person": "person", "role": "role", "status": "status", "confidence": "confidence",
        "start": "start", "end": "end", "end_reason": "end_reason", "note": "note",
    }  # fmt: skip
    group = GroupField(label="Group", max_length=200, error_messages={"required": "Name the group."})
    person = forms.CharField(
        label="Person", required=False, max_length=120, help_text="As publicly known; only people with a public role."
    )
    is_vacant = forms.BooleanField(label="Nobody: the post was vacant", required=False)
    role = one_of("As", LeaderRole.choices, "Choose the role")
    status = one_of("Status", LeadershipStatus.choices, "Choose how it is known")
    confidence = confidence()
    start = WhenField(label="From", help_text=DATED)
    end = WhenField(label="To", help_text="Empty while it lasts, as far as known.")
    end_reason = forms.ChoiceField(
        label="How it ended", choices=[("", "Not ended, or not said"), *worded(EndReason.choices)], required=False
    )
    note = note()

    @classmethod
    def typed(cls, row: Any) -> dict[str, Any]:
        return {**super().typed(row), "is_vacant": bool(row.pk and not row.person)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "person" not in self.errors and bool(cleaned.get("person")) == bool(cleaned.get("is_vacant")):
            self.add_error("person", "Name the person, or say that the post was vacant: one of both.")
        return cleaned


class PresenceForm(StatementForm):
    """What a group is said to have or do at a place, with people counted as the source words it."""

    said = {
        "group": "group", "kind": "kind", "period": "period", "people": "people", "status": "status",
        "confidence": "confidence", "origins": "origins", "reported_by": "reported_by", "note": "note",
    }  # fmt: skip
    group = GroupField(label="Group", required=False, max_length=200, help_text="Empty where the source names none.")
    kind = one_of("What", PresenceKind.choices, "Choose what is claimed")
    period = WhenField(label="When", help_text=DATED)
    people = CountField()
    status = one_of("Status", AllianceStatus.choices, "Choose how it is known")
    confidence = confidence()
    origins = OriginsField()
    reported_by = forms.CharField(
        label="Said by", required=False, max_length=120, help_text="By role: the governor, a UN report."
    )
    note = note()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].help_text = "As the source words it: more than 40, nearly 200, dozens."

    @classmethod
    def typed(cls, row: Any) -> dict[str, Any]:
        people = as_typed(Estimate(row.low, row.best, row.high), Hedge(row.hedge), row.words)
        return {**super().typed(row), "people": people}

    def values(self, parts: Iterable[str]) -> dict[str, Any]:
        found = super().values(parts)
        if "people" in found:
            said = found.pop("people") or NOT_COUNTED
            found |= {"hedge": said.hedge, "words": said.words, **vars(said.estimate)}
        return found


class GroupForm(RecordForm):
    """What a group is; its names are entered with it, and corrected on its page."""

    said = {name: name for name in ("name", "short_name", "kind", "standing", "formed", "ended", "summary")}
    said = {**said, **{name: name for name in IDS}}
    name = forms.CharField(
        max_length=200, error_messages={"required": "Give its name."},
        help_text="By which it is best known in English; the other names come below.",
    )
    short_name = forms.CharField(
        label="Short name", required=False, max_length=40, help_text="As charts and maps label it."
    )
    kind = one_of("Kind", GroupKind.choices, "Choose what it is")
    standing = forms.ChoiceField(choices=worded(Standing.choices), initial=Standing.UNKNOWN)
    formed = WhenField(label="Formed", help_text=DATED)
    ended = WhenField(label="Ended", help_text="Empty while it lasts, as far as known.")
    summary = forms.CharField(
        required=False, max_length=10_000, widget=text_area(4), help_text="Neutral, in your own words."
    )
    ucdp = forms.CharField(label="UCDP actor", required=False, max_length=100)
    gtd = forms.CharField(label="GTD name", required=False, max_length=100)
    acled = forms.CharField(label="ACLED name", required=False, max_length=100)
    wikidata = forms.CharField(label="Wikidata item", required=False, max_length=100)

    @classmethod
    def typed(cls, row: Any) -> dict[str, Any]:
        return {**super().typed(row), **{name: str(row.external_ids.get(name, "")) for name in IDS}}

    def values(self, parts: Iterable[str]) -> dict[str, Any]:
        found = super().values(parts)
        ids = {name: found.pop(name) for name in IDS if name in found}
        if ids:
            kept = {name: self.initial.get(name, "") for name in IDS}
            found["external_ids"] = {name: said for name, said in {**kept, **ids}.items() if said}
        return found


class MergeForm(forms.Form):
    """Which record a record leads to from now on, and why."""

    kept = GroupField(
        label="It is the same group as", max_length=200, error_messages={"required": "Name the group that it is."}
    )
    why = forms.CharField(
        label="Why they are one", max_length=300, error_messages={"required": "Say why; the history keeps the reason."}
    )


def keys_of(citations: Iterable[Source]) -> list[dict[str, str]]:
    """The rows of a form that name these sources."""
    return [{"source": source.slug} for source in citations]
