"""Compresses answers: JSON, which is large and made anew each time, with a library many times as quick as Python's."""

from typing import Any

from django.http import HttpRequest
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers
from isal import igzip

LEVEL = 1  # of 3; the others gain nothing on our answers
SHORT_BYTES = 200  # nothing is gained below


class CompressionMiddleware(GZipMiddleware):
    """Django's own, but for whole JSON answers. These hold no secret that their length could give away."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if not is_plain_json(response):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        if re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")):
            response.content = igzip.compress(response.content, LEVEL, mtime=0)
            response.headers["Content-Length"] = str(len(response.content))
            response.headers["Content-Encoding"] = "gzip"
        return response


def is_plain_json(response: Any) -> bool:
    is_whole = not response.streaming and not response.has_header("Content-Encoding")
    return is_whole and is_json(response) and len(response.content) >= SHORT_BYTES


def is_json(response: Any) -> bool:
    return str(response.headers.get("Content-Type", "")).startswith("application/json")
