"""An outlet whose licence comes to keep what it says from readers, or to allow it: all that rests on it follows."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from audit.bulk import note_many
from audit.changing import changing
from audit.columns import Rows
from audit.copying import write_over
from incidents.models import Incident, Report
from incidents.publicity import public_from
from sources.editorial import State
from sources.models import Outlet

AT_ONCE = 5_000
SETTLED = ("is_public", "public_from", "first_public_at")


def restrict(outlet: Outlet, *, is_restricted: bool, by: User, at: datetime) -> int:
    """Keep all that an outlet's sources say from readers, or no longer; how many incidents they lose or come to see.

    What rests on another restricted source as well stays from them.
    """
    require(by, "intake.open")
    with changing(by=by):
        for source in outlet.sources.select_for_update().exclude(is_restricted=is_restricted).order_by("pk"):
            source.is_restricted = is_restricted
            source.save()
        return sum(_settle(held, at) for held in _held(outlet))


def _held(outlet: Outlet) -> Iterator[list[Incident]]:
    """All of them, drafts too: whoever publishes one just now is waited for, and what came of it is seen."""
    reports = Report.objects.filter(source__outlet=outlet, incident=OuterRef("pk"))
    numbers = list(Incident.objects.filter(Exists(reports)).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        some = Incident.objects.filter(pk__in=numbers[start : start + AT_ONCE]).select_for_update(of=("self",))
        yield list(some.only("state", "latest", "published_at", "embargo_until", *SETTLED).order_by("pk"))


def _settle(held: Sequence[Incident], at: datetime) -> int:
    published = [incident for incident in held if incident.state == State.PUBLISHED]
    kept = _kept(published)
    before = {incident.pk: _publicity(incident) for incident in published}
    for incident in published:
        _settle_one(incident, at, is_kept=incident.pk in kept)
    changed = [incident for incident in published if _publicity(incident) != before[incident.pk]]
    _write(changed)
    return sum(incident.is_public != before[incident.pk][0] for incident in changed)


def _kept(published: Sequence[Incident]) -> set[int]:
    numbers = [incident.pk for incident in published]
    kept = Report.objects.filter(incident__in=numbers, source__is_restricted=True).order_by()
    return {number for number in kept.values_list("incident", flat=True) if number}


def _settle_one(incident: Incident, at: datetime, *, is_kept: bool) -> None:
    if is_kept:
        incident.is_public, incident.public_from = False, None
    elif not incident.is_public:
        incident.public_from = public_from(incident, hold_back=timedelta(hours=settings.HOLD_BACK_HOURS))
        incident.is_public = incident.public_from <= at
        if incident.is_public:
            incident.first_public_at = incident.first_public_at or at


def _publicity(incident: Incident) -> tuple[bool, datetime | None]:
    return incident.is_public, incident.public_from


def _write(changed: Sequence[Incident]) -> None:
    if not changed:
        return
    numbers = [incident.pk for incident in changed]
    write_over(Incident, Rows(len(changed), {
        "id": numbers, "is_public": [incident.is_public for incident in changed],
        "public_from": [_naive(incident.public_from) for incident in changed],
        "first_public_at": [_naive(incident.first_public_at) for incident in changed],
        "updated_at": [_naive(timezone.now())] * len(changed),
    }))  # fmt: skip
    note_many(Incident, numbers)


def _naive(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=None) if moment else None
