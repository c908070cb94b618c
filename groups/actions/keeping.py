"""How records about groups are held while they change, and what each passes before it is saved."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError

from groups.actions.structure import refuse_circle
from groups.heads import HEAD, contradict
from groups.models import Alliance, Group, Leadership, LeadershipStatus, Presence
from sources.editorial import State
from sources.models import Source
from sources.withholding.asking import refuse_withheld_of

Statement = Alliance | Leadership | Presence
Record = Group | Statement

CITE = "Cite at least one source."


def hold(record: Record) -> Any:
    """The row as it is now, kept until the transaction ends."""
    return type(record).objects.select_for_update().get(pk=record.pk)


def save(row: Any) -> None:
    """Validate and save a record or a name; no withheld name comes into it."""
    row.full_clean()
    if isinstance(row, Alliance):
        refuse_circle(row)
    if isinstance(row, Leadership) and rivals(row):
        row.status = LeadershipStatus.DISPUTED
    refuse_withheld_of(row)
    row.save()


def cite(statement: Statement, citations: Collection[Source]) -> None:
    if not citations:
        raise ValidationError({"citations": CITE})
    statement.citations.set(citations)


def rivals(row: Leadership) -> list[Leadership]:
    """The statements that give another head, or none, for the same time.

    What readers see is never disputed for the sake of a draft.
    """
    if row.role != HEAD or row.state == State.WITHDRAWN:
        return []
    others = Leadership.objects.filter(group__in=Group.objects.as_one_with(row.group), role=HEAD).exclude(pk=row.pk)
    others = others.published() if row.state == State.PUBLISHED else others.exclude(state=State.WITHDRAWN)
    return [other for other in others if contradict(row, other)]


def changed(held: Record) -> None:
    """Remember that what readers see was changed, until a second person has agreed with it."""
    if held.state == State.PUBLISHED:
        held.awaits_confirmation = True


def hold_shown(group: Group) -> Group:
    """The record, merged or not, held while its names or ids change.

    What readers see of it they see of the record that stands for it, so that one waits for a second person.
    """
    both = {group.pk, group.canonical_id}
    list(Group.objects.select_for_update().filter(pk__in=both).order_by("pk").values_list("pk"))
    held: Group = hold(group)
    lead = hold(held.merged_into) if held.merged_into else held
    before = lead.awaits_confirmation
    if held.state == State.PUBLISHED:
        changed(lead)
    if lead.awaits_confirmation != before:
        save(lead)
    return held


def refuse_merged(record: Record) -> None:
    if isinstance(record, Group) and record.merged_into:
        raise ValidationError({"state": f"{record} was merged into {record.merged_into}: work there."})


def said(reason: str, otherwise: str) -> str:
    """The reason given; without one, a refusal."""
    if not reason.strip():
        raise ValidationError({"reason": otherwise})
    return reason.strip()
