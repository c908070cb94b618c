"""The read side over HTTP: one filter, and every panel, list and file that follows from it."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import DateField, DateTimeField, IntegerField, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import Http404, StreamingHttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from explore import panels
from explore.query import Filter, read
from explore.rows import feature, rows, whole, with_evidence, with_rows
from explore.selection import Reader, select
from explore.shapes import FILTERS, ORDERING, PAGING, ExploreShape, FeaturesShape, IncidentShape, RowsShape
from incidents.models import Incident

CHUNK = 500
LONG_AGO, FAR_OFF = "0001-01-01", "9999-12-31"
NEWEST = "-when"


class Reads(GenericAPIView):
    """What reading views share: who asks, and for what."""

    filter_backends = []
    queryset = Incident.objects.none()

    @property
    def reader(self) -> Reader:
        return Reader(self.request.user)

    def chosen(self, *also: str) -> Filter:
        pairs = {name: self.request.query_params.getlist(name) for name in self.request.query_params}
        return read(pairs, self.reader.vocabulary(), also=also)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """An answer belongs to who asked, and is checked anew each time."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        patch_cache_control(answer, private=True, no_cache=True)
        patch_vary_headers(answer, ["Cookie"])
        return answer


class ExploreView(Reads):
    """Everything the Explore page shows, in one answer in which all panels agree."""

    @extend_schema(parameters=FILTERS, responses=ExploreShape)
    def get(self, request: Request) -> Response:
        """Totals, timeline, facets, map and the newest incidents of a filter."""
        chosen, reader = self.chosen(), self.reader
        found = select(chosen, reader)
        totals = panels.totals(found, reader)
        return Response({
            "totals": totals,
            "timeline": panels.bins(chosen, reader),
            "facets": panels.facets(chosen, reader),
            "map": panels.marks(found, reader),
            "list": {"count": totals["incidents"], **self.first_page(found, reader)},
        })

    def first_page(self, found: QuerySet[Incident], reader: Reader) -> dict[str, Any]:
        """The first rows, and the address at which the incident list goes on."""
        self.ordering, found = sorted_by(NEWEST, found)
        pages: Any = self.paginator
        listed = pages.paginate_queryset(with_rows(found, reader), self.request, view=self)
        query = self.request.META.get("QUERY_STRING", "")
        pages.base_url = f"{reverse('incident-list')}{'?' if query else ''}{query}"
        return {"results": rows(listed, reader), "next": pages.get_next_link()}


class ReadsIncidents(Reads):
    """The list of incidents."""

    @extend_schema(operation_id="incidents_list", parameters=[*FILTERS, ORDERING, *PAGING], responses=RowsShape)
    def get(self, request: Request) -> Response:
        """Incidents of a filter, newest first, in pages."""
        reader, found = self.reader, select(self.chosen("ordering", "cursor", "page_size"), self.reader)
        self.ordering, found = sorted_by(request.query_params.get("ordering", NEWEST), found)
        page = self.paginate_queryset(with_rows(found, reader))
        return self.get_paginated_response(rows(page or [], reader))


class ReadsIncident(Reads):
    """One incident."""

    lookup_field = "public_id"

    @extend_schema(responses=IncidentShape)
    def get(self, request: Request, public_id: str) -> Response:
        """An incident with its attributions and every report, each with source and grade."""
        if request.query_params:
            raise ValidationError({name[:40]: ["This address takes no parameters."] for name in request.query_params})
        incident = with_evidence(Incident.objects.visible_to(request.user), self.reader).filter(public_id=public_id)
        found = incident.first()
        if found is None:
            raise Http404(f"There is no incident {public_id}.")
        return Response(whole(found, self.reader))


class IncidentFeatures(Reads):
    """All incidents of a filter as GeoJSON."""

    @extend_schema(parameters=FILTERS, responses=FeaturesShape)
    def get(self, request: Request) -> StreamingHttpResponse:
        """A FeatureCollection; incidents known only to a province, or not located, have no geometry."""
        reader = self.reader
        found = with_rows(select(self.chosen(), reader), reader).order_by("public_id")
        return StreamingHttpResponse(_collection(found, reader), content_type="application/geo+json")


def sorted_by(ordering: str, found: QuerySet[Incident]) -> tuple[tuple[str, ...], QuerySet[Incident]]:
    """The order of a list with what is unknown last, and the incidents with the key it goes by."""
    name, is_down = ordering.removeprefix("-"), ordering.startswith("-")
    keys: dict[str, Any] = {
        "when": Coalesce("latest", "earliest", Value(LONG_AGO if is_down else FAR_OFF, DateField())),
        "killed": Coalesce("killed_best", "killed_low", Value(-1 if is_down else 2**31 - 1, IntegerField())),
        "published": Coalesce("published_at", Value(f"{LONG_AGO if is_down else FAR_OFF} 00:00Z", DateTimeField())),
    }
    if name == "public_id":
        return (ordering,), found
    if name not in keys:
        known = ", ".join(f"{key}, -{key}" for key in (*keys, "public_id"))
        raise ValidationError({"ordering": [f"There is no ordering “{ordering[:40]}”. Write one of {known}."]})
    sign = "-" if is_down else ""
    return (f"{sign}order_{name}", f"{sign}public_id"), found.annotate(**{f"order_{name}": keys[name]})


def _collection(found: QuerySet[Incident], reader: Reader) -> Iterator[str]:
    """The collection piece by piece, so that its length does not matter."""
    yield '{"type":"FeatureCollection","features":['
    for place, incident in enumerate(found.iterator(CHUNK)):
        yield ("," if place else "") + json.dumps(feature(incident, reader), default=str, ensure_ascii=False)
    yield "]}"

