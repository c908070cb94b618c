"""The URL table as the tests walk it."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

REGEX_GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")
CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")


def addresses() -> Iterator[str]:
    """Every address of the site but the admin's own, such as "/api/v1/groups/{slug}/"."""
    return (path for path in _walk(get_resolver(), "/") if not path.startswith("/admin/"))


def _walk(resolver: URLResolver, above: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        path = above + _readable(str(entry.pattern))
        if isinstance(entry, URLResolver):
            yield from _walk(entry, path)
        elif isinstance(entry, URLPattern):
            yield path


def _readable(pattern: str) -> str:
    plain = REGEX_GROUP.sub(r"{\1}", pattern) if "(?P<" in pattern else CONVERTER.sub(r"{\1}", pattern)
    return plain.removeprefix("^").removesuffix("\\Z").removesuffix("$").replace("\\.", ".")
