"""What the pure network promises: as-of agrees with plain interval logic, neighbourhoods and paths with networkx."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.kinds import BELONGING, AllianceKind, AllianceStatus
from groups.network import (
    TAKEN,
    Era,
    Node,
    Tie,
    as_of,
    ego,
    lineages,
    may_hold,
    paths,
    settled,
    weight,
)
from sources.dates import UNDATED, Bounds, bounds
from sources.editorial import Confidence
from tests.services import ROOT

WEIGHTS = ROOT / "static" / "src" / "network" / "weights.json"
ZERO = date(2015, 1, 1)
SPAN = 12
BEYOND = (-100, SPAN + 100)  # stand for the open sides
K, S, C = AllianceKind, AllianceStatus, Confidence

days = st.integers(0, SPAN).map(lambda n: ZERO + timedelta(days=n))
spans = st.tuples(st.none() | days, st.none() | days).map(
    lambda two: Bounds(min(two), max(two)) if two[0] and two[1] else Bounds(*two)  # type: ignore[type-var]
)
names = st.sampled_from("abcdefg")
ties = st.lists(
    st.builds(
        Tie, st.integers(1, 10**6), names, names, st.sampled_from(K), st.sampled_from(S), st.sampled_from(C), spans,
        spans, st.integers(0, 3),
    ),
    max_size=12, unique_by=lambda tie: tie.key,
)  # fmt: skip


def possible(span: Bounds, without: int) -> Iterator[date]:
    """Every day the span allows; an open side goes far beyond the others."""
    first, last = span.earliest or ZERO + timedelta(BEYOND[0]), span.latest or ZERO + timedelta(BEYOND[1])
    if span == UNDATED:
        first = last = ZERO + timedelta(without)
    yield from (first + timedelta(n) for n in range((last - first).days + 1))


@given(spans, spans, days)
def test_a_tie_may_hold_exactly_where_some_start_and_end_within_its_bounds_hold_the_day(
    start: Bounds, end: Bounds, day: date
) -> None:
    tie = Tie(1, "a", "b", K.SUPPORTS, start=start, end=end)
    starts, ends = [*possible(start, BEYOND[0])], [*possible(end, BEYOND[1])]

    held = [begun <= day <= over for begun, over in product(starts, ends)]

    assert may_hold(tie, day) == any(held)
    assert (weight(tie, day) == 1) == (all(held) and start != UNDATED)


@given(spans, days, days)
def test_a_tie_without_an_end_only_grows_surer(start: Bounds, one: date, other: date) -> None:
    tie = Tie(1, "a", "b", K.SUPPORTS, start=start)

    assert weight(tie, min(one, other)) <= weight(tie, max(one, other))


def test_an_uncertain_start_fades_in_over_its_interval() -> None:
    tie = Tie(1, "a", "b", K.PLEDGED_TO, start=bounds("2015"))

    assert [round(weight(tie, day), 2) for day in (date(2014, 12, 31), date(2015, 7, 2), date(2015, 12, 31))] == [
        0, 0.5, 1,
    ]  # fmt: skip


@pytest.mark.parametrize("example", json.loads(WEIGHTS.read_text()))
def test_the_page_and_the_server_weigh_alike(example: dict[str, Any]) -> None:
    begun, over = (
        Bounds(*(day and date.fromisoformat(day) for day in (example[f"{name}_earliest"], example[f"{name}_latest"])))
        for name in ("begun", "over")
    )
    tie = Tie(1, "a", "b", K.SUPPORTS, start=begun, end=over)

    assert weight(tie, date.fromisoformat(example["day"])) == pytest.approx(example["weight"], abs=1e-5)


def test_what_is_not_dated_is_doubtful_until_it_was_reported_and_never_older_than_its_groups() -> None:
    tie = settled(
        Tie(1, "a", "b", K.SUPPORTS), told=bounds("2018-01-31"), groups=[Node("a"), Node("b", formed=bounds("2015"))]
    )

    assert [weight(tie, date(year, 6, 1)) for year in (2014, 2016, 2018)] == [0, pytest.approx(0.46, abs=0.01), 1]


def test_what_is_said_to_have_ended_was_over_when_that_was_said() -> None:
    tie = settled(Tie(1, "a", "b", K.ALLIED_WITH, S.ENDED, start=bounds("2014")), told=bounds("2014-06-01/2016-05-01"))

    assert may_hold(tie, date(2015, 1, 1)) and not may_hold(tie, date(2016, 5, 2))


def test_bounds_that_contradict_each_other_stay_as_they_were_entered() -> None:
    odd = Tie(1, "a", "b", K.SUPPORTS, start=bounds("2010"))

    assert settled(odd, groups=[Node("a", formed=bounds("2015"))]) == odd


@given(ties, names, st.integers(1, 3))
def test_a_neighbourhood_is_what_networkx_finds(some: list[Tie], slug: str, steps: int) -> None:
    around = nx.Graph([(tie.source, tie.target) for tie in some])
    around.add_node(slug)

    assert ego(some, slug, steps) == set(nx.ego_graph(around, slug, radius=steps))


@given(ties, names, names)
def test_paths_are_shortest_first_hold_together_and_name_their_weakest_tie(
    some: list[Tie], source: str, target: str
) -> None:
    around = nx.Graph([(tie.source, tie.target) for tie in some])
    around.add_nodes_from((source, target))
    found = paths(some, source, target, most=3)

    assert bool(found) == (source != target and nx.has_path(around, source, target))
    if found:
        assert len(found[0].ties) == nx.shortest_path_length(around, source, target)
    for path in found:
        pairs = [{path.groups[at], path.groups[at + 1]} for at in range(len(path.ties))]
        assert [{tie.source, tie.target} for tie in path.ties] == pairs
        assert len(set(path.groups)) == len(path.groups)
        assert path.weakest.evidence == min(tie.evidence for tie in path.ties)
        for tie, pair in zip(path.ties, pairs, strict=True):
            assert tie.evidence == max(each.evidence for each in some if {each.source, each.target} == pair)


def above_on(some: list[Tie], slug: str, day: date) -> frozenset[str]:
    """The slow way: of the ties that hold on the day, follow networkx upward."""
    gone = {(tie.source, tie.target) for tie in some if tie.kind == K.WITHDREW_FROM and tie.status in TAKEN}
    held = nx.DiGraph()
    held.add_node(slug)
    for tie in as_of(some, day):
        if tie.kind in BELONGING and tie.status in TAKEN and (tie.source, tie.target) not in gone:
            held.add_edge(tie.source, tie.target)
    return frozenset(nx.descendants(held, slug))


@given(ties, names, days)
def test_what_a_group_belongs_to_on_a_day_is_what_the_ties_of_that_day_lead_up_to(
    some: list[Tie], slug: str, day: date
) -> None:
    kept = [tie for tie in some if tie.kind != K.WITHDREW_FROM]
    eras = lineages(kept).get(slug, [Era(None, frozenset())])

    now = next(era.above for era in reversed(eras) if era.first is None or era.first <= day)

    assert now == above_on(kept, slug, day)


@given(ties)
def test_eras_follow_each_other_and_differ(some: list[Tie]) -> None:
    for eras in lineages(some).values():
        firsts = [era.first or date.min for era in eras]
        assert firsts == sorted(set(firsts)) and eras[0].first is None
        assert all(one.above != other.above for one, other in pairwise(eras))


def test_a_pledge_ends_when_it_is_withdrawn_though_its_group_ended_much_later() -> None:
    some = [
        settled(tie, groups=[Node("a", ended=bounds("2021")), Node("b")])
        for tie in (
            Tie(1, "a", "b", K.PLEDGED_TO, start=bounds("2015-01-01")),
            Tie(2, "a", "b", K.WITHDREW_FROM, start=bounds("2016-01-01")),
        )
    ]

    assert lineages(some)["a"][-1] == Era(date(2016, 1, 2), frozenset())


def test_the_best_evidenced_of_many_short_ways_comes_first() -> None:
    doubtful = [Tie(n, one, other, K.SUPPORTS, S.DISPUTED) for n, (one, other) in enumerate(
        (ends for via in "cdefgh" for ends in (("a", via), (via, "b"))), start=10
    )]  # fmt: skip
    sure = [Tie(1, "a", "z", K.SUPPORTS, S.CONFIRMED), Tie(2, "z", "b", K.SUPPORTS, S.CONFIRMED)]

    found = paths([*doubtful, *sure], "a", "b")

    assert found[0].groups == ("a", "z", "b") and len(found) == 5


def test_a_pledge_counts_from_its_day_until_it_is_withdrawn_and_a_denied_or_implied_tie_never() -> None:
    some = [
        Tie(1, "imu", "is", K.PLEDGED_TO, start=bounds("2017-03-01")),
        Tie(2, "imu", "is", K.WITHDREW_FROM, start=bounds("2019-05-01")),
        Tie(3, "jua", "ttp", K.FACTION_OF, S.IMPLIED),
        Tie(4, "lej", "ttp", K.CHAPTER_OF, S.DENIED),
        Tie(5, "cell", "imu", K.CHAPTER_OF, start=bounds("2016")),
    ]

    assert lineages(some) == {
        "imu": [Era(None, frozenset()), Era(date(2017, 3, 1), frozenset({"is"})), Era(date(2019, 5, 2), frozenset())],
        "cell": [
            Era(None, frozenset()), Era(date(2016, 1, 1), frozenset({"imu"})),
            Era(date(2017, 3, 1), frozenset({"imu", "is"})), Era(date(2019, 5, 2), frozenset({"imu"})),
        ],
    }  # fmt: skip
