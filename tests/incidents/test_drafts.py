"""What somebody types into a report form is kept until it is sent."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from incidents.actions.drafting import MOST_CHARACTERS, MOST_DRAFTS
from incidents.models import Draft, Report
from tests.factories import NOON
from tests.incidents.desk import NEW_REPORT, form_with, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DRAFTS = "/desk/drafts/"


def autosaved(client: Client, **typed: Any) -> Any:
    return client.post(DRAFTS, form_with(**typed), headers={"Accept": "application/json"})


def taken_up(client: Client, draft: Draft) -> str:
    return client.get(f"{NEW_REPORT}?draft={draft.key}").content.decode()


def test_a_half_typed_report_is_kept_and_taken_up_again(editor: User) -> None:
    desk = signed_in(editor)

    said = autosaved(
        desk, when="late 2", excerpt="An <unusual> quote", kind="", title="",
        **{"casualties-1-number": "nine", "attributions-0-group": "Some Front"},
    ).json()

    draft = Draft.objects.get()
    assert (said["key"], draft.owner) == (str(draft.key), editor)
    page = taken_up(desk, draft)
    for typed in ("late 2", "An &lt;unusual&gt; quote", 'value="nine"', 'value="Some Front"', f'value="{draft.key}"'):
        assert typed in page
    assert "Nothing is saved yet" not in page and "is-wrong" not in page


def test_a_draft_is_gone_once_its_report_is_entered_and_does_not_come_back(editor: User) -> None:
    desk, form = signed_in(editor), form_with()
    autosaved(desk, **form)

    desk.post(NEW_REPORT, form)
    late = autosaved(desk, **form)

    assert late.json() == {"sent": True}
    assert (Draft.objects.count(), Report.objects.count()) == (0, 1)


def test_a_draft_taken_up_is_entered_as_one_report(editor: User) -> None:
    desk, form = signed_in(editor), form_with()
    autosaved(desk, **form)

    desk.post(NEW_REPORT, form)
    desk.post(NEW_REPORT, form)

    assert Report.objects.count() == 1


def test_one_window_saves_over_itself(editor: User) -> None:
    desk, form = signed_in(editor), form_with(page="a", seen="")

    autosaved(desk, **form)
    autosaved(desk, **{**form, "title": "Later words"})

    assert Draft.objects.get().fields["title"] == "Later words"


def test_another_window_never_overwrites_what_was_typed_since(editor: User) -> None:
    desk, form = signed_in(editor), form_with(page="a", seen="", title="First")
    autosaved(desk, **form)
    seen = Draft.objects.get().saved_at.isoformat()
    autosaved(desk, **{**form, "title": "More words"})

    said = autosaved(desk, **{**form, "page": "b", "seen": seen, "title": "Other words"}).json()

    assert said["key"] != form["entry_key"] and "another window" in said["said"]
    assert {draft.fields["title"] for draft in Draft.objects.all()} == {"More words", "Other words"}


def test_a_window_opened_with_the_draft_goes_on_with_it(editor: User) -> None:
    desk, form = signed_in(editor), form_with(page="a", seen="")
    autosaved(desk, **form)

    seen = Draft.objects.get().saved_at.isoformat()
    autosaved(desk, **{**form, "page": "b", "seen": seen, "title": "Further"})

    assert Draft.objects.get().fields["title"] == "Further"


def test_nobody_reads_or_writes_what_another_types(editor: User, reviewer: User) -> None:
    form = form_with(title="A secret beginning")
    autosaved(signed_in(editor), **form)
    other, draft = signed_in(reviewer), Draft.objects.get()

    assert "A secret beginning" not in taken_up(other, draft)
    assert "A secret beginning" not in other.get(DRAFTS).content.decode()
    assert other.post(f"{DRAFTS}{draft.key}/discard/").status_code == 404
    autosaved(other, **{**form, "title": "Mine"})
    assert Draft.objects.get(owner=editor).fields["title"] == "A secret beginning"


def test_without_script_a_report_is_kept_by_a_button(editor: User) -> None:
    desk = signed_in(editor)

    answer = desk.post(DRAFTS, form_with(title="By hand"), follow=True)

    assert "Kept for later" in answer.content.decode()
    assert "By hand" in answer.content.decode()


def test_a_draft_is_discarded_when_its_owner_says_so(editor: User) -> None:
    desk = signed_in(editor)
    autosaved(desk)

    desk.post(f"{DRAFTS}{Draft.objects.get().key}/discard/")

    assert Draft.objects.count() == 0


@pytest.mark.parametrize("typed", [{"title": "x" * (MOST_CHARACTERS + 1)}, {f"more-{n}": "x" for n in range(500)}])
def test_too_much_is_refused_in_words(editor: User, typed: dict[str, str]) -> None:
    answer = autosaved(signed_in(editor), **typed)

    assert (answer.status_code, Draft.objects.count()) == (422, 0)
    assert "shorten it" in answer.json()["problem"]


def test_nobody_keeps_drafts_without_end(editor: User) -> None:
    Draft.objects.bulk_create(Draft(key=uuid4(), owner=editor, saved_at=NOON) for _ in range(MOST_DRAFTS))

    assert "send or discard some" in autosaved(signed_in(editor)).json()["problem"]


@pytest.mark.parametrize("key", ["", "7", "../../etc"])
def test_a_draft_without_a_key_gets_one(editor: User, key: str) -> None:
    assert autosaved(signed_in(editor), entry_key=key).status_code == 200


def test_a_draft_that_is_not_there_is_an_empty_form(editor: User) -> None:
    for key in ("x", str(uuid4())):
        assert signed_in(editor).get(f"{NEW_REPORT}?draft={key}").status_code == 200


@pytest.mark.parametrize("seen", ["2026-02-30 10:00", "yesterday", "9" * 50])
def test_a_moment_that_cannot_be_read_is_none(editor: User, seen: str) -> None:
    assert autosaved(signed_in(editor), seen=seen).status_code == 200
