"""Publishing many incidents by one decision, once a sample of them was looked at."""

import random
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.permissions import require
from audit.changing import changing
from incidents.actions.keeping import save
from incidents.actions.workflow import gaps_before_publishing, publish
from incidents.models import Batch, Incident
from sources.editorial import State

LEAST_SAMPLE, MOST_SAMPLE, SHARE = 5, 50, 0.05
MOST_IN_A_BATCH = 5000


def sample_size(incidents: int) -> int:
    """One in twenty, at least 5 and at most 50, never more than there are."""
    return min(incidents, MOST_SAMPLE, max(LEAST_SAMPLE, round(SHARE * incidents)))


def make_batch(incidents: Sequence[Incident], *, by: User, note: str = "") -> Batch:
    """Put incidents in review together; the sample to be looked at is drawn by lot."""
    require(by, "incidents.publish")
    if not 0 < len(incidents) <= MOST_IN_A_BATCH:
        raise ValidationError({"incidents": f"Choose at least one incident, and at most {MOST_IN_A_BATCH:,}."})
    if strays := [each.public_id for each in incidents if each.state != State.IN_REVIEW]:
        raise ValidationError({"incidents": f"Not in review: {', '.join(strays[:10])}."})
    ids = [incident.public_id for incident in incidents]
    with changing(by=by):
        batch = Batch(made_by=by, note=note, sample=sorted(random.SystemRandom().sample(ids, sample_size(len(ids)))))
        save(batch)
        batch.incidents.set(incidents)
    return batch


def judge_sample(batch: Batch, *, by: User, public_id: str, is_right: bool) -> None:
    """Say of one incident of the sample whether it is right."""
    require(by, "incidents.publish")
    with changing(by=by):
        held = Batch.objects.select_for_update().get(pk=batch.pk)
        if public_id not in held.sample:
            raise ValidationError({"public_id": f"{public_id} is not in the sample."})
        held.found[public_id] = is_right
        save(held)


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
