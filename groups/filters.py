"""How lists of groups and of statements about them are narrowed, to what the reader may see."""

from datetime import date
from typing import Any

from django.core.validators import RegexValidator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django_filters import CharFilter, DateFilter, ModelMultipleChoiceFilter, MultipleChoiceFilter
from django_filters.rest_framework import FilterSet

from groups.lookup import with_name_like
from groups.models import (
    Alliance,
    AllianceKind,
    AllianceStatus,
    Group,
    GroupKind,
    LeaderRole,
    Leadership,
    LeadershipStatus,
    Presence,
    PresenceKind,
    Standing,
)
from groups.network import as_of
from groups.ties import read_ties, visible_ties
from places.models import Place, PlaceKind
from sources.editorial import Confidence

A_COUNTRY = RegexValidator(r"^[A-Za-z]{2}\Z", "Write a two-letter ISO 3166 code such as AF.")


def visible_groups(request: HttpRequest | None) -> QuerySet[Group]:
    return Group.objects.visible_to(request.user) if request else Group.objects.none()


def provinces(request: HttpRequest | None) -> QuerySet[Place]:
    return Place.objects.visible_to(request.user).of_kind(PlaceKind.PROVINCE) if request else Place.objects.none()


def of_groups(**options: Any) -> ModelMultipleChoiceFilter:
    return ModelMultipleChoiceFilter(to_field_name="slug", queryset=visible_groups, label="slug of a group", **options)


class GroupFilters(FilterSet):
    q = CharFilter(method="called", label="any name, in any script")
    kind = MultipleChoiceFilter(choices=GroupKind.choices)
    standing = MultipleChoiceFilter(choices=Standing.choices)

    class Meta:
        model = Group
        fields: list[str] = []

    def called(self, groups: QuerySet[Group], name: str, text: str) -> QuerySet[Group]:
        return with_name_like(groups, text)


class StatementFilters(FilterSet):
    """What statements about one group share."""

    def about(self, statements: QuerySet[Any], name: str, groups: list[Group]) -> QuerySet[Any]:
        return statements.filter(group__in=Group.objects.as_one_with(*groups)) if groups else statements


class AllianceFilters(FilterSet):
    group = of_groups(field_name="source", method="of_either_side")
    kind = MultipleChoiceFilter(choices=AllianceKind.choices)
    status = MultipleChoiceFilter(choices=AllianceStatus.choices)
    confidence = MultipleChoiceFilter(choices=Confidence.choices)
    as_of = DateFilter(
        method="in_force", input_formats=["%Y-%m-%d"], label="may have been in force on this day"
    )

    class Meta:
        model = Alliance
        fields: list[str] = []

    def of_either_side(self, ties: QuerySet[Alliance], name: str, groups: list[Group]) -> QuerySet[Alliance]:
        one = Group.objects.as_one_with(*groups)
        return ties.filter(Q(source__in=one) | Q(target__in=one)) if groups else ties

    def in_force(self, ties: QuerySet[Alliance], name: str, day: date) -> QuerySet[Alliance]:
        return ties.filter(pk__in=[tie.key for tie in as_of(read_ties(visible_ties(self.request.user)), day)])


class LeadershipFilters(StatementFilters):
    group = of_groups(method="about")
    role = MultipleChoiceFilter(choices=LeaderRole.choices)
    status = MultipleChoiceFilter(choices=LeadershipStatus.choices)

    class Meta:
        model = Leadership
        fields: list[str] = []


class PresenceFilters(StatementFilters):
    group = of_groups(method="about")
    kind = MultipleChoiceFilter(choices=PresenceKind.choices)
    status = MultipleChoiceFilter(choices=AllianceStatus.choices)
    province = ModelMultipleChoiceFilter(
        field_name="place__province", method="within", to_field_name="code", queryset=provinces,
        label="code of a province",
    )
    country = CharFilter(method="in_country", validators=[A_COUNTRY], label="ISO 3166-1 alpha-2")

    class Meta:
        model = Presence
        fields: list[str] = []

    def within(self, claims: QuerySet[Presence], name: str, wanted: list[Place]) -> QuerySet[Presence]:
        return claims.filter(**{f"{self._shown_place}__province__in": wanted}) if wanted else claims

    def in_country(self, claims: QuerySet[Presence], name: str, code: str) -> QuerySet[Presence]:
        return claims.filter(**{f"{self._shown_place}__country": code.upper()})

    @property
    def _shown_place(self) -> str:
        """The place as the reader sees it: a filter must not tell more than the row."""
        return "place" if self.request.user.has_perm("places.view_exact") else "place__public_place"
