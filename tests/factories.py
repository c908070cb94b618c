"""Factories that need only what is odd about a test; the rest is plain and valid."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Role, User
from audit.changing import changing
from groups.lists.rows import ListedName, ListRow
from groups.models import Group, GroupKind, ListedActor
from incidents import actions
from incidents.kinds import Kind
from incidents.models import Incident, Report
from places.models import Place, PlaceKind, Precision
from sources.actions import register_outlet, register_source
from sources.editorial import State
from sources.models import Outlet, OutletKind, Source

NOON = datetime(2018, 2, 1, 12, tzinfo=UTC)
_numbers = count(1)
at_once = changing(by=None)  # history is linked once for all that is made, not for each row


def someone(role: Role) -> User:
    """A person of a role, made once a test."""
    return User.objects.get_or_create(username=f"some-{role}", defaults={"role": role})[0]


@contextmanager
def forgotten() -> Iterator[None]:
    """What is written inside is forgotten at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def make_outlet(**odd: Any) -> Outlet:
    return register_outlet(**{"name": f"Daily {next(_numbers)}", "kind": OutletKind.NEWSPAPER, **odd})


@at_once
def make_source(**odd: Any) -> Source:
    return register_source(**{"outlet": odd.pop("outlet", None) or make_outlet(), "published": "2017-12-18", **odd})


def make_group(**odd: Any) -> Group:
    name = odd.pop("name", f"Group {next(_numbers)}")
    defaults = {"slug": slugify(name), "kind": GroupKind.ARMED_GROUP, "state": State.PUBLISHED}
    return Group.objects.create(name=name, **{**defaults, **odd})


@at_once
def make_listed(**odd: Any) -> ListedActor:
    """An actor of a list that nobody decided yet; `odd` are values of its row."""
    number = next(_numbers)
    row = ListRow(**{"line": 2, "external_id": str(number), "name": f"Listed {number}", "kind": "armed_group", **odd})
    row = replace(row, named=row.named or row.name, names=row.names or (ListedName(row.name),))
    said = {"dataset": "A list", "version": "1", "said": row.as_json()}
    return ListedActor.objects.create(external_id=row.external_id, name=row.name, **said)


@at_once
def make_place(**odd: Any) -> Place:
    """A located place that the public sees as it is, unless told otherwise."""
    number = next(_numbers)
    defaults = {
        "name": f"Place {number}", "code": f"T-{number}", "kind": PlaceKind.SETTLEMENT, "country": "AF",
        "lat": 34.5, "lon": 69.2, "precision": Precision.SETTLEMENT, "uncertainty_km": 2.0,
        "coordinate_source": "gazetteer",
    }
    place = Place.objects.create(**{**defaults, **odd})
    if "public_place" not in odd:
        place.public_place = place
        place.save()
    return place


def make_report(**odd: Any) -> Report:
    defaults: dict[str, Any] = {"by": someone(Role.EDITOR), "kind": Kind.ARMED_ATTACK, "when": "2017-12-17"}
    return actions.enter_report(**{**defaults, "source": odd.pop("source", None) or make_source(), **odd})


@at_once
def make_incident(*, reports: Sequence[Report] | None = None, title: str = "An attack", **odd: Any) -> Incident:
    """A draft incident; `odd` describes its only report unless `reports` are given (perhaps none)."""
    if reports is not None and not reports:
        return Incident.objects.create(title=title, kind=Kind.ARMED_ATTACK, public_id=actions.next_public_id(2017))
    first, *others = reports or [make_report(**odd)]
    incident = actions.open_incident(by=someone(Role.EDITOR), report=first, title=title)
    for report in others:
        actions.attach(by=someone(Role.EDITOR), report=report, incident=incident)
    return incident


@at_once
def make_reviewable_incident(**odd: Any) -> Incident:
    incident = make_incident(**odd)
    actions.submit(incident, by=someone(Role.EDITOR))
    return incident


@at_once
def make_published_incident(**odd: Any) -> Incident:
    incident = make_reviewable_incident(**odd)
    actions.publish(incident, by=someone(Role.REVIEWER), at=NOON)
    actions.release_due(now=timezone.now())
    incident.refresh_from_db()
    return incident
