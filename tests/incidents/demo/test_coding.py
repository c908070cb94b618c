"""The demonstration's files say what the hand coding of the founding article says, row by row."""

import re
from typing import Any

import pytest

from incidents.demo.files import FOLDER, Row, rows
from tests.incidents.demo.coded import by_seed, left_out, seeds_of

SECTIONS = {
    "outlets": ["outlets"],
    "citations": ["sources"],
    "places": ["places"],
    "groups": ["groups"],
    "incidents": ["incidents"],
    "relations": ["alliances"],
    "leadership": ["leadership"],
    "presence": ["presence"],
    "observations": ["presence"],
}
OUTLET_KINDS = {"newspaper": "newspaper", "news agency": "agency"}
TIES = {
    "allied_with_or_coopts": "allied_with",
    "pledged_allegiance_to": "pledged_to",
    "competes_with": "rival_of",
    "operational_cooperation_with": "cooperates_with",
    "co_attributed_with": "cooperates_with",
    "internal_rivalry": "rival_of",
}
FOUNDING_ARTICLE = "author-of-the-founding-article-2018-01"


@pytest.mark.parametrize("section", SECTIONS)
def test_every_coded_row_is_kept_or_left_out_with_a_reason(coding: dict[str, Any], section: str) -> None:
    coded = {row["id"] for row in coding[section]}
    kept = {seed for noun in SECTIONS[section] for row in rows(noun) for seed in seeds_of(row)}
    reasons = {seed: why for noun in SECTIONS[section] for seed, why in left_out(noun).items()}

    assert coded <= kept | set(reasons)
    assert not kept & set(reasons)
    assert all(reasons.values())


def test_no_row_stands_for_something_that_was_not_coded(coding: dict[str, Any]) -> None:
    coded = {row["id"] for section in SECTIONS for row in coding[section]}

    for path in FOLDER.glob("*.json"):
        assert {seed for row in rows(path.stem) for seed in seeds_of(row)} <= coded


def test_only_ties_that_are_asserted_or_implied_are_kept(coding: dict[str, Any]) -> None:
    may_be_shown = {
        row["id"]
        for row in coding["relations"]
        if row["status"] in {"asserted", "implied"} and row.get("publish") != "no"
    }

    assert {seed for row in rows("alliances") for seed in seeds_of(row)} == may_be_shown


def test_outlets_and_items_agree_with_the_coding(coding: dict[str, Any]) -> None:
    outlets, items = by_seed("outlets"), by_seed("sources")

    for coded in coding["outlets"]:
        row = outlets[coded["id"]]
        assert set(coded["names_in_text"]) <= {row["name"], *row.get("other_names", [])}
        assert row.get("country") == coded["country_iso"]
        assert row["kind"] == OUTLET_KINDS.get(coded["type"], row["kind"])
    for coded in coding["citations"]:
        assert items[coded["id"]]["published"] == coded["date"]
        assert items[coded["id"]]["outlet"] == outlets[coded["outlet"]]["key"]


def test_places_stay_as_approximate_as_they_were_coded(coding: dict[str, Any]) -> None:
    places = by_seed("places")

    for coded in (row for row in coding["places"] if row["id"] in places):
        row = places[coded["id"]]
        if row["kind"] == "province":
            assert row["key"] == coded["iso3166_2"]
        else:
            assert [row.get(name) for name in ("lat", "lon", "uncertainty_km")] == [
                coded["lat"], coded["lon"], coded["uncertainty_km"],
            ]


def test_groups_carry_every_name_that_is_a_name(coding: dict[str, Any]) -> None:
    groups = by_seed("groups")

    for coded in coding["groups"]:
        said = {name["name"] for name in coded["names_in_text"] if not name["kind"].startswith("nominal")}
        known = {name["name"] for name in groups[coded["id"]]["names"]}
        assert said | set(coded.get("aliases_background_unsourced", [])) <= known
        assert groups[coded["id"]]["name"] == coded["canonical"]


@pytest.mark.parametrize("coded_id", [row for each in rows("alliances") for row in seeds_of(each)])
def test_a_tie_agrees_with_the_coding(coding: dict[str, Any], coded_id: str) -> None:
    coded = next(row for row in coding["relations"] if row["id"] == coded_id)
    row, groups = by_seed("alliances")[coded_id], by_seed("groups")

    assert (row["status"], row["confidence"]) == (coded["status"], coded["confidence"])
    assert cited(row) == expected_citations(coded)
    assert dates_in(row, "start", "end") >= dates_of(coded)
    if coded.get("place"):
        assert row["place"] == by_seed("places")[coded["place"]]["key"]
    if coded.get("person_level"):
        assert row["kind"] == "leader_defected_to"
        assert row["person"] == person(coding, coded["source"])
        assert groups[coded["target"]]["key"] in {row["source"], row["target"]}
    else:
        assert row["kind"] == TIES.get(coded["type"], coded["type"])
        assert (row["source"], row["target"]) == (groups[coded["source"]]["key"], groups[coded["target"]]["key"])


@pytest.mark.parametrize("coded_id", [row for each in rows("leadership") for row in seeds_of(each)])
def test_a_leader_agrees_with_the_coding(coding: dict[str, Any], coded_id: str) -> None:
    coded = next(row for row in coding["leadership"] if row["id"] == coded_id)
    row = by_seed("leadership")[coded_id]

    assert row["person"] == person(coding, coded["person"])
    assert row["group"] == by_seed("groups")[coded["group"]]["key"]
    assert row["confidence"] == coded["confidence"]
    assert cited(row) == expected_citations(coded)
    assert dates_in(row, "start", "end") >= dates_of(coded)


@pytest.mark.parametrize("coded_id", [row for each in rows("presence") for row in seeds_of(each)])
def test_a_presence_agrees_with_the_coding(coding: dict[str, Any], coded_id: str) -> None:
    coded = next(row for row in coding["presence"] + coding["observations"] if row["id"] == coded_id)
    row, groups = by_seed("presence")[coded_id], by_seed("groups")

    assert row["confidence"] == coded["confidence"]
    assert row["group"] == (groups[coded["group"]]["key"] if coded["group"] else None)
    assert cited(row) == expected_citations(coded)
    assert dates_in(row, "period") >= dates_of(coded)
    if "status" in coded:
        assert row.get("status", "asserted") == coded["status"]
    if coded["place"] and coded.get("publish") != "aggregate_only":
        assert row["place"] == by_seed("places")[coded["place"]]["key"]


def test_people_are_counted_as_coded_with_their_hedge(coding: dict[str, Any]) -> None:
    """Networks (f09) are no people, and single cases (f05, f06) are never shown as such."""
    counted = [row for row in coding["observations"] if (row["quantity"] or {}).get("low") is not None]
    presence = by_seed("presence")

    for coded in (row for row in counted if row["id"] not in {"f05", "f06", "f09"}):
        row = presence[coded["id"]]
        assert {name: row[name] for name in ("low", "best", "high", "hedge")} == {
            name: coded["quantity"][name] for name in ("low", "best", "high", "hedge")
        }
    for apart in ("f05", "f06", "f09"):
        assert "low" not in presence[apart]


def person(coding: dict[str, Any], person_id: str | None) -> str:
    return next((row["name"] for row in coding["persons"] if row["id"] == person_id), "")


def cited(row: Row) -> set[str]:
    return set(row.get("citations", [FOUNDING_ARTICLE]))


def expected_citations(coded: dict[str, Any]) -> set[str]:
    items = by_seed("sources")
    return {items[citation]["key"] for citation in coded["citations"]} or {FOUNDING_ARTICLE}


def dates_in(row: Row, *names: str) -> set[str]:
    return {found for name in names for found in re.findall(r"[\d-]{4,}", row.get(name, ""))}


def dates_of(coded: dict[str, Any]) -> set[str]:
    return set(re.findall(r"[\d-]{4,}", coded["date_edtf"] or ""))
