"""Objects as they were at a moment, rebuilt from their history rows: all that is needed read once, for any moment."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q

from audit.tracking import Tracked, tracked


@dataclass(frozen=True)
class Past:
    """The history rows of some objects of one model, oldest first; `many` holds related keys by field and row."""

    kept: Tracked
    rows: list[Any] = field(default_factory=list)
    many: dict[str, dict[int, list[Any]]] = field(default_factory=dict)

    @property
    def latest(self) -> list[Any]:
        """The last history row of each object."""
        return list({getattr(row, self.kept.key): row for row in self.rows}.values())

    def standing(self, moment: datetime) -> dict[Any, Any]:
        """The history row that held of each object that was there at a moment, by its key."""
        last: dict[Any, Any] = {}
        for row in self.rows:
            if row.history_date > moment:
                break
            last[getattr(row, self.kept.key)] = row
        return {key: row for key, row in last.items() if row.history_type != "-"}

    def at(self, moment: datetime) -> list[Any]:
        """The objects that were there at a moment, as they were: instances that are never saved."""
        return [self._instance(row) for row in self.standing(moment).values()]

    def values(self, name: str) -> set[Any]:
        """All that a field, or a many-to-many field, ever held."""
        if name in self.many:
            return {key for keys in self.many[name].values() for key in keys}
        return {getattr(row, name) for row in self.rows} - {None}

    def _instance(self, row: Any) -> Any:
        fields = self.kept.history.tracked_fields  # type: ignore[attr-defined]
        made = self.kept.model(**{each.attname: getattr(row, each.attname) for each in fields})
        for name, keys in self.many.items():
            setattr(made, f"{name}_keys", keys.get(row.history_id, []))
        return made


def past_of(model: type[models.Model], ever: Q) -> Past:
    """The whole history of every object of which some history row ever matched; one question, one more a many-field."""
    kept = next(each for each in tracked().values() if each.model is model)
    history = kept.history._base_manager
    keys = history.filter(ever).values(kept.key)
    rows = list(history.filter(**{f"{kept.key}__in": keys}).order_by("history_date", "history_id"))
    return Past(kept, rows, {name: _many(kept, name, rows) for name in kept.many})


def _many(kept: Tracked, name: str, rows: Iterable[Any]) -> dict[int, list[Any]]:
    several: Any = kept.model._meta.get_field(name)
    owners = [row.history_id for row in rows]
    found = defaultdict(list)
    pairs = kept.many[name]._base_manager.filter(history_id__in=owners).order_by("pk")
    for owner, key in pairs.values_list("history_id", several.m2m_reverse_field_name()):
        found[owner].append(key)
    return dict(found)


def moments(*pasts: Past) -> Iterator[Any]:
    """The rows of several pasts in the order in which they were written."""
    yield from sorted((row for past in pasts for row in past.rows), key=lambda row: (row.history_date, row.history_id))


def give(made: models.Model, name: str, related: Iterable[Any]) -> None:
    """Let a rebuilt object answer `.name.all()` with these, asking nobody."""
    cache = made.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[name] = list(related)


def last_change(rows: Mapping[type[models.Model], Mapping[str, Iterable[Any]]]) -> datetime | None:
    """When any history row of these models was written last that holds one of the values in one of the fields."""
    asked = []
    for model, fields in rows.items():
        kept = next(each for each in tracked().values() if each.model is model)
        ever = reduce(or_, (Q(**{f"{name}__in": list(values)}) for name, values in fields.items()))
        asked.append(kept.history._base_manager.filter(ever).order_by().values_list("history_date"))
    first, *others = asked
    found = first.union(*others).order_by("-history_date").first()
    return found[0] if found else None
