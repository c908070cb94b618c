"""What a person decided of an actor reaches the rows that name it: their reports name the group, or no longer do."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import F, Q

from audit.bulk import write_many
from audit.changing import changing
from audit.columns import table_of
from audit.copying import take_keys
from incidents.in_bulk import Part
from incidents.models import Attribution, Unresolved
from intake.models import Actor, Known, Naming

STEP = 900  # numbers in a question


class Named(NamedTuple):
    """A row's report, its incident, and the part in which it names the actor."""

    report: int
    incident: int | None
    role: str
    status: str


def apply_next() -> bool:
    """Let the rows of one actor follow whose group was decided, or is so no more; whether there was one."""
    is_other = ~Q(listed__group=F("group")) & Q(listed__group__isnull=False)
    is_new, is_gone = Q(group=None, listed__group__isnull=False), Q(known=Known.DECIDED, listed__group=None)
    actor = Actor.objects.filter(is_new | is_other | is_gone).first()
    if actor is not None:
        _apply(actor)
    return actor is not None


def _apply(actor: Actor) -> None:
    with changing(by=None, reason=f"{actor} of {actor.dataset}: as was decided on the desk."):
        held = Actor.objects.select_for_update(of=("self",)).select_related("listed__group").get(pk=actor.pk)
        before, group = held.group_id, held.listed.group if held.listed else None
        if before == (group.pk if group else None):
            return  # another worker was here first
        named = list(_named(held))
        if before:
            _take_away(before, held, named)
        if group:
            _add(group.canonical_id, named)
        held.group, held.known = group, Known.DECIDED if group else Known.UNKNOWN
        held.save()
        incidents = dict.fromkeys(each.incident for each in named if each.incident)
        Unresolved.objects.bulk_create([Unresolved(incident_id=each) for each in incidents], batch_size=1000)


def _named(actor: Actor) -> Iterator[Named]:
    rows = actor.namings.order_by("pk")
    for row in rows.values_list("entry__report", "entry__report__incident", "role", "status").iterator():
        yield Named(*row)


def _take_away(group: int, actor: Actor, named: Iterable[Named]) -> None:
    """Not where another actor that is the same group is named in the same part."""
    others = Naming.objects.filter(actor__group=group).exclude(actor=actor)
    kept = set(others.values_list("entry__report", "role", "status"))
    gone = {(each.report, each.role, each.status) for each in named} - kept
    for row in _rows(group, {report for report, *_ in gone}):
        if (row.report_id, row.role, row.status) in gone:
            row.delete()


def _add(group: int, named: Iterable[Named]) -> None:
    wanted = dict.fromkeys((each.report, Part(group, each.role, each.status)) for each in named)
    there = {(row.report_id, row.role, row.status) for row in _rows(group, {report for report, _ in wanted})}
    new = [(report, *part) for report, part in wanted if (report, part.role, part.status) not in there]
    if new:
        names = ("report_id", "group_id", "role", "status", "by", "confidence")
        columns = dict(zip(names, map(list, zip(*new, strict=True)), strict=True))
        write_many(Attribution, table_of(Attribution, len(new), {"id": take_keys(Attribution, len(new)), **columns}))


def _rows(group: int, reports: Iterable[int]) -> Iterator[Attribution]:
    numbers = sorted(reports)
    for start in range(0, len(numbers), STEP):
        yield from Attribution.objects.filter(group=group, report__in=numbers[start : start + STEP])
