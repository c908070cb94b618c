"""What a person decides of a listed actor: which group it is, that it is a new one, or that it is none of ours."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.permissions import require
from audit.changing import changing
from groups.actions import enter_group, reopen_record, revise_group, withdraw_draft
from groups.lists.adopting import Made, abandon, adopt, row_of
from groups.lists.comparing import compare_after_decision, propose
from groups.lists.tying import draft_ties, withdraw_ties
from groups.models import Alliance, Finding, Group, GroupName, ListedActor, ListedState
from groups.name_index import known_names
from sources.editorial import State
from sources.withholding.asking import refuse_withheld_of

CHOSEN = "Chosen by an editor; the list and our names did not tell."
DECIDED = "Somebody decided this meanwhile. Take that back first."
NAMED_ELSEWHERE = "Other records name {group} by now, so it stays. Correct or withdraw them first."
KNOWN = "“{name}” is the name of a group already. Say that it is the same, or enter it by another name."
OWN = (GroupName, ListedActor, Alliance)  # what a decision itself hangs on a group


@dataclass
class Told:
    """What came of a decision, for the person who made it."""

    decided: int = 0
    ties: int = 0
    refused: list[str] = field(default_factory=list)


def same_as(listed: ListedActor, *, by: User, group: Group, at: datetime) -> Told:
    """The actor is a group that is known: it gets the actor's ids and names, cited, and the ties that follow."""
    with deciding(listed, by=by) as held:
        _match(held, by=by, group=group, at=at)
        return _and_so_on(held.dataset, by=by)


def same_as_proposed(rows: Collection[ListedActor], *, by: User, at: datetime) -> Told:
    """Each of the actors is the one group that bears its name or id exactly; where that no longer holds, say so."""
    def decide(held: ListedActor) -> None:
        propose(held, known_names())
        _refuse_unsure(held)
        _match(held, by=by, group=Group.objects.get(pk=held.candidates[0]["group"]), at=at)

    return _each(rows, decide, by=by)


def enter_each(rows: Collection[ListedActor], *, by: User, at: datetime) -> Told:
    """Each of the actors is a group that is not known yet, called and of the kind that its list says."""
    def decide(held: ListedActor) -> None:
        row = row_of(held)
        _enter(held, by=by, name=row.named or row.name, kind=row.kind, at=at)

    return _each(rows, decide, by=by)


def set_aside_each(rows: Collection[ListedActor], *, by: User, reason: str, at: datetime) -> Told:
    """None of the actors is anything to record here, all for one reason."""
    return _each(rows, lambda held: _set_aside(held, by=by, reason=reason, at=at), by=by)


def _each(rows: Collection[ListedActor], decide: Callable[[ListedActor], None], *, by: User) -> Told:
    """Decide many; one that is refused is told and leaves the others as they are."""
    require(by, "groups.edit")
    told = Told()
    with changing(by=by, reason="Lists of actors, in bulk"):
        for listed in rows:
            try:
                with deciding(listed, by=by) as held:
                    decide(held)
                told.decided += 1
            except ValidationError as refusal:
                told.refused.append(f"{listed.name}: {' '.join(refusal.messages)}")
        for dataset in sorted({listed.dataset for listed in rows}):
            after = _and_so_on(dataset, by=by)
            told.ties, told.refused = told.ties + after.ties, told.refused + after.refused
    return told


def enter_as_new(listed: ListedActor, *, by: User, name: str, kind: str, at: datetime) -> Told:
    """The actor is a group that is not known yet: a draft with the list's names, dates and ids."""
    with deciding(listed, by=by) as held:
        _enter(held, by=by, name=name, kind=kind, at=at)
        return _and_so_on(held.dataset, by=by)


def set_aside(listed: ListedActor, *, by: User, reason: str, at: datetime) -> Told:
    """The actor is nothing to record here."""
    with deciding(listed, by=by) as held:
        _set_aside(held, by=by, reason=reason, at=at)
    return Told(decided=1)


def take_back(listed: ListedActor, *, by: User) -> None:
    """Undo a decision: the actor is to be decided again, and the group loses what it has from the list alone.

    Drafts that the decision led to are withdrawn; where one is published by now, the decision stands.
    """
    require(by, "groups.edit")
    reason = f"Taken back: {listed.dataset}, {listed.external_id}"
    with changing(by=by, reason=reason):
        held = ListedActor.objects.select_for_update().get(pk=listed.pk)
        if not held.is_decided:
            raise ValidationError({"state": "This is to be decided still; there is nothing to take back."})
        made, group = Made.of(held), held.group
        if group is not None:
            withdraw_ties(held, made, by=by, reason=reason)
            abandon(made, group, held)
            if held.state == ListedState.ENTERED:
                _refuse_named_elsewhere(group)
                withdraw_draft(group, by=by, reason=reason)
        _reset(held, made)
        compare_after_decision()


def take_in(listed: ListedActor, *, by: User) -> Told:
    """What a newer version of the list says of a decided actor goes to its group too; what it dropped stays."""
    require(by, "groups.edit")
    with changing(by=by, reason=f"{listed}, version {listed.version}"):
        held = ListedActor.objects.select_for_update().get(pk=listed.pk)
        held.news = []
        if held.group is not None:
            held.made = asdict(adopt(held, held.group, by=by))
        held.save()
        return _and_so_on(held.dataset, by=by)


@contextmanager
def deciding(listed: ListedActor, *, by: User) -> Iterator[ListedActor]:
    """The row as it is now, which nobody decided yet, held until the decision is written."""
    require(by, "groups.edit")
    with changing(by=by, reason=f"{listed.dataset} {listed.version}, {listed.external_id}"):
        held = ListedActor.objects.select_for_update().get(pk=listed.pk)
        if held.is_decided:
            raise ValidationError({"state": DECIDED})
        yield held


def _match(held: ListedActor, *, by: User, group: Group, at: datetime) -> None:
    _refuse_gone(group)
    held.made = asdict(adopt(held, group, by=by))
    held.state, held.group = ListedState.MATCHED, group
    proposed = [each["reason"] for each in held.candidates if each["group"] == group.pk]
    held.reason = (proposed[0] if proposed else CHOSEN)[:300]
    _sign(held, by=by, at=at)


def _enter(held: ListedActor, *, by: User, name: str, kind: str, at: datetime) -> None:
    group = _new_group(held, by=by, name=name, kind=kind)
    made = adopt(held, group, by=by)
    made.group = group.pk
    held.made, held.state, held.group = asdict(made), ListedState.ENTERED, group
    _sign(held, by=by, at=at)


def _set_aside(held: ListedActor, *, by: User, reason: str, at: datetime) -> None:
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is set aside."})
    held.state, held.reason = ListedState.SET_ASIDE, reason.strip()
    _sign(held, by=by, at=at)


def _sign(held: ListedActor, *, by: User, at: datetime) -> None:
    held.decided_by, held.decided_at, held.news = by, at, []
    held.full_clean()
    refuse_withheld_of(held)
    held.save()


def _and_so_on(dataset: str, *, by: User) -> Told:
    ties, refused = draft_ties(dataset, by=by)
    compare_after_decision()
    return Told(decided=1, ties=ties, refused=refused)


def _new_group(held: ListedActor, *, by: User, name: str, kind: str) -> Group:
    """A draft; the one that an earlier decision made and took back is taken up again."""
    row, before = row_of(held), Made.of(held).group
    if Group.objects.filter(name__iexact=name.strip()).exclude(pk=before or 0).exists():
        raise ValidationError({"name": KNOWN.format(name=name.strip())})
    details: dict[str, Any] = {"short_name": row.short_name, "formed": row.formed, "ended": row.ended}
    earlier = Group.objects.filter(pk=before, state=State.WITHDRAWN).first() if before else None
    if earlier is None:
        return enter_group(by=by, name=name, kind=kind, **details)
    reopen_record(earlier, by=by, reason=f"Entered again: {held.dataset}, {held.external_id}")
    revise_group(earlier, by=by, changes={"name": name.strip(), "kind": kind, **details})
    return earlier


def _refuse_named_elsewhere(group: Group) -> None:
    if _is_named_elsewhere(group):
        raise ValidationError({"state": NAMED_ELSEWHERE.format(group=group)})


def _is_named_elsewhere(group: Group) -> bool:
    ties = Alliance.objects.exclude(state=State.WITHDRAWN)
    if ties.filter(source=group).exists() or ties.filter(target=group).exists():
        return True
    if group.listed_as.count() > 1 or group.names.exists():
        return True
    strangers = [rel for rel in Group._meta.related_objects if rel.related_model not in OWN]
    return any(rel.related_model._base_manager.filter(**{rel.field.name: group}).exists() for rel in strangers)


def _reset(held: ListedActor, made: Made) -> None:
    held.state, held.group, held.reason = ListedState.PROPOSED, None, ""
    held.decided_by, held.decided_at, held.news = None, None, []
    held.made = {"group": made.group} if made.group else {}
    held.save()


def _refuse_gone(group: Group) -> None:
    if group.merged_into is not None:
        raise ValidationError({"group": f"{group} was merged into {group.merged_into}. Choose that one."})
    if group.state == State.WITHDRAWN:
        raise ValidationError({"group": f"{group} is withdrawn. Choose another, or enter a new group."})


def _refuse_unsure(held: ListedActor) -> None:
    if held.finding != Finding.EXACT:
        raise ValidationError({"state": "It no longer fits one group exactly. Decide it by itself."})
