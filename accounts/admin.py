"""Accounts in the admin site."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.models import User

STAYS = "No account is deleted: its name stays with all that was done under it. Switch it off: untick “Active”."


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Users with their role beside the usual fields; they are switched off, never deleted."""

    list_display = ("username", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    fieldsets = (*(UserAdmin.fieldsets or ()), ("Role", {"fields": ("role",)}))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        messages.error(request, STAYS)
        return redirect("admin:accounts_user_change", object_id)
