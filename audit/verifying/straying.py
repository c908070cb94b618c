"""What stands beside the chain: history rows without a link, and rows that changed past their history."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q

from audit.chain import said
from audit.models import Link
from audit.reading import Values, contents, live, live_many
from audit.tracking import Tracked

STEP = 1000


def unlinked(kept: Tracked) -> Iterator[str]:
    """History rows that nothing but the database knows of."""
    linked = Link.objects.filter(table=kept.table, row=OuterRef("pk"))
    rows = kept.history._base_manager.filter(~Exists(linked))
    for between in _between_stretches(kept.table):
        for row in _keys(rows.filter(between)):
            yield f"{kept.table} {row} was inserted past the program: no link is about it."
    for model in kept.many.values():
        owner = kept.history._base_manager.filter(pk=OuterRef("history_id"))
        for row in _keys(model._base_manager.filter(~Exists(owner))):
            yield f"{model._meta.db_table} {row} was inserted past the program: it belongs to no history row."


def _between_stretches(table: str) -> Iterator[Q]:
    """Where rows of a history table have links of their own: before, between and after what was written in bulk."""
    after = 0
    stretches = Link.objects.filter(table=table, last__isnull=False).order_by("row")
    for link in stretches.iterator():
        if after + 1 < link.row:
            yield Q(pk__gt=after, pk__lt=link.row)
        after = link.last or link.row
    yield Q(pk__gt=after)


def vanished(kept: Tracked) -> Iterator[str]:
    """Objects that are not there, though their history does not say that they were deleted."""
    rows, key = kept.history._base_manager, kept.key
    later = rows.filter(**{key: OuterRef(key)}, pk__gt=OuterRef("pk"))
    there = kept.model._base_manager.filter(pk=OuterRef(key))
    gone = rows.filter(~Exists(later), ~Exists(there)).exclude(history_type="-")
    for number in gone.order_by("pk").values_list(key, flat=True).iterator():
        yield f"{_name(kept, number)} is gone, and its history does not say that it was deleted."


class Present:
    """The rows of one model as they are now; afterwards `unrecorded` says how many never had any history."""

    def __init__(self, kept: Tracked, *, tell: Callable[[int], None] = lambda seen: None) -> None:
        self.kept, self._tell = kept, tell
        self.unrecorded = 0

    def problems(self) -> Iterator[str]:
        for key, changed in self.differing():
            if changed:
                yield f"{_name(self.kept, key)} was changed past its history: {', '.join(changed)}."
            else:
                yield f"{_name(self.kept, key)} is there, though its history says that it was deleted."

    def differing(self) -> Iterator[tuple[Any, list[str]]]:
        """The keys of rows that are not as their history says, with the fields; none where it says they are gone."""
        rows = self.kept.model._base_manager.order_by("pk").values_list("pk", flat=True)
        last, seen = None, 0
        while keys := list((rows if last is None else rows.filter(pk__gt=last))[:STEP]):
            yield from self._some(keys)
            last, seen = keys[-1], seen + len(keys)
            self._tell(seen)

    def _some(self, keys: Sequence[Any]) -> Iterator[tuple[Any, list[str]]]:
        latest = self._latest(keys)
        self.unrecorded += len(keys) - len(latest)
        if not latest:
            return
        texts = self._texts(latest)
        now = live(self.kept, list(latest))
        many = {name: live_many(self.kept, name, list(latest)) for name in self.kept.many}
        for key, row in latest.items():
            if row in texts:  # else it is named as unlinked
                several = {name: rows.get(key, []) for name, rows in many.items()}
                yield from self._one(key, said(texts[row]), now[key], several)

    def _texts(self, latest: Mapping[Any, int]) -> dict[int, str]:
        """What the chain has of history rows; of what was written in bulk, what stands there now."""
        links = Link.objects.filter(table=self.kept.table, last=None, row__in=latest.values())
        texts = dict(links.values_list("row", "content"))
        if missing := [row for row in latest.values() if row not in texts]:
            stretch = Link.objects.filter(table=self.kept.table, last__gte=OuterRef("pk"), row__lte=OuterRef("pk"))
            in_bulk = self.kept.history._base_manager.filter(Exists(stretch), pk__in=missing)
            texts |= contents(self.kept, list(in_bulk.values_list("pk", flat=True)))
        return texts

    def _latest(self, keys: Sequence[Any]) -> dict[Any, int]:
        """The number of each object's last history row."""
        key = self.kept.key
        found = self.kept.history._base_manager.filter(**{f"{key}__in": keys}).order_by()
        return dict(found.values_list(key).annotate(last=Max("pk")))

    def _one(self, key: Any, told: Values, now: Values, several: Values) -> Iterator[tuple[Any, list[str]]]:
        if told.get("history_type") == "-":
            yield key, []
            return
        names = sorted((told.keys() & now.keys()) - self.kept.records.working)
        changed = [name for name in names if told[name] != now[name]]
        changed += [name for name, rows in several.items() if name in told and _pairs(rows) != _pairs(told[name])]
        if changed:
            yield key, changed


def _pairs(rows: list[Values]) -> set[tuple[tuple[str, Any], ...]]:
    """Many-to-many rows without what only their history has."""
    return {tuple(sorted((name, row[name]) for name in row.keys() - {"m2m_history_id", "history_id"})) for row in rows}


def _keys(rows: Any) -> Iterator[Any]:
    return iter(rows.order_by("pk").values_list("pk", flat=True).iterator())


def _name(kept: Tracked, key: Any) -> str:
    return f"{kept.model._meta.db_table} {key}"
