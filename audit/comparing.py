"""History in words: what changed between two rows of an object, and all that ever happened to it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from django.db import models

from audit.tracking import Tracked, tracked
from audit.wording import in_words, is_nothing

Names = dict[type[models.Model], dict[Any, str]]  # what related objects are called, by model and key


class Change(NamedTuple):
    """One field before and after, in words; None is "nothing there"."""

    field: str
    label: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Event:
    """One history row of an object. `kind` is "+" made, "~" changed or "-" deleted; `who` None: nobody signed in."""

    kind: str
    who: Any
    when: datetime
    why: str
    changes: list[Change]


def changes(earlier: Any | None, later: Any) -> list[Change]:
    """The fields in which two history rows of one object differ; without an earlier row, all that `later` says."""
    return told([(earlier, later)])[0]


def timeline(item: models.Model) -> list[Event]:
    """All that happened to an object, newest first. The number of queries does not grow with its history."""
    manager: Any = getattr(item, item._meta.simple_history_manager_attribute)  # type: ignore[attr-defined]
    rows: list[Any] = [None, *manager.select_related("history_user").order_by("history_id")]
    events = [
        Event(row.history_type, row.history_user, row.history_date, row.history_change_reason or "", found)
        for row, found in zip(rows[1:], told(list(pairwise(rows))), strict=True)
    ]
    return events[::-1]


def told(pairs: Sequence[tuple[Any | None, Any | None]]) -> list[list[Change]]:
    """For each pair of history rows of one model in which fields they differ; None is an object that is not there.

    The number of questions does not grow with the pairs.
    """
    rows = [row for row in {id(row): row for pair in pairs for row in pair}.values() if row is not None]
    if not rows:
        return [[] for _ in pairs]
    kept = tracked()[rows[0]._meta.db_table]
    fields = _fields(kept)
    values = _all_values(kept, [None, *rows], fields)
    differing = [_differing(values[id(before)], values[id(after)]) for before, after in pairs]
    for (_, after), found in zip(pairs, differing, strict=True):
        if after is not None and after.history_type == "-":
            found.clear()
    names = _names(fields, differing)
    return [[_change(fields[name], pair, names) for name, pair in found.items()] for found in differing]


def called(model: type[models.Model], keys: set[Any]) -> dict[Any, str]:
    """What objects are called, as far as they are still there. Related rows are read along, for their names."""
    return {each.pk: str(each) for each in model._base_manager.filter(pk__in=keys).select_related()}


def _all_values(kept: Tracked, rows: Sequence[Any | None], fields: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """What each row says, by the row's identity; None says nothing."""
    values = [_values(row, fields) for row in rows]
    for name in kept.many:
        _add_many(kept, name, rows, values)
    return {id(row): found for row, found in zip(rows, values, strict=True)}


def _fields(kept: Tracked) -> dict[str, Any]:
    """The fields people care for: neither the key nor times that are set by themselves."""
    plain = [field for field in kept.history.tracked_fields if not _is_automatic(field)]  # type: ignore[attr-defined]
    return {field.name: kept.model._meta.get_field(field.name) for field in plain} | {
        name: kept.model._meta.get_field(name) for name in kept.many
    }


def _is_automatic(field: Any) -> bool:
    return field.primary_key or getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)


def _values(row: Any | None, fields: dict[str, Any]) -> dict[str, Any]:
    plain = {name: field.attname for name, field in fields.items() if not field.many_to_many}
    return {name: getattr(row, attname) if row is not None else None for name, attname in plain.items()}


def _add_many(kept: Tracked, name: str, rows: Sequence[Any | None], values: list[dict[str, Any]]) -> None:
    """The related keys of each row, read for all rows at once."""
    field: Any = kept.model._meta.get_field(name)
    numbers = [row.pk for row in rows if row is not None]
    found = defaultdict(list)
    pairs = kept.many[name]._base_manager.filter(history_id__in=numbers)
    for owner, key in pairs.values_list("history_id", field.m2m_reverse_field_name()).order_by("pk"):
        found[owner].append(key)
    for row, told in zip(rows, values, strict=True):
        told[name] = sorted(found[row.pk]) if row is not None else []


def _differing(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """From nothing to nothing of another kind is no difference."""
    pairs = {name: (before[name], after[name]) for name in after}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1] and not all(map(is_nothing, pair))}


def _names(fields: dict[str, Any], differing: Iterable[dict[str, tuple[Any, Any]]]) -> Names:
    """What the related objects are called that are spoken of, as far as they are still there: one query a model."""
    wanted = defaultdict(set)
    for found in differing:
        for name, pair in found.items():
            if model := fields[name].related_model:
                for value in pair:
                    wanted[model].update(value if isinstance(value, list) else [value])
    return {model: called(model, keys - {None}) for model, keys in wanted.items()}


def _change(field: Any, pair: tuple[Any, Any], names: Names) -> Change:
    label = str(field.verbose_name)
    old, new = (in_words(field, value, names.get(field.related_model, {})) for value in pair)
    return Change(field.name, label[:1].upper() + label[1:], old, new)
