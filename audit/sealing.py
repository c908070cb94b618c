"""The seal on the end of the chain: whoever has the database alone cannot make one."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "audit.head"


def seal(count: int, digest: str) -> str:
    """The seal of a chain of `count` links that ends in `digest`, by the site's present secret."""
    return _seal(count, digest, settings.SECRET_KEY)


def is_sealed(count: int, digest: str, found: str) -> bool:
    """Whether a seal is of this site: by its present secret or one of SECRET_KEY_FALLBACKS."""
    return any(constant_time_compare(_seal(count, digest, secret), found) for secret in _secrets())


def _seal(count: int, digest: str, secret: str | bytes) -> str:
    return salted_hmac(SALT, f"{count}:{digest}", secret=secret, algorithm="sha256").hexdigest()


def _secrets() -> Iterator[str | bytes]:
    yield settings.SECRET_KEY
    yield from settings.SECRET_KEY_FALLBACKS
