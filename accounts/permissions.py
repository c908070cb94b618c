"""Refuses people whose role does not carry a right."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from accounts.models import User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def require(user: "User | AnonymousUser", permission: str) -> None:
    """Raise PermissionDenied unless the user holds `permission`, such as "places.edit"."""
    if not user.has_perm(permission):
        who = f"Your account ({user.role})" if isinstance(user, User) else "A visitor who is not signed in"
        raise PermissionDenied(f"{who} may not do this.")
