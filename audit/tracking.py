"""Which models keep history, and in which tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from simple_history.models import HistoricalRecords


@dataclass(frozen=True)
class Tracked:
    """A model, the model of its history rows, those of its many-to-many history by field name, and its History."""

    model: type[models.Model]
    history: type[models.Model]
    many: dict[str, type[models.Model]]
    records: Any

    @property
    def table(self) -> str:
        return self.history._meta.db_table

    @property
    def key(self) -> str:
        """The field of a history row that holds its object's number."""
        return self.model._meta.pk.attname


@cache
def tracked() -> dict[str, Tracked]:
    """Every model with history, by the name of its history table."""
    return {each.table: each for each in _found()}


def tables() -> dict[str, str]:
    """Every table that history is written to, those of many-to-many fields among them; each with its key's column."""
    models = (model for each in tracked().values() for model in (each.history, *each.many.values()))
    return {model._meta.db_table: model._meta.pk.attname for model in models}


def _found() -> Iterator[Tracked]:
    for model in apps.get_models():
        if manager := getattr(model._meta, "simple_history_manager_attribute", None):
            history = getattr(model, manager).model
            many = {field.name: HistoricalRecords.m2m_models[field] for field in history._history_m2m_fields}
            yield Tracked(model, history, many, history.kept_by())
