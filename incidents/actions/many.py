"""Very many incidents on their way at once: submitted, published, withdrawn. The rules are those of `workflow`."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from audit.bulk import note_many
from audit.changing import changing
from audit.columns import Rows
from audit.copying import write_over
from incidents.models import Incident, Report
from incidents.publicity import public_from
from incidents.showing import shown_with
from sources.editorial import State
from sources.withholding.asking import explained, withheld_gaps

NAMED = 10


def submit_many(incidents: QuerySet[Incident], *, by: User) -> int:
    """Hand the drafts among some incidents to the reviewers; how many there were."""
    require(by, "incidents.enter_report")
    with changing(by=by):
        return _move(_held(incidents.filter(state=State.DRAFT)), state=State.IN_REVIEW)


def publish_many(incidents: QuerySet[Incident], *, by: User, at: datetime) -> int:
    """Put incidents before readers, all or none; how many. Raises ValidationError that names what stands in the way."""
    require(by, "incidents.publish")
    with changing(by=by):
        held = list(incidents.select_for_update(of=("self",)).order_by("pk"))
        _refuse(held, by)
        numbers = [incident.pk for incident in held]
        _write(numbers, state=State.PUBLISHED, published_at=at, published_by=by, embargo_until=None,
               withdrawal_reason="", withdrawn_at=None, reviewed_version=F("version") + 1)  # fmt: skip
        write_over(Incident, _publicity(held, at))
        note_many(Incident, numbers)
    return len(held)


def withdraw_many(incidents: QuerySet[Incident], *, by: User, reason: str, at: datetime) -> int:
    """Take incidents back that are not withdrawn yet, published or not, all with one reason; how many there were."""
    with explained(by=by, reason=_said(reason)):
        left = incidents.exclude(state=State.WITHDRAWN)
        require(by, "incidents.publish" if left.filter(state=State.PUBLISHED).exists() else "incidents.enter_report")
        values = {"state": State.WITHDRAWN, "is_public": False, "withdrawal_reason": reason.strip()}
        return _move(_held(left), **values, withdrawn_at=at)


def _held(incidents: QuerySet[Incident]) -> list[int]:
    return list(incidents.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


def _move(numbers: Sequence[int], **values: Any) -> int:
    if numbers:
        _write(numbers, **values)
        note_many(Incident, numbers)
    return len(numbers)


def _write(numbers: Sequence[int], **values: Any) -> None:
    now = timezone.now()
    for start in range(0, len(numbers), 1000):
        some = Incident.objects.filter(pk__in=numbers[start : start + 1000])
        some.update(**values, version=F("version") + 1, updated_at=now)


def _publicity(held: Sequence[Incident], at: datetime) -> Rows:
    """From when readers see each, and whether that is now; never what a licence keeps from them."""
    kept = Report.objects.filter(incident__in=[incident.pk for incident in held], source__is_restricted=True)
    restricted = set(kept.values_list("incident", flat=True))
    hold_back = timedelta(hours=settings.HOLD_BACK_HOURS)
    begins = []
    for incident in held:
        incident.published_at, incident.embargo_until = at, None
        begins.append(None if incident.pk in restricted else public_from(incident, hold_back=hold_back))
    seen = [moment is not None and moment <= at for moment in begins]
    pairs = zip(held, seen, strict=True)
    first = [incident.first_public_at or (at if is_seen else None) for incident, is_seen in pairs]
    return Rows(len(held), {
        "id": [incident.pk for incident in held], "public_from": list(map(_naive, begins)), "is_public": seen,
        "first_public_at": list(map(_naive, first)),
    })  # fmt: skip


def _naive(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=None) if moment else None


def _refuse(held: Sequence[Incident], by: User) -> None:
    """The first of the reasons that keeps any of them from readers, with some of their names."""
    numbers = [incident.pk for incident in held]
    some = Incident.objects.filter(pk__in=numbers)
    own = some.filter(Q(authors=by) | Q(reports__entered_by=by)).distinct()
    uncited = some.filter(~Exists(Report.objects.filter(incident=OuterRef("pk"))))
    for field, found, sentence in (
        ("incidents", some.exclude(state=State.IN_REVIEW), "Not in review: {}."),
        ("reports", uncited, "Cite at least one source for {}."), ("title", some.filter(title=""), "Give {} a title."),
        ("reviewer", own, "A second person must publish: you wrote part of {}."),
    ):  # fmt: skip
        if named := list(found.values_list("public_id", flat=True)[:NAMED]):
            raise ValidationError({field: sentence.format(", ".join(named))})
    if gaps := withheld_gaps(row for incident in held for row in shown_with(incident)):
        raise ValidationError(gaps)


def _said(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": "Say why; readers will see the reason of what they have seen."})
    return reason.strip()
