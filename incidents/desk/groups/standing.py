"""Where a record about groups stands on its way to readers: what is missing, what to know, what changed since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from accounts.models import User
from audit.comparing import Change
from audit.following import between
from audit.recalling import past_of
from groups import actions
from groups.actions.keeping import rivals
from groups.actions.versions import MERGED, merged_at
from groups.models import Alliance, AllianceKind, Group, GroupName, Leadership
from incidents.desk.groups.sorts import BY_MODEL, address_of, key_of
from incidents.desk.groups.wording import NO_ACCEPTANCE, named
from incidents.desk.standing import Gap
from sources.editorial import State

OF_THE_PROGRAM = frozenset({"awaits_confirmation", "entry_key"})
SAME_SOURCE = (
    "It rests on no other source than the pledge does. A pledge is not its acceptance: make sure that the source says "
    "it was accepted."
)


@dataclass(frozen=True)
class Changed:
    """What was changed since a second person last agreed."""

    reviewer: str
    at: datetime
    changes: list[Change]


def gaps(record: Any, person: User) -> list[Gap]:
    """What keeps it from readers, each with its remedy."""
    if record.state == State.PUBLISHED:
        return []
    found = actions.gaps_before_publishing(record, by=person)
    return [Gap(sentence, *_remedy(record, field)) for field, sentences in found.items() for sentence in sentences]


def cautions(record: Any) -> list[Gap]:
    """What does not forbid publishing, but whoever reads it should know."""
    return [*_disputes(record), *_pledges(record), *_undated(record)]


def changed_since_review(record: Any) -> Changed | None:
    """None where a second person has seen all of it."""
    if record.state != State.PUBLISHED or not record.awaits_confirmation:
        return None
    rows = record.history.select_related("history_user").order_by("-history_id")
    agreed = next((row for row in rows if row.state == State.PUBLISHED and not row.awaits_confirmation), None)
    if agreed is None:
        return None
    pasts = [past_of(type(record), Q(id=record.pk))]
    if isinstance(record, Group):
        pasts.append(past_of(GroupName, Q(group_id__in=[record.pk, *record.merged.values_list("pk", flat=True)])))
    told = between(pasts, agreed.history_date, timezone.now())
    changes = [change for entry in told for change in entry.changes if change.field not in OF_THE_PROGRAM]
    changes += _merges(record, agreed.history_id) if isinstance(record, Group) else []
    return Changed(agreed.history_user.username if agreed.history_user else "the rules", agreed.history_date, changes)


def _merges(group: Group, agreed: int) -> list[Change]:
    """The records that readers are led from to this one, then and now, where they differ."""
    then, now = merged_at(group, agreed), set(group.merged.values_list("pk", flat=True))
    return [Change(MERGED, capfirst(MERGED), _called(then), _called(now))] if then != now else []


def _called(groups: set[int]) -> str | None:
    return ", ".join(Group.objects.filter(pk__in=groups).values_list("name", flat=True)) or None


def _remedy(record: Any, field: str) -> tuple[str, str]:
    if field in ("group", "source", "target"):
        group = getattr(record, field)
        return f"Go to {group.label}", address_of(group)
    if field == "citations":
        return "Name a source", reverse("desk:group-correct", args=[BY_MODEL[type(record)].name, key_of(record)])
    return "", ""


def _disputes(record: Any) -> Iterator[Gap]:
    """Two heads at once are shown beside each other."""
    for other in rivals(record) if isinstance(record, Leadership) else ():
        who = other.person or "A vacancy"
        yield Gap(f"{who} is given as head for the same time: both are disputed.", named(other), address_of(other))


def _pledges(record: Any) -> Iterator[Gap]:
    if not isinstance(record, Alliance) or record.kind not in actions.PLEDGES:
        return
    is_pledge = record.kind == AllianceKind.PLEDGED_TO
    others = Alliance.objects.filter(
        source__in=Group.objects.as_one_with(record.source), target__in=Group.objects.as_one_with(record.target),
        kind=AllianceKind.PLEDGE_ACCEPTED_BY if is_pledge else AllianceKind.PLEDGED_TO,
    ).exclude(state=State.WITHDRAWN)  # fmt: skip
    if is_pledge and not others:
        given = {"group": record.source.canonical.name, "other": record.target.canonical.name,
                 "kind": AllianceKind.PLEDGE_ACCEPTED_BY}  # fmt: skip
        address = f"{reverse('desk:group-enter', args=['ties'])}?{urlencode(given)}"
        yield Gap(NO_ACCEPTANCE, "Enter its acceptance", address)
    own = set(record.citations.values_list("pk", flat=True))
    for other in () if is_pledge else others:
        if own <= set(other.citations.values_list("pk", flat=True)):
            yield Gap(SAME_SOURCE, "The pledge", address_of(other))


def _undated(record: Any) -> Iterator[Gap]:
    if isinstance(record, Group):
        return
    date = "period" if hasattr(record, "period") else "start"
    if not getattr(record, date):
        address = reverse("desk:group-correct", args=[BY_MODEL[type(record)].name, key_of(record)])
        yield Gap("No source date is given: it is shown without a beginning.", "Give it a date", f"{address}#id_{date}")
