"""The demonstration's incidents, entered by one account and published by another as at any desk."""

from datetime import UTC, datetime

from accounts.models import User
from incidents.actions import attach, attribute, describe, enter_report, open_incident, publish, release_due, submit
from incidents.demo.files import Row, fields, rows
from incidents.demo.shelf import Shelf
from incidents.models import Incident, Report
from sources.models import Credibility

PUBLISHED_AT = datetime(2018, 2, 1, 12, tzinfo=UTC)  # fixed, so that two copies of the demonstration are alike


def load_incidents(shelf: Shelf, *, desk: User, reviewer: User, now: datetime) -> int:
    for row in rows("incidents"):
        incident = _enter(row, shelf, desk)
        submit(incident, by=desk)
        publish(incident, by=reviewer, at=PUBLISHED_AT)
    release_due(now=now)
    return len(rows("incidents"))


def _enter(row: Row, shelf: Shelf, desk: User) -> Incident:
    first, *others = (_report(row, said, shelf, desk) for said in row["reports"])
    incident = open_incident(by=desk, report=first, title=row["title"], summary=row["summary"])
    for report in others:
        attach(by=desk, report=report, incident=incident)
    describe(incident, by=desk, targets=row.get("targets", []), weapons=row.get("weapons", []))
    for part in row.get("attributions", []):
        _attribute(incident, part, shelf, desk)
    return incident


def _report(row: Row, said: Row, shelf: Shelf, desk: User) -> Report:
    return enter_report(
        by=desk,
        source=shelf.sources[said["source"]],
        kind=row["kind"],
        when=row["when"],
        place=shelf.place_of(row),
        casualties=said.get("casualties", []),
        attributions=[{**part, "group": shelf.groups[part["group"]]} for part in said.get("attributions", [])],
        credibility=Credibility.POSSIBLE,
        note=said.get("note", ""),
    )


def _attribute(incident: Incident, part: Row, shelf: Shelf, desk: User) -> None:
    """A part that the incident's reports do not state: it carries its own citations."""
    said = {**fields(part, "group", "citations"), "group": shelf.groups[part["group"]]}
    attribute(incident, by=desk, said=said, citations=shelf.citations_of(part))
