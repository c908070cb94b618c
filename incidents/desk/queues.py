"""The desk's queues: what waits for somebody, one tab each, and how much of it there is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from incidents.desk.sifting import NEWEST, SiftForm
from incidents.models import Incident, IncidentQuerySet, Report
from places.models import GeocodingState, Place, PlaceKind
from sources.editorial import State

UNLOCATED = (GeocodingState.AMBIGUOUS, GeocodingState.NOT_FOUND, GeocodingState.DUE, GeocodingState.LEASED)
MOST_COUNTED = 1000
REPORTS, PLACES, REVIEW, DRAFTS = "reports", "places", "review", "drafts"


@dataclass(frozen=True)
class Queue:
    """One tab: its name in the address, its label, and what it says when nothing is in it; `since` dates its rows."""

    name: str
    label: str
    empty: str
    since: str = "created_at"


QUEUES = (
    Queue(REVIEW, "In review", "Nothing waits for a reviewer."),
    Queue("changed", "Changed since reviewed", "A second person has seen every change."),
    Queue(DRAFTS, "Drafts", "No drafts."),
    Queue(REPORTS, "Reports waiting", "Every report belongs to an incident.", "entered_at"),
    Queue("held", "Held back", "Nothing is held back or under embargo.", "public_from"),
    Queue("mine", "Mine", "Nothing is assigned to you."),
    Queue(PLACES, "Places to locate", "Every place is located."),
    Queue("published", "Published", "Nothing is published yet.", "published_at"),
)
BY_NAME = {queue.name: queue for queue in QUEUES}
WORDS: Mapping[str, Callable[[IncidentQuerySet, User], IncidentQuerySet]] = {
    REVIEW: lambda found, person: found.filter(state=State.IN_REVIEW),
    "changed": lambda found, person: found.changed_since_review(),
    DRAFTS: lambda found, person: found.filter(state=State.DRAFT),
    "held": lambda found, person: found.held_back(),
    "mine": lambda found, person: found.at_work().filter(assigned_to=person),
    "published": lambda found, person: found.published(),
}


def rows_of(queue: Queue, sift: SiftForm, person: User, now: datetime) -> QuerySet[Any]:
    """What is in a queue, in no order."""
    if queue.name == PLACES:
        found = Place.objects.filter(geocoding__in=UNLOCATED).exclude(kind=PlaceKind.REGION).order_by()
        return found.filter(query__icontains=sift.said("q")) if sift.said("q") else found
    if queue.name == REPORTS:
        return sift.reports(person, now)
    return WORDS[queue.name](sift.incidents(person, now), person)


def counts(sift: SiftForm, person: User, now: datetime) -> dict[str, int]:
    """How many are in each queue, MOST_COUNTED at most, so that no count reads a whole table."""
    return {queue.name: rows_of(queue, sift, person, now)[:MOST_COUNTED].count() for queue in QUEUES}


def shown(queue: Queue, sift: SiftForm, person: User, now: datetime) -> QuerySet[Any]:
    """A queue's rows in order, with all that a line says of them."""
    found = rows_of(queue, sift, person, now)
    if queue.name == PLACES:
        return found.prefetch_related("incidents").order_by("geocoding", "-pk")
    is_newest = (sift.said("sort") == NEWEST) != (queue.name == "published")  # what was published last is what is asked
    order = (f"-{queue.since}", "-pk") if is_newest else (queue.since, "pk")
    if queue.name == REPORTS:
        return found.select_related("source__outlet", "place", "entered_by", "assigned_to").order_by(*order)
    entered = Prefetch("reports", Report.objects.select_related("entered_by"))
    return found.select_related("place__province", "assigned_to").prefetch_related(entered).order_by(*order)


def chosen(public_ids: list[str]) -> IncidentQuerySet:
    """Incidents by their ids, oldest first."""
    return Incident.objects.filter(public_id__in=public_ids).order_by("created_at", "pk")
