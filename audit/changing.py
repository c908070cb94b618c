"""Who changes what and why: said once around a change, kept with every history row written inside."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction


@dataclass
class Author:
    """The person (None: a worker or a command) and the reason in words."""

    by: AbstractBaseUser | None
    reason: str


_current: ContextVar[Author | None] = ContextVar("author", default=None)


@contextmanager
def changing(*, by: AbstractBaseUser | None, reason: str = "") -> Iterator[None]:
    """One transaction whose history says who and why; inside another, an empty reason is the outer one's."""
    outer = _current.get()
    token = _current.set(Author(by, reason or (outer.reason if outer else "")))
    try:
        with transaction.atomic():
            yield
    finally:
        _current.reset(token)


def author() -> Author | None:
    """Who is said to be changing things right now, if anybody is."""
    return _current.get()
