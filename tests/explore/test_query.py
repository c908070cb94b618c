"""Parameters become one filter, or a refusal that names the field and the remedy."""

from datetime import date
from urllib.parse import parse_qs

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from explore.parameters import Box, Mark, Polygon, Vocabulary
from explore.query import EVERYTHING, PARAMETERS, Filter, read

GROUPS = {"isk-p": "isk-p", "daesh-k": "isk-p", "ttp": "ttp", "jua": "jua"}
WORDS = Vocabulary(group=GROUPS, province=["AF-JOW"], district=["AF-JOW-x"], community=["Shia"])
RING = ",".join(f"{60 + number / 1000},30" for number in range(10_000))


def refusal(**pairs: str | list[str]) -> dict[str, list[str]]:
    sent = {name.rstrip("_"): [value] if isinstance(value, str) else value for name, value in pairs.items()}
    with pytest.raises(ValidationError) as refused:
        read(sent, WORDS)
    return dict(refused.value.message_dict)


def test_no_parameter_asks_for_everything() -> None:
    assert read({}, WORDS) == EVERYTHING == Filter()


def test_every_parameter_is_understood() -> None:
    asked = {
        "group": ["ttp", "isk-p"], "one": ["jua~isk-p"], "parts": ["yes"], "province": ["AF-JOW"],
        "district": ["AF-JOW-x"],
        "kind": ["arrest"], "family": ["violence"], "status": ["claimed"], "target": ["police"], "community": ["Shia"],
        "credibility": ["1", "2"], "level": ["placed"], "from": ["2017-01-01"], "to": ["2017-12-31"], "dated": ["yes"],
        "killed_min": ["3"], "killed_max": ["30"], "wounded_min": ["0"], "wounded_max": ["9"], "counts": ["high"],
        "sources_min": ["2"], "unaligned": ["yes"], "conflict": ["no"], "precision": ["district"],
        "q": [" two  words "], "bbox": ["60,29,75,38.5"], "polygon": ["60,30,70,30,65,35,60,30"],
        "mark": ["cell:6/100/200"],
    }

    chosen = read(asked, WORDS)

    assert set(asked) == set(PARAMETERS)
    assert chosen == Filter(
        group=frozenset({"isk-p", "ttp"}), one=frozenset({"isk-p~jua"}), parts=True, province=frozenset({"AF-JOW"}),
        district=frozenset({"AF-JOW-x"}), kind=frozenset({"arrest"}), family=frozenset({"violence"}),
        status=frozenset({"claimed"}), target=frozenset({"police"}), community=frozenset({"Shia"}),
        credibility=frozenset({"1", "2"}), level=frozenset({"placed"}), first=date(2017, 1, 1), last=date(2017, 12, 31),
        dated=True, killed_min=3, killed_max=30, wounded_min=0, wounded_max=9, counts="high", sources_min=2,
        unaligned=True, conflict=False, precision="district", words=("two", "words"), box=Box(60, 29, 75, 38.5),
        polygon=Polygon(((60, 30), (70, 30), (65, 35))), mark=Mark("cell", "6/100/200"),
    )  # fmt: skip
    assert read(parse_qs(chosen.address), WORDS) == chosen


def test_order_and_repetition_of_values_mean_nothing() -> None:
    assert read({"group": ["ttp", "isk-p", "ttp"]}, WORDS) == read({"group": ["isk-p", "ttp"]}, WORDS)


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("group", "nobody", "There is no group"),
        ("group", "", "See the group facet"),
        ("one", "ttp~nobody", "There is no group “nobody”"),
        ("one", "ttp", "joins two groups or more"),
        ("one", "ttp~ttp", "joins two groups or more"),
        ("one", "ttp~", "There is no group “”"),
        ("province", "AF-XXX", "There is no province"),
        ("district", "AF-JOW", "See the district facet"),
        ("kind", "gossip", "Write one of"),
        ("status", "sure", "Write one of"),
        ("from", "yesterday", "write it as 2017-12-31"),
        ("from", "2017-02-30", "write it as 2017-12-31"),
        ("to", "20171231", "write it as 2017-12-31"),
        ("to", "2017-W01-1", "write it as 2017-12-31"),
        ("to", "0000-01-01", "write it as 2017-12-31"),
        ("to", "", "write it as 2017-12-31"),
        ("killed_min", "-1", "whole number"),
        ("killed_min", "1e3", "whole number"),
        ("killed_min", "99999999999", "whole number"),
        ("killed_min", "٣", "whole number"),
        ("killed_min", "", "whole number"),
        ("bbox", "", "west,south,east,north"),
        ("bbox", "1,2,3", "west,south,east,north"),
        ("bbox", "1,2,3,4,5", "west,south,east,north"),
        ("bbox", "1_0,2,30,4", "west,south,east,north"),
        ("bbox", "0,0,1,1." + "0" * 200 + "x", "west,south,east,north"),
        ("bbox", "nan,0,1,1", "finite"),
        ("bbox", "0,0,inf,1", "finite"),
        ("bbox", "70,30,60,40", "west ≤ east"),
        ("bbox", "60,40,70,30", "south ≤ north"),
        ("bbox", "170,0,190,10", "within ±180"),
        ("bbox", "0,-91,1,1", "within ±180"),
        ("q", "x" * 101, "within 100 characters"),
        ("q", "a b c d e f g h i j k", "at most 10 words"),
        ("q", "nul\x00", "cannot be read"),
        ("group", "isk-p\x00", "cannot be read"),
        ("from", "2017-01-01\ufffd", "cannot be read"),
        ("limit", "5", "Known are"),
        ("zoom", "99", "Known are"),
        ("parts", "1", "parts=yes or parts=no"),
        ("dated", "", "dated=yes or dated=no"),
        ("counts", "median", "Write one of low, best, high"),
        ("credibility", "7", "Write one of 1, 2"),
        ("community", "Nobody", "See the community facet"),
        ("sources_min", "two", "whole number"),
        ("precision", "country", "Write one of site"),
        ("polygon", "", "3 to 500 vertices"),
        ("polygon", "1,2,3,4", "3 to 500 vertices"),
        ("polygon", "1,2,3,4,5", "each a longitude and a latitude"),
        ("polygon", "60,30,nan,30,65,35", "within ±180"),
        ("polygon", "60,30,1e999,30,65,35", "within ±180"),
        ("polygon", "60,30,70,30,65,95", "within ±180"),
        ("polygon", "60,30,70,40,70,30,60,40", "crosses itself"),
        ("polygon", "60,30,65,30,70,30", "no area"),
        ("polygon", "60,30,60,30,60,30,60,30", "no area"),
        ("polygon", "179,0,-179,0,-179,5", "antimeridian"),
        ("polygon", RING, "within 20,000 characters"),
        ("polygon", RING[:19_990], "3 to 500 vertices"),
        ("mark", "place:", "names no symbol"),
        ("mark", "cell:99/0/0", "names no symbol"),
        ("mark", "cell:0/16/0", "names no symbol"),
        ("mark", "cell:-1/0/0", "names no symbol"),
        ("mark", "province:AF-XXX", "names no symbol"),
        ("mark", "group:ttp", "names no symbol"),
    ],
)
def test_what_is_not_understood_is_refused_with_a_remedy(name: str, value: str, remedy: str) -> None:
    assert remedy in refusal(**{name: value})[name][0]


@pytest.mark.parametrize("edge", ["-180,-90,180,90", "0,0,0,0", " 1 , 2 , 3 , 4 ", "6e1,29,75.5,38"])
def test_a_box_may_be_as_wide_as_the_world_or_a_point(edge: str) -> None:
    assert read({"bbox": [edge]}, WORDS).box == Box(*map(float, edge.split(",")))


@pytest.mark.parametrize(("name", "value"), [("q", "x" * 100), ("q", "a b c d e f g h i j"), ("killed_min", "1000000")])
def test_the_most_that_is_allowed_is_allowed(name: str, value: str) -> None:
    assert read({name: [value]}, WORDS) != EVERYTHING


def test_an_empty_search_asks_for_everything() -> None:
    assert read({"q": ["  "]}, WORDS) == EVERYTHING


def test_groups_that_share_one_count_as_one_and_the_first_stands_for_all() -> None:
    chosen = read({"one": ["ttp~jua", "jua~isk-p"], "group": ["ttp"]}, WORDS)

    assert chosen.address == "group=isk-p&one=isk-p~jua~ttp"
    assert read(parse_qs(chosen.address), WORDS) == chosen
    assert read({"one": ["isk-p~ttp", "jua~ttp"], "group": ["jua"]}, WORDS) == chosen


def test_one_day_may_be_both_first_and_last() -> None:
    chosen = read({"from": ["2017-12-17"], "to": ["2017-12-17"]}, WORDS)

    assert chosen.first == chosen.last == date(2017, 12, 17)


@given(st.permutations([("group", ["isk-p", "ttp"]), ("kind", ["arrest"]), ("from", ["2017-01-01"]), ("q", ["two"])]))
def test_the_order_of_parameters_means_nothing(pairs: list[tuple[str, list[str]]]) -> None:
    assert read(dict(pairs), WORDS) == read(dict(sorted(pairs)), WORDS)


def test_a_field_can_be_left_open_again() -> None:
    chosen = read({"kind": ["arrest"], "from": ["2017-01-01"]}, WORDS)

    assert chosen.without("first") == read({"kind": ["arrest"]}, WORDS)


def test_an_unknown_name_that_looks_like_a_known_one_is_not_passed_over() -> None:
    with pytest.raises(ValidationError):
        read({"from\x00": ["2017-01-01"], "from": ["2017-01-01"]}, WORDS)


def test_what_cannot_be_meant_together_is_refused() -> None:
    assert "exchange" in refusal(from_="2018-01-01", to="2017-01-01")["to"][0]
    assert "exchange" in refusal(killed_min="9", killed_max="8")["killed_max"][0]
    assert "dated=no asks for what has no date" in refusal(dated="no", to="2017-01-01")["dated"][0]


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


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["explore/", "incidents/", "explore/export.geojson"])
def test_each_address_refuses_by_field(client: Client, address: str) -> None:
    got = client.get(f"/api/v1/{address}?group=nobody&from=2018-01-01&to=2017-13-01&bbox=nan,0,1,1")

    assert got.status_code == 400 and set(got.json()) == {"group", "to", "bbox"}


@pytest.mark.django_db
@pytest.mark.parametrize("number", [201, 10_000])
def test_thousands_of_values_are_refused(client: Client, number: int) -> None:
    got = client.get("/api/v1/explore/?" + "&".join(["kind=arrest"] * number))

    assert got.status_code == 400 and ("200 times" in got.content.decode() or "Send fewer" in got.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("parameter", ["cursor=x", "page_size=5", "ordering=when"])
def test_what_only_lists_take_is_refused_elsewhere(client: Client, parameter: str) -> None:
    for address in ("explore/playback/", "explore/export.geojson"):
        assert client.get(f"/api/v1/{address}?{parameter}").json()[parameter.partition("=")[0]]
