"""Rows read as the chain writes them down: what the database holds, not what the program believes it wrote."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models

from audit.chain import canonical, plain
from audit.tracking import Tracked

Values = dict[str, Any]  # of one row, by column


def contents(kept: Tracked, rows: Sequence[int]) -> dict[int, str]:
    """The canonical text of history rows by their numbers; of those only that are there."""
    many = {name: _by_owner(model, "history_id", rows) for name, model in kept.many.items()}
    found = {}
    for values in _rows(kept.history, "history_id", rows):
        row = values["history_id"]
        found[row] = canonical(values | {name: several.get(row, []) for name, several in many.items()})
    return found


def live(kept: Tracked, keys: Sequence[Any]) -> dict[Any, Values]:
    """The model's own rows by their keys, values as JSON knows them."""
    key = kept.key
    return {values[key]: _plain(values) for values in _rows(kept.model, key, keys)}


def live_many(kept: Tracked, name: str, keys: Sequence[Any]) -> dict[Any, list[Values]]:
    """The rows of a many-to-many field by the object they belong to, values as JSON knows them."""
    field: Any = kept.model._meta.get_field(name)
    return _by_owner(field.remote_field.through, field.m2m_column_name(), keys)


def _by_owner(model: type[models.Model], owner: str, keys: Sequence[Any]) -> dict[Any, list[Values]]:
    found: dict[Any, list[Values]] = defaultdict(list)
    for values in _rows(model, owner, keys):
        found[values[owner]].append(_plain(values))
    return found


def _rows(model: type[models.Model], column: str, keys: Sequence[Any]) -> Iterator[Values]:
    """Rows whose `column` is among `keys`, in the order in which they were written."""
    names = sorted(field.attname for field in model._meta.concrete_fields)
    rows = model._base_manager.filter(**{f"{column}__in": keys}).order_by("pk").values_list(*names)
    return (dict(zip(names, row, strict=True)) for row in rows)


def _plain(values: Values) -> Values:
    return {name: plain(value) for name, value in values.items()}
