"""Verbs that change accounts."""

import secrets

from django.db import transaction

from accounts.models import Role, User

FIRST_ACCOUNTS = {"editor": Role.EDITOR, "reviewer": Role.REVIEWER}
PASSWORD_BYTES = 12


@transaction.atomic
def make_missing_accounts() -> dict[str, str]:
    """Make the first editor and reviewer where missing; the answer maps each new name to its generated password."""
    present = set(User.objects.filter(username__in=FIRST_ACCOUNTS).values_list("username", flat=True))
    return {name: _make(name, role) for name, role in FIRST_ACCOUNTS.items() if name not in present}


def _make(name: str, role: Role) -> str:
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    User.objects.create_user(username=name, password=password, role=role)
    return password
