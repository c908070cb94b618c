"""Whatever is asked of a list, it answers 200 or 400, and soon."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from accounts.models import User
from places import tasks
from tests.api.world import World, make_world

LISTS = ("groups", "alliances", "leadership", "presence", "places", "outlets", "sources")
EXPLORED = ("", "playback/", "together/", "export.geojson")
READ = (*(f"{noun}/" for noun in LISTS), "incidents/", *(f"explore/{each}" for each in EXPLORED))
WORDS = """
    q kind standing status confidence group outlet province district country role as_of from to reliability page_size
    cursor bbox killed_min ordering format polygon mark view zoom mode rows parts counts
    sources_min unaligned level dated one
"""
NAMES = st.sampled_from(WORDS.split())
VALUES = st.one_of(
    st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=20),
    st.integers().map(lambda number: str(number).encode()),
    st.sampled_from(
        [b"armed_group", b"base", b"AF", b"2017-12-17", b"A", b"head", b"cD1h", b"1e999", b"';", b"\x00", b"%"]
    ),
)
QUERIES = st.lists(st.tuples(NAMES | st.text(max_size=10), VALUES), max_size=6)
QUIET = settings(deadline=5000, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(query: list[tuple[str, bytes]]) -> str:
    pairs = ((name.encode("utf-8", "replace"), value) for name, value in query)
    return "&".join(f"{quote_from_bytes(name)}={quote_from_bytes(value)}" for name, value in pairs)


@pytest.mark.django_db
@pytest.mark.parametrize("address", READ)
@QUIET
@given(query=QUERIES)
def test_any_parameters_are_answered_or_refused(
    client: Client, world: World, address: str, query: list[tuple[str, bytes]]
) -> None:
    answer = client.get(f"/api/v1/{address}?{written(query)}")

    assert answer.status_code in {200, 400}
    assert len(answer.getvalue()) < 100_000


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=8,
)
FIELD_WORDS = """
    name kind title source target outlet citations names report group place text parent published url country language
    low best high hedge words external_ids origins period start end status other_names formed summary note role used
"""
FIELDS = st.sampled_from(FIELD_WORDS.split())


@pytest.mark.django_db
@pytest.mark.parametrize("noun", [*LISTS, "incidents"])
@QUIET
@given(odd=st.dictionaries(FIELDS, JSON_VALUES, max_size=3))
def test_any_body_is_taken_or_refused(writer: Client, world: World, noun: str, odd: dict[str, Any]) -> None:
    answer = writer.post(f"/api/v1/{noun}/", json.dumps({**whole(noun, world), **odd}), "application/json")

    assert answer.status_code in {201, 400}


def whole(noun: str, world: World) -> dict[str, Any]:
    """A body that would be taken, were nothing odd added."""
    cited = world.incident.reports.get().source
    group, said = world.alliance.source.slug, {"confidence": "low", "citations": [cited.slug]}
    bodies: dict[str, dict[str, Any]] = {
        "groups": {"name": "Somebody", "kind": "militia"},
        "alliances": {
            "source": group,
            "target": world.alliance.target.slug,
            "kind": "supports",
            "status": "asserted",
            **said,
        },
        "leadership": {"group": group, "role": "head", "status": "reported", **said},
        "presence": {"group": group, "kind": "base", **said},
        "places": {"text": "Moghul village"},
        "outlets": {"name": "Tolo News", "kind": "broadcaster"},
        "sources": {"outlet": cited.outlet.slug},
        "incidents": {"title": "An attack", "report": {"source": cited.slug, "kind": "riot"}},
    }
    return bodies[noun]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once for all: what a test changes is rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture
def writer(client: Client, admin: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(tasks, "ring", lambda: None)
    client.force_login(admin)
    return client
