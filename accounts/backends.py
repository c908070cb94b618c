"""Turns a user's role into Django permissions, so that views ask `user.has_perm("incidents.publish")`."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from accounts.roles import permissions_of


class RoleBackend(ModelBackend):
    """Signs in by name and password; rights come from the role alone."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        return super().get_all_permissions(user_obj) | permissions_of(user_obj.role)
