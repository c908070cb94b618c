"""The desk says back how it reads a date or a count while somebody types."""

import pytest

from accounts.models import User
from incidents.desk.fields import WhenField
from tests.factories import make_outlet, make_source
from tests.incidents.desk import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_what_is_typed_is_read_back(editor: User) -> None:
    desk = signed_in(editor)

    assert desk.get("/desk/readings/", {"when": " early January 2018 "}).json() == {
        "edtf": "2018-01-01/2018-01-10", "words": "1–10 January 2018"}
    assert "is not a date" in desk.get("/desk/readings/", {"when": "soon"}).json()["problem"]
    assert desk.get("/desk/readings/", {"number": "50", "hedge": "more_than"}).json() == {
        "words": "51 or more", "hedge": "more_than"}
    assert desk.get("/desk/readings/", {"number": "²", "hedge": "exact"}).json() == {"words": ""}


@pytest.mark.parametrize("about", [
    {"near": "1 June 2017"}, {"source": "dawn-2017-06-01"}, {"url": "https://example.org/story"},
    {"near": "1 June 2018", "source": "dawn-2017-06-01"},
])  # fmt: skip
def test_a_date_without_a_year_is_read_beside_its_source(editor: User, about: dict[str, str]) -> None:
    make_source(outlet=make_outlet(name="Dawn"), published="2017-06-01", url="https://example.org/story")
    make_source(published="2010-01-01")

    answer = signed_in(editor).get("/desk/readings/", {"when": "3 May", **about})

    assert answer.json() == {"edtf": "2017-05-03", "words": "3 May 2017"}


@pytest.mark.parametrize("about", [{}, {"near": "soon"}, {"source": "nobody"}, {"url": ""}])
def test_without_its_source_the_year_is_asked_for(editor: User, about: dict[str, str]) -> None:
    make_source(published="2010-01-01")

    assert "Add the year" in signed_in(editor).get("/desk/readings/", {"when": "3 May", **about}).json()["problem"]


def test_the_same_date_in_other_words_is_no_change() -> None:
    assert not WhenField().has_changed("2017-12-17", "17 December 2017")
    assert WhenField().has_changed("2017-12-17", "18 December 2017")
    assert WhenField().has_changed("2017-12-17", "soon")
