"""Structure has no circles: no group is, through however many ties and merged records, a part of itself."""

from collections.abc import Collection

from django.core.exceptions import ValidationError

from groups.models import STRUCTURE, Alliance, AllianceStatus, Group
from sources.editorial import State

NO_LONGER_HOLDS = frozenset({AllianceStatus.DENIED, AllianceStatus.ENDED})
Pairs = Collection[tuple[int, int]]  # part, whole


def refuse_circle(tie: Alliance) -> None:
    if not _is_structure(tie):
        return
    hold_structure()
    kept = merged_records()
    part, whole = (kept.get(pk, pk) for pk in (tie.source_id, tie.target_id))
    if part == whole or part in above(whole, pairs(kept, besides=tie.pk)):
        raise ValidationError({
            "target": f"{tie.target} already belongs to {tie.source}, directly or through others."
        })


def hold_structure() -> None:
    """Two changes that close a circle may touch four different groups, so whoever adds structure holds all of them."""
    list(Group.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def merged_records() -> dict[int, int]:
    """For each record that was merged the one that stands for it."""
    return dict(Group.objects.exclude(merged_into=None).values_list("pk", "merged_into_id"))


def pairs(kept: dict[int, int], *, besides: int | None = None) -> Pairs:
    """Part and whole of every structure tie that holds, as the records that stand for them."""
    ties = Alliance.objects.filter(kind__in=STRUCTURE).exclude(status__in=NO_LONGER_HOLDS)
    ties = ties.exclude(state=State.WITHDRAWN)
    ties = ties.exclude(pk=besides) if besides else ties
    rows = ties.values_list("source_id", "target_id")
    return {(kept.get(part, part), kept.get(whole, whole)) for part, whole in rows}


def above(group: int, ties: Pairs) -> set[int]:
    """All that a group is a part of; itself only where there is a circle."""
    found: set[int] = set()
    frontier = {group}
    while frontier:
        frontier = {whole for part, whole in ties if part in frontier} - found
        found |= frontier
    return found


def _is_structure(tie: Alliance) -> bool:
    return tie.kind in STRUCTURE and tie.status not in NO_LONGER_HOLDS and tie.state != State.WITHDRAWN
