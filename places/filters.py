"""How the list of places is narrowed, to what the reader may see."""

from django.core.validators import RegexValidator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django_filters import CharFilter, ModelMultipleChoiceFilter, MultipleChoiceFilter
from django_filters.rest_framework import FilterSet

from places.models import Place, PlaceKind, PlaceName, PlaceQuerySet
from places.names import read

A_COUNTRY = RegexValidator(r"^[A-Za-z]{2}\Z", "Write a two-letter ISO 3166 code such as AF.")


def provinces(request: HttpRequest | None) -> QuerySet[Place]:
    return _visible(request).of_kind(PlaceKind.PROVINCE)


def districts(request: HttpRequest | None) -> QuerySet[Place]:
    return _visible(request).of_kind(PlaceKind.DISTRICT)


class PlaceFilters(FilterSet):
    q = CharFilter(method="called", label="the beginning of a name, in any script or romanisation")
    kind = MultipleChoiceFilter(choices=PlaceKind.choices)
    country = CharFilter(lookup_expr="iexact", validators=[A_COUNTRY], label="ISO 3166-1 alpha-2")
    province = ModelMultipleChoiceFilter(
        method="inside", to_field_name="code", queryset=provinces, label="code of a province"
    )
    district = ModelMultipleChoiceFilter(
        method="inside", to_field_name="code", queryset=districts, label="code of a district"
    )

    class Meta:
        model = Place
        fields: list[str] = []

    def called(self, places: QuerySet[Place], name: str, text: str) -> QuerySet[Place]:
        """By a part of a name as written, or by how a name begins as it sounds."""
        named = Q(name__icontains=text)
        for key in read(text).keys:
            named |= Q(key__startswith=key)
        by_name = PlaceName.objects.filter(named).values("place")
        return places.filter(Q(name__icontains=text) | Q(pk__in=by_name))

    def inside(self, places: QuerySet[Place], level: str, wanted: list[Place]) -> QuerySet[Place]:
        return places.filter(**{f"{level}__in": wanted}) if wanted else places


def _visible(request: HttpRequest | None) -> PlaceQuerySet:
    return Place.objects.visible_to(request.user) if request else Place.objects.none()
