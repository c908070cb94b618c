"""The list of incidents in pages, one incident whole, and the same as GeoJSON."""

import json
import random
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from explore.listing import ORDERS
from groups.models import Group
from incidents.models import Incident
from places.models import Place, PlaceKind, Precision
from sources.models import OutletKind
from tests.explore.world import make_incident, make_world
from tests.factories import (
    make_group,
    make_outlet,
    make_place,
    make_published_incident,
    make_report,
    make_source,
    someone,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MANY = 15
ORDERINGS = [f"{sign}{name}" for name in ORDERS for sign in ("", "-")]
KILLED = {"outcome": "killed", "low": 9, "best": 9, "hedge": "at_least"}


def editing() -> Client:
    client = Client()
    client.force_login(someone(Role.EDITOR))
    return client


def pages(address: str, client: Client | None = None) -> list[dict[str, Any]]:
    """All rows, page after page; a list that runs in a circle ends in a failure, not in never."""
    rows: list[dict[str, Any]] = []
    for _ in range(50):
        parts = urlsplit(address)
        got = (client or Client()).get(f"{parts.path}?{parts.query}").json()
        rows += got["results"]
        address = got["next"]
        if not address:
            return rows
    raise AssertionError("The pages do not end.")


def features(query: str) -> list[dict[str, Any]]:
    return list(json.loads(Client().get(f"/api/v1/explore/export.geojson?{query}").getvalue())["features"])


def queries(address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(f"/api/v1/{address}").getvalue()
    return len(asked)


@pytest.mark.parametrize("ordering", ORDERINGS)
def test_paging_in_any_order_meets_each_incident_once(ordering: str) -> None:
    make_world(MANY)

    for client, number in ((Client(), MANY - MANY // 7 - 1), (editing(), MANY)):
        rows = pages(f"/api/v1/incidents/?page_size=4&ordering={ordering}", client)
        ids = [row["public_id"] for row in rows]
        assert len(ids) == len({*ids}) == number


def test_many_alike_are_paged_through_too() -> None:
    """Undated incidents have all the same place in an order by date, and may be thousands."""
    first = make_published_incident(when="")
    copied = ("kind", "state", "published_at", "published_by", "corroboration", "is_public", "first_public_at")
    alike = {name: getattr(first, name) for name in copied}
    Incident.objects.bulk_create(Incident(public_id=f"KW-1-{number:06}", title="x", **alike) for number in range(1300))

    rows = pages("/api/v1/incidents/?page_size=200")

    assert len({row["public_id"] for row in rows}) == len(rows) == 1301


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
    make_world(120)
    listed = Client().get("/api/v1/explore/?kind=arrest&kind=propaganda").json()["list"]

    rest = pages(listed["next"])

    ids = [row["public_id"] for row in listed["results"] + rest]
    assert len(listed["results"]) == 25 and len(ids) == len({*ids}) == listed["count"] > 50
    assert {row["kind"] for row in rest} <= {"arrest", "propaganda"}


def test_list_and_file_hold_what_explore_counts() -> None:
    make_world(45)

    for query in ("", "group=group-a&status=claimed", "bbox=60,30,70,40", "q=darzab", "from=2017-12-01&killed_min=9"):
        number = Client().get(f"/api/v1/explore/?{query}").json()["list"]["count"]
        listed = {row["public_id"] for row in pages(f"/api/v1/incidents/?page_size=200&{query}")}
        assert listed == {feature["id"] for feature in features(query)} and len(listed) == number > 0, query


@pytest.mark.parametrize("address", ["explore/", "incidents/", "explore/incidents/"])
def test_queries_do_not_grow_with_incidents(address: str) -> None:
    make_world(MANY)
    assert queries(address) > 5  # the worker's part, which a test does before it asks
    few = queries(address)
    chance = random.Random(2)  # noqa: S311 – the same each time
    groups, places = list(Group.objects.all()), list(Place.objects.all())
    for position in range(MANY, 3 * MANY):
        make_incident(position, chance, groups, [*places])
    queries(address)

    assert queries(address) == few < 10


def test_queries_of_one_incident_do_not_grow_with_its_reports() -> None:
    first, *others = [
        make_report(casualties=[KILLED], place=make_place(), attributions=[{"group": make_group()}]) for _ in range(5)
    ]
    one, other = make_published_incident(reports=[first]), make_published_incident(reports=others)

    assert queries(f"incidents/{one.public_id}/") == queries(f"incidents/{other.public_id}/") < 15


def test_a_whole_incident_shows_each_source_with_its_grade() -> None:
    incident = make_published_incident(credibility=3, casualties=[KILLED])

    got = Client().get(f"/api/v1/incidents/{incident.public_id}/").json()

    assert got["killed"] == {"low": 9, "best": 9, "high": None, "is_open": True}
    assert [report["grade"] for report in got["reports"]] == ["F3"]
    assert got["reports"][0]["casualties"][0]["text"] == "Killed: at least 9 (9 or more)"


def test_no_link_leads_to_a_party_to_the_conflict() -> None:
    party = make_outlet(name="Its own agency", kind=OutletKind.PARTY_TO_CONFLICT)
    report = make_report(source=make_source(outlet=party, url="https://example.org/propaganda"))
    incident = make_published_incident(reports=[report])

    assert "propaganda" not in Client().get(f"/api/v1/incidents/{incident.public_id}/").content.decode()


def test_no_link_leads_to_a_copy_of_what_a_party_published() -> None:
    party, paper = make_outlet(name="Its own agency", kind=OutletKind.PARTY_TO_CONFLICT), make_outlet()
    claim = make_source(outlet=party, url="https://example.org/propaganda")
    copy = make_source(outlet=paper, url="https://example.net/propaganda", republishes=claim)
    second_copy = make_source(outlet=make_outlet(), url="https://example.com/propaganda", republishes=copy)
    reports = [make_report(source=source) for source in (copy, second_copy, make_source(url="https://example.org/x"))]
    incident = make_published_incident(reports=reports)

    said = Client().get(f"/api/v1/incidents/{incident.public_id}/").json()["reports"]

    assert [report["source"]["url"] for report in said] == [None, None, "https://example.org/x"]


def test_a_province_is_never_a_point() -> None:
    province = make_place(kind=PlaceKind.PROVINCE, precision=Precision.PROVINCE)
    make_published_incident(place=province)
    make_published_incident(place=make_place())

    make_published_incident()

    assert [bool(feature["geometry"]) for feature in features("")] == [False, True, False]
    assert [feature["properties"]["uncertainty_km"] for feature in features("")] == [None, 2.0, None]


@pytest.mark.parametrize("address", ["explore/", "incidents/", "incidents/{id}/"])
def test_an_unchanged_answer_is_not_sent_again(address: str) -> None:
    incident = make_published_incident()
    address = f"/api/v1/{address.format(id=incident.public_id)}"
    first = Client().get(address)

    again = Client().get(address, headers={"if-none-match": first["ETag"]})
    Incident.objects.update(title="Another title")
    changed = Client().get(address, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content, changed.status_code) == (304, b"", 200)
    assert "private" in first["Cache-Control"] and "Cookie" in first["Vary"]


@pytest.mark.parametrize(
    ("view", "is_seen"), [("69,34,70,35", True), ("69.25,34,70,35", True), ("69.4,34,70,35", False)]
)
def test_a_ring_without_a_district_is_sent_where_it_is_seen(client: Client, view: str, is_seen: bool) -> None:
    """It lies at 69.2° east and reaches ten kilometres, which is a tenth of a degree."""
    place = make_place(name="Somewhere", precision=Precision.DISTRICT, uncertainty_km=10.0)
    make_published_incident(place=place)

    rings = client.get(f"/api/v1/explore/?view={view}&zoom=8").json()["map"]["districts"]

    assert [ring["mark"] for ring in rings] == ([f"place:{place.code}"] if is_seen else [])
