"""Who may enter the desk: strangers are sent to sign in, people without the right are refused."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse

from accounts.models import User


class DeskRequest(HttpRequest):
    """A request whose user is known to be signed in."""

    user: User


View = Callable[..., HttpResponse]


def for_editors(view: View) -> View:
    return login_required(permission_required("incidents.enter_report", raise_exception=True)(view))


def for_reviewers(view: View) -> View:
    return login_required(permission_required("incidents.publish", raise_exception=True)(view))


def for_group_editors(view: View) -> View:
    return login_required(permission_required("groups.edit", raise_exception=True)(view))


def for_group_reviewers(view: View) -> View:
    return login_required(permission_required("groups.publish", raise_exception=True)(view))


def for_graders(view: View) -> View:
    return login_required(permission_required("sources.grade", raise_exception=True)(view))


def for_withholding(view: View) -> View:
    return login_required(permission_required("sources.withhold", raise_exception=True)(view))
