"""Verbs that change accounts."""

import secrets

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from accounts.models import Role, User
from audit.changing import changing

FIRST_ACCOUNTS = {"editor": Role.EDITOR, "reviewer": Role.REVIEWER}
PASSWORD_BYTES = 12


def make_first_accounts() -> dict[str, str]:
    """An editor and a reviewer for a site where nobody can sign in yet; maps each name to its generated password.

    Once anybody can sign in, nothing is made: an account that was renamed or removed stays so.
    """
    with changing(by=None, reason="The first accounts of a new site."):
        if User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists():
            return {}
        return {name: _make(name, role) for name, role in FIRST_ACCOUNTS.items()}


def _make(name: str, role: Role) -> str:
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    User.objects.create_user(username=name, password=password, role=role)
    return password
