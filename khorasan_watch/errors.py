"""Answers every error in one place: JSON with a sentence under /api/, a plain page elsewhere."""

import logging
import re
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation, TooManyFieldsSent
from django.core.exceptions import ValidationError as RuleBroken
from django.db import IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler, set_rollback

from explore.snapshot.current import NotReady
from incidents.actions import Clash

logger = logging.getLogger(__name__)

API = "/api/"
NOT_FOUND = "There is nothing at this address, or nothing that you may see."
REFUSED = "You may not do this."
SIGN_IN = "Sign in with an account that may do this: reading is open, writing is for editors."
BROKEN = "Something went wrong on our side, and it has been logged. Try again in a minute."
BAD_REQUEST = "This request cannot be read. Check its address and its parameters."
TOO_MANY = "This request has too many parameters. Send fewer."
TOO_DEEP = "This body is nested too deeply to be read."
CLASH = "Somebody else changed this at the same moment. Look at it again and repeat your change."
STALE = "Read it again, and send your change with the present version."
BUSY = "The database is busy. Try again in a few seconds."
NOT_READY = "The incidents are being made ready. Try again in a few seconds."
NOTHING_IS_DELETED = "Nothing is deleted here: what no longer holds is withdrawn, by POST to …/withdraw/ with a reason."
RETRY_SECONDS = "2"
ABOUT_FIELD = re.compile(r"([a-z_]+): (.+)", re.DOTALL)


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """The API's exception handler: a broken rule is 400 by field, a stale version 409 with the present one.

    Everything else is one sentence as `detail`.
    """
    if isinstance(error, RuleBroken):
        set_rollback()
        return Response(by_field(error), status=status.HTTP_400_BAD_REQUEST)
    if isinstance(error, Clash):
        set_rollback()
        return Response(_changed_meanwhile(error), status=status.HTTP_409_CONFLICT)
    if found := _outside_trouble(error):
        set_rollback()
        return _detail(*found)
    answered = exception_handler(error, context)
    if answered is not None and (sentence := _sentence(error, context)):
        answered.data = {"detail": sentence}
    return answered


def _changed_meanwhile(clash: Clash) -> dict[str, Any]:
    return {"detail": f"{clash} {STALE}", "version": clash.record.version, "changed": sorted(clash.theirs)}


def by_field(error: RuleBroken) -> dict[str, list[str]]:
    """A rule's sentences under the fields they are about; a sentence that opens with "field: " names its own."""
    if not hasattr(error, "error_dict"):
        return {api_settings.NON_FIELD_ERRORS_KEY: [str(message) for message in error.messages]}
    found: dict[str, list[str]] = {}
    for field, messages in error.message_dict.items():
        for message in messages:
            named = ABOUT_FIELD.fullmatch(message) if field == "__all__" else None
            key, sentence = (named[1], named[2][:1].upper() + named[2][1:]) if named else (field, message)
            key = api_settings.NON_FIELD_ERRORS_KEY if key == "__all__" else key
            found.setdefault(key, []).append(sentence)
    return found


def _outside_trouble(error: Exception) -> tuple[str, int] | None:
    if isinstance(error, TooManyFieldsSent):
        return TOO_MANY, status.HTTP_400_BAD_REQUEST
    if isinstance(error, SuspiciousOperation):
        return BAD_REQUEST, status.HTTP_400_BAD_REQUEST
    if isinstance(error, RecursionError):
        return TOO_DEEP, status.HTTP_400_BAD_REQUEST
    if isinstance(error, IntegrityError):
        logger.warning("A change clashed with another: %s", error)
        return CLASH, status.HTTP_409_CONFLICT
    if isinstance(error, NotReady):
        return NOT_READY, status.HTTP_503_SERVICE_UNAVAILABLE
    if isinstance(error, OperationalError):
        logger.error("The database did not answer: %s", error)
        return BUSY, status.HTTP_503_SERVICE_UNAVAILABLE
    return None


def _sentence(error: Exception, context: dict[str, Any]) -> str:
    """Our own words where the framework's would not help; empty keeps what is there."""
    if isinstance(error, Http404 | exceptions.NotFound):
        return NOT_FOUND
    if isinstance(error, exceptions.NotAuthenticated):
        return SIGN_IN
    if isinstance(error, PermissionDenied):
        return str(error) or REFUSED
    if isinstance(error, exceptions.MethodNotAllowed):
        return _not_offered(context["request"].method, context["view"].allowed_methods)
    return ""


def _not_offered(method: str, offered: list[str]) -> str:
    if method == "DELETE":
        return NOTHING_IS_DELETED
    return f"{method} is not offered at this address; {', '.join(offered)} may be."


def _detail(sentence: str, code: int) -> Response:
    later = {"Retry-After": RETRY_SECONDS} if code == status.HTTP_503_SERVICE_UNAVAILABLE else None
    return Response({"detail": sentence}, status=code, headers=later)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, str(exception or "") or REFUSED)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, 500, BROKEN)


def _page(request: HttpRequest, code: int, sentence: str) -> HttpResponse:
    """The error page; where drawing it fails too, the bare sentence."""
    if request.path.startswith(API):
        return JsonResponse({"detail": sentence}, status=code)
    try:
        return render(request, f"{code}.html", {"sentence": sentence}, status=code)
    except Exception:
        logger.exception("The page for error %s could not be drawn.", code)
        return HttpResponse(f"{code}: {sentence}\n", status=code, content_type="text/plain; charset=utf-8")
