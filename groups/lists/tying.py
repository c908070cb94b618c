"""Drafts the ties that a list states between actors which people decided to be groups, each cited to the list."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from typing import cast

from django.core.exceptions import ValidationError

from accounts.models import User
from groups.actions import enter_alliance, withdraw_draft
from groups.lists.adopting import Made, row_of
from groups.lists.citing import source_of
from groups.lists.rows import ListedTie
from groups.models import Alliance, AllianceStatus, Group, ListedActor
from sources.editorial import State


def draft_ties(dataset: str, *, by: User) -> tuple[int, list[str]]:
    """Draft every tie of a list whose two sides are decided; how many, and why some were not.

    A tie that was drafted once is not drafted again, whatever became of it; one that is told already is not doubled.
    """
    rows = ListedActor.objects.filter(dataset=dataset).decided_as_groups()
    decided = list(rows.select_related("group__merged_into"))
    others, drafted, refused = Others(decided), 0, []
    for listed in decided:
        made = Made.of(listed)
        for tie, other in others.of(listed):
            key = key_of(tie, other)
            if key in made.ties:
                continue
            try:
                if drawn := _draft(listed, tie, other, by=by):
                    made.ties[key], drafted = drawn.pk, drafted + 1
            except ValidationError as refusal:
                refused.append(f"{listed.name}, {tie.kind.label} {other.name}: {' '.join(refusal.messages)}")
        _remember(listed, made)
    return drafted, refused


def withdraw_ties(listed: ListedActor, made: Made, *, by: User, reason: str) -> None:
    """Withdraw the drafts that a row's decision led to: those it states, and those that others state of it."""
    for key in list(made.ties):
        _withdraw(made.ties.pop(key), by=by, reason=reason)
    others = ListedActor.objects.filter(dataset=listed.dataset).decided_as_groups().exclude(pk=listed.pk)
    for other in others:
        theirs = Made.of(other)
        for key in [key for key in theirs.ties if key.endswith(f":{listed.external_id}")]:
            _withdraw(theirs.ties.pop(key), by=by, reason=reason)
        _remember(other, theirs)


def key_of(tie: ListedTie, other: ListedActor) -> str:
    return f"{tie.kind}:{other.external_id}"


class Others:
    """The decided rows of a list, found as its ties name them: by id, or by a name that is one row's alone."""

    def __init__(self, decided: list[ListedActor]) -> None:
        self.by_id = {each.external_id: each for each in decided}
        self.by_name: dict[str, set[str]] = defaultdict(set)
        for each in decided:
            self.by_name[each.name].add(each.external_id)

    def of(self, listed: ListedActor) -> Iterator[tuple[ListedTie, ListedActor]]:
        for tie in row_of(listed).ties:
            named = self.by_name.get(tie.other, set())
            external_id = tie.other_id or (next(iter(named)) if len(named) == 1 else "")
            other = self.by_id.get(external_id)
            if other and _group_of(other) != _group_of(listed):
                yield tie, other


def _draft(listed: ListedActor, tie: ListedTie, other: ListedActor, *, by: User) -> Alliance | None:
    mine, its = _group_of(listed), _group_of(other)
    source, target = (its, mine) if tie.is_reversed else (mine, its)
    records = {"source__in": Group.objects.as_one_with(source), "target__in": Group.objects.as_one_with(target)}
    if Alliance.objects.filter(**records, kind=tie.kind).exclude(state=State.WITHDRAWN).exists():
        return None
    return enter_alliance(
        by=by, citations=[source_of(listed)], source=source, target=target, kind=tie.kind,
        status=AllianceStatus.ASSERTED, confidence=tie.confidence, note=tie.note,
    )  # fmt: skip


def _group_of(decided: ListedActor) -> Group:
    """The record that stands for it now, which it may have been merged into after the decision."""
    return cast(Group, decided.group).canonical


def _withdraw(pk: int, *, by: User, reason: str) -> None:
    tie = Alliance.objects.exclude(state=State.WITHDRAWN).filter(pk=pk).first()
    if tie is not None:
        withdraw_draft(tie, by=by, reason=reason)


def _remember(listed: ListedActor, made: Made) -> None:
    if listed.made != asdict(made):
        listed.made = asdict(made)
        listed.save()
