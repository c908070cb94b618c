"""The desk is for editors; signing in leads back to where one came from."""

import pytest
from django.test import Client

from accounts.models import User
from incidents.models import Incident
from tests.factories import make_incident, make_place
from tests.incidents.desk import NEW_REPORT, form_with, signed_in, where_to

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PASSWORD = "correct horse editor"
READ = ("/desk/", NEW_REPORT, "/desk/incidents/{id}/", "/desk/places/{place}/", "/desk/places/{place}/status/",
        "/desk/places/search/?q=da", "/desk/readings/?when=2017", "/desk/sources/known/?url=x")
CHANGED = ("/desk/incidents/{id}/submit/", "/desk/incidents/{id}/publish/", "/desk/incidents/{id}/withdraw/",
           "/desk/places/{place}/choose/", "/desk/places/{place}/pin/", "/desk/places/{place}/retry/")


def addresses(patterns: tuple[str, ...]) -> list[str]:
    place = make_place()
    return [each.format(id=make_incident().public_id, place=place.pk) for each in patterns]


def test_a_stranger_is_sent_to_sign_in() -> None:
    for address in addresses(READ):
        answer = Client().get(address)
        assert (answer.status_code, where_to(answer).partition("?")[0]) == (302, "/accounts/login/"), address
    for address in addresses(CHANGED):
        assert Client().post(address).status_code == 302, address


def test_a_reader_is_refused(reader: User) -> None:
    desk = signed_in(reader)

    assert {desk.get(address).status_code for address in addresses(READ)} == {403}
    assert {desk.post(address).status_code for address in addresses(CHANGED)} == {403}
    assert desk.post(NEW_REPORT, form_with()).status_code == 403


def test_only_a_post_changes_anything(reviewer: User) -> None:
    desk = signed_in(reviewer)

    assert {desk.get(address).status_code for address in addresses(CHANGED)} == {405}


def test_signing_in_leads_back_to_where_one_came_from(editor: User) -> None:
    sign_in = where_to(Client().get(NEW_REPORT))
    typed = {"username": editor.username, "password": PASSWORD, "next": NEW_REPORT}

    assert 'name="next" value="/desk/reports/new/"' in Client().get(sign_in).content.decode()
    assert where_to(Client().post("/accounts/login/", typed)) == NEW_REPORT


def test_signing_in_never_leads_to_another_site(editor: User) -> None:
    typed = {"username": editor.username, "password": PASSWORD, "next": "https://example.org/"}

    assert where_to(Client().post("/accounts/login/", typed)) == "/desk/"


def test_a_wrong_password_is_said_plainly(editor: User) -> None:
    page = Client().post("/accounts/login/", {"username": editor.username, "password": "wrong"}).content.decode()

    assert "do not belong together" in page
    assert f'value="{editor.username}"' in page


def test_signing_out_leads_to_the_map(editor: User) -> None:
    desk = signed_in(editor)

    assert where_to(desk.post("/accounts/logout/")) == "/"
    assert desk.get("/desk/").status_code == 302


def test_a_forged_form_is_refused(editor: User) -> None:
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(editor)

    assert desk.post(NEW_REPORT, form_with()).status_code == 403
    assert Incident.objects.count() == 0
