"""Resolving: the headline that follows from an incident's reports, written beside what an editor set."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from audit.changing import changing
from incidents import hearing
from incidents.actions.keeping import hold, keep
from incidents.models import Attribution, Incident, Report, Unresolved
from incidents.resolution import Actor, Headline, Value, headline
from sources.quantities import Estimate

EDITOR, RULE = "editor", "rule"
Part = tuple[int, str]  # the number of a group, merged records being one, and its role
COUNTED = ("killed", "wounded")
RESOLVED = ("kind", "when", "place", *COUNTED, "credibility")
MOST_AT_ONCE = 200
BECAUSE = "An outlet, a source, a place or a group that it rests on has changed."


def resolve(incident: Incident) -> Headline:
    """Write the headline that follows from the incident's reports; fields an editor set stay.

    Where nothing follows from what has changed, there is no new version.
    """
    reports, before = hearing.reports_of(incident), _columns(incident)
    found = resolved(incident, reports)
    if reports:
        for field in RESOLVED:
            _write(incident, field, getattr(found, field), reports)
    incident.corroboration, incident.unaligned = found.corroboration, found.unaligned
    incident.has_conflict, incident.disagreement = found.has_conflict, found.disagreement
    if _columns(incident) != before:
        keep(incident)
    _write_actors(incident, found.actors.value, reports)
    return found


def resolved(incident: Incident, reports: Sequence[Report]) -> Headline:
    """The headline of an incident as it stands, with the reason for each value; writes nothing."""
    return headline(hearing.voices(reports), choices(incident))


def choices(incident: Incident) -> dict[str, tuple[Any, str]]:
    """What an editor set, with the reasons, as the rules take it."""
    fields = [field for field in RESOLVED if incident.set_by.get(field) == EDITOR]
    return {field: (current(incident, field), incident.reasons.get(field, "")) for field in fields}


def current(incident: Incident, field: str) -> Any:
    """A headline field as the rules have it: counts as estimates, the place by its number."""
    if field in COUNTED:
        return Estimate(*(getattr(incident, f"{field}_{view}") for view in ("low", "best", "high")))
    return incident.place_id if field == "place" else getattr(incident, field)


def set_field(incident: Incident, field: str, value: Any) -> None:
    """Write one headline field: an Estimate for a count, a Place or None for the place."""
    if field in COUNTED:
        for view in ("low", "best", "high"):
            setattr(incident, f"{field}_{view}", getattr(value, view))
    else:
        setattr(incident, field, value)


def resolve_due() -> int:
    """Resolve incidents whose outlets, sources, places or groups have changed; how many there were."""
    due = list(Unresolved.objects.order_by("pk").values_list("pk", "incident_id")[:MOST_AT_ONCE])
    for number in dict.fromkeys(incident for _, incident in due):
        _resolve_one(number, [pk for pk, incident in due if incident == number])
    return len(due)


def _resolve_one(number: int, rows: list[int]) -> None:
    with changing(by=None, reason=BECAUSE):
        Unresolved.objects.filter(pk__in=rows).delete()
        incident = Incident.objects.filter(pk=number).first()
        if incident is not None:
            hold(incident)
            resolve(incident)


def _columns(incident: Incident) -> dict[str, Any]:
    """All that is stored of an incident itself, as it is now."""
    return {field.attname: deepcopy(getattr(incident, field.attname)) for field in incident._meta.concrete_fields}


def _write(incident: Incident, field: str, found: Value[Any], reports: Sequence[Report]) -> None:
    if incident.set_by.get(field) == EDITOR:
        return
    value = hearing.place_for(found.value, reports) if field == "place" else found.value
    set_field(incident, field, value)
    incident.set_by[field] = RULE


def _write_actors(incident: Incident, actors: Sequence[Actor], reports: Sequence[Report]) -> None:
    """One attribution for each group and part; those an editor set stay as they are."""
    written, heard = list(incident.attributions.select_related("group")), _heard(reports)
    own = {row.part for row in written if row.is_editors}
    wanted = {(actor.group, actor.role): actor for actor in actors if (actor.group, actor.role) not in own}
    rows: dict[Part, Attribution] = {}
    for row in written:
        if not row.is_editors and (row.part not in wanted or row.part in rows):
            row.delete()
        elif not row.is_editors:
            rows[row.part] = row
    for part, actor in wanted.items():
        row = rows.get(part) or Attribution(incident=incident, role=actor.role)
        _write_actor(row, actor, [said for _, said in heard[part]])
        sources = {source for source, _ in heard[part]}
        if set(row.citations.values_list("pk", flat=True)) != sources:
            row.citations.set(sources)


def _write_actor(row: Attribution, actor: Actor, heard: Sequence[Attribution]) -> None:
    """With the first note beside it, and of the records that were merged the kept one, if any report names that."""
    named = [said.group_id for said in heard]
    values = {
        "group_id": actor.group if actor.group in named else named[0], "status": actor.status, "by": actor.by,
        "confidence": actor.confidence, "leads": actor.leads,
        "note": next((said.note for said in heard if said.note), ""),
    }
    if row.pk is None or any(getattr(row, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(row, name, value)
        row.full_clean()
        row.save()  # its note stands in a report already: a name in it is refused there


def _heard(reports: Sequence[Report]) -> dict[Part, list[tuple[int, Attribution]]]:
    """All statements on each part, with the source of each."""
    found: dict[Part, list[tuple[int, Attribution]]] = {}
    for report in reports:
        for said in report.attributions.all():
            found.setdefault(said.part, []).append((report.source_id, said))
    return found
