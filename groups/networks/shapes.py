"""The shapes of the network's answers, for the API's description and the types of the front end."""

from typing import Any

from rest_framework import serializers

from groups.kinds import AllianceFamily, AllianceKind, AllianceStatus
from groups.models import EndReason, GroupKind, LeaderRole, LeadershipStatus, Standing
from sources.editorial import Confidence, State

Text, Many = serializers.CharField, serializers.ListField


class CitationShape(serializers.Serializer[Any]):
    """A source; no address for what a party to the conflict published."""

    slug = Text()
    outlet = Text()
    published = Text(help_text="EDTF")
    published_text = Text()
    title = Text()
    url = Text(allow_null=True)


class LastingShape(serializers.Serializer[Any]):
    """When something may have begun and ended, with what follows from its sources and groups; null is not known."""

    begun_earliest = serializers.DateField(allow_null=True)
    begun_latest = serializers.DateField(allow_null=True)
    over_earliest = serializers.DateField(allow_null=True)
    over_latest = serializers.DateField(allow_null=True)


class LeaderShape(LastingShape):
    """Who led a group; an empty `person` is a known vacancy."""

    key = serializers.IntegerField()
    person = Text()
    role = serializers.ChoiceField(choices=LeaderRole.choices)
    status = serializers.ChoiceField(choices=LeadershipStatus.choices)
    is_contested = serializers.BooleanField(help_text="whether another head is given for the same time")
    confidence = serializers.ChoiceField(choices=Confidence.choices)
    end_reason = serializers.ChoiceField(choices=EndReason.choices, allow_blank=True)
    start_text = Text()
    end_text = Text()
    note = Text()
    citations = CitationShape(many=True)


class NodeShape(serializers.Serializer[Any]):
    """A group; `id` is its slug."""

    id = Text()
    label: Any = Text()
    name = Text()
    kind = serializers.ChoiceField(choices=GroupKind.choices)
    kind_label = Text()
    standing = serializers.ChoiceField(choices=Standing.choices)
    url = Text()
    formed = Text()
    ended = Text()
    formed_earliest = serializers.DateField(allow_null=True)
    formed_latest = serializers.DateField(allow_null=True)
    ended_earliest = serializers.DateField(allow_null=True)
    ended_latest = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(choices=State.choices)
    leaders = LeaderShape(many=True)
    merged = Many(child=Text(), help_text="slugs of records that were merged into it")


class TieShape(LastingShape):
    """A tie, read "source kind target"."""

    key = serializers.IntegerField()
    source: Any = Text()
    target = Text()
    kind = serializers.ChoiceField(choices=AllianceKind.choices)
    kind_label = Text()
    family = serializers.ChoiceField(choices=AllianceFamily.choices)
    status = serializers.ChoiceField(choices=AllianceStatus.choices)
    confidence = serializers.ChoiceField(choices=Confidence.choices)
    sources = serializers.IntegerField(help_text="independent outlets")
    start = Text(help_text="EDTF, as entered")
    end = Text(help_text="EDTF, as entered")
    start_text = Text()
    end_text = Text()
    place = Text(help_text="empty where none is known")
    person = Text()
    note = Text()
    state = serializers.ChoiceField(choices=State.choices)
    citations = CitationShape(many=True)


class LinkShape(TieShape):
    """A tie as a link of the network."""

    weight = serializers.FloatField(
        allow_null=True, help_text="how surely it stood on the day, 0 to 1; null without a day"
    )


class AboutShape(serializers.Serializer[Any]):
    """What is shown and how to cite it."""

    title = Text()
    as_of = serializers.DateField(allow_null=True)
    version = Text(help_text="digest of the content")
    licence = Text()
    citation = Text()


class NetworkShape(serializers.Serializer[Any]):
    """Node-link data."""

    directed = serializers.BooleanField()
    multigraph = serializers.BooleanField()
    graph = AboutShape()
    nodes = NodeShape(many=True)
    links = LinkShape(many=True)


class PathShape(serializers.Serializer[Any]):
    """A way; `weakest` is the key of the tie with the weakest evidence."""

    groups = NodeShape(many=True)
    ties = TieShape(many=True)
    weakest = serializers.IntegerField()


class PathsShape(serializers.Serializer[Any]):
    """Ways between two groups; none where nothing joins them."""

    paths = PathShape(many=True)
