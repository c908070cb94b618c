"""Every panel of one answer agrees with a slow, obvious count, whatever is asked."""

import random
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.models import Incident
from tests.explore.world import KINDS, STATUSES, World, levels, make_world, matches

FACETS = ("group", "province", "district", "kind", "status")
INCIDENTS, EXAMPLES = 30, 30
DAYS = ("2016-06-01", "2017-09-20", "2017-11-20", "2017-12-17", "2018-01-05")
BOXES = ("65,33,66.5,34.5", "60,30,70,40", "66.5,34.5,68,36")

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return make_world(INCIDENTS)


def questions(world: World) -> st.SearchStrategy[dict[str, list[str]]]:
    def some(values: Any) -> st.SearchStrategy[list[str]]:
        return st.lists(st.sampled_from([*values]), min_size=1, max_size=2, unique=True)

    def one(values: Any) -> st.SearchStrategy[list[str]]:
        return st.sampled_from([[value] for value in values])

    return st.fixed_dictionaries({}, optional={
        "group": some(group.slug for group in world.groups), "province": some(place.code for place in world.provinces),
        "district": some(place.code for place in world.districts), "kind": some(KINDS), "status": some(STATUSES),
        "from": one(DAYS[:3]), "to": one(DAYS[2:]), "killed_min": one(("0", "9", "20")), "bbox": one(BOXES),
    })  # fmt: skip


def answer(asked: dict[str, list[str]]) -> dict[str, Any]:
    got = Client().get("/api/v1/explore/", asked)
    assert got.status_code == 200, got.content
    return dict(got.json())


def test_all_panels_agree_with_a_plain_count(world: World) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(questions(world))
    def agree(asked: dict[str, list[str]]) -> None:
        found = [incident for incident in incidents if matches(incident, asked)]
        got = answer(asked)
        check_totals(got, found)
        check_facets(got, asked, incidents, values)
        check_map_and_list(got, found)
        check_timeline(got, asked, incidents)

    places = ("place__public_place__province", "place__public_place__district")
    values: dict[str, list[str]] = {
        "group": [group.slug for group in world.groups], "province": [place.code for place in world.provinces],
        "district": [place.code for place in world.districts], "kind": [*KINDS], "status": [*STATUSES],
    }
    incidents = list(Incident.objects.select_related(*places).prefetch_related("attributions__group"))
    agree()


def check_totals(got: dict[str, Any], found: list[Incident]) -> None:
    totals, expected = got["totals"], levels(found)
    assert totals["incidents"] == len(found)
    parts = ("placed", "by_district", "by_province", "not_located")
    assert {name: totals[name] for name in parts} == {name: expected[name] for name in parts}
    counted = [incident for incident in found if incident.killed_low is not None]
    assert totals["killed"]["low"] == (sum(one.killed_low or 0 for one in counted) if counted else None)
    assert totals["killed"]["is_open"] == any(one.killed_high is None for one in counted)


def check_facets(
    got: dict[str, Any], asked: dict[str, list[str]], incidents: list[Incident], values: dict[str, list[str]]
) -> None:
    for name in FACETS:
        others = {other: chosen for other, chosen in asked.items() if other != name}
        counts = {row["value"]: row["count"] for row in got["facets"][name]}
        for value in {*values[name], *counts}:
            plain = sum(matches(one, {**others, name: [value]}) for one in incidents)
            assert counts.get(value, 0) == plain, (name, value)
        assert set(asked.get(name, [])) <= set(counts)


def check_map_and_list(got: dict[str, Any], found: list[Incident]) -> None:
    ids = {incident.public_id for incident in found}
    drawn = [point["id"] for point in got["map"]["points"]]
    ringed = [one for ring in got["map"]["districts"] for one in ring["ids"]]
    tinted = sum(province["count"] for province in got["map"]["provinces"])
    assert len(drawn) == len(set(drawn)) and {*drawn, *ringed} <= ids
    assert (len(drawn), len(ringed), tinted) == tuple(
        got["totals"][name] for name in ("placed", "by_district", "by_province")
    )
    assert {row["public_id"] for row in got["list"]["results"]} == ids


def check_timeline(got: dict[str, Any], asked: dict[str, list[str]], incidents: list[Incident]) -> None:
    undated = {name: values for name, values in asked.items() if name not in ("from", "to")}
    for bar in random.Random(1).sample(got["timeline"]["bins"], min(2, len(got["timeline"]["bins"]))):  # noqa: S311
        within = {**undated, "from": [bar["start"]], "to": [bar["end"]]}
        assert bar["count"] == sum(matches(one, within) for one in incidents) == answer(within)["totals"]["incidents"]
