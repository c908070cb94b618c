"""What the API says of groups and of statements about them, each with its sources, and places as the reader may see."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from groups.models import Alliance, Group, GroupName, Leadership, Presence
from places.models import Place
from places.wording import place_for, place_in_words
from sources.dates import in_words
from sources.editorial import State
from sources.models import Source


class GroupRefSerializer(serializers.ModelSerializer[Group]):
    """A group as others name it; a record that was merged into another is named as that one."""

    label: Any = serializers.CharField()

    def to_representation(self, group: Group) -> dict[str, Any]:
        return super().to_representation(group.shown_as)

    class Meta:
        model = Group
        fields = read_only_fields = ("slug", "label", "name")


class CitationSerializer(serializers.ModelSerializer[Source]):
    """A source as a statement cites it; `slug` leads to the whole. What a party published has no address."""

    outlet = serializers.CharField(source="outlet.name")
    url = serializers.CharField(source="public_url", allow_null=True)

    class Meta:
        model = Source
        fields = read_only_fields = ("slug", "outlet", "published", "title", "url")


class GroupNameSerializer(serializers.ModelSerializer[GroupName]):
    """One name of a group, with the sources for it; `used` is when it went by it, where that is known."""

    citations = CitationSerializer(many=True)
    used_text = serializers.SerializerMethodField(help_text="empty when it is not known")

    class Meta:
        model = GroupName
        fields = read_only_fields = (
            "name", "kind", "language", "script", "match", "used", "used_text", "used_earliest", "used_latest",
            "citations",
        )

    def get_used_text(self, name: GroupName) -> str:
        return in_words(name.used) if name.used else ""


class ShownPlaceSerializer(serializers.ModelSerializer[Place]):
    """A place no finer than the reader may know."""

    province: Any = serializers.SlugRelatedField(slug_field="code", read_only=True, allow_null=True)
    district: Any = serializers.SlugRelatedField(slug_field="code", read_only=True, allow_null=True)
    text = serializers.SerializerMethodField()

    class Meta:
        model = Place
        fields = read_only_fields = (
            "code", "name", "kind", "precision", "lat", "lon", "uncertainty_km", "country", "province", "district",
            "text",
        )

    def get_text(self, place: Place) -> str:
        return place_in_words(place)


class GroupSerializer(serializers.ModelSerializer[Group]):
    """An organisation with all its names. `url` is its page."""

    url = serializers.CharField(source="get_absolute_url")
    label: Any = serializers.CharField()
    kind_label = serializers.CharField(source="get_kind_display")
    formed_text = serializers.SerializerMethodField()
    ended_text = serializers.SerializerMethodField()
    external_ids = serializers.DictField(child=serializers.CharField())
    names = GroupNameSerializer(many=True)
    merged_into = serializers.SerializerMethodField()

    class Meta:
        model = Group
        fields = read_only_fields = (
            "slug", "url", "name", "label", "short_name", "names", "kind", "kind_label", "standing", "summary",
            "formed", "formed_text", "formed_earliest", "formed_latest",
            "ended", "ended_text", "ended_earliest", "ended_latest", "external_ids", "merged_into", "state",
        )

    def get_merged_into(self, group: Group) -> str | None:
        """The slug of the public record that it leads to."""
        lead = group.merged_into
        return lead.slug if lead and lead.state == State.PUBLISHED else None

    def get_formed_text(self, group: Group) -> str:
        return in_words(group.formed)

    def get_ended_text(self, group: Group) -> str:
        return in_words(group.ended) if group.ended else ""


class StatementSerializer(serializers.ModelSerializer[Any]):
    """What statements share: their sources, and a place shown as the reader may see it."""

    citations = CitationSerializer(many=True)

    @extend_schema_field(ShownPlaceSerializer(allow_null=True))
    def get_place(self, statement: Any) -> dict[str, Any] | None:
        shown = place_for(statement.place, self.context["request"].user)
        return dict(ShownPlaceSerializer(shown).data) if shown else None


class LastingSerializer(StatementSerializer):
    """What statements with a start and an end share."""

    start_text = serializers.SerializerMethodField()
    end_text = serializers.SerializerMethodField(help_text="empty when no end is known")

    def get_start_text(self, statement: Any) -> str:
        return in_words(statement.start)

    def get_end_text(self, statement: Any) -> str:
        return in_words(statement.end) if statement.end else ""


LASTING = (
    "start", "start_text", "start_earliest", "start_latest", "end", "end_text", "end_earliest", "end_latest",
    "note", "citations", "state",
)


class AllianceSerializer(LastingSerializer):
    """A directed tie: `source` `kind` `target`."""

    source: Any = GroupRefSerializer()
    target = GroupRefSerializer()
    kind_label = serializers.CharField(source="get_kind_display")
    place = serializers.SerializerMethodField()

    class Meta:
        model = Alliance
        fields = read_only_fields = (
            "id", "source", "kind", "kind_label", "target", "status", "confidence", "place", "person", *LASTING,
        )


class LeadershipSerializer(LastingSerializer):
    """Who led a group; an empty `person` is a known vacancy."""

    group = GroupRefSerializer()
    is_contested = serializers.SerializerMethodField(help_text="whether another head is given for the same time")

    class Meta:
        model = Leadership
        fields = read_only_fields = (
            "id", "group", "person", "role", "status", "is_contested", "confidence", "end_reason", *LASTING,
        )

    def get_is_contested(self, row: Leadership) -> bool:
        return row.pk in self.context["contested"]


class PresenceSerializer(StatementSerializer):
    """A dated claim; never add up numbers of overlapping places or periods. A null high is open-ended."""

    group = GroupRefSerializer(allow_null=True)
    kind_label = serializers.CharField(source="get_kind_display")
    place = serializers.SerializerMethodField()
    period_text = serializers.SerializerMethodField()
    is_open = serializers.BooleanField()
    origins = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Presence
        fields = read_only_fields = (
            "id", "group", "kind", "kind_label", "place", "status", "confidence", "low", "best", "high", "is_open",
            "hedge", "words", "origins", "reported_by", "period", "period_text", "earliest", "latest", "note",
            "citations", "state",
        )

    def get_period_text(self, presence: Presence) -> str:
        return in_words(presence.period)
