"""Looks for withheld names in what readers may see: a name can come onto the list after it was published."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst

from groups.models import Alliance, Group, GroupName, Leadership, Presence
from incidents.models import Attribution, Casualty, Incident, Report, Target
from places.models import Place
from sources.editorial import State
from sources.models import Outlet, Source
from sources.withholding.asking import withheld_in
from sources.withholding.texts import free_texts, reference

Cursor = tuple[int, int]  # which of `everything_read`, and the key of the last row that was read of it
START: Cursor = (0, 0)


@dataclass(frozen=True)
class Find:
    """A row that holds a withheld name: how people find it, where it is corrected if anywhere, and what holds it."""

    record: str
    path: str
    told: tuple[str, ...]


@dataclass(frozen=True)
class Stretch:
    """What was found in so many rows, and where to go on; None at the end."""

    finds: tuple[Find, ...]
    read: int
    onwards: Cursor | None


def everything_read() -> list[QuerySet[Any]]:
    """All rows whose words readers see or have seen, and places that somebody typed."""
    incidents = Incident.objects.filter(Q(state=State.PUBLISHED) | Q(first_public_at__isnull=False))
    parts = Q(incident__in=incidents) | Q(report__incident__in=incidents)
    published = {"state": State.PUBLISHED}
    return [
        incidents,
        Report.objects.filter(incident__in=incidents).select_related("incident"),
        Casualty.objects.filter(parts).select_related("incident", "report__incident"),
        Attribution.objects.filter(parts).select_related("incident", "report__incident"),
        Target.objects.filter(incident__in=incidents).select_related("incident"),
        Group.objects.filter(**published),
        GroupName.objects.filter(group__state=State.PUBLISHED).select_related("group"),
        Alliance.objects.filter(**published).select_related("source"),
        Leadership.objects.filter(**published).select_related("group"),
        Presence.objects.filter(**published).select_related("group"),
        Outlet.objects.all(),
        Source.objects.all(),
        Place.objects.exclude(query=""),
    ]


def search(after: Cursor = START, *, most: int) -> Stretch:
    """Read at most so many rows on from a cursor. Raises ValidationError while the list cannot be asked."""
    rows, onwards = _read(after, most)
    return Stretch(tuple(_finds(rows)), len(rows), onwards)


def _read(after: Cursor, most: int) -> tuple[list[Any], Cursor | None]:
    number, key = after
    rows: list[Any] = []
    readable = everything_read()
    while number < len(readable) and len(rows) < most:
        wanted = most - len(rows)
        found = list(readable[number].filter(pk__gt=key).order_by("pk")[:wanted])
        rows += found
        number, key = (number, found[-1].pk) if len(found) == wanted else (number + 1, 0)
    return rows, (number, key) if number < len(readable) else None


def _finds(rows: Sequence[Any]) -> Iterator[Find]:
    texts = {f"{index} {name}": text for index, row in enumerate(rows) for name, text in free_texts(row).items()}
    found = withheld_in(texts)
    if NON_FIELD_ERRORS in found:
        raise ValidationError(found)
    told: dict[int, list[str]] = {}
    for place, [sentence] in found.items():
        index, name = place.split(" ")
        label = capfirst(str(rows[int(index)]._meta.get_field(name).verbose_name))
        told.setdefault(int(index), []).append(f"{label}: {sentence}")
    for number, sentences in told.items():
        yield _find(rows[number], tuple(sentences))


def _find(row: Any, told: tuple[str, ...]) -> Find:
    """What a row is called and its address may hold the name too: then neither is repeated."""
    incident = getattr(row, "incident", None) or getattr(getattr(row, "report", None), "incident", None)
    record = f"{reference(row)} of {incident.public_id}" if incident else reference(row)
    if withheld_in({"record": record}):
        return Find(f"{row._meta.verbose_name} number {row.pk}", "", told)
    return Find(record, _path(row, incident), told)


def _path(row: Any, incident: Incident | None) -> str:
    if isinstance(row, Incident) or incident:
        return reverse("desk:incident", args=[(incident or row).public_id])
    if isinstance(row, Place):
        return reverse("desk:place", args=[row.pk])
    if isinstance(row, Outlet):
        return reverse("desk:outlet", args=[row.slug])
    group = row if isinstance(row, Group) else getattr(row, "group", None)
    return group.get_absolute_url() if group else ""
