"""How often an outlet's figures stood: against whom, from which incidents, and never from too few."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.models import Incident, Outcome
from incidents.outlets import figures
from incidents.outlets.figures import standing_of
from incidents.outlets.standing import FEWEST, Compared, Figure, compared, standing
from sources.models import Outlet, OutletKind
from sources.quantities import Estimate, Hedge, estimate
from tests.factories import make_incident, make_outlet, make_report, make_source
from tests.incidents.outlets import publish

COUNTS = st.integers(0, 99)


def figure(number: int, hedge: Hedge = Hedge.EXACT, **odd: Any) -> Figure:
    usual: dict[str, Any] = {"origin": "a", "is_own": True, "published": date(2018, 1, 1)}
    return Figure(**{**usual, **odd}, count=estimate(number, hedge))


def other(number: int = 9) -> Figure:
    return figure(number, origin="b", is_own=False)


def killed(number: int, outlet: Outlet, hedge: Hedge = Hedge.EXACT, **source: Any) -> Any:
    counts = [{"outcome": Outcome.KILLED, "hedge": hedge, **vars(estimate(number, hedge))}]
    return make_report(source=make_source(outlet=outlet, **source), casualties=counts)


def told(*reports: Any) -> Incident:
    return publish(make_incident(reports=reports))


@pytest.mark.parametrize(
    ("count", "verdict"),
    [
        (estimate(9, Hedge.EXACT), "held"),
        (estimate(8, Hedge.AT_LEAST), "held"),
        (estimate(10, Hedge.AROUND), "held"),
        (estimate(10, Hedge.EXACT), "higher"),
        (estimate(9, Hedge.MORE_THAN), "higher"),
        (estimate(8, Hedge.UP_TO), "lower"),
    ],
)
def test_a_figure_holds_when_its_range_contains_the_best(count: Estimate, verdict: str) -> None:
    found = standing([Compared(count, best=9)])

    assert {name: getattr(found, name) for name in ("held", "higher", "lower")} == {
        name: int(name == verdict) for name in ("held", "higher", "lower")}


def test_an_outlet_alone_proves_nothing() -> None:
    assert compared([figure(9)], best=9) is None
    assert compared([figure(9), figure(11, is_own=False)], best=9) is None, "one owner is one voice"
    assert compared([other()], best=9) is None, "it gave no figure"
    assert compared([figure(9), other()], best=9) == Compared(Estimate(9, 9, 9), 9)


def test_what_it_said_last_counts_and_the_lower_of_one_day() -> None:
    early, late = figure(20, published=date(2018, 1, 1)), figure(9, published=date(2018, 1, 2))

    higher = figure(12, published=late.published)

    for order in ([early, late, other()], [other(), late, early], [higher, late, other()]):
        assert compared(order, best=9) == Compared(late.count, 9)


@given(st.lists(st.tuples(COUNTS, st.sampled_from([each for each in Hedge if each != Hedge.VAGUE]), COUNTS)))
def test_every_figure_is_in_exactly_one_count(rows: list[tuple[int, Hedge, int]]) -> None:
    found = standing([Compared(estimate(number, hedge), best) for number, hedge, best in rows])

    assert found.held + found.higher + found.lower == found.number == len(rows)
    assert min(found.held, found.higher, found.lower) >= 0
    assert found.is_enough == (len(rows) >= FEWEST)


@pytest.mark.parametrize(
    ("numbers", "words"), [([9], "none"), ([11, 12], "2.5 higher"), ([7, 9, 4], "2 lower"), ([], "none")]
)
def test_the_median_difference_reads_as_words(numbers: Sequence[int], words: str) -> None:
    found = standing([Compared(estimate(number, Hedge.EXACT), 9) for number in numbers])

    assert found.difference_in_words == words


@pytest.mark.django_db
class TestFigures:
    """Read from the incidents that everybody sees."""

    def test_are_compared_with_what_was_resolved(self) -> None:
        ours, one, two = make_outlet(), make_outlet(), make_outlet()
        told(killed(9, ours), killed(9, one), killed(12, two))
        told(killed(20, ours), killed(9, one), killed(9, two))

        found = standing_of(ours)

        assert (found.number, found.held, found.higher, found.lower) == (2, 1, 1, 0)
        assert found.median_difference == 5.5

    def test_of_what_readers_do_not_see_are_left_out(self) -> None:
        ours, one = make_outlet(), make_outlet()
        make_incident(reports=[killed(9, ours), killed(9, one)])
        withdrawn = told(killed(9, ours), killed(9, one))
        Incident.objects.filter(pk=withdrawn.pk).update(is_public=False)

        assert standing_of(ours).number == 0

    def test_that_are_another_outlets_own_are_left_out(self) -> None:
        ours, origin, one = make_outlet(), make_outlet(), make_outlet()
        told(killed(9, ours, republishes=make_source(outlet=origin)), killed(9, one), killed(9, make_outlet()))

        assert standing_of(ours).number == 0

    def test_are_not_proven_by_an_outlet_of_the_same_owner_or_by_one_without_a_figure(self) -> None:
        ours, sister = make_outlet(owner_group="One House"), make_outlet(owner_group="one  house")
        silent = make_report(source=make_source())
        told(killed(9, ours), killed(9, sister), silent)

        assert standing_of(ours).number == 0

    def test_are_read_in_three_queries_however_many(self, django_assert_num_queries: Any) -> None:
        ours, one = make_outlet(), make_outlet()
        for number in range(4):
            told(killed(number, ours), killed(number, one))

        with django_assert_num_queries(3):
            assert standing_of(ours).number == 4

    def test_are_those_of_the_latest_incidents(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(figures, "MOST_INCIDENTS", 2)
        ours, one = make_outlet(), make_outlet()
        for number in range(4):
            told(killed(number, ours), killed(number, one))

        assert standing_of(ours).number == 2

    def test_of_a_party_are_compared_too(self) -> None:
        party, one = make_outlet(kind=OutletKind.PARTY_TO_CONFLICT), make_outlet()
        told(killed(90, party), killed(9, one))

        assert (standing_of(party).higher, standing_of(one).held) == (1, 1)


