"""Headline values follow from the reports by rules that do not depend on their order."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.kinds import Kind
from incidents.resolution import Said, View, Voice, Whereabouts, headline, total, whole
from incidents.resolution.counts import weighted_median
from sources.dates import bounds
from sources.quantities import Estimate, Hedge, estimate

pytestmark = pytest.mark.once
UNREPORTED = Estimate(None, None, None)
AF, JOWZJAN, DARZAB, MOGHUL, SARDARA = 1, 2, 3, 4, 5
PK, QUETTA, TOWN, CHURCH = 11, 12, 13, 14
ISKP, IS_CORE, TTP = 101, 100, 102
DATES = ["", "2017-12-17", "2017-12-18", "2017-12", "2017", "/2017-12-10", "2017-12-16/2017-12-18", "2016-03~"]
PLACES = [None, (AF,), (AF, JOWZJAN), (AF, JOWZJAN, DARZAB), (AF, JOWZJAN, DARZAB, MOGHUL), (PK, QUETTA)]


def voice(killed: Estimate = UNREPORTED, **odd: Any) -> Voice:
    plain = Voice(origin="a", reliability="B", credibility=3, kind="armed_attack", counts={"killed": killed})
    return replace(plain, **odd)


def at(*chain: int, withheld: tuple[int, ...] = ()) -> Whereabouts:
    return Whereabouts(chain, frozenset(withheld))


def said(group: int = ISKP, status: str = "claimed", by: str = "group", **odd: Any) -> Said:
    return Said(group=group, role=odd.pop("role", "perpetrator"), status=status, by=by, **odd)


def naming(origin: str, *statements: Said) -> Voice:
    return voice(origin=origin, actors=frozenset(statements))


class TestCounts:
    def test_the_range_spans_every_source_and_stays_open(self) -> None:
        nine, eleven = estimate(9, Hedge.AT_LEAST), estimate(11, Hedge.EXACT)

        found = headline([voice(nine), voice(eleven, origin="b")])

        assert found.killed.value == Estimate(9, 9, None)
        assert (found.corroboration, found.disputed, found.disagreement) == (2, ("killed",), 0.5)

    def test_a_party_to_the_conflict_never_sets_best_beside_others(self) -> None:
        claim = voice(estimate(80, Hedge.EXACT), origin="party", is_party=True, reliability="A", credibility=1)

        assert headline([claim, voice(estimate(5, Hedge.EXACT))]).killed.value == Estimate(5, 5, 80)

    def test_a_party_alone_sets_no_best(self) -> None:
        found = headline([voice(estimate(80, Hedge.EXACT), is_party=True)])

        assert found.killed.value == Estimate(80, None, 80)
        assert "only a party" in found.killed.reason

    def test_the_latest_figure_of_an_origin_stands_also_when_a_later_item_is_silent(self) -> None:
        first = voice(estimate(9, Hedge.EXACT), published=date(2017, 12, 17))
        update = voice(estimate(11, Hedge.EXACT), published=date(2017, 12, 18))
        silent = voice(published=date(2017, 12, 19))

        assert headline([update, silent, first]).killed.value == Estimate(11, 11, 11)

    def test_a_range_without_a_best_has_no_best(self) -> None:
        assert headline([voice(Estimate(3, None, 8))]).killed.value == Estimate(3, None, 8)

    def test_a_median_tie_goes_to_the_lower(self) -> None:
        assert weighted_median([(11, 1), (9, 1)]) == 9

    def test_a_sum_with_an_open_part_is_open(self) -> None:
        assert total([estimate(3, Hedge.EXACT), estimate(4, Hedge.AT_LEAST)]) == Estimate(7, 7, None)
        assert total([UNREPORTED]) == UNREPORTED
        assert total([Estimate(2, None, 4), Estimate(1, 1, 1)]) == Estimate(3, 3, 5)

    def test_classes_of_people_are_parts_of_what_is_said_of_everybody(self) -> None:
        parts = [("civilian", Estimate(3, 3, 3)), ("militant", Estimate(4, 4, 4))]

        assert whole(parts) == Estimate(7, 7, 7)
        assert whole([("everybody", Estimate(5, 8, 12)), *parts]) == Estimate(5, 8, 12)



class TestDates:
    @pytest.mark.parametrize(("said", "expected"), [
        (["2017-12-17", "2017-12"], "2017-12-17"),
        (["2017-12-17", "2017-12-17", "2017-12-18"], "2017-12-17"),
        (["2017-12-17", "2017-12-18"], "2017-12-17/2017-12-18"),
        (["2017-12", "2017"], "2017-12"),
        (["2017-12", "2017-12-10/2018-01-05"], "2017-12-10/2017-12-31"),
        (["2017-03~", "2017"], "2017-03~"),
        (["/2017-12-10", "2017-12"], "2017-12-01/2017-12-10"),
        (["2017-12-17", "2017-11", "2017-11"], "2017-11-01/2017-12-17"),
        (["", "2016-03"], "2016-03"),
        (["", ""], ""),
    ])  # fmt: skip
    def test_the_commonest_day_or_the_interval(self, said: list[str], expected: str) -> None:
        assert headline(voice(origin=str(n), when=when) for n, when in enumerate(said)).when.value == expected

    def test_grades_weigh_a_day(self) -> None:
        good, bad = voice(origin="a", when="2017-12-17", reliability="A"), voice(origin="b", when="2017-12-18")

        found = headline([good, bad]).when

        assert (found.value, found.is_disputed) == ("2017-12-17", True)

    def test_nothing_happens_after_it_was_first_written_of(self) -> None:
        early = voice(origin="a", when="2017-12", published=date(2017, 12, 20))
        late = voice(origin="b", when="2017-12-24", published=date(2018, 1, 5), reliability="A")

        assert headline([early]).when.value == "2017-12-01/2017-12-20"
        assert bounds(headline([early, late]).when.value).latest == date(2017, 12, 20)


class TestPlaces:
    @pytest.mark.parametrize(("said", "expected"), [
        ([at(AF, JOWZJAN, DARZAB, MOGHUL)], MOGHUL),
        ([at(AF, JOWZJAN, DARZAB, MOGHUL), at(AF, JOWZJAN, DARZAB, MOGHUL)], MOGHUL),
        ([at(AF, JOWZJAN, DARZAB, MOGHUL), at(AF, JOWZJAN)], JOWZJAN),
        ([at(AF, JOWZJAN, DARZAB, MOGHUL), at(AF, JOWZJAN, DARZAB, SARDARA)], DARZAB),
        ([at(AF, JOWZJAN, DARZAB, MOGHUL)] * 2 + [at(AF, JOWZJAN, DARZAB, SARDARA)] * 2, DARZAB),
        ([at(AF, JOWZJAN, DARZAB, MOGHUL)] * 2 + [at(AF, JOWZJAN, DARZAB, SARDARA)], MOGHUL),
        ([at(AF, JOWZJAN), at(PK, QUETTA)], None),
        ([None, None], None),
    ])  # fmt: skip
    def test_the_finest_that_two_share(self, said: list[Whereabouts | None], expected: int | None) -> None:
        assert headline(voice(origin=str(n), place=place) for n, place in enumerate(said)).place.value == expected

    def test_a_town_never_stands_in_for_a_church_that_is_shown_by_district(self) -> None:
        church = at(PK, QUETTA, TOWN, CHURCH, withheld=(TOWN,))
        town = at(PK, QUETTA, TOWN)

        found = headline([voice(place=church), voice(origin="b", place=town)]).place

        assert (found.value, found.is_disputed) == (QUETTA, False)


class TestActors:
    def test_a_claim_leads_over_a_credit_and_both_are_listed(self) -> None:
        found = headline([naming("a", said(IS_CORE)), naming("b", said(ISKP, "credited", "authority"))]).actors

        assert [(actor.group, actor.status, actor.leads) for actor in found.value] == [
            (IS_CORE, "claimed", True), (ISKP, "credited", False),
        ]  # fmt: skip
        assert not found.is_disputed

    def test_a_denial_makes_it_disputed(self) -> None:
        found = headline([naming("a", said(TTP, "suspected", "authority")), naming("b", said(TTP, "denied"))])

        assert [actor.status for actor in found.actors.value] == ["disputed"]
        assert "actors" in found.disputed

    def test_a_second_claimant_makes_both_disputed(self) -> None:
        found = headline([naming("a", said(ISKP)), naming("b", said(TTP))])

        assert {actor.status for actor in found.actors.value} == {"disputed"}

    def test_a_claim_by_the_group_above_is_no_rival(self) -> None:
        chapter = said(ISKP, above=frozenset({IS_CORE}))

        assert not headline([naming("a", chapter), naming("b", said(IS_CORE))]).actors.is_disputed

    def test_one_who_only_denies_does_not_lead(self) -> None:
        found = headline([naming("a", said(TTP, "denied")), naming("b", said(ISKP, "suspected", "media"))]).actors

        assert [(actor.group, actor.status) for actor in found.value if actor.leads] == [(ISKP, "suspected")]

    def test_three_views_name_fewer_and_more(self) -> None:
        found = headline([
            naming("a", said(ISKP), said(TTP, "denied")), naming("b", said(IS_CORE, "suspected", "media")),
        ])  # fmt: skip

        assert [{actor.group for actor in found.named(view)} for view in View] == [
            {ISKP}, {ISKP, IS_CORE}, {ISKP, IS_CORE, TTP},
        ]  # fmt: skip


class TestGrades:
    def test_confirmed_needs_two_independent_outlets(self) -> None:
        sure = voice(credibility=1)

        assert headline([sure]).credibility.value == 2
        assert headline([sure, voice(origin="b", is_party=True)]).credibility.value == 2
        assert headline([sure, voice(origin="b")]).credibility.value == 1

    def test_a_kind_of_another_family_is_a_dispute(self) -> None:
        found = headline([voice(), voice(origin="b", kind="arrest"), voice(origin="c", kind="grenade")])

        assert (found.kind.value, found.disputed) == ("armed_attack", ("kind",))


estimates = st.one_of(
    st.builds(estimate, st.integers(0, 500), st.sampled_from(list(Hedge))),
    st.tuples(st.integers(0, 9), st.integers(10, 19), st.integers(20, 99)).map(lambda found: Estimate(*found)),
    st.integers(0, 9).map(lambda low: Estimate(low, None, low + 5)),
)
statements = st.frozensets(
    st.builds(
        Said, group=st.sampled_from([ISKP, IS_CORE, TTP]), role=st.sampled_from(["perpetrator", "target"]),
        status=st.sampled_from(["claimed", "credited", "suspected", "denied", "disputed", "unknown"]),
        by=st.sampled_from(["group", "authority", "media"]), confidence=st.sampled_from(["low", "moderate", "high"]),
    ),
    max_size=3,
)  # fmt: skip
voice_values = st.builds(
    Voice,
    origin=st.sampled_from("abcd"),
    reliability=st.sampled_from("ABCDEF"),
    credibility=st.integers(1, 6),
    kind=st.sampled_from(Kind.values),
    published=st.none() | st.dates(date(2017, 12, 1), date(2018, 1, 31)),
    is_party=st.booleans(),
    when=st.sampled_from(DATES),
    place=st.sampled_from(PLACES).map(lambda chain: Whereabouts(chain) if chain else None),
    actors=statements,
    counts=st.dictionaries(st.sampled_from(["killed", "wounded"]), estimates),
)
voices = st.lists(voice_values, max_size=6)


@given(voices, st.randoms())
def test_the_order_of_reports_never_matters(heard: list[Voice], chance: Any) -> None:
    shuffled = list(heard)
    chance.shuffle(shuffled)

    assert headline(shuffled) == headline(heard)


@given(voices.filter(bool), st.data())
def test_a_copy_by_the_same_owner_or_wire_changes_nothing(heard: list[Voice], data: st.DataObject) -> None:
    """A copy says the same, is dated and graded as what it copies, and may be trusted less."""
    copied = data.draw(st.sampled_from(heard))
    weaker = data.draw(st.sampled_from(range(copied.credibility, 7)))

    assert headline([*heard, replace(copied, credibility=weaker)]) == headline(heard)


@given(voices)
def test_low_best_and_high_stay_in_order(heard: list[Voice]) -> None:
    found = headline(heard)

    for outcome in ("killed", "wounded"):
        low, best, high = (found.people(outcome, view) for view in View)
        assert (low is None) == (best is None)
        assert low is None or best is None or low <= best
        assert best is None or high is None or best <= high


@given(voices)
def test_a_belligerent_alone_never_sets_best(heard: list[Voice]) -> None:
    parties = [replace(each, is_party=True) for each in heard]

    assert headline(parties).killed.value.best is None
    assert headline(parties).wounded.value.best is None


@given(voices)
def test_a_date_never_lies_after_the_earliest_publication(heard: list[Voice]) -> None:
    found = bounds(headline(heard).when.value)
    written = [each.published for each in heard if each.published]

    if written and found.latest and found.earliest and found.earliest <= min(written):
        assert found.latest <= min(written)


@given(voices, st.sampled_from(["killed", "place", "when", "kind"]))
def test_an_editors_choice_wins_and_is_marked(heard: list[Voice], field: str) -> None:
    choices: dict[str, Any] = {"killed": Estimate(4, 5, 6), "place": 99, "when": "2015", "kind": "riot"}

    found = headline(heard, {field: (choices[field], "the hospital's list")})

    assert getattr(found, field).value == choices[field]
    assert getattr(found, field).is_editors
    assert "the hospital's list" in getattr(found, field).reason
    untouched = headline(heard)
    assert all(getattr(found, name) == getattr(untouched, name) for name in choices if name != field)


@given(voices)
def test_every_value_says_why(heard: list[Voice]) -> None:
    found = headline(heard)

    assert all(getattr(found, name).reason.endswith(".") for name in choices_of(found))
    assert 0 <= found.disagreement <= 1
    assert found.has_conflict == bool(found.disputed) == (found.disagreement > 0)


def choices_of(found: Any) -> list[str]:
    return ["kind", "when", "place", "actors", "killed", "wounded", "credibility"]
