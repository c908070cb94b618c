"""Who is named with whom: the numbers of a slow count, and lift over chance."""

from collections import Counter
from itertools import combinations
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explore import together
from explore.together import LEAST_TOGETHER
from incidents.models import Incident
from tests.explore.test_panels_agree import FEW, Side, sides
from tests.explore.world import Asked, Onlooker, first_day, last_day, make_world
from tests.factories import make_group, make_published_incident

pytestmark = pytest.mark.django_db
ONES = st.sampled_from([[], [], ["group-a~group-c"], ["group-b~group-a", "group-c~group-b"]])


@pytest.mark.once
def test_pairs_and_years_agree_with_a_plain_count(monkeypatch: pytest.MonkeyPatch) -> None:
    make_world(90)
    both = sides()

    @settings(max_examples=300, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(FEW, ONES, st.booleans(), st.integers(1, 6))
    def agree(asked: Asked, ones: list[str], is_editor: bool, least: int) -> None:
        monkeypatch.setattr(together, "LEAST_TOGETHER", least)
        asked = {**asked, **({"one": ones} if ones else {})}
        side = both[is_editor]
        found = side.onlooker.asked(asked)
        got = together.panel(side.selection(asked))
        check(got, [(each, names(side, each, asked)) for each in found], least)

    agree()


def names(side: Side, incident: Incident, asked: Asked) -> set[str]:
    """Under the name of the first of those that count as one."""
    return {side.onlooker.first_of(one.group.slug, asked) for one in side.onlooker.said(incident, {})}


def check(got: dict[str, Any], named: list[tuple[Incident, set[str]]], least: int) -> None:
    whole = sum(bool(names) for _, names in named)
    each = Counter(slug for _, names in named for slug in names)
    both = Counter(pair for _, names in named for pair in combinations(sorted(names), 2))
    years = Counter((slug, year) for incident, names in named for slug in names for year in years_of(incident))
    assert {row["slug"]: row["incidents"] for row in got["groups"]} == each
    assert {(row["slug"], year): n for row in got["groups"] for year, n in row["years"].items()} == years
    assert {(row["a"], row["b"]): row["incidents"] for row in got["pairs"]} == {
        pair: number for pair, number in both.items() if number >= least
    }
    for row in got["pairs"]:
        chance = each[row["a"]] * each[row["b"]] / whole
        assert row["expected"] == pytest.approx(chance, abs=0.001)
        assert row["lift"] == pytest.approx(row["incidents"] / chance, abs=0.001)
    for rows in (got["groups"], got["pairs"]):
        assert [row["incidents"] for row in rows] == sorted((row["incidents"] for row in rows), reverse=True)


def years_of(incident: Incident) -> list[str]:
    first, last = first_day(incident), last_day(incident)
    return [""] if first is None or last is None else [str(year) for year in range(first.year, last.year + 1)]


def test_a_pair_is_told_of_from_five_incidents_on(client: Client) -> None:
    one, other, third = make_group(slug="one"), make_group(slug="other"), make_group(slug="third")
    for number in range(LEAST_TOGETHER):
        some = [one, other, *([third] if number else [])]
        make_published_incident(when="2017", attributions=[{"group": group} for group in some])
    make_published_incident(when="", attributions=[{"group": third}])
    make_published_incident(when="")

    got = client.get("/api/v1/explore/together/").json()

    assert got["pairs"] == [{"a": "one", "b": "other", "incidents": 5, "expected": 4.167, "lift": 1.2}]
    assert {row["slug"]: row["years"] for row in got["groups"]} == {
        "one": {"2017": 5}, "other": {"2017": 5}, "third": {"2017": 4, "": 1},
    }  # fmt: skip
    assert got["sentence"] == "Of 7 incidents, 6 name 3 groups; 1 pair of these stands together in 5 or more."


def test_an_incident_that_may_lie_in_several_years_counts_in_each(client: Client) -> None:
    group = make_group(slug="one")
    for when in ("2015-11/2017-02", "2017-03", "/2015-06-01", ""):
        make_published_incident(when=when, attributions=[{"group": group}])

    got = client.get("/api/v1/explore/together/").json()

    assert got["groups"][0]["years"] == {"": 1, "2015": 2, "2016": 1, "2017": 2}


def test_where_nothing_is_found_there_is_nobody(client: Client) -> None:
    got = client.get("/api/v1/explore/together/?from=1999-01-01&to=1999-12-31").json()

    assert (got["groups"], got["pairs"]) == ([], [])
    assert Onlooker.of(is_editor=False).incidents == ()


def test_groups_that_count_as_one_are_one_in_facet_file_and_sentence(client: Client) -> None:
    one, other = make_group(slug="one", name="Group One", short_name="G1"), make_group(slug="other", name="Group Other")
    make_published_incident(attributions=[{"group": one}, {"group": other}])
    make_published_incident(attributions=[{"group": other}])
    make_published_incident(attributions=[{"group": make_group(slug="third")}])

    got = client.get("/api/v1/explore/?one=other~one&group=other").json()
    file = client.get("/api/v1/explore/export.geojson?one=other~one&group=other").json()
    told = client.get("/api/v1/explore/together/?one=other~one&sources_min=1").json()["sentence"]

    assert got["totals"]["incidents"] == got["list"]["count"] == len(file["features"]) == 2
    assert got["facets"]["group"][0] == {
        "value": "one", "label": "G1 = Group Other", "name": "Group One = Group Other", "count": 2,
    }  # fmt: skip
    assert file["view"].endswith("; treating G1 and Group Other as one")
    assert told == (
        "Of 3 incidents, 3 name 2 groups; 0 pairs of these stand together in 5 or more "
        "(1 or more independent sources each; treating G1 and Group Other as one)."
    )
