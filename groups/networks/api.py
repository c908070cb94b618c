"""The network of groups over HTTP: as data, as files for other tools, and as ways from one group to another."""

from hashlib import blake2b
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from groups.network import paths
from groups.networks.asking import (
    Asking,
    AskingAround,
    AskingWay,
    counted_as_one,
    refuse_unknown_groups,
    slugs_asked,
    ties_asked,
)
from groups.networks.shapes import NetworkShape, PathsShape
from groups.networks.whole import Facts, KnownNetwork, known_to
from groups.networks.writing import FORMATS, network, node_link

TITLE = "Groups and the ties between them"


class Reads(APIView):
    """What the views of the network share: a question, and an answer that belongs to who asked."""

    asking: type[Asking] = AskingAround

    def read(self, request: Request) -> tuple[KnownNetwork, Facts]:
        question = self.asking(data=request.query_params)
        question.is_valid(raise_exception=True)
        known, asked = known_to(request.user), dict(question.validated_data)
        refuse_unknown_groups(known, asked)
        return counted_as_one(known, asked)

    def answer(self, body: bytes | str, media_type: str) -> HttpResponse:
        content = body if isinstance(body, bytes) else body.encode()
        made = HttpResponse(content, content_type=media_type)
        made.headers["ETag"] = f'"{_digest(content)}"'
        patch_cache_control(made, private=True, no_cache=True)
        patch_vary_headers(made, ["Cookie"])
        return get_conditional_response(self.request, etag=made.headers["ETag"], response=made) or made


class ReadsNetwork(Reads):
    """Groups and the ties between them, of one day or of all time."""

    format = "json"

    @extend_schema(parameters=[AskingAround], responses=NetworkShape)
    def get(self, request: Request) -> HttpResponse:
        """Node-link data, as `networkx.node_link_graph` reads it; a tie's `key` never changes."""
        graph = asked_network(*self.read(request))
        return self.answer(orjson.dumps(node_link(graph)), "application/json")


class WritesNetwork(Reads):
    """The same as a file."""

    format = "csv"

    @extend_schema(parameters=[AskingAround], responses={200: OpenApiResponse(OpenApiTypes.BINARY)})
    def get(self, request: Request) -> HttpResponse:
        """Groups and ties with their citations, for Gephi, Cytoscape, R, Python or a spreadsheet."""
        graph = asked_network(*self.read(request))
        media_type, write = FORMATS[self.format]
        name = f"khorasan-watch-network-{graph.graph['version']}.{self.format}"
        made = self.answer(write(graph), media_type)
        made.headers["Content-Disposition"] = str(content_disposition_header(True, name))
        return made


class FindsPaths(Reads):
    """Ways from one group to another through the ties that pass the filter."""

    asking = AskingWay

    @extend_schema(parameters=[AskingWay], responses=PathsShape)
    def get(self, request: Request) -> HttpResponse:
        """At most five, the shortest first, each with its weakest tie; whichever way the ties point."""
        known, asked = self.read(request)
        found = paths(ties_asked(known, asked), asked["source"], asked["target"])
        ways = [
            {
                "groups": [known.groups[slug] for slug in path.groups],
                "ties": [known.links[tie.key] for tie in path.ties],
                "weakest": path.weakest.key,
            }
            for path in found
        ]
        return self.answer(orjson.dumps({"paths": ways}), "application/json")


def asked_network(known: KnownNetwork, asked: Facts) -> Any:
    """The part of the network that a question asks for; its version is a digest of what is in it."""
    ties = ties_asked(known, asked)
    slugs = slugs_asked(known, asked, ties)
    content = [[known.groups[slug] for slug in slugs], [known.links[tie.key] for tie in ties]]
    day = asked["as_of"].isoformat() if "as_of" in asked else None
    version = _digest(orjson.dumps(content))
    about = {
        "title": TITLE, "as_of": day, "version": version, "licence": settings.DATA_LICENCE,
        "citation": f"Khorasan Watch, {TITLE.lower()}{f' as of {day}' if day else ''}, version {version}.",
    }  # fmt: skip
    return network(known, slugs, ties, about)


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=8).hexdigest()
