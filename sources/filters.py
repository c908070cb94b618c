"""How lists of outlets and sources are narrowed."""

from datetime import date
from typing import Any

from django.core.validators import RegexValidator
from django.db.models import Q, QuerySet
from django_filters import CharFilter, DateFilter, ModelMultipleChoiceFilter, MultipleChoiceFilter
from django_filters.rest_framework import FilterSet

from sources.lookup import called
from sources.models import Outlet, OutletKind, Reliability, Source

A_COUNTRY = RegexValidator(r"^[A-Za-z]{2}\Z", "Write a two-letter ISO 3166 code such as AF.")
ISO = ["%Y-%m-%d"]


class OutletFilters(FilterSet):
    q = CharFilter(method="called", label="part of a name")
    kind = MultipleChoiceFilter(choices=OutletKind.choices)
    country = CharFilter(lookup_expr="iexact", validators=[A_COUNTRY], label="ISO 3166-1 alpha-2")
    reliability = MultipleChoiceFilter(choices=Reliability.choices)

    class Meta:
        model = Outlet
        fields: list[str] = []

    def called(self, outlets: QuerySet[Outlet], name: str, text: str) -> QuerySet[Outlet]:
        return called(outlets, text)


class SourceFilters(FilterSet):
    outlet = ModelMultipleChoiceFilter(
        method="published_by", to_field_name="slug", queryset=Outlet.objects.all(), label="slug of an outlet"
    )

    class Meta:
        model = Source
        fields: list[str] = []

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """The declared filters with `from` and `to`, which Python keeps for itself as names."""
        return {
            **super().get_filters(),
            "from": DateFilter(method="since", input_formats=ISO, label="published on this day or later"),
            "to": DateFilter(method="until", input_formats=ISO, label="published on this day or earlier"),
        }

    def published_by(self, sources: QuerySet[Source], name: str, outlets: list[Outlet]) -> QuerySet[Source]:
        return sources.filter(outlet__in=outlets) if outlets else sources

    def since(self, sources: QuerySet[Source], name: str, day: date) -> QuerySet[Source]:
        unknown_end = Q(published_latest=None, published_earliest__gte=day)
        return sources.filter(Q(published_latest__gte=day) | unknown_end)

    def until(self, sources: QuerySet[Source], name: str, day: date) -> QuerySet[Source]:
        unknown_start = Q(published_earliest=None, published_latest__lte=day)
        return sources.filter(Q(published_earliest__lte=day) | unknown_start)
