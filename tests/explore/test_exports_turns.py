"""Slow readers of large files do not keep the site from others."""

from collections.abc import Iterator
from contextlib import closing
from itertools import repeat
from typing import Any

import pytest
from django.test import Client

from explore.exports import api, turns
from explore.exports.turns import Crowded, Turn
from tests.explore.test_exports import fetched
from tests.explore.world import make_world

pytestmark = pytest.mark.once
EXPORT = "/api/v1/explore/export.csv"


@pytest.fixture
def long_ones(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file with a row is a long one."""
    make_world(10)
    monkeypatch.setattr(api, "SHORT_ROWS", 0)
    monkeypatch.setattr(api, "SHORT_BYTES", 0)


def held(kind: str = "csv") -> Any:
    """An answer whose reader takes the first piece and no more."""
    answer = Client().get(f"/api/v1/explore/export.{kind}")
    assert answer.status_code == 200 and next(iter(answer))
    return answer


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_only_so_many_long_files_are_fetched_at_once(long_ones: None, kind: str) -> None:
    answers = [held(kind) for _ in range(turns.MOST_AT_ONCE)]

    refused = Client().get(EXPORT)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
    assert "Others are fetching large files" in refused.json()["detail"]
    assert Client().get("/api/v1/explore/").status_code == Client().head(EXPORT).status_code == 200

    answers.pop().close()
    with closing(Client().get(EXPORT)) as let_in:
        assert let_in.status_code == 200
    for answer in answers:
        answer.close()


def test_a_short_file_waits_for_nobody(long_ones: None, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [held() for _ in range(turns.MOST_AT_ONCE)]
    monkeypatch.setattr(api, "SHORT_ROWS", 1000)

    assert fetched("csv").count(b"\r\n") > 1
    for answer in answers:
        answer.close()


def test_a_turn_ends_once_however_often_it_is_closed() -> None:
    for _ in range(3):
        two = [Turn(repeat(b"x")) for _ in range(turns.MOST_AT_ONCE)]
        with pytest.raises(Crowded):
            Turn(repeat(b"x"))
        two[0].close()
        two[0].close()
        del two


def test_who_takes_forever_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LONGEST_SECONDS", -1.0)
    pieces: Iterator[bytes] = Turn(repeat(b"x"))

    with pytest.raises(TimeoutError):
        next(pieces)
