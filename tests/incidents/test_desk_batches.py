"""Batches on the desk: chosen in the inbox, a sample looked at one by one, then published, sent back or undone."""

from typing import Any

import pytest

from accounts.models import User
from incidents import actions
from incidents.actions import batches
from incidents.models import Batch, Comment, Incident
from sources.editorial import State
from tests.factories import make_incident, make_report, make_reviewable_incident
from tests.incidents.desk import signed_in, where_to

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def sent(person: User, batch: Batch, verb: str, **typed: Any) -> str:
    return signed_in(person).post(f"/desk/batches/{batch.pk}/{verb}/", typed, follow=True).content.decode()


def states() -> set[str]:
    return set(Incident.objects.values_list("state", flat=True))


@pytest.fixture
def batch(reviewer: User) -> Batch:
    return actions.make_batch([make_reviewable_incident(title=f"Attack {number}") for number in range(3)], by=reviewer)


@pytest.fixture
def clean(batch: Batch, reviewer: User) -> Batch:
    for public_id in batch.sample:
        actions.judge_sample(batch, by=reviewer, public_id=public_id, is_right=True)
    return batch


def test_selected_rows_become_a_batch_and_drafts_among_them_are_submitted(reviewer: User) -> None:
    rows = [make_incident().public_id, make_reviewable_incident().public_id]
    make_reviewable_incident()

    answer = signed_in(reviewer).post("/desk/batches/new/", {"row": rows})

    made = Batch.objects.get()
    assert where_to(answer) == f"/desk/batches/{made.pk}/"
    assert sorted(made.incidents.values_list("public_id", flat=True)) == sorted(rows)
    assert states() == {State.IN_REVIEW}


def test_so_does_all_that_a_filter_finds(reviewer: User) -> None:
    meant = make_reviewable_incident(title="Attack on a bridge")
    make_reviewable_incident(title="Another")

    signed_in(reviewer).post("/desk/batches/new/", {"all": "yes", "tab": "review", "q": "bridge"})

    assert list(Batch.objects.get().incidents.all()) == [meant]


@pytest.mark.parametrize("odd", [{}, {"all": "yes", "tab": "published"}, {"all": "yes", "tab": "review", "age": "x"}])
def test_nothing_chosen_is_refused_with_a_sentence(reviewer: User, odd: dict[str, str]) -> None:
    page = signed_in(reviewer).post("/desk/batches/new/", odd, follow=True).content.decode()

    assert 'class="notice notice-error"' in page
    assert not Batch.objects.exists()


def test_each_of_the_sample_is_marked_and_a_wrong_one_says_why(batch: Batch, reviewer: User) -> None:
    first, second, _ = batch.sample
    assert "Say what is wrong" in sent(reviewer, batch, "judge", public_id=second, verdict="wrong")

    sent(reviewer, batch, "judge", public_id=first, verdict="right")
    page = sent(reviewer, batch, "judge", public_id=second, verdict="wrong", note="Wrong district.")

    assert "Found wrong" in page
    assert Batch.objects.get().found == {first: True, second: False}
    assert Comment.objects.get().text == f"Batch {batch.pk}: Wrong district."
    assert Comment.objects.get().incident.public_id == second


def test_it_is_published_only_when_the_sample_is_clean(batch: Batch, reviewer: User) -> None:
    assert "3 still to be seen" in sent(reviewer, batch, "publish")
    assert states() == {State.IN_REVIEW}


def test_a_clean_one_is_published_and_can_be_undone_with_one_reason(clean: Batch, reviewer: User) -> None:
    assert "The batch is published." in sent(reviewer, clean, "publish")
    assert Incident.objects.public().count() == 3
    assert "see the reason" in sent(reviewer, clean, "withdraw", reason=" ")

    assert "The batch is withdrawn." in sent(reviewer, clean, "withdraw", reason="Imported twice.")

    assert set(Incident.objects.values_list("state", "withdrawal_reason")) == {("withdrawn", "Imported twice.")}


def test_it_is_sent_back_with_a_comment_on_each(batch: Batch, reviewer: User) -> None:
    sent(reviewer, batch, "send-back", reason="Dates are shifted by a day.")

    assert states() == {State.DRAFT}
    assert Comment.objects.filter(text="Dates are shifted by a day.").count() == 3


def test_a_large_one_goes_in_steps_and_says_how_far_it_is(
    clean: Batch, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "STEP_OF_MANY", 2)

    page = sent(reviewer, clean, "publish")
    assert "2 of 3 done." in page
    assert f'action="/desk/batches/{clean.pk}/publish/"' in page
    assert Batch.objects.get().published_at is None

    assert "The batch is published." in sent(reviewer, clean, "publish")
    assert Incident.objects.public().count() == 3


def test_nobody_publishes_what_they_wrote_part_of(reviewer: User) -> None:
    own = make_incident(reports=[make_report(by=reviewer)])
    actions.submit(own, by=reviewer)
    mixed = actions.make_batch([make_reviewable_incident(), own], by=reviewer)
    for public_id in mixed.sample:
        actions.judge_sample(mixed, by=reviewer, public_id=public_id, is_right=True)

    assert f"you wrote part of {own.public_id}" in sent(reviewer, mixed, "publish")
    assert states() == {State.IN_REVIEW}


def test_what_left_review_meanwhile_stops_it(clean: Batch, reviewer: User) -> None:
    gone = clean.incidents.order_by("pk").first()
    assert gone is not None
    actions.send_back(gone, by=reviewer, reason="A date is missing.")

    assert f"No longer in review: {gone.public_id}" in sent(reviewer, clean, "publish")
    assert not Incident.objects.published().exists()


def test_batches_are_listed(clean: Batch, reviewer: User) -> None:
    assert f'href="/desk/batches/{clean.pk}/"' in signed_in(reviewer).get("/desk/batches/").content.decode()


def test_editors_make_none(editor: User) -> None:
    row = make_reviewable_incident().public_id

    assert signed_in(editor).post("/desk/batches/new/", {"row": row}).status_code == 403
    assert "Make a batch" not in signed_in(editor).get("/desk/").content.decode()
