"""Headline values that an editor sets against the rules, with a reason; nobody's change is overwritten unseen."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.permissions import require
from groups.models import Group
from incidents.actions.clashing import Clash, differing, refuse_unseen
from incidents.actions.keeping import hold, keep, refuse_merged, save, wrote
from incidents.actions.resolving import COUNTED, EDITOR, RESOLVED, RULE, current, resolve, set_field
from incidents.models import Attribution, Incident, Target, Weapon
from sources.models import Source
from sources.quantities import Estimate
from sources.withholding.asking import explained

WRITTEN = ("title", "summary")
HEADLINE = (*WRITTEN, *RESOLVED)


def revise(
    incident: Incident,
    *,
    by: User,
    changes: Mapping[str, Any],
    reason: str = "",
    version: int | None = None,
    by_rule: Sequence[str] = (),
) -> None:
    """Change headline fields by an editor's choice, which from then on wins over the rules.

    `changes` holds Estimates for killed and wounded. Fields in `by_rule` follow the rules again. With `version`, the
    one that the editor saw, raises Clash where a headline field has changed since.
    """
    require(by, "incidents.enter_report")
    with explained(by=by, reason=reason):
        hold(incident)
        refuse_merged(incident)
        if version is not None and (theirs := changed_since(incident, version)):
            raise Clash(incident, theirs)
        for field, value in changes.items():
            _choose(incident, field, value, reason)
        for field in set(by_rule) - set(changes):
            incident.set_by[field], _ = RULE, incident.reasons.pop(field, None)
        keep(incident)
        wrote(incident, by)
        resolve(incident)


def changed_since(incident: Incident, version: int) -> dict[str, Any]:
    """The headline fields that differ from those of an earlier version, as they are now."""
    return differing(incident, version, fields=HEADLINE, read=current)


def attribute(
    incident: Incident,
    *,
    by: User,
    said: Mapping[str, Any],
    citations: Sequence[Source],
    reason: str = "",
    version: int | None = None,
) -> Attribution:
    """A group's part as an editor states it, on sources of its own; it goes before what the rules make of reports.

    What was stated of this group in this role before is replaced; with `version`, the one that the editor saw, raises
    Clash where the incident has changed since. `said` holds field values of Attribution.
    """
    require(by, "incidents.enter_report")
    if not citations:
        raise ValidationError({"citations": "Cite at least one source."})
    with explained(by=by, reason=reason):
        hold(incident)
        refuse_merged(incident)
        refuse_unseen(incident, version)
        attribution = Attribution(incident=incident, is_editors=True, **said)
        one = Group.objects.as_one_with(attribution.group)
        for row in incident.attributions.filter(group__in=one, role=attribution.role):
            row.delete()
        save(attribution)
        attribution.citations.set(citations)
        keep(incident)
        wrote(incident, by)
        resolve(incident)
    return attribution


def take_back(attribution: Attribution, *, by: User, reason: str) -> None:
    """Leave a group's part that an editor stated to the rules again."""
    require(by, "incidents.enter_report")
    incident = attribution.incident
    if incident is None or not attribution.is_editors:
        raise ValidationError({"attribution": "The rules make this part of the reports: correct those."})
    if not reason.strip():
        raise ValidationError({"reason": "Say why; the history keeps the reason."})
    with explained(by=by, reason=reason.strip()):
        hold(incident)
        refuse_merged(incident)
        attribution.delete()
        keep(incident)
        wrote(incident, by)
        resolve(incident)


def describe(
    incident: Incident,
    *,
    by: User,
    targets: Sequence[Mapping[str, str]],
    weapons: Sequence[str],
    reason: str = "",
    version: int | None = None,
) -> None:
    """Say what an incident struck (kind, and the community as reported) and with what; Clash as in `attribute`."""
    require(by, "incidents.enter_report")
    with explained(by=by, reason=reason):
        hold(incident)
        refuse_merged(incident)
        refuse_unseen(incident, version)
        struck = {(target["kind"], target.get("community", "")) for target in targets}
        _keep_only(incident.targets, struck, ("kind", "community"), Target(incident=incident))
        _keep_only(incident.weapons, {(weapon,) for weapon in weapons}, ("kind",), Weapon(incident=incident))
        keep(incident)
        wrote(incident, by)


def _choose(incident: Incident, field: str, value: Any, reason: str) -> None:
    if field not in HEADLINE:
        raise ValidationError({field: f"Only {', '.join(HEADLINE)} can be set."})
    if field in COUNTED and not isinstance(value, Estimate):
        raise ValidationError({field: "Give low, best and high."})
    set_field(incident, field, value)
    incident.set_by[field] = EDITOR
    incident.reasons[field] = reason


def _keep_only(rows: Any, wanted: Collection[tuple[str, ...]], fields: tuple[str, ...], blank: Any) -> None:
    there = {tuple(getattr(row, field) for field in fields): row for row in rows.all()}
    for values, row in there.items():
        if values not in wanted:
            row.delete()
    for values in sorted(set(wanted) - there.keys()):
        save(type(blank)(incident=blank.incident, **dict(zip(fields, values, strict=True))))
