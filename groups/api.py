"""Groups, alliances, leadership and presence over HTTP."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.records import RecordViewSet
from groups import actions
from groups.entries import (
    AllianceEntry,
    AllianceRevision,
    GroupEntry,
    GroupNameEntry,
    GroupRevision,
    LeadershipEntry,
    LeadershipRevision,
    PresenceEntry,
    PresenceRevision,
    Withdrawal,
)
from groups.filters import AllianceFilters, GroupFilters, LeadershipFilters, PresenceFilters
from groups.models import Alliance, Group, Leadership, Presence
from groups.serializers import AllianceSerializer, GroupSerializer, LeadershipSerializer, PresenceSerializer
from groups.visible import contested_heads

Row = TypeVar("Row", bound=Model)

EDIT = {"POST": "groups.edit", "PATCH": "groups.edit"}
PUBLISH = {"POST": "groups.publish"}
A_NUMBER = "[0-9]{1,18}"
CITED = ("citations__outlet", "citations__republishes__outlet")
SHOWN = ("place__province__parent", "place__district", "place__parent", "place__public_place__province__parent",
         "place__public_place__district", "place__public_place__parent")


class EditorialViewSet(RecordViewSet[Row]):
    """Rows that are drafts until a second person publishes them, and that are withdrawn instead of deleted."""

    rights = EDIT

    @action(detail=True, methods=["post"], filter_backends=[])
    def submit(self, request: Request, **where: Any) -> Response:
        """Hand a draft to the reviewers."""
        row: Any = self.get_object()
        actions.submit_record(row, by=self.person)
        return self.answer(row)

    @action(detail=True, methods=["post"], rights=PUBLISH, filter_backends=[])
    def publish(self, request: Request, **where: Any) -> Response:
        """Put before readers what waits for review; by somebody who wrote none of it."""
        row: Any = self.get_object()
        actions.publish_record(row, by=self.person)
        return self.answer(row)

    @action(detail=True, methods=["post"], rights=PUBLISH, filter_backends=[])
    def withdraw(self, request: Request, **where: Any) -> Response:
        """Take it from readers, with a reason; nothing is deleted."""
        row: Any = self.get_object()
        actions.withdraw_record(row, by=self.person, **self.read_body())
        return self.answer(row)


class GroupViewSet(EditorialViewSet[Group]):
    """Groups, found by any of their names."""

    serializer_class = GroupSerializer
    filterset_class = GroupFilters
    lookup_field = "slug"
    ordering = "name"
    bodies = {"create": GroupEntry, "partial_update": GroupRevision, "names": GroupNameEntry, "withdraw": Withdrawal}

    def get_queryset(self) -> QuerySet[Group]:
        groups = Group.objects.visible_to(self.request.user)
        groups = groups.unmerged() if self.action == "list" else groups
        return groups.select_related("merged_into").prefetch_related(*(f"names__{each}" for each in CITED))

    def enter(self, values: dict[str, Any]) -> Group:
        return actions.enter_group(by=self.person, **values)

    def revise(self, row: Group, values: dict[str, Any]) -> None:
        reason = values.pop("reason", "")
        actions.revise_group(row, by=self.person, changes=values, reason=reason)

    @action(detail=True, methods=["post"], filter_backends=[])
    def names(self, request: Request, **where: Any) -> Response:
        """Add a name."""
        group = self.get_object()
        actions.name_group(group, by=self.person, **self.read_body())
        return self.answer(group)


class StatementViewSet(EditorialViewSet[Row]):
    """Cited statements about groups that the reader may see."""

    lookup_value_regex = A_NUMBER
    ordering = "id"

    def revise(self, row: Any, values: dict[str, Any]) -> None:
        told = {"citations": values.pop("citations", None), "reason": values.pop("reason", "")}
        actions.revise_statement(row, by=self.person, changes=values, **told)


class AllianceViewSet(StatementViewSet[Alliance]):
    """Ties between groups: dated, graded and cited."""

    serializer_class = AllianceSerializer
    filterset_class = AllianceFilters
    bodies = {"create": AllianceEntry, "partial_update": AllianceRevision, "withdraw": Withdrawal}

    def get_queryset(self) -> QuerySet[Alliance]:
        groups = Group.objects.visible_to(self.request.user)
        ties = Alliance.objects.visible_to(self.request.user).filter(source__in=groups, target__in=groups)
        ties = ties.select_related("source__merged_into", "target__merged_into", *SHOWN)
        return ties.prefetch_related(*CITED)

    def enter(self, values: dict[str, Any]) -> Alliance:
        return actions.enter_alliance(by=self.person, **values)


class LeadershipViewSet(StatementViewSet[Leadership]):
    """Who led which group, when, and how it ended."""

    serializer_class = LeadershipSerializer
    filterset_class = LeadershipFilters
    bodies = {"create": LeadershipEntry, "partial_update": LeadershipRevision, "withdraw": Withdrawal}

    def get_queryset(self) -> QuerySet[Leadership]:
        user = self.request.user
        rows = Leadership.objects.visible_to(user).filter(group__in=Group.objects.visible_to(user))
        return rows.select_related("group__merged_into").prefetch_related(*CITED)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "contested": contested_heads(self.request.user)}

    def enter(self, values: dict[str, Any]) -> Leadership:
        return actions.enter_leadership(by=self.person, **values)


class PresenceViewSet(StatementViewSet[Presence]):
    """What groups are said to have or do at places, with people counted where a source counts them."""

    serializer_class = PresenceSerializer
    filterset_class = PresenceFilters
    bodies = {"create": PresenceEntry, "partial_update": PresenceRevision, "withdraw": Withdrawal}

    def get_queryset(self) -> QuerySet[Presence]:
        user = self.request.user
        rows = Presence.objects.visible_to(user).filter(Q(group=None) | Q(group__in=Group.objects.visible_to(user)))
        return rows.select_related("group__merged_into", *SHOWN).prefetch_related(*CITED)

    def enter(self, values: dict[str, Any]) -> Presence:
        return actions.enter_presence(by=self.person, **values)
