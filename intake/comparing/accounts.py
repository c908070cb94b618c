"""Reads what a side says of single incidents: when, where, and how many were killed."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from incidents.models import Incident
from intake.comparing.counting import whole_counts
from intake.comparing.figures import Figures
from intake.comparing.sides import Side, year_of
from places.models import Place

NAMED_WITH = ("place__district", "place__province__parent", "place__parent")
KILLED = ("killed_low", "killed_best", "killed_high")


@dataclass(frozen=True)
class Account:
    """What one side says of an incident; `row` is the id that its dataset gives it."""

    incident: Incident
    when: str
    place: Place | None
    deaths: Figures
    row: str = ""


def years_of(side: Side, incidents: Set[int]) -> dict[int, int | None]:
    """Of some incidents those that are on this side, each with the year in which it began as the side says."""
    return {
        number: year for told in side.told_of(incidents)
        for number, year in told.values_list(side.incident, year_of()) if number in incidents
    }  # fmt: skip


def deaths_of(side: Side, incidents: Set[int]) -> dict[int, Figures]:
    """Of each; where several rows of a dataset tell of one incident, all of theirs."""
    found: dict[int, Figures] = {}
    for told in side.told_of(incidents):
        for number, *count in _counts(side, told):
            if number in incidents:
                found[number] = found.get(number, Figures()).plus(_one(*count))
    return found


def accounts(side: Side, incidents: Set[int]) -> dict[int, Account]:
    """Everything that a line about an incident says."""
    deaths = deaths_of(side, incidents)
    return {
        incident.pk: Account(incident, when, place, deaths.get(incident.pk, Figures()), row)
        for told in side.told_of(incidents) for incident, when, place, row in _read(side, told)
        if incident.pk in incidents
    }  # fmt: skip


def _read(side: Side, told: QuerySet[Any]) -> Iterator[tuple[Incident, str, Place | None, str]]:
    """Of several rows about one incident the one that came first."""
    if side.dataset is None:
        yield from ((each, each.when, each.place, "") for each in told.select_related(*NAMED_WITH))
        return
    for report in told.select_related("incident", "entry", *NAMED_WITH).order_by("-pk"):
        yield report.incident, report.when, report.place, report.entry.external_id


def _counts(side: Side, told: QuerySet[Any]) -> Iterable[tuple[Any, ...]]:
    if side.dataset is None:
        return told.filter(killed_low__isnull=False).values_list("pk", *KILLED)
    killed = whole_counts().filter(report__in=told.values("pk"), low__isnull=False)
    return killed.values_list("report__incident", "low", "best", "high")


def _one(low: int, best: int | None, high: int | None) -> Figures:
    """A best figure that is not given is taken to be the low one, and so is the high one of an open count."""
    likely = low if best is None else best
    return Figures(1, 1, low, likely, likely if high is None else high, int(high is None))
