"""Every address, every method, every role: what is not declared in `rights` is refused."""

from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.test import Client

from accounts.models import Role
from places import tasks
from tests.api.rights import NOBODY, RIGHTS, STRANGER
from tests.api.routes import addresses
from tests.api.world import make_world
from tests.factories import forgotten, someone

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
EXTREMES = {STRANGER, Role.ADMIN}
REFUSED = {302, 401, 403, 405}


def test_every_address_is_declared_with_its_rights() -> None:
    found = list(addresses())

    assert sorted(set(found) - set(RIGHTS)) == [], "declare who may do what at these addresses"
    assert sorted(set(RIGHTS) - set(found)) == [], "these addresses are gone"


def test_rights_grow_with_the_role() -> None:
    for address, methods in RIGHTS.items():
        for allowed in methods.values():
            ranks = [role in allowed for role in (STRANGER, *Role.values)]
            assert ranks == sorted(ranks), address


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("role", [STRANGER, *Role.values])
def test_each_role_may_do_what_is_declared_and_nothing_else(
    role: str, monkeypatch: pytest.MonkeyPatch, written_here: None
) -> None:
    monkeypatch.setattr(tasks, "ring", lambda: None)
    world, client, wrong = make_world(), Client(raise_request_exception=False), []
    if role != STRANGER:
        client.force_login(someone(Role(role)))
    for address, rights in RIGHTS.items():
        for method in METHODS:
            allowed = rights.get(method, NOBODY)
            if not allowed and role not in EXTREMES:
                continue  # nobody may, from the one without rights to the one with all
            answer = tried(client, method, world.at(address))
            if problem := judged(answer, address, may=role in allowed, is_offered=bool(allowed)):
                wrong.append(f"{method} {address}: {answer.status_code}, {problem}")

    assert not wrong, "\n".join(wrong)


def judged(answer: Any, address: str, *, may: bool, is_offered: bool) -> str:
    """What is wrong with an answer; empty when nothing is."""
    if answer.status_code >= 500:
        return "it broke"
    if may:
        return "the role may do this" if answer.status_code in {401, 403, 405} or leads_to_login(answer) else ""
    if is_offered:
        return "" if answer.status_code in REFUSED else "the role may not do this"
    if address.startswith("/api/"):
        return "" if answer.status_code in {403, 405} else "this method is not offered"
    return "" if answer.status_code in {*REFUSED, 200} else "this method should do nothing"


def leads_to_login(answer: Any) -> bool:
    return answer.status_code == 302 and "/accounts/login/" in answer["Location"]


def tried(client: Client, method: str, path: str) -> Any:
    """The answer to a request whose changes are forgotten at once."""
    with forgotten():
        kept = SimpleCookie(client.cookies)
        answer = client.generic(method, path, b"{}" if method != "GET" else b"", "application/json")
        client.cookies = kept
        return answer


@pytest.mark.django_db
def test_a_write_without_the_csrf_token_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(someone(Role.EDITOR))

    answer = client.post("/api/v1/outlets/", {"name": "Dawn", "kind": "newspaper"}, "application/json")

    assert answer.status_code == 403
    assert "CSRF" in answer.json()["detail"]


@pytest.mark.django_db
def test_nothing_is_deleted_and_the_answer_says_what_to_do_instead() -> None:
    client, world = Client(), make_world()
    client.force_login(someone(Role.ADMIN))

    answer = client.delete(world.at("/api/v1/groups/{slug}/"))

    assert answer.status_code == 405
    assert "withdrawn" in answer.json()["detail"]
