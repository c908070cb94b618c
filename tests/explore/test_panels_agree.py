"""Every panel of one answer agrees with a slow, obvious count, whatever is asked and whoever asks."""

from collections import Counter
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Role
from tests.explore.world import (
    KINDS,
    LEVELS,
    OUTCOMES,
    STATUSES,
    Asked,
    Onlooker,
    last_day,
    make_world,
    may_lie,
    people,
)
from tests.factories import someone

INCIDENTS, EXAMPLES = 45, 60
PLACES = ("Darzab", "Qush Tepa")
DAYS = ("2016-06-01", "2017-09-20", "2017-11-20", "2017-12-17", "2018-01-05")
BOXES = ("65,33,66.5,34.5", "60,30,70,40", "66.2,34.2,66.2,34.2", "66.3,34.3,67.3,35.3", "-180,-90,180,90")
SEARCHES = ("number1", "group b", "darzab", "town jowzjan", "mosque", "secret", "said kw-2017-000009", "of %", "")
PARTS = ("placed", "by_district", "by_province", "not_located")

pytestmark = pytest.mark.django_db


def some(*values: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)


def one(*values: str) -> st.SearchStrategy[list[str]]:
    return st.sampled_from([[value] for value in values])


ANYTHING: st.SearchStrategy[Asked] = st.fixed_dictionaries({}, optional={
    "group": some("group-a", "group-b", "group-c"), "province": some("N-Jowzjan", "S-Jowzjan"),
    "district": some(*(f"{letter}-{name}" for letter in "NS" for name in PLACES)), "kind": some(*KINDS),
    "status": some(*STATUSES, "denied"), "from": one(*DAYS[:3]), "to": one(*DAYS[2:]),
    "killed_min": one("0", "9", "20"), "bbox": one(*BOXES), "q": one(*SEARCHES),
})  # fmt: skip


def clients() -> dict[bool, Client]:
    """A stranger and an editor, by whether it is the editor."""
    editor = Client()
    editor.force_login(someone(Role.EDITOR))
    return {False: Client(), True: editor}


def answer(client: Client, asked: Asked) -> dict[str, Any]:
    got = client.get("/api/v1/explore/", asked)
    assert got.status_code == 200, got.content
    return dict(got.json())


def test_all_panels_agree_with_a_plain_count() -> None:
    make_world(INCIDENTS)
    onlookers, askers = {is_editor: Onlooker.of(is_editor) for is_editor in (False, True)}, clients()

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(ANYTHING, st.sampled_from([False, False, True]))
    def agree(asked: Asked, is_editor: bool) -> None:
        onlooker, got = onlookers[is_editor], answer(askers[is_editor], asked)
        check_totals(got, asked, onlooker)
        check_facets(got, asked, onlooker)
        check_map(got, asked, onlooker)
        check_list(got, asked, onlooker)
        check_timeline(got, asked, onlooker)

    agree()


def check_totals(got: dict[str, Any], asked: Asked, onlooker: Onlooker) -> None:
    found, totals = onlooker.asked(asked), got["totals"]
    levels = Counter(map(onlooker.level, found))
    assert {name: totals[name] for name in PARTS} == {name: levels[name] for name in PARTS}
    assert totals["incidents"] == len(found) == sum(totals[name] for name in PARTS)


def check_facets(got: dict[str, Any], asked: Asked, onlooker: Onlooker) -> None:
    """Each value counts what is found when it alone replaces the values of its field."""
    for name, rows in got["facets"].items():
        others = {other: values for other, values in asked.items() if other != name}
        plain = Counter(value for each in onlooker.asked(others) for value in onlooker.facts(each)[name])
        counts = {row["value"]: row["count"] for row in rows}
        assert counts == dict.fromkeys(asked.get(name, []), 0) | plain, name
        assert [row["count"] for row in rows] == sorted(counts.values(), reverse=True)


def check_map(got: dict[str, Any], asked: Asked, onlooker: Onlooker) -> None:
    marks = got["map"]
    found = {incident.public_id: incident for incident in onlooker.asked(asked)}
    by_level: dict[str, list[str]] = {level: [] for level in LEVELS.values()}
    for public_id, incident in found.items():
        by_level.setdefault(onlooker.level(incident), []).append(public_id)
    assert sorted(point["id"] for point in marks["points"]) == sorted(by_level["placed"])
    for point in marks["points"]:
        place = onlooker.place(found[point["id"]])
        assert place and (point["lat"], point["lon"], point["precision"]) == (place.lat, place.lon, place.precision)
    assert sorted(one for ring in marks["districts"] for one in ring["ids"]) == sorted(by_level["by_district"])
    assert all(ring["count"] == len(ring["ids"]) for ring in marks["districts"])
    provinces = Counter(code for one in by_level["by_province"] for code in onlooker.facts(found[one])["province"])
    assert {mark["code"]: mark["count"] for mark in marks["provinces"]} == provinces


def check_list(got: dict[str, Any], asked: Asked, onlooker: Onlooker) -> None:
    """Newest first by the last day it may have been, the undated at the end."""
    found = sorted(onlooker.asked(asked), key=lambda each: (str(last_day(each) or ""), each.public_id), reverse=True)
    assert [row["public_id"] for row in got["list"]["results"]] == [each.public_id for each in found]
    assert (got["list"]["count"], got["list"]["next"]) == (len(found), None)


def check_timeline(got: dict[str, Any], asked: Asked, onlooker: Onlooker) -> None:
    others = {name: values for name, values in asked.items() if name not in ("from", "to")}
    found = onlooker.asked(others)
    for bar in got["timeline"]["bins"]:
        within = {"from": [bar["start"]], "to": [bar["end"]]}
        assert bar["count"] == sum(may_lie(each, within) for each in found)
    assert got["timeline"]["undated"] == sum(last_day(each) is None for each in found)


def test_people_are_summed_with_open_ends_kept_open() -> None:
    make_world(INCIDENTS)
    onlooker = Onlooker.of(is_editor=False)

    for asked in ({}, {"kind": ["arrest"]}, {"killed_min": ["20"]}, {"q": ["no such word"]}):
        totals = answer(Client(), asked)["totals"]
        for outcome in OUTCOMES:
            assert totals[outcome] == people(onlooker.asked(asked), outcome)


def test_every_bar_and_every_facet_leads_to_as_many_incidents_as_it_says() -> None:
    make_world(INCIDENTS)
    client = clients()[False]
    got = answer(client, {"province": ["N-Jowzjan"]})

    ways = [({"from": [bar["start"]], "to": [bar["end"]]}, bar["count"]) for bar in got["timeline"]["bins"][::3]]
    ways += [({name: [row["value"]]}, row["count"]) for name, rows in got["facets"].items() for row in rows]

    for way, number in ways:
        assert answer(client, {"province": ["N-Jowzjan"], **way})["totals"]["incidents"] == number, way
