"""Answers `/healthz` to whatever watches over the site: "ok" when the web process reaches its database."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

ADDRESS = "/healthz"


class HealthMiddleware:
    """First in line, as a watcher on the same machine knows neither the public host name nor TLS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return health() if request.path == ADDRESS else self._get_response(request)


def health() -> HttpResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no database", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
