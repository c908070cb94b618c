"""Errors answered in one place: a sentence by field, and never a broken page."""

import base64
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client, RequestFactory

from accounts.models import User
from khorasan_watch import errors
from sources import actions
from tests.factories import make_group, make_outlet

pytestmark = [pytest.mark.django_db, pytest.mark.each]
JSON = "application/json"
LISTS = ("groups", "alliances", "leadership", "presence", "places", "outlets", "sources")


@pytest.mark.parametrize("noun", (*LISTS, "incidents"))
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("colour=red", "colour"),
        ("format=xml", "format"),
        ("page_size=0", "page_size"),
        ("page_size=201", "page_size"),
        ("page_size=ten", "page_size"),
        ("page_size=%D9%A5", "page_size"),
        ("page_size=5&page_size=6", "page_size"),
        ("cursor=nonsense", "cursor"),
        ("cursor=%FF%FE", "cursor"),
        ("cursor=", "cursor"),
    ],
)
def test_a_parameter_that_is_not_understood_is_named(client: Client, noun: str, query: str, name: str) -> None:
    answer = client.get(f"/api/v1/{noun}/?{query}")

    assert (answer.status_code, list(answer.json())) == (400, [name])
    assert answer.json()[name][0].endswith(".")


@pytest.mark.parametrize(
    "query",
    [
        "groups/?kind=army",
        "groups/?q=%00",
        "groups/?q=%FF",
        "groups/?q=a&q=b",
        "alliances/?group=no-such",
        "alliances/?as_of=yesterday",
        "alliances/?as_of=2017-02-30",
        "alliances/?confidence=",
        "sources/?outlet=%00",
        "sources/?from=17/12/2017",
        "outlets/?country=Pakistan",
        "outlets/?reliability=Z",
        "places/?province=XX-1",
        "presence/?province=%27%3B--",
        "leadership/?role=king",
        "places/?q=" + "x" * 600,
        "places/?kind=" + "a" * 9000,
    ],
)
def test_a_bad_value_is_refused_with_a_sentence_about_it(client: Client, query: str) -> None:
    answer = client.get(f"/api/v1/{query}")

    name = query.partition("?")[2].partition("=")[0]
    assert (answer.status_code, list(answer.json())) == (400, [name])
    assert name in answer.json()[name][0] or "date" in answer.json()[name][0]
    assert len(answer.content) < 1000


def forged(position: str) -> str:
    return base64.b64encode(f"p={position}".encode()).decode()


@pytest.mark.parametrize("noun", (*LISTS, "incidents"))
@pytest.mark.parametrize("position", ["%00", "x" * 3000, "9" * 400, "-1", "\ufeff", "2017-12-17", "ß"])
def test_a_forged_cursor_never_breaks_the_database(client: Client, noun: str, position: str) -> None:
    answer = client.get(f"/api/v1/{noun}/", {"cursor": forged(position)})

    assert answer.status_code in {200, 400}


def test_pages_follow_one_another_without_gap_or_repeat(client: Client) -> None:
    for number in range(7):
        make_group(slug=f"g{number}")
    seen, address = [], "/api/v1/groups/?page_size=3"
    while address:
        page = client.get(address).json()
        assert len(page["results"]) <= 3
        seen += [row["slug"] for row in page["results"]]
        address = page["next"]

    assert sorted(seen) == [f"g{number}" for number in range(7)]


def test_ten_thousand_parameters_are_refused(client: Client) -> None:
    answer = client.get("/api/v1/groups/?" + "&".join(["kind=militia"] * 10_000))

    assert answer.status_code == 400
    assert answer.json()["detail"] == errors.TOO_MANY


def test_many_values_of_one_parameter_are_refused(client: Client) -> None:
    answer = client.get("/api/v1/groups/?" + "&".join(["kind=militia"] * 500))

    assert "at most" in answer.json()["kind"][0]


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/groups/none/",
        "/api/v1/nothing/",
        "/api/",
        f"/api/v1/alliances/{'9' * 5000}/",
        "/api/v1/alliances/999999999999999999/",
        "/api/v1/groups/%00/",
        "/api/v1/places/%FF/",
    ],
)
def test_nothing_there_is_said_in_json(client: Client, path: str) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer.json()) == (404, {"detail": errors.NOT_FOUND})


@pytest.mark.parametrize("path", ["/api/v1/groups/none/?colour=red"])
def test_a_detail_takes_no_parameter(client: Client, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b'"x"', 400),
        (b"\xff\xfe", 400),
        (b"NaN", 400),
        (b"[" * 200_000, 400),
        (b'{"name": ' + b"9" * 5000 + b', "kind": "agency"}', 400),
        (b'{"name": "\\ud800", "kind": "agency"}', 400),
        (b'{"name": "a\\u0000", "kind": "agency"}', 400),
        (b'{"name": {"a": 1}, "kind": ["agency"]}', 400),
        (b'{"name": "x", "kind": "agency", "": 1}', 400),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(client: Client, editor: User, body: bytes, code: int) -> None:
    client.force_login(editor)

    answer = client.generic("POST", "/api/v1/outlets/", body, JSON)

    assert answer.status_code == code
    assert answer.json()


def test_a_body_in_another_format_is_refused(client: Client, editor: User) -> None:
    client.force_login(editor)

    assert client.post("/api/v1/outlets/", {"name": "Dawn"}).status_code == 415


def test_a_taken_name_is_said_beside_the_field(client: Client, editor: User) -> None:
    client.force_login(editor)
    make_outlet(name="Dawn")

    answer = client.post("/api/v1/outlets/", {"name": "Dawn", "kind": "newspaper"}, JSON)

    assert (answer.status_code, list(answer.json())) == (400, ["name"])


@pytest.mark.parametrize(("trouble", "code"), [(IntegrityError("twice"), 409), (OperationalError("locked"), 503)])
def test_trouble_in_the_database_says_to_try_again(
    client: Client, editor: User, monkeypatch: pytest.MonkeyPatch, trouble: Exception, code: int
) -> None:
    def fail(**values: Any) -> None:
        raise trouble

    monkeypatch.setattr(actions, "register_outlet", fail)
    client.force_login(editor)

    answer = client.post("/api/v1/outlets/", {"name": "Dawn", "kind": "newspaper"}, JSON)

    assert (answer.status_code, "again" in answer.json()["detail"]) == (code, True)


def test_a_crash_is_a_sentence_too(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "register_outlet", lambda **values: 1 / 0)
    client = Client(raise_request_exception=False)
    client.force_login(editor)

    answer = client.post("/api/v1/outlets/", {"name": "Dawn", "kind": "newspaper"}, JSON)

    assert (answer.status_code, answer.json()) == (500, {"detail": errors.BROKEN})


def test_an_error_page_that_cannot_be_drawn_is_still_a_sentence(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(errors, "render", lambda *given, **options: 1 / 0)

    answer = errors.server_error(RequestFactory().get("/"))

    assert (answer.status_code, answer.content.decode()) == (500, f"500: {errors.BROKEN}\n")


def test_a_missing_page_outside_the_api_is_a_page(client: Client) -> None:
    answer = client.get("/no-such-page/")

    assert answer.status_code == 404
    assert "<h1>There is nothing here</h1>" in answer.content.decode()
