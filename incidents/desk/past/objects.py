"""Which objects have a page of history, by which key they are named in its address, and what belongs to them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from audit.recalling import Past, past_of
from audit.tracking import tracked
from groups.models import Alliance, Group, GroupName, Leadership, Presence
from incidents.desk.groups.sorts import BY_MODEL, address_of
from incidents.models import Attribution, Casualty, Comment, Decision, Incident, Merge, Report, Target, Weapon
from places.models import Boundary, Place, PlaceName
from sources.models import Outlet, Source, WithheldName

Belongings = Iterable[tuple[type[models.Model], Q]]

RIGHT = "incidents.enter_report"
RIGHTS: dict[type[models.Model], str] = {User: "accounts.manage", WithheldName: "sources.withhold"}
KEYS: dict[type[models.Model], str] = {
    Incident: "public_id", Group: "slug", Outlet: "slug", Source: "slug", Place: "code",
}  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """An object whose history is asked for; `name` is what it is called and `address` where it can be seen."""

    name: str
    noun: str
    pasts: list[Past] = field(default_factory=list)
    address: str = ""


def kinds() -> dict[str, type[models.Model]]:
    """Every model with history, by the word that stands for it in an address."""
    return {str(kept.model._meta.model_name): kept.model for kept in tracked().values()}


def right_for(model: type[models.Model]) -> str:
    """What somebody must be allowed to do to see its history."""
    return RIGHTS.get(model, RIGHT)


def subject(model: type[models.Model], key: str) -> Subject | None:
    """The object of a kind with a key, with all its history; None where there never was one."""
    number, name, address = _named(model, key)
    if number is None:
        return None
    pasts = [past_of(model, Q(**{model._meta.pk.attname: number}))]
    pasts += [past_of(other, ever) for other, ever in BELONGING.get(model, _nothing)(number)]
    noun = str(model._meta.verbose_name)
    if not (name or pasts[0].rows):
        return None
    return Subject(name or f"{noun}, taken away since", noun, [past for past in pasts if past.rows], address)


def _named(model: type[models.Model], key: str) -> tuple[Any, str, str]:
    """Its number (None where the key is none), what it is called, and where it can be seen."""
    lookup = KEYS.get(model)
    if lookup is None and not (key.isdecimal() and len(key) < 19):
        return None, "", ""
    row = model._base_manager.filter(**{lookup or "pk": key}).first()
    if row is None:
        return (None if lookup else int(key)), "", ""
    return row.pk, str(row), _address(row)


def _address(row: Any) -> str:
    if isinstance(row, Incident):
        return reverse("desk:incident", args=[row.public_id])
    if type(row) in BY_MODEL:
        return address_of(row)
    page = {Report: "desk:report", Place: "desk:place"}.get(type(row))
    return reverse(page, args=[row.pk]) if page else ""


def _of_incident(number: int) -> Belongings:
    reports = past_of(Report, Q(incident_id=number)).values("id")
    own = Q(incident_id=number) | Q(report_id__in=reports)
    yield Report, Q(incident_id=number)
    yield from ((model, own) for model in (Casualty, Attribution))
    yield from ((model, Q(incident_id=number)) for model in (Target, Weapon, Comment))
    yield Merge, Q(survivor_id=number) | Q(merged_id=number)
    yield Decision, Q(first_id=number) | Q(second_id=number)


def _of_group(number: int) -> Belongings:
    yield GroupName, Q(group_id=number)
    yield Alliance, Q(source_id=number) | Q(target_id=number)
    yield from ((model, Q(group_id=number)) for model in (Leadership, Presence))


def _nothing(number: int) -> Belongings:
    return ()


BELONGING: dict[type[models.Model], Callable[[int], Belongings]] = {
    Incident: _of_incident,
    Group: _of_group,
    Report: lambda number: [(model, Q(report_id=number)) for model in (Casualty, Attribution)],
    Place: lambda number: [(model, Q(place_id=number)) for model in (PlaceName, Boundary)],
}
