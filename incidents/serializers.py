"""What the API takes as reports and incidents, and what it answers to those who wrote them."""

from typing import Any

from django.core.exceptions import ValidationError as RuleBroken
from rest_framework import serializers

from accounts.bodies import Body
from groups.models import Group
from incidents.kinds import Kind
from incidents.models import AttributedBy, AttributionStatus, CasualtyClass, Incident, Outcome, Role
from incidents.models.report import EXCERPT_LENGTH
from places.models import Place
from sources.dates import bounds, in_words
from sources.editorial import Confidence
from sources.models import Credibility, Source
from sources.quantities import Hedge, estimate

MOST_PEOPLE = 1_000_000
MOST_ROWS = 20
BOUNDS = ("low", "best", "high")


def count(**options: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, max_value=MOST_PEOPLE, required=False, **options)


class WhenField(serializers.CharField):
    """An uncertain date in EDTF; empty is "not known"."""

    def __init__(self, **options: Any) -> None:
        help_text = "EDTF, such as 2017-12-17, 2017-12 or 2017-01/2017-03"
        super().__init__(max_length=64, required=False, allow_blank=True, help_text=help_text, **options)

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        try:
            bounds(text)
        except RuleBroken as refusal:
            raise serializers.ValidationError(refusal.messages) from None
        return text


def place_named() -> Any:
    return serializers.SlugRelatedField(
        slug_field="code", queryset=Place.objects.all(), required=False, allow_null=True,
        help_text="code of a place; enter a new one at places/ first",
    )


class CasualtyEntry(Body):
    """People of one class: a `number` as the source hedges it, or low, best and high as they are."""

    outcome = serializers.ChoiceField(choices=Outcome.choices)
    number = count(allow_null=True, help_text="what the source says; the hedge turns it into low, best and high")
    low = count(allow_null=True)
    best = count(allow_null=True)
    high = count(allow_null=True, help_text="empty beside a low: open-ended")
    hedge = serializers.ChoiceField(choices=Hedge.choices, default=Hedge.EXACT)
    words = serializers.CharField(max_length=80, required=False, allow_blank=True)

    def get_fields(self) -> dict[str, Any]:
        """The declared fields with `class`, which Python keeps for itself as a name."""
        of_whom = serializers.ChoiceField(
            choices=CasualtyClass.choices, default=CasualtyClass.UNSPECIFIED, source="people"
        )
        return {**super().get_fields(), "class": of_whom}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        number, hedge = attrs.pop("number", None), Hedge(attrs["hedge"])
        has_bounds = any(attrs.get(bound) is not None for bound in BOUNDS)
        if number is not None and has_bounds:
            raise serializers.ValidationError({"number": "Give the number, or low, best and high, not both."})
        if hedge == Hedge.VAGUE and not attrs.get("words"):
            raise serializers.ValidationError({"words": "Give the source's words, such as “several”."})
        if hedge != Hedge.VAGUE and number is None and not has_bounds:
            raise serializers.ValidationError({"number": "Give the number, or the hedge “vague” with the words."})
        return attrs if number is None else {**attrs, **vars(estimate(number, hedge))}


class AttributionEntry(Body):
    """A group that the source names, in which part, how it came to be named, and by whom."""

    group: Any = serializers.SlugRelatedField(slug_field="slug", queryset=Group.objects.all())
    role = serializers.ChoiceField(choices=Role.choices, required=False)
    status = serializers.ChoiceField(choices=AttributionStatus.choices, required=False)
    by = serializers.ChoiceField(choices=AttributedBy.choices, required=False)
    confidence = serializers.ChoiceField(choices=Confidence.choices, required=False)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class ReportEntry(Body):
    """What one source says. Send `entry_key`, a UUID of your own, and a report sent twice is entered once."""

    source: Any = serializers.SlugRelatedField(
        slug_field="slug", queryset=Source.objects.select_related("outlet"), help_text="citation key"
    )
    kind = serializers.ChoiceField(choices=Kind.choices)
    when = WhenField()
    place = place_named()
    excerpt = serializers.CharField(
        max_length=EXCERPT_LENGTH, required=False, allow_blank=True, help_text="the source's own words"
    )
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, help_text="in your own words")
    credibility = serializers.ChoiceField(choices=Credibility.choices, required=False, help_text="Admiralty scale")
    casualties = serializers.ListField(child=CasualtyEntry(), required=False, max_length=MOST_ROWS)
    attributions = serializers.ListField(child=AttributionEntry(), required=False, max_length=MOST_ROWS)
    entry_key = serializers.UUIDField(required=False)


class IncidentEntry(Body):
    """A draft incident with its first report."""

    title = serializers.CharField(max_length=200)
    summary = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    report = ReportEntry()


class IncidentRevision(Body):
    """Headline fields an editor sets, which from then on win over the rules.

    With `version`, the one you saw, nothing is written where somebody changed the headline since: the answer is 409.
    """

    version = serializers.IntegerField(
        min_value=1, max_value=2**31 - 1, required=False, help_text="as an earlier answer gave it"
    )

    title = serializers.CharField(max_length=200, required=False)
    summary = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)
    when = WhenField()
    place = place_named()
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, help_text="kept in the history")


class IncidentWithdrawal(Body):
    """Why an incident is taken from readers, who see the reason."""

    reason = serializers.CharField(max_length=300)


class IncidentStandingSerializer(serializers.ModelSerializer[Incident]):
    """Where an incident stands on its way to readers, and what it says so far."""

    url = serializers.CharField(source="get_absolute_url")
    when_text = serializers.SerializerMethodField()
    place: Any = serializers.SlugRelatedField(slug_field="code", read_only=True, allow_null=True)
    reports = serializers.SerializerMethodField(help_text="ids of its reports")

    class Meta:
        model = Incident
        fields = read_only_fields = (
            "public_id", "url", "version", "state", "title", "summary", "kind", "when", "when_text", "place",
            "corroboration", "credibility", "has_conflict", "withdrawal_reason", "reports",
        )

    def get_when_text(self, incident: Incident) -> str:
        return in_words(incident.when)

    def get_reports(self, incident: Incident) -> list[int]:
        return [report.pk for report in incident.reports.all()]
