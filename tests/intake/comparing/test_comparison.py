"""What two datasets cover, and the pairs of both, as the database has them."""

import pytest

from accounts.models import Role
from incidents import actions
from incidents.models import Verdict
from intake.comparing.accounts import accounts
from intake.comparing.comparison import Comparison
from intake.comparing.counting import counted
from intake.comparing.coverage import At
from intake.comparing.figures import Figures
from intake.comparing.sides import Side, Years
from intake.models import Dataset
from tests.factories import NOON, make_incident, make_place, make_report, someone
from tests.intake.comparing.made import EVER, found_alike, killed, make_dataset, make_province, make_row, pairs_of

pytestmark = [pytest.mark.django_db, pytest.mark.each]


@pytest.fixture
def one() -> Dataset:
    return make_dataset("one")


@pytest.fixture
def other() -> Dataset:
    return make_dataset("other")


def test_rows_are_counted_by_the_province_they_are_in_and_the_year_they_began(one: Dataset) -> None:
    sindh = make_province("Sindh")
    town = make_place(kind="settlement", parent=sindh, province=sindh)
    make_row(one, killed(3), place=town, when="2010-12-31/2011-01-02")
    make_row(one, killed(2, 4, 9), place=sindh, when="2010")
    make_row(one, place=sindh, when="2011-05")
    make_row(one, killed(1), when="")

    assert counted(Side(one), EVER) == {
        At(sindh.pk, 2010): Figures(2, 2, 5, 7, 12), At(sindh.pk, 2011): Figures(1),
        At(None, None): Figures(1, 1, 1, 1, 1),
    }  # fmt: skip


def test_a_count_of_everybody_is_not_added_to_its_parts(one: Dataset) -> None:
    make_row(one, killed(10, 12, 20, "everybody"), killed(4, people="civilian"), killed(8, people="militant"))
    make_row(one, killed(4, people="civilian"), killed(8, people="militant"))

    assert counted(Side(one), EVER) == {At(None, 2017): Figures(2, 2, 22, 24, 32)}


def test_an_open_count_has_no_end(one: Dataset) -> None:
    make_row(one, {**killed(7), "high": None, "hedge": "at_least"})

    (figures,) = counted(Side(one), EVER).values()
    assert (figures.span, figures.best) == ("7 or more", 7)


def test_only_the_years_that_are_asked_for_count(one: Dataset, other: Dataset) -> None:
    early, late = make_row(one, when="2010-06-01"), make_row(one, when="2012-06-01")
    for row in (early, late):
        found_alike(make_row(other, when=row.when), row, 0.9)
    make_row(one, when="")

    found = Comparison(one, other, Years(2011, 2012))

    assert [(row.total.one.incidents, row.total.other.incidents) for row in found.coverage.rows] == [(1, 1)]
    assert [pair.one for pair in found.pairs] == [late.pk]
    assert (found.shares[0].matched, found.shares[0].only_here) == (1, 0)


def test_withdrawn_rows_are_counted_nowhere(one: Dataset, other: Dataset) -> None:
    row, like = make_row(one, killed(3)), make_row(other, killed(3))
    found_alike(like, row, 0.9)
    actions.submit(row, by=someone(Role.EDITOR))
    actions.withdraw(row, by=someone(Role.REVIEWER), reason="Not there.", at=NOON)

    assert counted(Side(one), EVER) == {} and pairs_of(one, other) == []


def test_everything_else_is_what_others_report_with_its_headlines(one: Dataset, other: Dataset) -> None:
    make_row(one, killed(100))
    make_row(other, killed(3))
    make_incident(casualties=[killed(5)])

    assert counted(Side(None, but=one), EVER) == {At(None, 2017): Figures(2, 2, 8, 8, 8)}


def test_pairs_are_found_whichever_was_loaded_first(one: Dataset, other: Dataset) -> None:
    first, second, third = (make_row(one) for _ in range(3))
    by_one, by_other = make_row(other), make_row(other)
    found_alike(first, by_one, 0.6)
    found_alike(by_other, second, 0.97)
    found_alike(third, make_incident(), 0.99)

    assert pairs_of(one, other) == [(second.pk, by_other.pk), (first.pk, by_one.pk)]
    assert pairs_of(other, one) == [(by_other.pk, second.pk), (by_one.pk, first.pk)]


def test_with_everything_else_pairs_of_all_datasets_count(one: Dataset, other: Dataset) -> None:
    first, second, third = (make_row(one) for _ in range(3))
    elsewhere, row = make_incident(), make_row(other)
    found_alike(first, elsewhere, 0.9)
    found_alike(row, second, 0.8)
    found_alike(third, make_row(one), 0.99)

    assert pairs_of(one, None) == [(first.pk, elsewhere.pk), (second.pk, row.pk)]


def test_what_was_decided_to_be_different_is_no_pair(one: Dataset, other: Dataset) -> None:
    row, like, unlike = make_row(one), make_row(other), make_row(other)
    found_alike(like, row, 0.5)
    found_alike(unlike, row, 0.9)
    actions.decide(unlike, row, by=someone(Role.EDITOR), verdict=Verdict.DIFFERENT, reason="Two places.")

    assert pairs_of(one, other) == [(row.pk, like.pk)]


@pytest.mark.parametrize(("verdict", "words"), [
    (Verdict.SAME, "decided: the same"), (Verdict.PART_OF, "decided: part of"),
])  # fmt: skip
def test_what_was_decided_is_a_pair_though_no_import_found_it(
    one: Dataset, other: Dataset, verdict: Verdict, words: str
) -> None:
    row, like = make_row(one), make_row(other)
    actions.decide(like, row, by=someone(Role.EDITOR), verdict=verdict, reason="By its day.")

    (pair,) = Comparison(one, other, EVER).pairs
    assert (pair.one, pair.other, pair.known, pair.is_matched) == (row.pk, like.pk, words, True)


def test_one_incident_with_rows_of_both_is_a_pair_and_each_keeps_its_own_deaths(one: Dataset, other: Dataset) -> None:
    row, like = make_row(one, killed(10)), make_row(other, killed(4))
    actions.merge(row, like, by=someone(Role.REVIEWER), reason="One event.", at=NOON)

    found = Comparison(one, other, EVER)

    assert pairs_of(one, other) == [(row.pk, row.pk)] and found.pairs[0].known == "one incident here"
    assert [share.deaths.best for share in found.shares] == [10, 4]


def test_a_pair_follows_what_its_incident_was_merged_into(one: Dataset, other: Dataset) -> None:
    row, like, survivor = make_row(one), make_row(other), make_row(other)
    found_alike(row, like, 0.9)
    actions.merge(survivor, like, by=someone(Role.REVIEWER), reason="One event.", at=NOON)

    assert pairs_of(one, other) == [(row.pk, survivor.pk)]


def test_an_incident_that_somebody_else_reports_too_is_in_both(one: Dataset) -> None:
    row = make_row(one, killed(3))
    restricted = make_report()
    restricted.source.is_restricted = True
    restricted.source.save()
    actions.attach(by=someone(Role.EDITOR), report=restricted, incident=row)

    assert pairs_of(one, None) == [(row.pk, row.pk)]


def test_a_dataset_says_of_an_incident_what_its_row_says(one: Dataset) -> None:
    place = make_place(name="Some town")
    row = make_row(one, killed(3, 4, 5), when="2010-02", place=place)

    told = accounts(Side(one), {row.pk})[row.pk]

    assert (told.when, told.place, told.deaths) == ("2010-02", place, Figures(1, 1, 3, 4, 5))
    assert told.row.startswith("R")
