"""Who enters and who publishes the demonstration: two accounts that nobody can sign in to."""

from django.contrib.auth.hashers import make_password

from accounts.models import Role, User

DESK = "demonstration-desk"
REVIEW = "demonstration-review"


def desk() -> User:
    return _account(DESK, Role.EDITOR)


def reviewer() -> User:
    return _account(REVIEW, Role.REVIEWER)


def _account(username: str, role: Role) -> User:
    stays_shut = {"role": role, "is_active": False, "password": make_password(None)}
    user, _ = User.objects.get_or_create(username=username, defaults=stays_shut)
    user.is_active = True  # in memory only: rights for as long as the command runs
    return user
