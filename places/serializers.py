"""What the API says of places, no finer than the reader may know, and what it takes."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.bodies import Body
from places.models import Place, PlaceKind, PlaceName, SiteKind
from places.wording import place_for, place_in_words


class PlaceNameSerializer(serializers.ModelSerializer[PlaceName]):
    """One name of a place."""

    class Meta:
        model = PlaceName
        fields = read_only_fields = ("name", "kind", "language", "script")


class PlaceCandidateSerializer(serializers.Serializer[Any]):
    """One place that an ambiguous text may mean."""

    name = serializers.CharField()
    text = serializers.CharField()
    kind = serializers.CharField()
    lat = serializers.FloatField(allow_null=True)
    lon = serializers.FloatField(allow_null=True)
    uncertainty_km = serializers.FloatField(allow_null=True)
    reason = serializers.CharField()


class PlaceDeskSerializer(serializers.ModelSerializer[Place]):
    """What only editors see of a place: where it stands on its way to coordinates, and what the public sees instead."""

    candidates = PlaceCandidateSerializer(many=True)
    public_place: Any = serializers.SlugRelatedField(slug_field="code", read_only=True, allow_null=True)
    same_as: Any = serializers.SlugRelatedField(slug_field="code", read_only=True, allow_null=True)

    class Meta:
        model = Place
        fields = read_only_fields = (
            "geocoding", "query", "candidates", "problem", "same_as", "sensitivity", "public_place",
        )


class PlaceSerializer(serializers.ModelSerializer[Place]):
    """A place in WGS84 degrees. `uncertainty_km` says how far off the point may be; draw no district as a spot."""

    text = serializers.SerializerMethodField(help_text="the place and what it lies in")
    parent: Any = serializers.SerializerMethodField(help_text="code of the place it lies in")
    province = serializers.SerializerMethodField(help_text="code")
    district = serializers.SerializerMethodField(help_text="code")
    names = PlaceNameSerializer(many=True)
    desk = serializers.SerializerMethodField(help_text="null unless you may see places exactly")

    class Meta:
        model = Place
        fields = read_only_fields = (
            "code", "name", "text", "names", "kind", "site_kind", "country", "parent", "province", "district",
            "lat", "lon", "uncertainty_km", "precision", "coordinate_source", "pcode", "geonames_id", "population",
            "valid_from", "valid_until", "desk",
        )

    def get_text(self, place: Place) -> str:
        return place_in_words(place)

    def get_parent(self, place: Place) -> str | None:
        return self._code(place.parent)

    def get_province(self, place: Place) -> str | None:
        return self._code(place.province)

    def get_district(self, place: Place) -> str | None:
        return self._code(place.district)

    @extend_schema_field(PlaceDeskSerializer(allow_null=True))
    def get_desk(self, place: Place) -> dict[str, Any] | None:
        may_see = self.context["request"].user.has_perm("places.view_exact")
        return dict(PlaceDeskSerializer(place).data) if may_see else None

    def _code(self, place: Place | None) -> str | None:
        shown = place_for(place, self.context["request"].user)
        return shown.code if shown else None


class PlaceEntry(Body):
    """A place as text, finest part first: "Moghul village, Darzab district, Jowzjan". A worker locates it."""

    text = serializers.CharField(max_length=300)
    kind = serializers.ChoiceField(choices=PlaceKind.choices, required=False)
    site_kind = serializers.ChoiceField(choices=SiteKind.choices, required=False, allow_blank=True)
    parent: Any = serializers.SlugRelatedField(
        slug_field="code", queryset=Place.objects.all(), required=False, allow_null=True, help_text="code"
    )


class PlacePin(Body):
    """An editor's point in WGS84 degrees; all three are needed."""

    lat = serializers.FloatField()
    lon = serializers.FloatField()
    uncertainty_km = serializers.FloatField()


class PlaceChoice(Body):
    """Which of the candidates is meant, counted from 0."""

    index = serializers.IntegerField(min_value=0, max_value=1000)
