"""The list of withheld names: who keeps it, what is remembered of a name, and what happens without its key."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.models import Role, User
from sources.actions import register_outlet, revise_outlet
from sources.models import Outlet, WithheldForm, WithheldName
from sources.withheld_actions import drop_unreadable, entries_like, stop_withholding, withhold
from sources.withholding.asking import refuse_withheld
from sources.withholding.keys import known_checks
from tests.factories import NOON, make_outlet, someone
from tests.sources.withholding import HIT, NAME, PERSIAN, withheld

pytestmark = pytest.mark.django_db
OTHER_KEY = "another-secret-" * 4


def refusal_of(text: str) -> dict[str, list[str]]:
    try:
        refuse_withheld({"summary": text})
    except ValidationError as refusal:
        return dict(refusal.message_dict)
    return {}


def refused(verb: Any, *given: Any, **said: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        verb(*given, **said)
    return dict(refusal.value.message_dict)


def test_a_text_with_a_name_on_the_list_is_refused_by_where_it_stands() -> None:
    withheld()

    assert refusal_of(f"Gunmen shot {NAME} on Friday.") == {"summary": [HIT.format("3–4")]}
    assert refusal_of(f"They took {PERSIAN}.") == {"summary": [HIT.format("3–4")]}
    assert refusal_of("Gunmen shot a student on Friday.") == {}


def test_a_long_text_is_compared_with_the_whole_list() -> None:
    withheld()
    words = " ".join(f"word{letter}{other}" for letter in "abcdefghijklmnopqrst" for other in "abcdefghijklmnopqrst")

    assert refusal_of(f"{words} {NAME}") == {"summary": [HIT.format("401–402")]}


def test_the_name_is_kept_nowhere(reviewer: User) -> None:
    entry = withhold(NAME, by=reviewer, reason="A witness.", at=NOON)
    stored = [*WithheldName.objects.values(), *WithheldForm.objects.values(), *entry.history.values()]

    assert entry.words == 2 and entry.forms.count() > 0
    assert not [word for word in ("zmarak", "testperson") if word in str(stored).casefold()]


@pytest.mark.parametrize("role", [Role.READER, Role.ANALYST, Role.EDITOR])
def test_only_reviewers_keep_the_list(role: Role) -> None:
    with pytest.raises(PermissionDenied):
        withheld(by=someone(role))
    with pytest.raises(PermissionDenied):
        stop_withholding(NAME, by=someone(role), reason="Agreed to be named.", at=NOON)


@pytest.mark.parametrize(
    ("name", "reason", "field"),
    [
        ("", "A witness.", "name"),
        ("Ali", "A witness.", "name"),
        ("one two three four five six seven", "A witness.", "name"),
        (NAME, " ", "reason"),
        (NAME, "A witness of the Testperson family.", "reason"),
        (NAME, f"It is {PERSIAN}.", "reason"),
    ],
)
def test_an_entry_is_a_name_with_a_reason_that_does_not_tell_it(name: str, reason: str, field: str) -> None:
    found = refused(withheld, name, reason=reason)

    assert found.keys() == {field}
    assert "estperson" not in str(found)


def test_a_name_is_listed_once() -> None:
    entry = withheld()

    assert refused(withheld, "testperson ZMARAK") == {"name": [f"This name is on the list already: entry {entry.pk}."]}


def test_a_name_is_taken_off_by_typing_it_and_its_digests_go(reviewer: User) -> None:
    entry = withheld()

    assert "No entry" in str(refused(stop_withholding, "Zmarak Other", by=reviewer, reason="A mistake.", at=NOON))
    assert stop_withholding(NAME, by=reviewer, reason="Agreed to be named.", at=NOON) == [entry]

    entry.refresh_from_db()
    assert (entry.removed_by, entry.removed_at, entry.removal_reason) == (reviewer, NOON, "Agreed to be named.")
    assert not WithheldForm.objects.exists()
    assert refusal_of(NAME) == {}
    assert entry.history.count() == 2


def test_a_name_is_tested_in_another_spelling() -> None:
    entry = withheld()

    assert list(entries_like("Zmerak Testpersson")) == [entry]
    assert not entries_like("Zmarak Other")


def test_what_is_stored_can_be_corrected_elsewhere_but_the_name_comes_into_nothing_new(editor: User) -> None:
    outlet = make_outlet(owner_group=NAME)
    withheld()

    revise_outlet(outlet, by=editor, changes={"country": "AF"})
    found = refused(revise_outlet, outlet, by=editor, changes={"other_names": [NAME]})

    assert found == {"other_names": [HIT.format("1–2")]}
    assert Outlet.objects.get().country == "AF"


def test_an_outlet_is_not_registered_under_a_withheld_name() -> None:
    withheld()

    assert refused(register_outlet, name=f"{NAME} News", kind="newspaper") == {"name": [HIT.format("1–2")]}
    assert not Outlet.objects.exists()


def test_a_former_key_is_still_understood(settings: Settings) -> None:
    withheld()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OTHER_KEY, [settings.SECRET_KEY]
    withheld("Palwasha Nobodyson")

    assert refusal_of(NAME) and refusal_of("Palwasha Nobodyson")


def test_while_an_entry_cannot_be_read_nothing_is_saved_until_it_is_dropped(settings: Settings, reviewer: User) -> None:
    entry = withheld()
    assert "lost key" in str(refused(drop_unreadable, entry, by=reviewer, reason="The key is lost.", at=NOON))

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OTHER_KEY, []

    assert list(WithheldName.objects.unreadable(known_checks())) == [entry]
    assert "SECRET_KEY_FALLBACKS" in refusal_of("Nothing about anybody.")["__all__"][0]
    drop_unreadable(entry, by=reviewer, reason="The key is lost.", at=NOON)
    assert refusal_of("Nothing about anybody.") == {}


def test_texts_cost_one_question_while_the_list_is_empty_and_two_from_then_on() -> None:
    with CaptureQueriesContext(connection) as empty:
        refusal_of("Gunmen opened fire.")
    withheld()
    with CaptureQueriesContext(connection) as filled:
        refusal_of("Gunmen opened fire.")

    assert (len(empty), len(filled)) == (1, 2)
