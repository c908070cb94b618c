"""A dataset that is opened comes before readers with all that is published of it; a closed one is taken from them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from incidents import actions as incident_actions
from incidents.models import Incident
from intake.actions import open_dataset
from intake.models import Dataset
from sources.models import Source
from tests.audit.tampering import problems
from tests.factories import (
    NOON,
    make_incident,
    make_published_incident,
    make_report,
    make_reviewable_incident,
    make_source,
    someone,
)
from tests.intake.comparing.made import make_dataset

pytestmark = [pytest.mark.django_db, pytest.mark.each]
LATER = NOON + timedelta(days=30)


def source_of(dataset: Dataset) -> Source:
    return make_source(outlet=dataset.outlet, is_restricted=not dataset.is_open)


def settled(dataset: Dataset, *, is_open: bool, at: datetime = LATER, **odd: Any) -> int:
    return open_dataset(
        dataset, **{"is_open": is_open, "by": someone(Role.ADMIN), "reason": "Its licence.", "at": at, **odd}
    )


def readers_see(incident: Incident) -> bool:
    return Client().get(incident.get_absolute_url()).status_code == 200


def test_opening_lets_readers_see_what_was_published() -> None:
    dataset = make_dataset("some", is_open=False)
    incident = make_published_incident(source=source_of(dataset))
    assert not readers_see(incident) and incident.public_from is None

    assert settled(dataset, is_open=True) == 1

    incident.refresh_from_db()
    assert readers_see(incident) and (incident.is_public, incident.first_public_at) == (True, LATER)
    assert dataset.is_open and not dataset.outlet.sources.get().is_restricted


def test_closing_takes_from_readers_at_once_and_opening_gives_it_back() -> None:
    dataset = make_dataset("some", is_open=True)
    incident, other = make_published_incident(source=source_of(dataset)), make_published_incident()
    first_seen = incident.first_public_at

    assert settled(dataset, is_open=False) == 1
    assert not readers_see(incident) and readers_see(other)
    assert dataset.outlet.sources.get().is_restricted
    assert not Incident.objects.due_for_release(timezone.now() + timedelta(days=999)).exists()

    assert settled(dataset, is_open=True) == 1
    incident.refresh_from_db()
    assert readers_see(incident) and incident.first_public_at == first_seen


def test_what_is_still_held_back_comes_later() -> None:
    dataset = make_dataset("some", is_open=False)
    source = make_source(outlet=dataset.outlet, is_restricted=True, published="")
    recent = make_reviewable_incident(source=source, when=f"{timezone.now():%Y-%m-%d}")
    incident_actions.publish(recent, by=someone(Role.REVIEWER), at=timezone.now())

    assert settled(dataset, is_open=True, at=timezone.now()) == 0

    recent.refresh_from_db()
    assert not recent.is_public and recent.public_from and recent.public_from > timezone.now()


def test_what_is_not_published_stays_as_it_is() -> None:
    dataset = make_dataset("some", is_open=False)
    draft = make_incident(source=source_of(dataset))

    assert settled(dataset, is_open=True) == 0

    draft.refresh_from_db()
    assert (draft.state, draft.is_public, draft.public_from) == ("draft", False, None)


def test_what_rests_on_another_restricted_source_too_stays_from_readers() -> None:
    dataset, private = make_dataset("some", is_open=False), make_dataset("another", is_open=False)
    reports = [make_report(source=source_of(dataset)), make_report(source=source_of(private))]
    incident, other = make_published_incident(reports=reports), make_published_incident(source=reports[0].source)

    assert settled(dataset, is_open=True) == 1

    assert not readers_see(incident) and readers_see(other)


def test_closing_takes_what_rests_on_open_sources_too() -> None:
    dataset = make_dataset("some", is_open=True)
    incident = make_published_incident(reports=[make_report(source=source_of(dataset)), make_report()])
    assert readers_see(incident)

    settled(dataset, is_open=False)

    assert not readers_see(incident)


def test_undoing_a_merge_does_not_bring_back_what_was_closed_meanwhile() -> None:
    dataset = make_dataset("some", is_open=True)
    source = source_of(dataset)
    incident, survivor = make_published_incident(source=source), make_published_incident(source=source)
    by = someone(Role.ADMIN)
    merge = incident_actions.merge(survivor, incident, by=by, reason="One event.", at=NOON)
    settled(dataset, is_open=False)

    incident_actions.unmerge(merge, by=by, reason="Two events.", at=LATER)

    assert not readers_see(incident) and not readers_see(survivor)


def test_the_history_says_who_and_why() -> None:
    dataset = make_dataset("some", is_open=False)
    incidents = [make_published_incident(source=source_of(dataset)) for _ in range(2)]

    settled(dataset, is_open=True, reason=" A letter of its publisher. ")

    rows: list[Any] = [dataset, *dataset.outlet.sources.all(), *incidents]
    for row in rows:
        last = row.history.latest()
        assert (last.history_change_reason, last.history_user) == ("A letter of its publisher.", someone(Role.ADMIN))
    assert incidents[0].history.latest().is_public
    assert problems() == []


def test_it_takes_the_right_a_reason_and_a_change(reviewer: User) -> None:
    dataset = make_dataset("some", is_open=False)

    with pytest.raises(PermissionDenied):
        settled(dataset, is_open=True, by=reviewer)
    with pytest.raises(ValidationError, match="Say what allows it"):
        settled(dataset, is_open=True, reason=" ")
    with pytest.raises(ValidationError, match="It is private already"):
        settled(dataset, is_open=False)
    assert not Dataset.objects.get().is_open


def test_very_many_take_few_statements(django_assert_max_num_queries: Any) -> None:
    dataset = make_dataset("some", is_open=False)
    source = source_of(dataset)
    incidents = [make_published_incident(source=source) for _ in range(12)]

    with django_assert_max_num_queries(45):
        assert settled(dataset, is_open=True) == 12

    assert all(readers_see(incident) for incident in incidents)
