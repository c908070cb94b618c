"""Headline values follow from the reports by rules that do not depend on their order."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from incidents.resolution import Voice, headline, resolve_count, total, weighted_median
from sources.quantities import Estimate, Hedge, estimate

UNREPORTED = Estimate(None, None, None)


def voice(killed: Estimate = UNREPORTED, **odd: object) -> Voice:
    plain = Voice(origin="a", reliability="B", credibility=3, is_party=False, counts={"killed": killed})
    return replace(plain, **odd)  # type: ignore[arg-type]


estimates = st.builds(estimate, st.integers(0, 500), st.sampled_from(list(Hedge)))
voices = st.lists(
    st.builds(
        Voice,
        origin=st.sampled_from("abcdef"),
        reliability=st.sampled_from("ABCDEF"),
        credibility=st.integers(1, 6),
        is_party=st.booleans(),
        counts=st.fixed_dictionaries({"killed": estimates}),
    ),
    max_size=6,
    unique_by=lambda one: one.origin,
)


def test_the_range_spans_every_source_and_stays_open() -> None:
    nine, eleven = estimate(9, Hedge.AT_LEAST), estimate(11, Hedge.EXACT)

    found = headline([voice(nine), voice(eleven, origin="b")])

    assert found.killed == Estimate(9, 9, None)
    assert (found.corroboration, found.has_conflict) == (2, True)


def test_a_wire_copy_adds_nothing() -> None:
    report = voice(estimate(9, Hedge.EXACT))

    assert headline([report, report]) == headline([report])


def test_a_party_to_the_conflict_never_sets_best_beside_others() -> None:
    claim = voice(estimate(80, Hedge.EXACT), origin="party", is_party=True, reliability="A", credibility=1)

    found = resolve_count([claim, voice(estimate(5, Hedge.EXACT))], "killed")

    assert found == Estimate(5, 5, 80)


def test_a_party_alone_sets_no_best() -> None:
    claim = voice(estimate(80, Hedge.EXACT), is_party=True)

    assert resolve_count([claim], "killed") == Estimate(80, None, 80)


def test_confirmed_needs_two_independent_outlets() -> None:
    assert headline([voice(credibility=1)]).credibility == 2
    assert headline([voice(credibility=1), voice(origin="b")]).credibility == 1


def test_a_median_tie_goes_to_the_lower() -> None:
    assert weighted_median([(11, 1.0), (9, 1.0)]) == 9


def test_a_sum_with_an_open_part_is_open() -> None:
    assert total([estimate(3, Hedge.EXACT), estimate(4, Hedge.AT_LEAST)]) == Estimate(7, 7, None)
    assert total([UNREPORTED]) == UNREPORTED


@given(voices, st.randoms())
def test_the_order_of_reports_never_matters(said: list[Voice], chance: object) -> None:
    shuffled = list(said)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert headline(shuffled) == headline(said)


@given(voices)
def test_low_best_and_high_stay_in_order(said: list[Voice]) -> None:
    found = headline(said).killed

    if found.low is not None and found.best is not None:
        assert found.low <= found.best
        assert found.high is None or found.best <= found.high
