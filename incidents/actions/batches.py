"""Publishing many incidents by one decision, once a sample of them was looked at."""

import random
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.permissions import require
from audit.changing import changing
from audit.columns import table_of
from audit.copying import take_keys, write
from incidents.actions.keeping import save
from incidents.actions.many import publish_many, submit_many, withdraw_many
from incidents.actions.talking import comment
from incidents.actions.workflow import gaps_before_publishing, publish, send_back, submit
from incidents.models import Batch, Incident
from sources.editorial import State
from sources.withholding.asking import explained

LEAST_SAMPLE, MOST_SAMPLE, SHARE = 5, 50, 0.05
MOST_IN_A_BATCH = 5000
STEP, STEP_OF_MANY, NAMED = 100, 900, 10  # a database takes some 1,000 numbers in a question


def sample_size(incidents: int) -> int:
    """One in twenty, at least 5 and at most 50, never more than there are."""
    return min(incidents, MOST_SAMPLE, max(LEAST_SAMPLE, round(SHARE * incidents)))


def make_batch(incidents: Sequence[Incident], *, by: User, note: str = "") -> Batch:
    """Put incidents in review together; the sample to be looked at is drawn by lot."""
    require(by, "incidents.publish")
    _refuse_size(incidents)
    if strays := [each.public_id for each in incidents if each.state != State.IN_REVIEW]:
        raise ValidationError({"incidents": f"Not in review: {', '.join(strays[:10])}."})
    ids = [incident.public_id for incident in incidents]
    with changing(by=by):
        batch = Batch(made_by=by, note=note, sample=sorted(random.SystemRandom().sample(ids, sample_size(len(ids)))))
        save(batch)
        batch.incidents.set(incidents)
    return batch


def submit_into_batch(incidents: Sequence[Incident], *, by: User, note: str = "") -> Batch:
    """A batch of incidents of which some may still be drafts: they are submitted with it."""
    _refuse_size(incidents)
    with changing(by=by):
        for incident in incidents:
            if incident.state == State.DRAFT:
                submit(incident, by=by)
        return make_batch(incidents, by=by, note=note)


def batch_many(incidents: QuerySet[Incident], *, by: User, note: str = "") -> Batch:
    """A batch of very many incidents, such as an import's: drafts among them are submitted with it."""
    require(by, "incidents.enter_report")
    with changing(by=by):
        submit_many(incidents, by=by)
        ids = dict(incidents.filter(state=State.IN_REVIEW).order_by("pk").values_list("pk", "public_id"))
        if not ids:
            raise ValidationError({"incidents": "None of them is a draft or in review."})
        sample = random.SystemRandom().sample(list(ids.values()), sample_size(len(ids)))
        batch = Batch(made_by=by, note=note, sample=sorted(sample))
        save(batch)
        through = Batch.incidents.through
        write(through, table_of(through, len(ids), {
            "id": take_keys(through, len(ids)), "batch_id": batch.pk, "incident_id": list(ids),
        }))  # fmt: skip
    return batch


def judge_sample(batch: Batch, *, by: User, public_id: str, is_right: bool, note: str = "") -> None:
    """Say of one incident of the sample whether it is right; a note becomes a comment on it."""
    require(by, "incidents.publish")
    with explained(by=by, reason=note):
        held = Batch.objects.select_for_update().get(pk=batch.pk)
        if public_id not in held.sample:
            raise ValidationError({"public_id": f"{public_id} is not in the sample."})
        held.found[public_id] = is_right
        save(held)
        if note:
            comment(held.incidents.get(public_id=public_id), by=by, text=f"{str(batch).capitalize()}: {note}")


def publish_batch(batch: Batch, *, by: User, at: datetime) -> int:
    """Publish every incident of a batch, or none; how many. Refuses while the sample is unseen or found wrong."""
    require(by, "incidents.publish")
    with changing(by=by, reason=f"Published with {batch}."):
        held = Batch.objects.select_for_update().get(pk=batch.pk)
        _refuse_batch(held)
        incidents = list(held.incidents.order_by("pk"))
        if gaps := [gap for incident in incidents if (gap := _gaps(incident, by))]:
            raise ValidationError({"incidents": gaps[:20]})
        for incident in incidents:
            publish(incident, by=by, at=at)
        held.published_at = at
        save(held)
    return len(incidents)


def publish_next(batch: Batch, *, by: User, at: datetime) -> int:
    """Publish the next of a batch, all of this step or none; how many are left. Large batches go in steps.

    What left review meanwhile, or was written by who publishes, stops it before anything is published.
    """
    require(by, "incidents.publish")
    with changing(by=by, reason=f"Published with {batch}."):
        held = Batch.objects.select_for_update().get(pk=batch.pk)
        _refuse_batch(held)
        _refuse_strays(held, by)
        publish_many(_next(held, State.IN_REVIEW), by=by, at=at)
        if not (left := held.incidents.filter(state=State.IN_REVIEW).count()):
            held.published_at = at
            save(held)
    return left


def send_back_next(batch: Batch, *, by: User, reason: str) -> int:
    """Give the next of a batch back to their editors; how many are left."""
    require(by, "incidents.publish")
    with explained(by=by, reason=reason):
        for incident in batch.incidents.filter(state=State.IN_REVIEW).order_by("pk")[:STEP]:
            send_back(incident, by=by, reason=reason)
    return batch.incidents.filter(state=State.IN_REVIEW).count()


def withdraw_next(batch: Batch, *, by: User, reason: str, at: datetime) -> int:
    """Take the next that a batch published from readers, all with one reason; how many are left."""
    require(by, "incidents.publish")
    withdraw_many(_next(batch, State.PUBLISHED), by=by, reason=reason, at=at)
    return batch.incidents.filter(state=State.PUBLISHED).count()


def _next(batch: Batch, state: State) -> QuerySet[Incident]:
    """The next of a batch, by their numbers: what is changed in them cannot take them out of the question."""
    numbers = batch.incidents.filter(state=state).order_by("pk").values_list("pk", flat=True)[:STEP_OF_MANY]
    return Incident.objects.filter(pk__in=list(numbers))


def _refuse_size(incidents: Sequence[Incident]) -> None:
    if not 0 < len(incidents) <= MOST_IN_A_BATCH:
        raise ValidationError({"incidents": f"Choose at least one incident, and at most {MOST_IN_A_BATCH:,}."})


def _refuse_strays(batch: Batch, by: User) -> None:
    gone = batch.incidents.exclude(state__in=(State.IN_REVIEW, State.PUBLISHED))
    if strays := list(gone.values_list("public_id", flat=True)[:NAMED]):
        sentence = f"No longer in review: {', '.join(strays)}. Make a new batch without them."
        raise ValidationError({"incidents": sentence})
    own = batch.incidents.filter(Q(authors=by) | Q(reports__entered_by=by)).distinct()
    if written := list(own.values_list("public_id", flat=True)[:NAMED]):
        sentence = f"A second person must publish: you wrote part of {', '.join(written)}."
        raise ValidationError({"reviewer": sentence})


def _gaps(incident: Incident, by: User) -> str:
    gaps = gaps_before_publishing(incident, by=by)
    sentences = " ".join(sentence for each in gaps.values() for sentence in each)
    return f"{incident.public_id}: {sentences}" if gaps else ""


def _refuse_batch(batch: Batch) -> None:
    if batch.published_at:
        raise ValidationError({"batch": "This batch is published already."})
    if batch.unseen:
        raise ValidationError({"sample": f"Look at the whole sample first: {len(batch.unseen)} still to be seen."})
    if batch.wrong:
        raise ValidationError({"sample": f"Found wrong: {', '.join(batch.wrong)}. Correct them and make a new batch."})
