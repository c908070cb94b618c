"""Coverage, pairs and differences, from plain values."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from incidents.matching import Band
from intake.comparing.coverage import At, coverage, shade
from intake.comparing.figures import Figures, Pair, difference
from intake.comparing.pairing import Known, Link, one_to_one, shares

pytestmark = pytest.mark.once
FEW = Figures(2, 2, 3, 4, 5)


@pytest.mark.parametrize(("one", "other", "words"), [
    (100, 100, "the same"), (100, 112, "12 more (+12 %)"), (100, 88, "12 fewer (−12 %)"), (0, 3, "3 more"),
    (3, 0, "3 fewer (−100 %)"), (5000, 1, "4,999 fewer (−over 99 %)"), (1000, 1001, "1 more (+under 1 %)"),
    (10, 1234, "1,224 more (+12,240 %)"),
])  # fmt: skip
def test_a_difference_says_which_way_it_goes(one: int, other: int, words: str) -> None:
    assert difference(one, other).replace("\u00a0", " ") == words


def test_a_span_says_nothing_where_nothing_is_reported_and_no_end_where_one_is_open() -> None:
    told = [Figures(3), Figures(1, 1, 9, 9, 9), Figures(1, 1, 9, 9, 1200), Figures(1, 1, 9, 9, 9, 1)]

    assert [each.span for each in told] == ["", "9", "9–1,200", "9 or more"]


def test_every_year_between_the_first_and_the_last_is_shown_and_the_unknown_ones_last() -> None:
    found = coverage({At(1, 2001): FEW, At(None, None): FEW}, {At(2, 2004): FEW, At(2, 2001): FEW})

    assert found.years == (2001, 2002, 2003, 2004, None)
    assert [row.province for row in found.rows] == [2, 1, None]
    assert found.rows[0].cells[0] == Pair(Figures(), FEW)
    assert found.total == Pair(FEW.plus(FEW), FEW.plus(FEW))


@given(
    *[some.dictionaries(
        some.builds(At, some.none() | some.integers(1, 4), some.none() | some.integers(2000, 2005)),
        some.builds(Figures, *[some.integers(0, 50)] * 6),
    )] * 2
)  # fmt: skip
def test_rows_and_years_add_up_to_the_same(one: dict[At, Figures], other: dict[At, Figures]) -> None:
    found = coverage(one, other)

    for side, counted in enumerate((one, other)):
        whole = sum(figures.best for figures in counted.values())
        assert found.total[side].best == whole
        assert sum(row.total[side].best for row in found.rows) == whole
        assert sum(pair[side].best for pair in found.totals) == whole


def test_shades_deepen_with_the_number() -> None:
    assert [shade(number) for number in (0, 1, 2, 3, 29, 30, 5000)] == [0, 1, 1, 2, 3, 4, 5]


def test_of_each_incident_the_surest_pair_alone_counts() -> None:
    links = [Link(1, 11, 0.8), Link(1, 12, 0.9), Link(2, 12, 0.97), Link(2, 11, 0.2), Link(3, 13, 0.4)]

    assert [(pair.one, pair.other) for pair in one_to_one(links)] == [(2, 12), (1, 11), (3, 13)]


def test_what_people_decided_goes_before_what_is_likely() -> None:
    links = [Link(1, 11, 0.99), Link(1, 12, 0.2, Known.SAME), Link(4, 4, 1.0, Known.MERGED), Link(2, 11, 0.5)]

    assert [(pair.one, pair.other) for pair in one_to_one(links)] == [(4, 4), (1, 12), (2, 11)]


@given(some.lists(some.builds(Link, some.integers(1, 6), some.integers(1, 6), some.floats(0, 1))))
def test_no_incident_is_in_two_pairs_and_no_pair_is_left_that_could_be_had(links: list[Link]) -> None:
    found = one_to_one(links)

    ones, others = {pair.one for pair in found}, {pair.other for pair in found}
    assert len(found) == len(ones) == len(others)
    assert all(link.one in ones or link.other in others for link in links)


def test_shares_are_of_those_likely_and_possible_and_the_rest_is_in_one_alone() -> None:
    pairs = [Link(1, 11, 0.96), Link(2, 12, 0.8), Link(3, 13, 0.2)]
    assert [pair.band for pair in pairs] == [Band.VERY_LIKELY, Band.LIKELY, Band.POSSIBLE]

    one, other = shares(pairs, (10, 4), ({1: FEW, 2: FEW, 3: FEW}, {11: FEW}))

    assert (one.matched, one.possible, one.only_here, one.percent) == (2, 1, 7, 20)
    assert (other.matched, other.possible, other.only_here, other.percent) == (2, 1, 1, 50)
    assert one.deaths == FEW.plus(FEW) and other.deaths == FEW.plus(Figures(1))
