"""Rows of a table as columns, completed with what the model says of a column that nobody gave."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Same(Sequence[Any]):
    """A column that is the same in every row."""

    value: Any
    size: int

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, at: Any) -> Any:
        return [self.value] * len(range(*at.indices(self.size))) if isinstance(at, slice) else self.value

    def __iter__(self) -> Iterator[Any]:
        return repeat(self.value, self.size)


@dataclass(frozen=True)
class Rows:
    """So many rows; each column has an entry a row. Times are naive and UTC, JSON is text."""

    size: int
    columns: Mapping[str, Sequence[Any]]

    def __len__(self) -> int:
        return self.size


def table_of(model: type[models.Model], size: int, given: Mapping[str, Any]) -> Rows:
    """So many rows of a model. `given` holds by column a list with an entry a row, or one value for all of them.

    JSON may be plain values. Raises KeyError for a column that the model does not have.
    """
    fields = {str(field.column): field for field in model._meta.concrete_fields}
    if unknown := given.keys() - fields.keys():
        raise KeyError(f"{model._meta.label} has no columns {sorted(unknown)}")
    wanted = {name: field for name, field in fields.items() if name in given or not field.primary_key}
    return Rows(size, {name: _column(field, given.get(name, _default(field)), size) for name, field in wanted.items()})


def _default(field: "models.Field[Any, Any]") -> Any:
    return field.get_default()


def _column(field: "models.Field[Any, Any]", said: Any, size: int) -> Sequence[Any]:
    write = _json if isinstance(field, models.JSONField) else None
    if isinstance(said, list):
        return list(map(write, said)) if write else said
    return Same(write(said) if write else said, size)


def _json(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else json.dumps(value)
