"""Refuses people whose role does not carry a right."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from accounts.models import User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def require(user: "User | AnonymousUser", permission: str) -> None:
    """Raise PermissionDenied unless the user holds `permission`, such as "places.edit"."""
    if not user.has_perm(permission):
        raise PermissionDenied(_refusal(user))


class HasRight(BasePermission):
    """Reading is open, for querysets show each reader only what is theirs to see; writing needs a declared right.

    A view declares `rights`, such as {"POST": "groups.edit"}; an unsafe method it forgot is refused to everybody.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        method = request.method or ""
        if method in SAFE_METHODS or method not in view.allowed_methods:  # the latter is answered as 405
            return True
        right = getattr(view, "rights", {}).get(method)
        self.message = _refusal(request.user)
        return right is not None and request.user.has_perm(right)


def _refusal(user: "User | AnonymousUser") -> str:
    who = f"Your account ({user.role})" if isinstance(user, User) else "A visitor who is not signed in"
    return f"{who} may not do this."
