"""Places over HTTP."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.records import RecordViewSet
from places import actions, tasks
from places.filters import PlaceFilters
from places.models import Place
from places.serializers import PlaceChoice, PlaceEntry, PlacePin, PlaceSerializer

ABOVE = ("parent__public_place", "province__public_place", "province__parent", "district__public_place")


class PlaceViewSet(RecordViewSet[Place]):
    """Places with all their names; readers see none finer than its sensitivity allows."""

    serializer_class = PlaceSerializer
    filterset_class = PlaceFilters
    lookup_field = "code"
    lookup_value_regex = r"[\w.~-]+"
    ordering = "code"
    bodies = {"create": PlaceEntry, "partial_update": PlacePin, "choose": PlaceChoice}
    rights = {"POST": "places.edit", "PATCH": "places.edit"}

    def get_queryset(self) -> QuerySet[Place]:
        visible = Place.objects.visible_to(self.request.user)
        return visible.select_related("public_place", "same_as", *ABOVE).prefetch_related("names")

    def enter(self, values: dict[str, Any]) -> Place:
        place = actions.enter_place(by=self.person, now=timezone.now(), **values)
        tasks.ring()
        return place

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Put a place at an editor's point; that ends the search for it."""
        place = self.get_object()
        actions.set_point(place, by=self.person, **self.read_body())
        return self.answer(place)

    @action(detail=True, methods=["post"], filter_backends=[])
    def choose(self, request: Request, **where: Any) -> Response:
        """Say which candidate an ambiguous text means."""
        place = self.get_object()
        actions.choose_candidate(place, by=self.person, **self.read_body())
        return self.answer(place)
