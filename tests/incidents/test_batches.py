"""Many incidents are published by one decision, after a sample of them was looked at."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from incidents import actions
from incidents.actions.batches import sample_size
from incidents.models import Batch, Incident
from tests.factories import NOON, make_incident, make_report, make_reviewable_incident

pytestmark = pytest.mark.django_db


def judged(batch: Batch, reviewer: User, *, wrong: int = 0) -> Batch:
    for number, public_id in enumerate(batch.sample):
        actions.judge_sample(batch, by=reviewer, public_id=public_id, is_right=number >= wrong)
    return batch


def test_a_batch_is_published_once_its_sample_was_seen(reviewer: User) -> None:
    batch = actions.make_batch([make_reviewable_incident() for _ in range(8)], by=reviewer)
    assert len(set(batch.sample)) == 5

    with pytest.raises(ValidationError, match="5 still to be seen"):
        actions.publish_batch(batch, by=reviewer, at=NOON)
    assert actions.publish_batch(judged(batch, reviewer), by=reviewer, at=NOON) == 8

    assert Incident.objects.public().count() == 8
    with pytest.raises(ValidationError, match="already"):
        actions.publish_batch(batch, by=reviewer, at=NOON)


def test_a_wrong_one_in_the_sample_holds_all_back(reviewer: User) -> None:
    batch = actions.make_batch([make_reviewable_incident() for _ in range(5)], by=reviewer)

    with pytest.raises(ValidationError, match="Found wrong"):
        actions.publish_batch(judged(batch, reviewer, wrong=1), by=reviewer, at=NOON)
    assert not Incident.objects.public().exists()


def test_all_are_published_or_none(reviewer: User) -> None:
    own = make_incident(reports=[make_report(by=reviewer)])
    actions.submit(own, by=reviewer)
    batch = actions.make_batch([make_reviewable_incident(), own], by=reviewer)

    with pytest.raises(ValidationError, match=own.public_id):
        actions.publish_batch(judged(batch, reviewer), by=reviewer, at=NOON)
    assert not Incident.objects.published().exists()


def test_only_what_is_in_review_is_batched_and_only_by_reviewers(editor: User, reviewer: User) -> None:
    with pytest.raises(ValidationError, match="Not in review"):
        actions.make_batch([make_incident()], by=reviewer)
    with pytest.raises(PermissionDenied):
        actions.make_batch([make_reviewable_incident()], by=editor)


@pytest.mark.once
def test_a_sample_is_one_in_twenty_within_reason() -> None:
    assert [sample_size(size) for size in (1, 5, 60, 200, 5000)] == [1, 5, 5, 10, 50]
