"""Request bodies for groups and for statements about them."""

from typing import Any

from rest_framework import serializers

from accounts.bodies import Body
from groups.models import (
    AllianceKind,
    AllianceStatus,
    EndReason,
    Group,
    GroupKind,
    GroupNameKind,
    LeaderRole,
    LeadershipStatus,
    MatchRule,
    PresenceKind,
    Standing,
)
from places.models import Place
from sources.editorial import Confidence
from sources.models import Source
from sources.quantities import Hedge

MOST_PEOPLE = 1_000_000


def text(most: int, **options: Any) -> serializers.CharField:
    """Text that may be left out or empty."""
    return serializers.CharField(max_length=most, required=False, allow_blank=True, **options)


def date(**options: Any) -> serializers.CharField:
    return text(64, help_text="EDTF, such as 2017-12-17, 2017-12, 2017~ or 2017-01/2017-03", **options)


def group_named(**options: Any) -> Any:
    return serializers.SlugRelatedField(slug_field="slug", queryset=Group.objects.all(), **options)


def place_named() -> Any:
    return serializers.SlugRelatedField(
        slug_field="code", queryset=Place.objects.all(), required=False, allow_null=True, help_text="code of a place"
    )


def count() -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, max_value=MOST_PEOPLE, required=False, allow_null=True)


class GroupNameEntry(Body):
    """One name of a group, and how it is recognised in text."""

    name = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(choices=GroupNameKind.choices, required=False)
    language = text(35)
    script = text(4)
    match = serializers.ChoiceField(choices=MatchRule.choices, required=False)
    used = date()


class ExternalIds(Body):
    """What other registries call the group."""

    ucdp = text(100)
    gtd = text(100)
    acled = text(100)
    wikidata = text(100)


class Reasoned(Body):
    """A correction, with the reason that its history keeps."""

    reason = text(2000)


class GroupFields(Body):
    """What a group is."""

    name = serializers.CharField(max_length=200)
    short_name = text(40)
    kind = serializers.ChoiceField(choices=GroupKind.choices)
    standing = serializers.ChoiceField(choices=Standing.choices, required=False)
    summary = text(10_000)
    formed = date()
    ended = date()
    external_ids = ExternalIds(required=False)


class GroupRevision(GroupFields, Reasoned):
    """Changes to a group."""


class GroupEntry(GroupFields):
    """A new group with its names."""

    names = serializers.ListField(child=GroupNameEntry(), required=False, max_length=100)


class StatementEntry(Body):
    """What statements share: how sure they are, and who says so."""

    confidence = serializers.ChoiceField(choices=Confidence.choices)
    note = text(500)
    citations: Any = serializers.SlugRelatedField(
        slug_field="slug", queryset=Source.objects.all(), many=True, help_text="citation keys, at least one",
    )


class LastingEntry(StatementEntry):
    """A statement with a start and an end."""

    start = date()
    end = date()


class AllianceEntry(LastingEntry):
    """A directed tie: source, kind, target."""

    source = group_named()
    target = group_named()
    kind = serializers.ChoiceField(choices=AllianceKind.choices)
    status = serializers.ChoiceField(choices=AllianceStatus.choices)
    place = place_named()
    person = text(120, help_text="a leader of public record, for defections")


class LeadershipEntry(LastingEntry):
    """Who led a group; leave `person` empty for a vacancy. Only people with a public role."""

    group = group_named()
    person = text(120)
    role = serializers.ChoiceField(choices=LeaderRole.choices)
    status = serializers.ChoiceField(choices=LeadershipStatus.choices)
    end_reason = serializers.ChoiceField(choices=EndReason.choices, required=False, allow_blank=True)


class PresenceEntry(StatementEntry):
    """A dated claim of a group's presence, with people where a source counts them; an empty high is open-ended."""

    group = group_named(required=False, allow_null=True)
    place = place_named()
    kind = serializers.ChoiceField(choices=PresenceKind.choices)
    status = serializers.ChoiceField(choices=AllianceStatus.choices, required=False)
    period = date()
    low = count()
    best = count()
    high = count()
    hedge = serializers.ChoiceField(choices=Hedge.choices, required=False)
    words = text(80)
    origins = serializers.ListField(
        child=serializers.RegexField(r"^[A-Z]{2}\Z"), required=False, max_length=60, help_text="ISO 3166-1 alpha-2"
    )
    reported_by = text(120, help_text="who said so, by role")


class AllianceRevision(AllianceEntry, Reasoned):
    """Changes to a tie."""


class LeadershipRevision(LeadershipEntry, Reasoned):
    """Changes to a statement on a leader."""


class PresenceRevision(PresenceEntry, Reasoned):
    """Changes to a claim of presence."""


class Withdrawal(Body):
    """Why something no longer stands."""

    reason = serializers.CharField(max_length=2000)
