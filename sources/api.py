"""Outlets and sources over HTTP."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from accounts.records import RecordViewSet
from sources import actions
from sources.filters import OutletFilters, SourceFilters
from sources.lookup import cited_in_public, outlets_known_to
from sources.models import Outlet, Source
from sources.serializers import OutletEntry, OutletRevision, OutletSerializer, SourceEntry, SourceSerializer

EDIT = {"POST": "sources.edit", "PATCH": "sources.edit"}


class OutletViewSet(RecordViewSet[Outlet]):
    """Publishers, and how far editors rely on them."""

    serializer_class = OutletSerializer
    filterset_class = OutletFilters
    lookup_field = "slug"
    ordering = "name"
    bodies = {"create": OutletEntry, "partial_update": OutletRevision}
    rights = EDIT

    def get_queryset(self) -> QuerySet[Outlet]:
        return outlets_known_to(self.request.user)

    def enter(self, values: dict[str, Any]) -> Outlet:
        return actions.register_outlet(**values)

    def revise(self, row: Outlet, values: dict[str, Any]) -> None:
        reason = values.pop("reason", "")
        actions.revise_outlet(row, by=self.person, changes=values, reason=reason)


class SourceViewSet(RecordViewSet[Source]):
    """Published items that facts cite; readers see those that something published cites."""

    serializer_class = SourceSerializer
    filterset_class = SourceFilters
    lookup_field = "slug"
    ordering = "slug"
    bodies = {"create": SourceEntry, "partial_update": SourceEntry}
    rights = EDIT

    def get_queryset(self) -> QuerySet[Source]:
        shown = shown_to(self.request.user)
        origin = shown.filter(pk=OuterRef("republishes")).values("slug")[:1]
        return shown.select_related("outlet").annotate(shown_origin=Subquery(origin))

    def enter(self, values: dict[str, Any]) -> Source:
        return actions.register_source(**values)

    def revise(self, row: Source, values: dict[str, Any]) -> None:
        actions.revise_source(row, by=self.person, changes=values)


def shown_to(user: User | AnonymousUser) -> QuerySet[Source]:
    """All sources for editors; for others those that something published cites."""
    return Source.objects.all() if user.has_perm("sources.edit") else cited_in_public()
