"""What the API says of outlets and sources, and what it takes; stored originals and desk notes are never served."""

from typing import Any

from django.core.validators import URLValidator
from rest_framework import serializers

from accounts.bodies import Body
from sources.dates import in_words
from sources.models import Outlet, OutletKind, Reliability, Source


class OutletSerializer(serializers.ModelSerializer[Outlet]):
    """A publisher and its Admiralty grade."""

    kind_label = serializers.CharField(source="get_kind_display")
    other_names = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Outlet
        fields = read_only_fields = (
            "slug", "name", "other_names", "kind", "kind_label", "country", "language", "reliability", "owner_group",
        )


class SourceSerializer(serializers.ModelSerializer[Source]):
    """One published item. `slug` is its citation key."""

    outlet: Any = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    outlet_name = serializers.CharField(source="outlet.name")
    url = serializers.CharField(
        source="public_url", allow_null=True, help_text="none for what a party to the conflict published"
    )
    published_text = serializers.SerializerMethodField(help_text="`published` in plain English")
    republishes = serializers.SerializerMethodField(help_text="citation key of the item this one copies")

    class Meta:
        model = Source
        fields = read_only_fields = (
            "slug", "outlet", "outlet_name", "title", "url", "author", "published", "published_text",
            "published_earliest", "published_latest", "language", "republishes",
        )

    def get_published_text(self, source: Source) -> str:
        return in_words(source.published)

    def get_republishes(self, source: Source) -> str | None:
        return getattr(source, "shown_origin", None)


class OutletEntry(Body):
    """A new outlet; it starts ungraded."""

    name = serializers.CharField(max_length=160)
    kind = serializers.ChoiceField(choices=OutletKind.choices)
    country = serializers.RegexField(r"^[A-Z]{2}\Z", required=False, allow_blank=True, help_text="ISO 3166-1 alpha-2")
    language = serializers.CharField(max_length=35, required=False, allow_blank=True, help_text="BCP 47")
    owner_group = serializers.CharField(max_length=160, required=False, allow_blank=True)
    other_names = serializers.ListField(child=serializers.CharField(max_length=160), required=False, max_length=50)


class OutletRevision(OutletEntry):
    """Changes to an outlet. A grade or an owner is changed by a reviewer, with a reason that readers see."""

    reliability = serializers.ChoiceField(choices=Reliability.choices, required=False)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, help_text="why it is changed")


class SourceEntry(Body):
    """A published item. `published` is EDTF, such as 2017-12-17 or 2017-12."""

    outlet: Any = serializers.SlugRelatedField(slug_field="slug", queryset=Outlet.objects.all())
    published = serializers.CharField(max_length=64, required=False, allow_blank=True)
    url = serializers.CharField(
        max_length=1000, required=False, allow_null=True, validators=[URLValidator(["http", "https"])]
    )
    title = serializers.CharField(max_length=300, required=False, allow_blank=True)
    author = serializers.CharField(max_length=200, required=False, allow_blank=True)
    language = serializers.CharField(max_length=35, required=False, allow_blank=True, help_text="BCP 47")
    republishes: Any = serializers.SlugRelatedField(
        slug_field="slug", queryset=Source.objects.all(), required=False, allow_null=True
    )
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, help_text="for the desk alone")
