"""Parameters become one filter, or a refusal that names the field and the remedy."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from explore.query import EVERYTHING, PARAMETERS, Box, Filter, Vocabulary, read

WORDS = Vocabulary(group=frozenset({"isk-p", "ttp"}), province=frozenset({"AF-JOW"}), district=frozenset({"AF-JOW-x"}))


def refusal(**pairs: str | list[str]) -> dict[str, list[str]]:
    sent = {name.rstrip("_"): [value] if isinstance(value, str) else value for name, value in pairs.items()}
    with pytest.raises(ValidationError) as refused:
        read(sent, WORDS)
    return dict(refused.value.message_dict)


def test_no_parameter_asks_for_everything() -> None:
    assert read({}, WORDS) == EVERYTHING == Filter()


def test_every_parameter_is_understood() -> None:
    asked = {
        "group": ["ttp", "isk-p"], "province": ["AF-JOW"], "district": ["AF-JOW-x"], "kind": ["arrest"],
        "status": ["claimed"], "from": ["2017-01-01"], "to": ["2017-12-31"], "killed_min": ["3"], "q": [" two  words "],
        "bbox": ["60,29,75,38.5"],
    }

    assert read(asked, WORDS) == Filter(
        group=frozenset({"isk-p", "ttp"}), province=frozenset({"AF-JOW"}), district=frozenset({"AF-JOW-x"}),
        kind=frozenset({"arrest"}), status=frozenset({"claimed"}), first=date(2017, 1, 1), last=date(2017, 12, 31),
        killed_min=3, words=("two", "words"), box=Box(60, 29, 75, 38.5),
    )


def test_order_and_repetition_of_values_mean_nothing() -> None:
    assert read({"group": ["ttp", "isk-p", "ttp"]}, WORDS) == read({"group": ["isk-p", "ttp"]}, WORDS)


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("group", "nobody", "There is no group"),
        ("province", "AF-XXX", "There is no province"),
        ("kind", "gossip", "Write one of"),
        ("status", "sure", "Write one of"),
        ("from", "yesterday", "write it as 2017-12-31"),
        ("from", "2017-02-30", "write it as 2017-12-31"),
        ("to", "20171231", "write it as 2017-12-31"),
        ("killed_min", "-1", "whole number"),
        ("killed_min", "1e3", "whole number"),
        ("killed_min", "99999999999", "whole number"),
        ("bbox", "1,2,3", "west,south,east,north"),
        ("bbox", "nan,0,1,1", "finite"),
        ("bbox", "0,0,inf,1", "finite"),
        ("bbox", "70,30,60,40", "west ≤ east"),
        ("bbox", "170,0,190,10", "within ±180"),
        ("q", "x" * 101, "within 100 characters"),
        ("q", "a b c d e f g h i j k", "at most 10 words"),
        ("q", "nul\x00", "cannot be read"),
        ("limit", "5", "Known are"),
    ],
)
def test_what_is_not_understood_is_refused_with_a_remedy(name: str, value: str, remedy: str) -> None:
    assert remedy in refusal(**{name: value})[name][0]


def test_reversed_dates_are_refused() -> None:
    assert "exchange" in refusal(from_="2018-01-01", to="2017-01-01")["to"][0]


def test_too_many_or_repeated_values_are_refused() -> None:
    assert "at most 200" in refusal(group=["isk-p"] * 10_000)["group"][0]
    assert "once" in refusal(from_=["2017-01-01", "2017-01-02"])["from"][0]


def test_every_wrong_field_is_named_at_once() -> None:
    assert set(refusal(from_="x", bbox="y", kind="z")) == {"from", "bbox", "kind"}


@given(st.dictionaries(st.sampled_from((*PARAMETERS, "nix")), st.lists(st.text(max_size=30), max_size=3), max_size=4))
def test_no_text_breaks_the_reader(pairs: dict[str, list[str]]) -> None:
    try:
        assert isinstance(read(pairs, WORDS), Filter)
    except ValidationError as refused:
        assert refused.message_dict
