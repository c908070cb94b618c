"""Draft, in review, published, withdrawn: whatever people do in whatever order, a small model says what comes of it.

`WORKFLOW_RUNS=500 WORKFLOW_STEPS=50` plays more of it than the usual run does.
"""

import os
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from accounts.models import Role, User
from incidents import actions
from incidents.models import Incident
from sources.editorial import State
from tests.factories import NOON, make_report, make_source

RUNS, STEPS = int(os.environ.get("WORKFLOW_RUNS", "8")), int(os.environ.get("WORKFLOW_STEPS", "20"))
PEOPLE = {"anna": Role.EDITOR, "omid": Role.EDITOR, "ruth": Role.REVIEWER, "saba": Role.REVIEWER, "reza": Role.READER}
REVIEWERS = {"ruth", "saba"}
EDITORS = PEOPLE.keys() - {"reza"}
people = st.sampled_from(sorted(PEOPLE))
texts = st.sampled_from(["", "  ", "It is a mistake."])


class Workflow(RuleBasedStateMachine):
    """One incident in the hands of five people, and beside it what it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.people = {name: User.objects.create(username=name, role=role) for name, role in PEOPLE.items()}
        self.source = make_source()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize(who=st.sampled_from(sorted(EDITORS)))
    def open(self, who: str) -> None:
        by = self.people[who]
        report = make_report(by=by, source=self.source)
        self.incident = actions.open_incident(by=by, report=report, title="An attack")
        self.now = NOON
        self.state, self.authors, self.embargo, self.is_public = State.DRAFT, {who}, NOON, False
        self.was_public, self.is_agreed = False, False

    @rule(who=people)
    def add_a_report(self, who: str) -> None:
        if who in EDITORS:
            report = make_report(by=self.people[who], source=make_source(), when="2017-12-16")
            self.expect(True, actions.attach, by=self.people[who], report=report, incident=self.incident)
            self.authors.add(who)
            self.is_agreed = False
        else:
            self.expect(False, actions.revise, self.incident, by=self.people[who], changes={"title": "Mine"})

    @rule(who=people, title=st.sampled_from(["An attack", "Another attack"]))
    def retitle(self, who: str, title: str) -> None:
        change = {"title": title}
        if self.expect(who in EDITORS, actions.revise, self.incident, by=self.people[who], changes=change):
            self.authors.add(who)
            self.is_agreed = False

    @rule(who=people)
    def submit(self, who: str) -> None:
        allowed = who in EDITORS and self.state == State.DRAFT
        if self.expect(allowed, actions.submit, self.incident, by=self.people[who]):
            self.state = State.IN_REVIEW

    @rule(who=people, reason=texts)
    def send_back(self, who: str, reason: str) -> None:
        allowed = who in REVIEWERS and self.state == State.IN_REVIEW and bool(reason.strip())
        if self.expect(allowed, actions.send_back, self.incident, by=self.people[who], reason=reason):
            self.state = State.DRAFT

    @rule(who=people, days=st.sampled_from([None, -1, 3]))
    def publish(self, who: str, days: int | None) -> None:
        until = None if days is None else self.now + timedelta(days=days)
        allowed = who in REVIEWERS - self.authors and self.state == State.IN_REVIEW
        verb: dict[str, Any] = {"by": self.people[who], "at": self.now, "embargo_until": until}
        if self.expect(allowed, actions.publish, self.incident, **verb):
            self.state, self.embargo, self.is_agreed = State.PUBLISHED, until or self.now, True
            self.release()

    @rule(who=people, days=st.sampled_from([None, -1, 3]), reason=texts)
    def set_or_lift_an_embargo(self, who: str, days: int | None, reason: str) -> None:
        until = None if days is None else self.now + timedelta(days=days)
        allowed = who in REVIEWERS and self.state == State.PUBLISHED and not self.is_public and bool(reason.strip())
        verb: dict[str, Any] = {"by": self.people[who], "until": until, "reason": reason, "at": self.now}
        if self.expect(allowed, actions.embargo, self.incident, **verb):
            self.embargo = until or NOON
            self.release()

    @rule(who=people)
    def agree(self, who: str) -> None:
        allowed = who in REVIEWERS - self.authors and self.state == State.PUBLISHED
        if self.expect(allowed, actions.confirm, self.incident, by=self.people[who]):
            self.is_agreed = True

    @rule(who=people, reason=texts)
    def withdraw(self, who: str, reason: str) -> None:
        allowed = who in REVIEWERS and self.state != State.WITHDRAWN and bool(reason.strip())
        if self.expect(allowed, actions.withdraw, self.incident, by=self.people[who], reason=reason, at=self.now):
            self.state, self.is_public = State.WITHDRAWN, False

    @rule(who=people, reason=texts)
    def reopen(self, who: str, reason: str) -> None:
        allowed = who in EDITORS and self.state == State.WITHDRAWN and bool(reason.strip())
        if self.expect(allowed, actions.reopen, self.incident, by=self.people[who], reason=reason):
            self.state = State.DRAFT

    @rule(days=st.integers(0, 4))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)
        actions.release_due(now=self.now)
        self.release()

    @invariant()
    def it_stands_as_the_model_says(self) -> None:
        if not hasattr(self, "incident"):
            return
        found = Incident.objects.get(pk=self.incident.pk)
        assert (found.state, found.is_public) == (self.state, self.is_public)
        assert (found.first_public_at is not None) == self.was_public
        assert {each.username for each in found.authors.all()} == self.authors
        assert bool(found.withdrawal_reason) >= (found.state == State.WITHDRAWN)
        if found.state == State.PUBLISHED and self.is_agreed:
            assert found.reviewed_version == found.version

    def release(self) -> None:
        if self.state == State.PUBLISHED and self.embargo <= self.now:
            self.is_public = self.was_public = True

    def expect(self, allowed: bool, verb: Any, *said: Any, **how: Any) -> bool:
        """Does it, and sees that it was refused if and only if the model refuses it."""
        before = Incident.objects.values().get(pk=self.incident.pk)
        try:
            verb(*said, **how)
        except (ValidationError, PermissionDenied) as refusal:
            assert not allowed, refusal
            assert Incident.objects.values().get(pk=self.incident.pk) == before
            return False
        assert allowed, f"{verb.__name__} was not refused"
        return True


@pytest.mark.once
@pytest.mark.django_db
def test_whatever_people_do_it_goes_as_the_model_says() -> None:
    quick = settings(
        max_examples=RUNS, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Workflow, settings=quick)
