"""The demonstration's incidents, entered by one account and published by another as at any desk."""

from datetime import UTC, datetime
from typing import Any

from accounts.models import User
from incidents.actions import attach, enter_report, open_incident, publish, submit
from incidents.demo.accounts import signed_by
from incidents.demo.files import Row, fields, rows
from incidents.demo.shelf import Shelf
from incidents.models import Attribution, Incident, Report, Target, Weapon
from sources.models import Credibility

PUBLISHED_AT = datetime(2018, 2, 1, 12, tzinfo=UTC)  # fixed, so that two copies of the demonstration are alike


def load_incidents(shelf: Shelf, *, desk: User, reviewer: User) -> int:
    for row in rows("incidents"):
        incident = _enter(row, shelf, desk)
        submit(incident, by=desk)
        with signed_by(reviewer):
            publish(incident, by=reviewer, at=PUBLISHED_AT)
    return len(rows("incidents"))


def _enter(row: Row, shelf: Shelf, desk: User) -> Incident:
    first, *others = (_report(row, said, shelf, desk) for said in row["reports"])
    incident = open_incident(by=desk, report=first, title=row["title"], summary=row["summary"])
    for report in others:
        attach(by=desk, report=report, incident=incident)
    _describe(incident, row)
    for part in row.get("attributions", []):
        _attribute(incident, part, shelf)
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


def _describe(incident: Incident, row: Row) -> None:
    for target in row.get("targets", []):
        _save(Target(incident=incident, **target))
    for weapon in row.get("weapons", []):
        _save(Weapon(incident=incident, kind=weapon))


def _attribute(incident: Incident, part: Row, shelf: Shelf) -> None:
    """A part that the incident's reports do not state: it carries its own citations."""
    plain = fields(part, "group", "citations")
    attribution = Attribution(incident=incident, group=shelf.groups[part["group"]], **plain)
    _save(attribution)
    attribution.citations.set(shelf.citations_of(part))


def _save(row: Any) -> None:
    row.full_clean()
    row.save()
