"""Where a form leads once it is done: back to the page of this site that it names, or to its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme


def back(request: HttpRequest, otherwise: str, *names: object) -> HttpResponse:
    """A redirect to the form's `next`, never to another site."""
    onwards = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(onwards, {request.get_host()}, require_https=request.is_secure())
    return redirect(onwards) if is_ours else redirect(otherwise, *names)
