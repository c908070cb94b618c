"""The founding article's groups and ties, as the network tells them to anybody."""

from collections import Counter

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_all_groups_and_all_asserted_and_implied_ties_are_there_each_with_its_doubt_and_its_sources(demo: None) -> None:
    usual, implied = (Client().get("/api/v1/network/", words).json() for words in ({}, {"status": "implied"}))

    assert len(usual["nodes"]) == 18
    assert Counter(link["status"] for link in usual["links"] + implied["links"]) == {"asserted": 24, "implied": 10}
    assert all(link["citations"] and link["confidence"] for link in usual["links"] + implied["links"])


def test_leaders_come_and_go_as_the_article_has_it(demo: None) -> None:
    nodes = {node["id"]: node for node in Client().get("/api/v1/network/").json()["nodes"]}

    ended = {leader["person"]: (leader["end_reason"], leader["over_latest"]) for leader in nodes["isk-p"]["leaders"]}
    assert ended["Abdul Haseeb Logari"] == ("died", "2017-04-30")
    assert ended["Abu Sayed"] == ("killed", "2017-07-31")
    assert ended[""] == ("", None)
