"""The desk's page of withheld names: what is typed is never shown again, and what is published is looked through."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils.html import escape
from pytest_django import Settings

from accounts.models import User
from incidents.finding import START, Cursor, everything_read, search
from incidents.models import Incident
from sources.models import Source, WithheldName
from tests.factories import make_published_incident, make_reviewable_incident, make_source
from tests.incidents.desk import signed_in, where_to
from tests.incidents.planting import NEVER_PUBLIC, asked
from tests.sources.withholding import HIT, NAME, PERSIAN, withheld

pytestmark = pytest.mark.django_db
LIST = "/desk/withheld/"
FOUND = "/desk/withheld/published/"
OTHER_KEY = "another-secret-" * 4


def said(answer: HttpResponseBase) -> str:
    return str(getattr(answer, "content", b"").decode())


@pytest.fixture
def desk(reviewer: User) -> Client:
    return signed_in(reviewer)


def send(desk: Client, where: str = "", **typed: Any) -> HttpResponseBase:
    return desk.post(f"{LIST}{where}", {"name": NAME, "reason": "A witness.", **typed})


def test_a_name_is_added_tested_and_taken_off_without_being_shown_again(
    desk: Client, reviewer: User, caplog: pytest.LogCaptureFixture
) -> None:
    assert where_to(send(desk)) == LIST
    added = said(desk.get(LIST))
    send(desk, "ask/", name=PERSIAN)
    asked_for = said(desk.get(LIST))
    send(desk, "off/", reason="Agreed to be named.")
    taken_off = said(desk.get(LIST))

    entry = WithheldName.objects.get()
    assert f"Entry {entry.pk} is on the list." in added and "A witness." in added
    assert f"Refused in every text: Entry {entry.pk}." in asked_for
    assert f"Entry {entry.pk} is off the list." in taken_off and "Agreed to be named." in taken_off
    assert "estperson" not in f"{added}{asked_for}{taken_off}{caplog.text}"
    assert (entry.added_by, entry.removed_by) == (reviewer, reviewer)


def test_a_refused_name_stays_in_its_field_alone(desk: Client) -> None:
    answer = send(desk, reason="")

    assert answer.status_code == 422
    assert said(answer).count("Testperson") == 1
    assert f'value="{NAME}"' in said(answer) and "Say why." in said(answer)


@pytest.mark.parametrize(("where", "typed", "sentence"), [
    ("", {"name": "Ali"}, "It needs 5 letters or a second name"),
    ("", {"reason": "A Testperson."}, "Say why without any word of the name"),
    ("off/", {}, "No entry has this name as you spelled it."),
    ("ask/", {"name": ""}, "Write the name."),
])
def test_what_is_wrong_is_said_beside_its_field(desk: Client, where: str, typed: dict[str, str], sentence: str) -> None:
    answer = send(desk, where, **typed)

    assert answer.status_code == 422
    assert sentence in said(answer)


def test_a_name_that_is_not_met_says_so(desk: Client) -> None:
    assert "Not refused" in said(desk.post(f"{LIST}ask/", {"name": NAME}, follow=True))


def test_the_page_is_kept_by_no_browser(desk: Client) -> None:
    answer = desk.get(LIST)

    assert "no-store" in answer.headers["Cache-Control"]
    assert 'name="name"' in said(answer) and 'autocomplete="off"' in said(answer)


def test_an_entry_under_a_lost_key_is_taken_off_without_its_name(desk: Client, settings: Settings) -> None:
    entry = withheld()
    refused = desk.post(f"{LIST}{entry.pk}/drop/", {"reason": "Lost."}, follow=True)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OTHER_KEY, []
    desk.logout()
    desk.force_login(User.objects.get(username="reviewer"))

    warned = said(desk.get(LIST))
    dropped = desk.post(f"{LIST}{entry.pk}/drop/", {"reason": "Lost."}, follow=True)

    assert "Only an entry made under a lost key" in said(refused)
    assert "SECRET_KEY_FALLBACKS" in warned and "cannot be read" in warned
    assert f"Entry {entry.pk} is off the list." in said(dropped)


def test_the_way_to_the_list_is_shown_to_those_who_keep_it(desk: Client, editor: User) -> None:
    assert LIST in said(desk.get("/desk/"))
    assert LIST not in said(signed_in(editor).get("/desk/"))


def test_the_gap_stands_on_the_incidents_page_before_it_is_published(desk: Client) -> None:
    incident = make_reviewable_incident()
    withheld()
    Incident.objects.update(summary=f"They took {NAME}.")

    page = said(desk.get(f"/desk/incidents/{incident.public_id}/"))

    assert escape(f"Summary of incident {incident.public_id}: {HIT.format('3–4')}") in page


def published_before(**odd: Any) -> Incident:
    """An incident that was published with the name in a report, before the name came onto the list."""
    incident = make_published_incident(note=f"Told by {NAME}.", **odd)
    withheld()
    return incident


def test_what_was_published_before_is_found_and_gone_once_corrected(desk: Client) -> None:
    incident = published_before()
    report = incident.reports.get()

    found = said(desk.get(FOUND))
    report.note = "Told by a witness."
    report.save()

    assert f"report {report.pk} of {incident.public_id}" in found and f"/desk/incidents/{incident.public_id}/" in found
    assert escape(f"Note: {HIT.format('3–4')}") in found and "estperson" not in found
    assert "None of the 4 records" in said(desk.get(FOUND))


def test_a_record_whose_key_holds_the_name_is_found_by_its_number() -> None:
    source = make_source(title=NAME)
    Source.objects.filter(pk=source.pk).update(slug="zmarak-testperson")
    withheld()

    [find] = search(START, most=100).finds

    assert (find.record, find.path) == (f"source number {source.pk}", "")


def test_reading_on_reaches_everything_once() -> None:
    published_before()
    onwards: Cursor | None = START
    read = 0
    finds: list[Any] = []
    while onwards:
        stretch = search(onwards, most=1)
        onwards, read, finds = stretch.onwards, read + stretch.read, [*finds, *stretch.finds]

    assert read == sum(rows.count() for rows in everything_read()) > 2
    assert len(finds) == 1


@pytest.mark.parametrize("after", ["", "x", "-", "99-1", "1-", "٣-٣", "1-99999999999999999999999"])
def test_any_cursor_is_answered(desk: Client, after: str) -> None:
    assert desk.get(FOUND, {"after": after}).status_code == 200


def test_every_model_that_readers_see_is_looked_through() -> None:
    read = {model.__name__ for model, _ in asked() if model._meta.label not in NEVER_PUBLIC}

    assert read == {rows.model.__name__ for rows in everything_read()}


def test_the_command_prints_records_and_never_the_name(capsys: pytest.CaptureFixture[str]) -> None:
    incident = published_before()

    call_command("find_withheld", at_once=2)

    told = capsys.readouterr()
    assert f"report {incident.reports.get().pk} of {incident.public_id}: Note: {HIT.format('3–4')}" in told.out
    assert "1 of 4 records hold a withheld name." in told.out
    assert "estperson" not in told.out + told.err


def test_the_command_says_when_the_list_cannot_be_asked(settings: Settings) -> None:
    published_before()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OTHER_KEY, []

    with pytest.raises(CommandError, match="SECRET_KEY_FALLBACKS"):
        call_command("find_withheld", stdout=io.StringIO(), verbosity=0)
