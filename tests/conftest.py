"""One cast for all tests: reader, analyst, editor, reviewer, admin and the stranger who has no account."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import Role, User


def person(role: Role) -> User:
    return User.objects.create_user(username=role.value, password=f"correct horse {role}", role=role)


@pytest.fixture
def stranger() -> AnonymousUser:
    return AnonymousUser()


@pytest.fixture
def reader(db: None) -> User:
    return person(Role.READER)


@pytest.fixture
def analyst(db: None) -> User:
    return person(Role.ANALYST)


@pytest.fixture
def editor(db: None) -> User:
    return person(Role.EDITOR)


@pytest.fixture
def reviewer(db: None) -> User:
    return person(Role.REVIEWER)


@pytest.fixture
def admin(db: None) -> User:
    return person(Role.ADMIN)
