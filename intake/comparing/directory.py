"""The datasets that were loaded, each with what is known of it as a whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q

from intake.models import Dataset, Entry, Import
from sources.editorial import State


@dataclass(frozen=True)
class Listed:
    """A dataset: how many rows it has here, which days they cover, and how many of its incidents are how far."""

    dataset: Dataset
    last_import: Import | None
    countries: tuple[str, ...] = ()
    rows: int = 0
    first: date | None = None
    last: date | None = None
    published: int = 0
    public: int = 0


def listed(datasets: Iterable[Dataset] | None = None) -> list[Listed]:
    """All of them by title, or some."""
    chosen = list(Dataset.objects.all() if datasets is None else datasets)
    entries = Entry.objects.filter(dataset__in=chosen).exclude(report__incident__state=State.WITHDRAWN).order_by()
    counted = {row[0]: row[1:] for row in entries.values_list("dataset").annotate(**_counts())}
    countries: dict[int, list[str]] = {}
    for number, country in entries.exclude(country="").values_list("dataset", "country").distinct():
        countries.setdefault(number, []).append(country)
    return [
        Listed(each, each.imports.select_related("source").first(), tuple(sorted(countries.get(each.pk, ()))),
               *counted.get(each.pk, ())) for each in chosen
    ]  # fmt: skip


def _counts() -> dict[str, Any]:
    """In the order of what is listed."""
    is_published = Q(report__incident__state=State.PUBLISHED)
    return {
        "rows": Count("pk"), "first": Min("report__earliest"), "last": Max("report__latest"),
        "published": Count("report__incident", filter=is_published, distinct=True),
        "public": Count("report__incident", filter=Q(report__incident__is_public=True), distinct=True),
    }
