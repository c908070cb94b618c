"""The list of incidents in pages, one incident whole, and the same as GeoJSON."""

import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from places.models import PlaceKind, Precision
from sources.models import OutletKind
from tests.explore.world import make_world
from tests.factories import make_outlet, make_place, make_published_incident, make_report, make_source

pytestmark = pytest.mark.django_db
MANY = 12


def pages(address: str) -> list[dict[str, Any]]:
    rows, following = [], address
    while following:
        parts = urlsplit(following)
        got = Client().get(f"{parts.path}?{parts.query}").json()
        rows += got["results"]
        following = got["next"]
    return rows


def test_paging_in_any_order_meets_each_incident_once() -> None:
    everything = {one.public_id for one in make_world(MANY).incidents}

    for ordering in ("when", "-when", "killed", "-killed", "published", "-published", "public_id", "-public_id"):
        rows = pages(f"/api/v1/incidents/?page_size=5&ordering={ordering}")
        assert len(rows) == MANY and {row["public_id"] for row in rows} == everything, ordering


def test_what_is_unknown_comes_last_either_way() -> None:
    make_published_incident(when="")
    make_published_incident(when="2017-12-17")

    for ordering in ("when", "-when"):
        assert [row["when"] for row in pages(f"/api/v1/incidents/?ordering={ordering}")] == ["2017-12-17", ""]


@pytest.mark.parametrize(
    "wrong", ["page_size=0", "page_size=201", "page_size=x", "ordering=title", "cursor=xx", "limit=5"]
)
def test_bad_paging_is_refused_by_name(wrong: str) -> None:
    got = Client().get(f"/api/v1/incidents/?{wrong}")

    assert got.status_code == 400 and wrong.split("=")[0] in got.json()


def test_the_first_page_of_explore_leads_on_to_the_rest() -> None:
    world = make_world(MANY)
    from_page = Client().get("/api/v1/explore/").json()["list"]

    assert from_page["count"] == len(from_page["results"]) == len(world.incidents) and from_page["next"] is None


@pytest.mark.parametrize(("address", "most"), [("/api/v1/explore/", 30), ("/api/v1/incidents/", 12)])
def test_queries_do_not_grow_with_incidents(address: str, most: int, django_assert_max_num_queries: Any) -> None:
    make_world(MANY)

    with django_assert_max_num_queries(most):
        assert Client().get(address).status_code == 200


def test_a_whole_incident_shows_each_source_with_its_grade() -> None:
    killed = {"outcome": "killed", "low": 9, "best": 9, "hedge": "at_least"}
    incident = make_published_incident(credibility=3, casualties=[killed])

    got = Client().get(f"/api/v1/incidents/{incident.public_id}/").json()

    assert got["killed"] == {"low": 9, "best": 9, "high": None, "is_open": True}
    assert [report["grade"] for report in got["reports"]] == ["F3"]
    assert got["reports"][0]["casualties"][0]["text"] == "Killed: at least 9 (9 or more)"


def test_no_link_leads_to_a_party_to_the_conflict() -> None:
    party = make_outlet(name="Its own agency", kind=OutletKind.PARTY_TO_CONFLICT)
    report = make_report(source=make_source(outlet=party, url="https://example.org/propaganda"))
    incident = make_published_incident(reports=[report])

    assert "propaganda" not in Client().get(f"/api/v1/incidents/{incident.public_id}/").content.decode()


def test_a_province_is_never_a_point() -> None:
    province = make_place(kind=PlaceKind.PROVINCE, precision=Precision.PROVINCE)
    make_published_incident(place=province)
    make_published_incident(place=make_place())

    got = Client().get("/api/v1/incidents.geojson")
    features = json.loads(b"".join(got.streaming_content))["features"]  # type: ignore[attr-defined]

    assert [bool(feature["geometry"]) for feature in features] == [False, True]


def test_an_unchanged_answer_is_not_sent_again() -> None:
    make_published_incident()
    first = Client().get("/api/v1/explore/")

    again = Client().get("/api/v1/explore/", headers={"if-none-match": first["ETag"]})
    make_published_incident()
    changed = Client().get("/api/v1/explore/", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, changed.status_code) == (304, 200)
    assert "private" in first["Cache-Control"] and "Cookie" in first["Vary"]
