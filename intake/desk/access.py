"""Who may enter the pages on datasets: those who may take them in."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponseBase

View = Callable[..., HttpResponseBase]


def for_importers(view: View) -> View:
    return login_required(permission_required("intake.import", raise_exception=True)(view))
