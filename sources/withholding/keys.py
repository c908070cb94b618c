"""The keyed digests in place of names: whoever has the database alone can neither read nor try them."""

from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b

from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "sources.withholding.form"
CHECK_SALT = "sources.withholding.key"
CHECK_LENGTH = 8


def digest_of(form: str) -> str:
    """The digest of a form by the site's present secret, in 64 hexadecimal digits."""
    return next(iter(_digests([form], settings.SECRET_KEY)))


def digests_of(forms: Collection[str]) -> dict[str, str]:
    """Forms by their digests, by the present secret and by each of SECRET_KEY_FALLBACKS."""
    return {digest: form for secret in _secrets() for digest, form in _digests(forms, secret).items()}


def present_check() -> str:
    """What tells the site's present secret from others; it tells nothing of the secret itself."""
    return _check(settings.SECRET_KEY)


def known_checks() -> list[str]:
    return [_check(secret) for secret in _secrets()]


def _digests(forms: Iterable[str], secret: str | bytes) -> dict[str, str]:
    """Keyed BLAKE2b (RFC 7693): a long text asks for thousands, which HMAC takes four times as long for."""
    start = blake2b(key=salted_hmac(SALT, b"", secret=secret, algorithm="sha256").digest(), digest_size=32)
    found = {}
    for form in forms:
        digest = start.copy()
        digest.update(form.encode())
        found[digest.hexdigest()] = form
    return found


def _check(secret: str | bytes) -> str:
    return salted_hmac(CHECK_SALT, b"", secret=secret, algorithm="sha256").hexdigest()[:CHECK_LENGTH]


def _secrets() -> Iterator[str | bytes]:
    yield settings.SECRET_KEY
    yield from settings.SECRET_KEY_FALLBACKS
