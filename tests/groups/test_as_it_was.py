"""A group as it was at a moment, and what readers could see change: never what they may not see today."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role, User
from groups import actions
from groups.models import Alliance, Group, Leadership
from groups.past import recall
from groups.past.public import public_state
from groups.past.recalling import GroupThen
from places.models import PlaceKind, Sensitivity
from places.wording import place_for
from tests.factories import make_group, make_place, make_source, someone
from tests.groups.statements import entered_tie
from tests.sources.withholding import NAME, withheld

pytestmark = [pytest.mark.django_db, pytest.mark.once]
GRADED: dict[str, Any] = {"confidence": "low", "status": "asserted"}


def sight(place: Any) -> Any:
    return place_for(place, AnonymousUser())


def led(group: Group, reviewer: User, **odd: Any) -> Leadership:
    said = {"role": "head", "confidence": "low", "status": "reported", **odd}
    row = actions.enter_leadership(by=someone(Role.EDITOR), group=group, citations=[make_source()], **said)
    return published(row, reviewer)


def published(row: Any, reviewer: User) -> Any:
    actions.submit_record(row, by=someone(Role.EDITOR))
    actions.publish_record(row, by=reviewer)
    return row


def then(group: Group, at: datetime) -> Any:
    return Client().get(group.get_absolute_url(), {"as_of": at.isoformat()})


def history_of(group: Group) -> str:
    answer = Client().get(f"{group.get_absolute_url()}history/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def seen_now(group: Group) -> Any:
    """What a stranger sees of a group now, read without history."""
    group = Group.objects.get(pk=group.pk)
    parts: Any = (
        list(rows.filter(state="published").order_by("pk")) for rows in (group.ties_out, group.leaders, group.presences)
    )
    return _comparable(GroupThen(group, list(group.names.all()), *parts))


def _comparable(found: GroupThen) -> Any:
    return sorted(public_state(found, sight).items())


@pytest.mark.parametrize("seed", range(3))
def test_every_past_state_is_recalled_as_it_was_seen(seed: int, reviewer: User) -> None:
    chance = Random(seed)  # noqa: S311 – the same edits again, not a secret
    group, other, place = make_group(name="Some Front"), make_group(), make_place()
    rows: list[Any] = []
    remembered = []
    for number in range(25):
        verb = chance.randrange(6)
        cited: dict[str, Any] = {"by": someone(Role.EDITOR), "citations": [make_source()]}
        if verb == 0:
            actions.revise_group(group, by=reviewer, changes={"summary": f"Words {number}"})
        elif verb == 1:
            actions.name_group(group, by=reviewer, name=f"Name {number}")
        elif verb == 2:
            rows.append(led(group, reviewer, person="", note=f"Vacancy {number}"))
        elif verb == 3:
            tie = actions.enter_alliance(source=group, target=other, kind="supports", **GRADED, **cited)
            rows.append(published(tie, reviewer))
        elif verb == 4:
            claim = actions.enter_presence(group=group, place=place, kind="base", **GRADED, **cited)
            rows.append(published(claim, reviewer))
        elif rows:
            actions.revise_statement(
                chance.choice(rows), by=reviewer, changes={"note": f"Note {number}"}, citations=[make_source()]
            )
        remembered.append((timezone.now(), seen_now(group)))
    recalled = recall(group)

    for at, state in remembered:
        found = recalled.public_at(at)
        assert found is not None
        for part in (found.ties, found.leaders, found.claims):
            part.sort(key=lambda row: row.pk)
        assert _comparable(found) == state


def test_a_past_page_shows_the_former_words_under_a_banner(reviewer: User) -> None:
    group = make_group(name="Some Front", summary="Former words.")
    before = timezone.now()
    actions.revise_group(group, by=reviewer, changes={"summary": "Present words."})

    answer = then(group, before)
    page = answer.content.decode()

    assert "Former words." in page
    assert "Present words." not in page
    assert "As it was on" in page
    assert answer["X-Robots-Tag"] == "noindex"


def test_what_is_no_moment_is_refused_and_what_was_not_public_is_not_there(reviewer: User) -> None:
    group = make_group(name="Canary Front", state="draft")
    before = timezone.now()
    published(group, reviewer)

    assert Client().get(group.get_absolute_url(), {"as_of": "soon"}).status_code == 400
    assert then(group, before).status_code == 404
    assert "Readers could not see this group" in then(group, before).content.decode()


def test_what_was_withdrawn_since_is_neither_in_the_past_nor_in_the_history(reviewer: User) -> None:
    group = make_group()
    statement = led(group, reviewer, person="Canary Person")
    before = timezone.now()
    assert "Canary Person" in then(group, before).content.decode()

    actions.withdraw_record(statement, by=reviewer, reason="Canary reason")

    assert "Canary" not in then(group, before).content.decode()
    assert "Canary" not in history_of(group)


def test_drafts_notes_of_the_desk_and_groups_that_are_not_public_are_never_told(reviewer: User) -> None:
    group, hidden = make_group(), make_group(name="Canary Front", state="draft")
    cited: dict[str, Any] = {"by": someone(Role.EDITOR), "citations": [make_source(note="Canary note")]}
    tie = actions.enter_alliance(source=group, target=hidden, kind="supports", **GRADED, **cited)
    Alliance.objects.filter(pk=tie.pk).update(state="published")
    graded: dict[str, Any] = {"status": "reported", "confidence": "low"}
    actions.enter_leadership(group=group, role="head", person="Canary Draft", **graded, **cited)
    site = make_place(
        name="Canary Mosque", kind=PlaceKind.SITE, sensitivity=Sensitivity.DISTRICT,
        public_place=make_place(name="Open District", kind=PlaceKind.DISTRICT),
    )
    published(actions.enter_presence(group=group, place=site, kind="base", **GRADED, **cited), reviewer)

    page = history_of(group)

    assert "Open District" in page
    assert "Canary" not in page
    assert reviewer.username not in page.replace("a reviewer", "")
    assert "Canary" not in then(group, timezone.now()).content.decode()


@pytest.mark.parametrize("name", ["Withdrawn Since", "Never Published"])
def test_the_past_names_no_group_that_is_not_public_though_a_tie_led_to_it(name: str, reviewer: User) -> None:
    group, right, wrong = make_group(name="Some Front"), make_group(name="Right End"), make_group(name=name)
    cited: dict[str, Any] = {"by": someone(Role.EDITOR), "citations": [make_source()]}
    tie = published(actions.enter_alliance(source=group, target=wrong, kind="pledged_to", **GRADED, **cited), reviewer)
    before = timezone.now()
    actions.revise_statement(tie, by=reviewer, changes={"target": right}, reason="Another group.")
    since = timezone.now()
    assert name in then(group, before).content.decode()

    Group.objects.filter(pk=wrong.pk).update(state="withdrawn" if name == "Withdrawn Since" else "draft")

    pages = [then(group, before).content.decode(), history_of(group), history_of(right)]
    assert not any(name in page for page in pages)
    assert "Right End" in then(group, since).content.decode()


def test_a_name_withheld_since_is_left_out(reviewer: User) -> None:
    group = make_group(summary=f"Led by {NAME}.")
    before = timezone.now()
    actions.revise_group(group, by=reviewer, changes={"summary": "Led by nobody known."})
    withheld()

    for page in (then(group, before).content.decode(), history_of(group)):
        assert "Testperson" not in page
        assert "Left out: it names a private person." in page


def test_the_history_tells_what_changed_by_role(reviewer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    group = make_group(summary="Former words.")
    later = timezone.now() + timedelta(minutes=5)
    monkeypatch.setattr("simple_history.models.timezone.now", lambda: later)
    actions.revise_group(group, by=reviewer, changes={"summary": "Present words."})

    page = history_of(group)

    assert "a reviewer" in page
    assert "<del>Former words.</del>" in page
    assert "<ins>Present words.</ins>" in page


def test_the_history_tells_where_a_tie_was_as_readers_may_know_it(
    reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    group, town = make_group(), make_place(name="Some Town")
    site = make_place(
        name="Canary Mosque", kind=PlaceKind.SITE, sensitivity=Sensitivity.DISTRICT,
        public_place=make_place(name="Open District", kind=PlaceKind.DISTRICT),
    )
    tie = published(entered_tie(source=group, place=town), reviewer)
    later = timezone.now() + timedelta(minutes=5)
    monkeypatch.setattr("simple_history.models.timezone.now", lambda: later)
    actions.revise_statement(tie, by=reviewer, changes={"place": site}, reason="There.")

    page = history_of(group)

    assert "<dt>Place</dt>" in page
    assert "<del>Some Town</del>" in page and "<ins>Open District</ins>" in page
    assert "Canary" not in page


def test_the_number_of_questions_does_not_grow(reviewer: User) -> None:
    asked = []
    for number in (2, 8):
        group = make_group()
        for _ in range(number):
            led(group, reviewer)
        now = timezone.now()
        with CaptureQueriesContext(connection) as questions:
            assert then(group, now).status_code == 200
        asked.append(len(questions))

    assert asked[0] == asked[1]
    assert asked[1] <= 30
