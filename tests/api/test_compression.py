"""Answers are compressed for those who understand it, and are the same answers."""

import gzip

import pytest
from django.test import Client

ADDRESS = "/api/v1/explore/"


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["gzip", "br, gzip;q=0.8"])
def test_json_is_compressed_and_says_so(asked: str) -> None:
    plain = Client().get(ADDRESS)
    answer = Client(headers={"Accept-Encoding": asked}).get(ADDRESS)

    assert answer.headers["Content-Encoding"] == "gzip" and gzip.decompress(answer.content) == plain.content
    assert int(answer.headers["Content-Length"]) == len(answer.content) < len(plain.content)
    assert answer.headers["ETag"] == plain.headers["ETag"]
    for one in (plain, answer):
        assert "Accept-Encoding" in one.headers["Vary"]


@pytest.mark.django_db
def test_who_does_not_ask_for_it_gets_it_plain() -> None:
    answer = Client().get(ADDRESS)

    assert "Content-Encoding" not in answer.headers and answer.json()["totals"]["incidents"] == 0


def test_what_is_not_json_is_compressed_too() -> None:
    answer = Client(headers={"Accept-Encoding": "gzip"}).get("/api/v1/docs/")

    assert answer.headers["Content-Encoding"] == "gzip"
