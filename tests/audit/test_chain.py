"""The chain without any database: the same text for the same row everywhere, and a hash that depends on all before."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest

from audit.chain import BEGINNING, Entry, canonical, differences, follow

NOON = datetime(2017, 12, 17, 12, tzinfo=UTC)
ENTRY = Entry("groups_historicalgroup", 7, canonical({"name": "A group"}))


def test_a_row_is_written_down_in_one_way() -> None:
    row = {
        "when": NOON, "day": date(2017, 12, 17), "lat": 34.5, "name": "دشت برچی", "none": None, "is_public": True,
        "key": UUID(int=1), "set_by": {"b": [1.0, {"z": None, "a": "x"}], "a": 0.1},
    }  # fmt: skip

    assert canonical(row) == (
        '{"day":"2017-12-17","is_public":true,"key":"00000000-0000-0000-0000-000000000001","lat":34.5,'
        '"name":"دشت برچی","none":null,"set_by":{"a":0.1,"b":[1,{"a":"x","z":null}]},'
        '"when":"2017-12-17T12:00:00.000000+00:00"}'
    )


@pytest.mark.parametrize(("one", "other"), [
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ({"when": NOON}, {"when": NOON.astimezone(timezone(timedelta(hours=4, minutes=30)))}),
    ({"set_by": {"a": 1e22}}, {"set_by": {"a": 10**22}}),
    ({"lat": 34.0}, {"lat": 34}),
])  # fmt: skip
def test_what_databases_tell_differently_is_the_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(("one", "other"), [
    ({"note": ""}, {"note": None}),
    ({"killed": 0}, {"killed": None}),
    ({"killed": 1}, {"killed": "1"}),
    ({"when": NOON}, {"when": NOON + timedelta(microseconds=1)}),
    ({"lat": 34.1}, {"lat": 34.10000000000001}),
])  # fmt: skip
def test_what_is_not_the_same_is_written_differently(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert canonical(one) != canonical(other)


def test_a_value_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="bytes"):
        canonical({"original": b"bytes"})


def test_a_link_depends_on_all_before_it_and_on_all_it_says() -> None:
    link = follow(BEGINNING, 1, ENTRY)
    others = {
        follow("1" * 64, 1, ENTRY),
        follow(BEGINNING, 2, ENTRY),
        follow(BEGINNING, 1, Entry("groups_historicalgroup", 8, ENTRY.content)),
        follow(BEGINNING, 1, Entry("groups_historicalgroupname", 7, ENTRY.content)),
        follow(BEGINNING, 1, Entry("groups_historicalgroup", 7, canonical({"name": "a group"}))),
    }

    assert len(link) == 64
    assert len(others) == 5
    assert link not in others


def test_a_hash_made_once_is_made_for_ever() -> None:
    """Were it made in another way, every chain there is would read as forged."""
    assert follow(BEGINNING, 1, ENTRY) == "e63dee4df6132c7b13712508916d031687698e68ef14eeff9d99ee58594d6389"


def test_rows_are_compared_on_the_fields_that_both_have() -> None:
    before = canonical({"name": "A group", "taken_away": 1})
    now = canonical({"name": "A group", "added": 2})

    assert differences(before, now) == {}


def test_an_edited_field_is_named_with_what_it_said_and_says() -> None:
    before, now = canonical({"name": "A", "kind": "x"}), canonical({"name": "B", "kind": "x"})

    assert differences(before, now) == {"name": ("A", "B")}
