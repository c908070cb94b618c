"""Who changes what and why: said once around a change, kept with every history row written inside."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from audit.linking import Row, append


@dataclass
class Author:
    """The person (None: a worker or a command), the reason in words, and the history rows still to be linked."""

    by: AbstractBaseUser | None
    reason: str
    rows: dict[Row, None] = field(default_factory=dict)


_current: ContextVar[Author | None] = ContextVar("author", default=None)


@contextmanager
def changing(*, by: AbstractBaseUser | None, reason: str = "") -> Iterator[None]:
    """One transaction whose history says who and why; inside another, an empty reason is the outer one's.

    The outermost one links all history written inside as its last deed, so that no two changes ever wait for each
    other's rows and for the chain crosswise.
    """
    outer = _current.get()
    inner = Author(by, reason or (outer.reason if outer else ""))
    token = _current.set(inner)
    try:
        with transaction.atomic():
            yield
            if outer is None and inner.rows and not transaction.get_rollback():
                append(inner.rows)
    finally:
        _current.reset(token)
    if outer is not None:
        outer.rows |= inner.rows


def author() -> Author | None:
    """Who is said to be changing things right now, if anybody is."""
    return _current.get()


def written(rows: Iterable[Row]) -> None:
    """Link history rows just written: with all others of the change they belong to, or else at once.

    For rows written in bulk, by `bulk_create` or COPY, this is the one call that makes them part of the history.
    """
    if said := _current.get():
        said.rows.update(dict.fromkeys(rows))
    else:
        append(rows)
