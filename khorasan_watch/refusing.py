"""Refuses what no page of the site can mean: a NUL byte in an address or a form, which PostgreSQL cannot store."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

NUL = "\x00"


class NulBytesMiddleware:
    """Answers 400 before any view or database sees the byte. What the API takes is judged by its own fields."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> None:
        if request.path.startswith("/api/"):
            return
        if NUL in request.path or _has_nul(request.GET) or _has_nul(request.POST):
            raise BadRequest("It holds a character that no text has (NUL): leave it out.")


def _has_nul(sent: QueryDict) -> bool:
    return any(NUL in name or any(NUL in value for value in values) for name, values in sent.lists())
