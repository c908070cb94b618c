"""Whether somebody changed a record since it was read, so that nobody's change is overwritten unseen."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from incidents.models import Incident, Report

Reading = Callable[[Any, str], Any]


class Clash(Exception):
    """Somebody changed the record since it was read: `theirs` maps the fields they changed to what stands now."""

    def __init__(self, record: Incident | Report, theirs: Mapping[str, Any]) -> None:
        name = record.public_id if isinstance(record, Incident) else "The report"
        super().__init__(f"{name} was changed by somebody else meanwhile.")
        self.record, self.theirs = record, theirs


def as_seen(record: Incident | Report, version: int) -> Any | None:
    """The record's history row of an earlier version; None where there was none."""
    return record.history.filter(version=version).order_by("history_id").last()


def differing(record: Incident | Report, version: int, *, fields: Iterable[str], read: Reading) -> dict[str, Any]:
    """The fields that differ from those of an earlier version, as they are now; all of them where it is unknown."""
    if version == record.version:
        return {}
    seen = as_seen(record, version)
    return {field: now for field in fields if (now := read(record, field)) != (seen and read(seen, field))}


def refuse_unseen(incident: Incident, version: int | None) -> None:
    """Raise Clash where a version is named and it is not the one that stands."""
    if version is not None and version != incident.version:
        raise Clash(incident, {})
