"""Filing: everything an editor typed about one report, written in one transaction or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import User
from audit.changing import changing
from incidents import actions
from incidents.models import Draft, Incident, Report
from places.actions import enter_place, set_point
from places.models import Place
from sources.actions import register_outlet, register_source
from sources.models import Outlet, Source
from sources.withholding.asking import refuse_withheld


@dataclass(frozen=True)
class NewSource:
    """A published item not cited before; its outlet is known, or new and ungraded."""

    outlet: Outlet | str
    outlet_kind: str
    published: str
    url: str
    title: str
    republishes: Source | None = None


@dataclass(frozen=True)
class Pin:
    """A point an editor set: WGS84 degrees, and how far off it may be, in kilometres."""

    lat: float
    lon: float
    uncertainty_km: float


@dataclass(frozen=True)
class NewPlace:
    """A place as typed: located by a worker, unless an editor set a pin."""

    text: str
    kind: str
    site_kind: str = ""
    parent: Place | None = None
    pin: Pin | None = None


@dataclass(frozen=True)
class NewIncident:
    """A draft to be opened from the report."""

    title: str
    summary: str = ""


Destination = Incident | NewIncident | None


@dataclass(frozen=True)
class Statement:
    """What the source says; `casualties` and `attributions` hold field values of those models."""

    kind: str
    when: str = ""
    excerpt: str = ""
    note: str = ""
    credibility: int = 6
    casualties: Sequence[Mapping[str, Any]] = ()
    attributions: Sequence[Mapping[str, Any]] = ()


def file_report(
    *,
    by: User,
    entry_key: UUID,
    source: Source | NewSource,
    place: Place | NewPlace | None,
    statement: Statement,
    destination: Destination,
    now: datetime,
) -> Report:
    """The report an editor filed; sending the same form (`entry_key`) again gives the first one back.

    Raises ValidationError by field.
    """
    if filed := _filed_before(by, entry_key):
        return filed
    try:
        with changing(by=by):
            report = actions.enter_report(
                by=by, entry_key=entry_key, source=settle_source(source), place=settle_place(place, by=by, now=now),
                **vars(statement),
            )
            place_in(report, destination, by=by)
            Draft.objects.filter(key=entry_key, owner=by).delete()
    except (IntegrityError, ValidationError):
        if filed := _filed_before(by, entry_key):  # the same form, sent twice at the same moment
            return filed
        raise
    return report


def place_in(report: Report, destination: Destination, *, by: User) -> None:
    """Put a report under an incident, open one for it, or leave it in the inbox."""
    match destination:
        case Incident():
            actions.attach(by=by, report=report, incident=destination)
        case NewIncident(title, summary):
            actions.open_incident(by=by, report=report, title=title, summary=summary)


def revise_headline(
    incident: Incident, *, by: User, changes: Mapping[str, Any], reason: str, now: datetime, version: int | None = None
) -> None:
    """Change what an incident says; a place given as text is entered first. Raises Clash where `version` is stale."""
    with changing(by=by, reason=reason):
        if "place" in changes:
            changes = {**changes, "place": settle_place(changes["place"], by=by, now=now)}
        actions.revise(incident, by=by, changes=changes, reason=reason, version=version)


def correct_report(
    report: Report,
    *,
    by: User,
    changes: Mapping[str, Any],
    reason: str,
    now: datetime,
    version: int | None = None,
    **rows: Sequence[Mapping[str, Any]],
) -> None:
    """Correct a source's account; a new source or place is entered first. Raises Clash where `version` is stale."""
    with changing(by=by, reason=reason):
        settled = dict(changes)
        if "source" in changes:
            settled["source"] = settle_source(changes["source"])
        if "place" in changes:
            settled["place"] = settle_place(changes["place"], by=by, now=now)
        actions.revise_report(report, by=by, changes=settled, reason=reason, version=version, **rows)


def settle_source(source: Source | NewSource) -> Source:
    """The cited item, registered when it is new."""
    if isinstance(source, Source):
        return source
    outlet = source.outlet
    if isinstance(outlet, str):
        outlet = register_outlet(name=outlet, kind=source.outlet_kind)
    return register_source(
        outlet=outlet, published=source.published, url=source.url, title=source.title, republishes=source.republishes
    )


def settle_place(place: Place | NewPlace | None, *, by: User, now: datetime) -> Place | None:
    """The place, entered when it is new; one with a pin needs no worker."""
    if not isinstance(place, NewPlace):
        return place
    refuse_withheld({"text": place.text})
    entered = enter_place(
        by=by, text=place.text, kind=place.kind, site_kind=place.site_kind, parent=place.parent, now=now
    )
    if place.pin:
        set_point(entered, by=by, **vars(place.pin))
    return entered


def _filed_before(by: User, entry_key: UUID) -> Report | None:
    return Report.objects.filter(entry_key=entry_key, entered_by=by).first()
