"""Two records of one group made one, and two again: no row moves, the merged record leads to the kept one."""

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.permissions import require
from groups.actions.keeping import changed, hold, said, save
from groups.actions.structure import above, hold_structure, merged_records, pairs
from groups.actions.workflow import shown_with
from groups.models import Group
from sources.editorial import State
from sources.withholding.asking import explained, withheld_gaps


def merge_groups(kept: Group, merged: Group, *, by: User, reason: str) -> None:
    """Let one record of a group lead to another; statements and attributions stay where they were entered.

    Readers resolve them through `canonical`. A second person confirms what changes for readers.
    """
    require(by, "groups.publish")
    with explained(by=by, reason=said(reason, "Say why they are the same group; the history keeps the reason.")):
        hold_structure()
        kept, merged = hold(kept), hold(merged)
        if obstacle := obstacle_to_merging(kept, merged):
            raise ValidationError({"kept": obstacle})
        if gaps := withheld_gaps(shown_with(merged)):
            raise ValidationError(gaps)
        merged.merged_into = kept
        save(merged)
        changed(kept)
        save(kept)


def unmerge_group(merged: Group, *, by: User, reason: str) -> None:
    """Two groups again, each as it stood, with the statements that were entered for it."""
    require(by, "groups.publish")
    with explained(by=by, reason=said(reason, "Say why they are two groups; the history keeps the reason.")):
        hold_structure()
        merged = hold(merged)
        if merged.merged_into is None:
            raise ValidationError({"merged": f"{merged} is not merged into another group."})
        kept = hold(merged.merged_into)
        merged.merged_into = None
        for each in (merged, kept):
            changed(each)
            save(each)


def obstacle_to_merging(kept: Group, merged: Group) -> str:
    """Why the second may not be merged into the first, whoever asks; empty where it may."""
    if kept == merged:
        return "Name another group."
    for group in (kept, merged):
        if group.merged_into:
            return f"{group} was merged into {group.merged_into} already."
    if merged.merged.exists():
        return f"Other records were merged into {merged}: merge the other way round, or undo those first."
    if kept.state == State.WITHDRAWN:
        return f"{kept} is withdrawn: open it again first."
    if merged.state == State.PUBLISHED and kept.state != State.PUBLISHED:
        return f"{merged} is public and {kept} is not: merge the other way round."
    if _would_close_a_circle(kept, merged):
        return f"One of {kept} and {merged} is a part of the other, directly or through others: they cannot be one."
    return ""


def _would_close_a_circle(kept: Group, merged: Group) -> bool:
    """Whether the group would be a part of itself; a new circle could only run through it."""
    return kept.pk in above(kept.pk, pairs({**merged_records(), merged.pk: kept.pk}))
