"""Outlets and sources over HTTP."""

import pytest
from django.test import Client

from accounts.models import User
from sources.models import Outlet, Source
from tests.factories import make_incident, make_outlet, make_published_incident, make_source

pytestmark = pytest.mark.django_db
JSON = "application/json"


def slugs(answer: object) -> list[str]:
    return [row["slug"] for row in answer.json()["results"]]  # type: ignore[attr-defined]


def test_an_outlet_is_found_by_another_name(client: Client) -> None:
    make_outlet(name="Pajhwok Afghan News", other_names=["پژواک"], kind="agency", country="AF")
    make_outlet(name="Dawn")
    Outlet.objects.update(reliability="B")

    assert slugs(client.get("/api/v1/outlets/", {"q": "پژواک"})) == ["pajhwok-afghan-news"]
    assert slugs(client.get("/api/v1/outlets/", {"kind": "agency", "country": "af"})) == ["pajhwok-afghan-news"]


def test_no_address_leads_to_a_party_to_the_conflict_or_a_copy_of_it(client: Client) -> None:
    own = make_source(outlet=make_outlet(kind="party_to_conflict"), url="https://example.org/claim")
    copy = make_source(republishes=own, url="https://example.org/copy")
    plain = make_source(url="https://example.org/news")
    for source in (own, copy, plain):
        make_published_incident(source=source)

    shown = {row["slug"]: row["url"] for row in client.get("/api/v1/sources/").json()["results"]}

    assert shown == {own.slug: None, copy.slug: None, plain.slug: "https://example.org/news"}


def test_a_reader_sees_no_source_that_only_drafts_cite(client: Client, editor: User) -> None:
    draft, published = make_source(), make_source()
    make_incident(source=draft)
    make_published_incident(source=published)

    assert slugs(client.get("/api/v1/sources/")) == [published.slug]
    assert client.get(f"/api/v1/sources/{draft.slug}/").status_code == 404
    client.force_login(editor)
    assert set(slugs(client.get("/api/v1/sources/"))) == {draft.slug, published.slug}


def test_the_origin_of_a_copy_is_hidden_while_only_drafts_cite_it(client: Client) -> None:
    copy = make_source(republishes=make_source())
    make_published_incident(source=copy)

    assert client.get(f"/api/v1/sources/{copy.slug}/").json()["republishes"] is None


def test_what_the_desk_keeps_of_a_source_is_never_served(client: Client, editor: User) -> None:
    source = make_source(note="seen only by the desk", sha256="f" * 64)
    client.force_login(editor)

    text = client.get(f"/api/v1/sources/{source.slug}/").content.decode()

    assert "seen only" not in text
    assert "ffff" not in text
    assert "original" not in text


def test_sources_are_narrowed_by_outlet_and_date(client: Client, editor: User) -> None:
    client.force_login(editor)
    early, late = make_source(published="2017-03"), make_source(published="2018-01-05")
    make_source(published="")

    assert slugs(client.get("/api/v1/sources/", {"to": "2017-03-01"})) == [early.slug]
    assert slugs(client.get("/api/v1/sources/", {"from": "2018-01-05"})) == [late.slug]
    assert slugs(client.get("/api/v1/sources/", {"outlet": [early.outlet.slug]})) == [early.slug]


def test_an_editor_registers_an_outlet_and_a_source(client: Client, editor: User) -> None:
    client.force_login(editor)

    outlet = client.post("/api/v1/outlets/", {"name": "Tolo News", "kind": "broadcaster"}, JSON)
    source = client.post("/api/v1/sources/", {"outlet": "tolo-news", "published": "2017-12-17"}, JSON)

    assert (outlet.status_code, source.status_code) == (201, 201)
    assert source["Location"].endswith("/api/v1/sources/tolo-news-2017-12-17/")
    assert source.json()["published_text"] == "17 December 2017"


def test_a_reviewer_grades_an_outlet_with_a_reason(client: Client, reviewer: User) -> None:
    client.force_login(reviewer)
    outlet = make_outlet()
    grade = {"reliability": "B", "reason": "Corrects itself in public."}

    answer = client.patch(f"/api/v1/outlets/{outlet.slug}/", grade, JSON)

    assert answer.json()["reliability"] == "B"
    assert Outlet.objects.get(pk=outlet.pk).reliability == "B"
    assert outlet.history.latest().history_change_reason == "Corrects itself in public."


@pytest.mark.parametrize("field", [{"reliability": "B"}, {"owner_group": "One House"}])
def test_no_grade_and_no_owner_changes_without_a_reason(client: Client, reviewer: User, field: dict[str, str]) -> None:
    client.force_login(reviewer)

    answer = client.patch(f"/api/v1/outlets/{make_outlet().slug}/", {**field, "reason": " "}, JSON)

    assert (answer.status_code, list(answer.json())) == (400, ["reason"])


def test_an_editor_corrects_an_outlet_but_does_not_grade_it(client: Client, editor: User) -> None:
    client.force_login(editor)
    address = f"/api/v1/outlets/{make_outlet().slug}/"

    assert client.patch(address, {"country": "AF", "reliability": "F"}, JSON).json()["country"] == "AF"
    assert client.patch(address, {"reliability": "B", "reason": "I like it."}, JSON).status_code == 403
    assert Outlet.objects.get().reliability == "F"


def test_an_outlet_named_in_arabic_script_gets_a_readable_address(client: Client, editor: User) -> None:
    client.force_login(editor)

    answer = client.post("/api/v1/outlets/", {"name": "اطلاعات روز", "kind": "newspaper"}, JSON)

    assert answer.json()["slug"].isascii()


def test_an_unknown_field_is_named_and_refused(client: Client, editor: User) -> None:
    client.force_login(editor)

    answer = client.post("/api/v1/outlets/", {"name": "Dawn", "kind": "newspaper", "grade": "A"}, JSON)

    assert answer.status_code == 400
    assert answer.json()["grade"][0].startswith("There is no such field here.")
    assert not Outlet.objects.exists()


def test_two_sources_cannot_copy_each_other(client: Client, editor: User) -> None:
    client.force_login(editor)
    origin = make_source()
    copy = make_source(republishes=origin)

    answer = client.patch(f"/api/v1/sources/{origin.slug}/", {"republishes": copy.slug}, JSON)

    assert answer.json()["republishes"]
    assert Source.objects.get(pk=origin.pk).republishes is None
