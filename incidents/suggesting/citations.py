"""Reads what is cited: items, the items they copy, who speaks there, and which incidents rest on the same."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from incidents.hearing import origin_of
from incidents.matching import Citation
from incidents.models import Report
from sources.models import Outlet, Source

CHAIN = ("", "republishes__", "republishes__republishes__")
COPYING = ("republishes__", "republishes__republishes__")
PARTS = ("pk", "outlet__owner_group", "outlet__slug")
MOST_TOLD = 50  # incidents: an item with more is a list, and sharing it says nothing
MOST_READ = 1000


def columns(prefix: str = "") -> tuple[str, ...]:
    """The columns that `citation` reads, below a source."""
    return tuple(f"{prefix}{step}{part}" for step in CHAIN for part in PARTS)


def citation(values: Sequence[Any]) -> Citation:
    """An item with the start of its chain of copies, as far as that is followed."""
    steps = [values[at : at + len(PARTS)] for at in range(0, len(values), len(PARTS))]
    root, owner_group, slug = next(step for step in reversed(steps) if step[0])
    return Citation(values[0], root, origin_of(owner_group, slug))


def of_source(source: int | None) -> frozenset[Citation]:
    found = Source.objects.filter(pk=source).order_by().values_list(*columns()) if source else ()
    return frozenset(map(citation, found))


def of_outlet(outlet: int | None) -> frozenset[Citation]:
    """What can be said of an item that is not entered yet."""
    found = Outlet.objects.filter(pk=outlet).values_list("owner_group", "slug") if outlet else ()
    return frozenset(Citation(None, None, origin_of(*each)) for each in found)


def of_incidents(incidents: Iterable[int]) -> dict[int, frozenset[Citation]]:
    found: dict[int, set[Citation]] = {}
    rows = Report.objects.filter(incident__in=incidents).order_by().values_list("incident", *columns("source__"))
    for incident, *values in rows:
        found.setdefault(incident, set()).add(citation(values))
    return {incident: frozenset(cited) for incident, cited in found.items()}


def told_by(cited: Iterable[Citation]) -> tuple[set[int], set[int]]:
    """Incidents that rest on one of the items, on what it copies or on a copy of it; and the items that are lists."""
    items = {item for each in cited for item in (each.source, each.root) if item}
    if not items:
        return set(), set()
    told = Report.objects.filter(source__in=items | _copies(items), incident__isnull=False).order_by()
    pairs = list(told.values_list("source", "incident").distinct()[:MOST_READ])
    lists = {source for source, number in Counter(source for source, _ in pairs).items() if number > MOST_TOLD}
    return {incident for source, incident in pairs if source not in lists}, lists


def _copies(items: Iterable[int]) -> set[int]:
    copies, copies_of_copies = (
        Source.objects.filter(**{f"{step}in": items}).order_by().values_list("pk", flat=True) for step in COPYING
    )
    return set(copies.union(copies_of_copies))
