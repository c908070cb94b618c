"""The read side over HTTP: one filter, and every panel, list and file that follows from it."""

import threading
from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode

import orjson
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from explore import layers, listing, looking, panels, playback, robustness, timeline, together
from explore.handbook import FILTERS, LOOKING, ORDERING, PAGING
from explore.incident import Reader, whole, with_evidence
from explore.listing import NEWEST, Cursor
from explore.looking import LOOKS, Look
from explore.query import Filter, read
from explore.rows import rows
from explore.selection import Selection
from explore.shapes import ExploreShape, IncidentShape, PlaybackShape, RowsShape, TogetherShape
from explore.snapshot.current import audience_of, current
from explore.snapshot.opening import Snapshot
from explore.vocabulary import vocabulary
from incidents.models import Incident

LISTING = ("ordering", "cursor", "page_size")
PAGE_SIZE, MOST_ROWS = 50, 200
counting = threading.Lock()  # two at once in a process would share one interpreter, and take twice the memory


class Reads(GenericAPIView):
    """What reading views share: who asks, for what, and of which version."""

    filter_backends = []
    queryset = Incident.objects.none()

    @property
    def pairs(self) -> dict[str, list[str]]:
        return {name: self.request.query_params.getlist(name) for name in self.request.query_params}

    def selection(self, *also: str) -> Selection:
        snapshot = current.snapshot(audience_of(self.request.user))
        return Selection(snapshot, read(self.pairs, vocabulary(snapshot), also=also))

    def respond(self, content: dict[str, Any]) -> HttpResponse:
        body = orjson.dumps(content, option=orjson.OPT_SERIALIZE_NUMPY)
        return HttpResponse(body, content_type="application/json")

    def unless_known(self, selection: Selection, *asked: str) -> HttpResponse | None:
        """The answer to who has it already. The tag is made of version and question, before anything is counted."""
        tag = etag(selection.snapshot, selection.chosen, *asked)
        self.tag = tag
        return get_conditional_response(self.request, etag=tag)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """An answer belongs to who asked, and is checked anew each time."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        if (tag := getattr(self, "tag", "")) and answer.status_code in (200, 304):
            answer.headers.setdefault("ETag", tag)
        patch_cache_control(answer, private=True, no_cache=True)
        patch_vary_headers(answer, ["Cookie"])
        return answer


class ExploreView(Reads):
    """Everything the Explore page shows, in one answer in which all panels agree."""

    @extend_schema(parameters=[*FILTERS, *LOOKING], responses=ExploreShape)
    def get(self, request: Request) -> HttpResponse:
        """Totals, timeline, facets, map and the newest incidents of a filter."""
        selection = self.selection(*LOOKS)
        look = looking.read(self.pairs, vocabulary(selection.snapshot))
        today = timezone.localdate()
        if known := self.unless_known(selection, look.address, today.isoformat()):
            return known
        with counting:
            shown = timeline.panel(selection)
            return self.respond({
                "version": selection.snapshot.version,
                "totals": panels.totals(selection),
                "timeline": shown,
                "facets": panels.facets(selection),
                "robustness": robustness.panel(selection, shown, today),
                "map": layers.layer(selection, look),
                "list": first_page(selection, look),
            })


class ReadsIncidents(Reads):
    """The list of incidents."""

    @extend_schema(operation_id="incidents_list", parameters=[*FILTERS, ORDERING, *PAGING], responses=RowsShape)
    def get(self, request: Request) -> HttpResponse:
        """Incidents of a filter, newest first or in another order, in pages."""
        selection, asked = self.selection(*LISTING), {name: self.pairs.get(name, [""])[0] for name in LISTING}
        ordering = listing.check_ordering(asked["ordering"] or NEWEST)
        size, cursor = page_size(self.pairs), Cursor.read(asked["cursor"]) if "cursor" in self.pairs else None
        if known := self.unless_known(selection, ordering, str(size), asked["cursor"]):
            return known
        others = {"ordering": ordering, "page_size": str(size)}
        with counting:
            page = listing.page(selection, ordering, size, cursor)
            return self.respond({
                "version": selection.snapshot.version, "count": selection.rows.number,
                "next": address_of(selection, others, page.following),
                "previous": address_of(selection, others, page.previous),
                "results": rows(selection.snapshot, page.positions),
            })  # fmt: skip


@extend_schema_view(get=extend_schema(operation_id="explore_incidents_list"))
class ExploreIncidents(ReadsIncidents):
    """The same list, where Explore's answers lead on to it."""


class PlaybackView(Reads):
    """The map through time."""

    @extend_schema(parameters=[*FILTERS, *LOOKING[:2]], responses=PlaybackShape)
    def get(self, request: Request) -> HttpResponse:
        """Cells and bins of a filter, and the counts of each cell in each bin."""
        selection = self.selection("view", "zoom")
        look = looking.read(self.pairs, vocabulary(selection.snapshot))
        if known := self.unless_known(selection, "playback", look.address):
            return known
        with counting:
            return self.respond({"version": selection.snapshot.version, **playback.playback(selection, look)})


class TogetherView(Reads):
    """Who is named with whom."""

    @extend_schema(parameters=FILTERS, responses=TogetherShape)
    def get(self, request: Request) -> HttpResponse:
        """Groups that incidents of a filter name, year by year, and pairs of them that are named together."""
        selection = self.selection()
        if known := self.unless_known(selection, "together"):
            return known
        with counting:
            return self.respond({"version": selection.snapshot.version, **together.panel(selection)})


class ReadsIncident(Reads):
    """One incident."""

    lookup_field = "public_id"

    @extend_schema(responses=IncidentShape)
    def get(self, request: Request, public_id: str) -> Response:
        """An incident with its attributions and every report, each with source and grade."""
        if request.query_params:
            raise ValidationError({name[:40]: ["This address takes no parameters."] for name in request.query_params})
        reader = Reader(request.user)
        incident = with_evidence(Incident.objects.visible_to(request.user), reader).filter(public_id=public_id)
        found = incident.first()
        if found is None:
            raise Http404(f"There is no incident {public_id}.")
        return Response(whole(found, reader))


def etag(snapshot: Snapshot, chosen: Filter, *asked: str) -> str:
    question = "\n".join((snapshot.version, chosen.address, *asked))
    return f'W/"{blake2b(question.encode(), digest_size=12).hexdigest()}"'


def first_page(selection: Selection, look: Look) -> dict[str, Any]:
    """The first rows, and the address at which the list goes on; of one symbol alone where it is chosen."""
    if look.listed is not None:
        selection = Selection(selection.snapshot, replace(selection.chosen, mark=look.listed))
    count = selection.rows.number
    if look.rows == 0:
        return {"count": count, "results": [], "next": None}
    page = listing.page(selection, look.ordering, look.rows)
    following = address_of(selection, {"ordering": look.ordering}, page.following)
    return {"count": count, "results": rows(selection.snapshot, page.positions), "next": following}


def address_of(selection: Selection, others: dict[str, str], cursor: str) -> str | None:
    """Where the same list goes on from a cursor."""
    if not cursor:
        return None
    words: Iterable[str] = (selection.chosen.address, urlencode({**others, "cursor": cursor}))
    return f"{reverse('explore-incidents')}?{'&'.join(filter(None, words))}"


def page_size(pairs: dict[str, list[str]]) -> int:
    text = pairs.get("page_size", [str(PAGE_SIZE)])[0]
    size = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MOST_ROWS)) else 0
    if not 1 <= size <= MOST_ROWS:
        raise ValidationError({"page_size": [f"Write page_size as a whole number from 1 to {MOST_ROWS}."]})
    return size
