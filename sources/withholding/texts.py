"""The free texts of a row: every field of somebody's own words, so that a new one is never forgotten."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from django.db import models

from sources.dates import EdtfField


def free_texts(row: models.Model) -> dict[str, str]:
    """What a row says in words, by field; of several values in one field, one a line."""
    return {field.attname: _said(field, getattr(row, field.attname)) for field in text_fields(type(row))}


def changed_texts(row: models.Model) -> dict[str, str]:
    """The free texts that a row is about to store and that are not stored of it already."""
    texts, fields = free_texts(row), text_fields(type(row))
    stored: dict[str, Any] | None = None
    if not row._state.adding and any(texts.values()):
        stored = type(row)._base_manager.filter(pk=row.pk).values(*texts).first()
    before = {field.attname: _said(field, stored[field.attname]) for field in fields} if stored else {}
    return {name: text for name, text in texts.items() if text != before.get(name, "")}


def placed_texts(rows: Iterable[models.Model]) -> dict[str, str]:
    """The free texts of several rows, each by where it stands: "summary of group iskp"."""
    return {
        f"{field.verbose_name} of {reference(row)}": _said(field, getattr(row, field.attname))
        for row in rows
        for field in text_fields(type(row))
    }


def reference(row: models.Model) -> str:
    """By what people find a row again: "incident KW-2017-000123", "source dawn-2017-12-12", "report 12"."""
    key = getattr(row, "public_id", None) or getattr(row, "slug", None) or row.pk
    return f"{row._meta.verbose_name} {key}"


def text_fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if _is_free(field)]


def _is_free(field: Any) -> bool:
    """Keys follow from texts that are asked themselves, choices are ours, dates have no words."""
    if isinstance(field, EdtfField | models.SlugField) or field.choices:
        return False
    return isinstance(field, models.CharField | models.TextField | models.JSONField)


def _said(field: Any, value: Any) -> str:
    text = "\n".join(_strings(value))
    return unquote(text) if isinstance(field, models.URLField) else text


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (each for part in value.values() for each in _strings(part))
    elif isinstance(value, list | tuple):
        yield from (each for part in value for each in _strings(part))
