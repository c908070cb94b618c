"""Values of fields as people read them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any


def in_words(field: Any, value: Any, names: Mapping[Any, str]) -> str | None:
    """A stored value of a model's field; None where there is nothing. `names` are those of related objects."""
    if is_nothing(value):
        return None
    if field.related_model:
        several = value if isinstance(value, list) else [value]
        return "; ".join(names.get(key) or f"{field.related_model._meta.verbose_name} {key}, gone" for key in several)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return plain(value)


def is_nothing(value: Any) -> bool:
    """Not zero and not "no": those say something."""
    return value in (None, "", [], {})


def plain(value: Any) -> str:
    """A value without its field: lists and dictionaries are told part by part."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "; ".join(f"{name}: {plain(each)}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(plain, value))
    return "–" if value is None else str(value)
