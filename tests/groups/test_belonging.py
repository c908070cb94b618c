"""What a group was part of on a day, and what belonged to it."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

from groups.belonging import MOST_BRANCHES, MOST_LEVELS, Branch, Lineage, above, below
from groups.kinds import AllianceKind, AllianceStatus
from groups.network import Tie
from sources.dates import bounds

DAY = date(2016, 6, 1)


def tie(source: str, target: str, start: str = "", end: str = "", **odd: Any) -> Tie:
    kind = odd.pop("kind", AllianceKind.FACTION_OF)
    return Tie(hash((source, target, kind)), source, target, kind, start=bounds(start), end=bounds(end), **odd)


def names(lineage: Lineage) -> dict[str, Any]:
    return _names(lineage.branches)


def _names(branches: Sequence[Branch]) -> dict[str, Any]:
    return {branch.slug: _names(branch.further) for branch in branches}


def flat(branches: Sequence[Branch]) -> list[Branch]:
    return [each for branch in branches for each in (branch, *flat(branch.further))]


def test_branches_go_on_beyond_the_nearest_group() -> None:
    ties = [tie("cell", "chapter"), tie("chapter", "umbrella"), tie("other", "umbrella")]

    assert names(above(ties, "cell", DAY)) == {"chapter": {"umbrella": {}}}
    assert names(below(ties, "umbrella", DAY)) == {"chapter": {"cell": {}}, "other": {}}


def test_only_ties_that_may_have_held_on_the_day_count() -> None:
    ties = [tie("a", "b", start="2017"), tie("a", "c", end="2015"), tie("a", "d", start="2014", end="2018")]

    assert names(above(ties, "a", DAY)) == {"d": {}}
    assert names(above(ties, "a", date(2017, 3, 1))) == {"b": {}, "d": {}}


def test_a_pledge_belongs_until_it_is_withdrawn() -> None:
    ties = [
        tie("a", "b", start="2015", kind=AllianceKind.PLEDGED_TO),
        tie("a", "b", start="2016-03", kind=AllianceKind.WITHDREW_FROM),
    ]

    assert names(above(ties, "a", date(2015, 12, 1))) == {"b": {}}
    assert names(above(ties, "a", DAY)) == {}


def test_implied_ties_are_shown_and_denied_ones_are_not() -> None:
    ties = [tie("a", "b", status=AllianceStatus.IMPLIED), tie("a", "c", status=AllianceStatus.DENIED)]

    assert names(above(ties, "a", DAY)) == {"b": {}}


def test_an_implied_withdrawal_ends_only_a_pledge_that_is_implied_too() -> None:
    left = [tie("a", each, start="2016-03", kind=AllianceKind.WITHDREW_FROM, status=AllianceStatus.IMPLIED)
            for each in ("b", "c")]  # fmt: skip
    firm = tie("a", "b", start="2015", kind=AllianceKind.PLEDGED_TO)
    implied = tie("a", "c", start="2015", kind=AllianceKind.PLEDGED_TO, status=AllianceStatus.IMPLIED)

    assert names(above([firm, implied, *left], "a", date(2015, 12, 1))) == {"b": {}, "c": {}}
    assert names(above([firm, implied, *left], "a", DAY)) == {"b": {}}


def test_cooperation_is_no_belonging() -> None:
    assert above([tie("a", "b", kind=AllianceKind.SUPPORTS)], "a", DAY).branches == []


def test_a_circle_of_pledges_ends() -> None:
    ties = [tie("a", "b", kind=AllianceKind.PLEDGED_TO), tie("b", "a", kind=AllianceKind.PLEDGED_TO)]

    assert names(above(ties, "a", DAY)) == {"b": {}}


def test_what_follows_from_a_group_is_told_once_where_it_is_nearest() -> None:
    ties = [tie("a", "b"), tie("b", "c"), tie("a", "c"), tie("c", "d")]

    found = above(ties, "a", DAY)

    assert names(found) == {"b": {"c": {}}, "c": {"d": {}}}
    assert [branch.is_again for branch in flat(found.branches)] == [False, True, False, False]


def test_a_long_chain_is_cut_and_says_so() -> None:
    ties = [tie(f"g{number}", f"g{number + 1}") for number in range(MOST_LEVELS + 1)]

    assert len(flat(above(ties, "g0", DAY).branches)) == MOST_LEVELS
    assert above(ties, "g0", DAY).is_cut
    assert not above(ties, "g1", DAY).is_cut


def test_a_dense_network_does_not_grow_into_every_way_through_it() -> None:
    chance = Random(1)  # noqa: S311 – the same network again, not a secret
    ends = [(f"g{chance.randrange(1000)}", f"g{chance.randrange(1000)}") for _ in range(5000)]
    ties = [tie(source, target, kind=AllianceKind.PLEDGED_TO) for source, target in ends if source != target]

    for grow in (above, below):
        found = grow(ties, "g1", DAY)
        assert len(flat(found.branches)) == MOST_BRANCHES
        assert found.is_cut
