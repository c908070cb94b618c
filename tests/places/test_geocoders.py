"""The geocoders on real parts: the local gazetteer's rows, and a real web server that plays Nominatim."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from geopy.exc import (
    ConfigurationError,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
)

from places import outside
from places.finds import AmbiguousPlace
from places.geocoders import LocalGazetteer, configured
from places.models import Boundary, GeocoderAnswer, GeocoderTurn, Place, PlaceKind, Precision
from places.nominatim import Nominatim
from tests.factories import make_place
from tests.services import ROOT, http_server, shared_database

AGENT = "khorasan-watch tests (editor@example.org)"


class Stub:
    """Nominatim for tests: says what it is told to and notes every request with its time."""

    def __init__(self) -> None:
        self.url, self.status, self.body, self.headers = "", 200, "[]", {}  # type: str, int, str, dict[str, str]
        self.delay = 0.0
        self.requests: list[tuple[float, str, str]] = []

    def says(self, *places: dict[str, Any]) -> None:
        self.body = json.dumps(places)

    def handler(stub) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                stub.requests.append((time.monotonic(), self.path, self.headers["User-Agent"]))
                time.sleep(stub.delay)
                self.send_response(stub.status)
                for name, value in stub.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(stub.body.encode())

            def log_message(self, *_: Any) -> None:
                """Say nothing on the console."""

        return Handler


@pytest.fixture
def stub() -> Iterator[Stub]:
    stub = Stub()
    with http_server(stub.handler()) as stub.url:
        yield stub


@pytest.fixture
def nominatim(stub: Stub, db: None, monkeypatch: pytest.MonkeyPatch) -> Nominatim:
    monkeypatch.setattr(outside, "BETWEEN_REQUESTS", timedelta(0))
    return Nominatim(url=stub.url, user_agent=AGENT, timeout=0.5)


def osm(name: str = "Moghul", lat: float = 36.0, lon: float = 65.4, **odd: Any) -> dict[str, Any]:
    """A place as Nominatim describes it."""
    box = [str(lat - 0.01), str(lat + 0.01), str(lon - 0.01), str(lon + 0.01)]
    return {
        "display_name": f"{name}, Jowzjan, Afghanistan", "lat": str(lat), "lon": str(lon), "boundingbox": box,
        "place_rank": 19, "importance": 0.3, **odd,
    }


# The local gazetteer


@pytest.fixture
def kabul(db: None) -> Place:
    province = make_place(name="Kabul", kind=PlaceKind.PROVINCE, precision=Precision.PROVINCE, uncertainty_km=40.0)
    Boundary.objects.create(place=province, geometry=square(34.0, 69.0, 1.0), source="drawn by hand", licence="none")
    return province


def square(south: float, west: float, size: float) -> dict[str, Any]:
    north, east = south + size, west + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def test_the_local_gazetteer_answers_behind_geopys_two_verbs(kabul: Place) -> None:
    paghman = make_place(name="Paghman", parent=kabul, lat=34.59, lon=69.01)
    make_place(name="Herat", lat=34.34, lon=62.2)
    geocoder = LocalGazetteer()

    there = geocoder.geocode("Paghman")
    assert (there.latitude, there.longitude, there.raw.as_values()["place_id"]) == (34.59, 69.01, paghman.pk)
    assert geocoder.geocode("Nowhere at all") is None
    assert geocoder.reverse("34.58, 69.02").address == "Paghman, Kabul"
    assert [each.raw.candidate.place_id for each in geocoder.reverse((34.58, 69.02), exactly_one=False)] == [
        paghman.pk, kabul.pk,
    ]
    assert geocoder.reverse((34.1, 69.9)).address == "Kabul"
    assert geocoder.reverse((10.0, 10.0)) is None


def test_a_name_of_two_places_is_ambiguous_unless_a_list_is_asked_for(kabul: Place) -> None:
    for lat in (31.0, 34.0):
        make_place(name="Fatehpur", lat=lat)

    with pytest.raises(AmbiguousPlace):
        LocalGazetteer().geocode("Fatehpur")
    assert len(LocalGazetteer().geocode("Fatehpur", exactly_one=False)) == 2


# Nominatim


def test_nominatim_is_asked_with_parents_country_and_a_name_for_ourselves(nominatim: Nominatim, stub: Stub) -> None:
    darzab = make_place(name="Darzab", parent=make_place(name="Jowzjan"))
    nominatim.geocode("Moghul, Jowzjan", within=darzab, country="AF")

    [(_, path, agent)] = stub.requests
    question = parse_qs(urlsplit(path).query)
    assert (question["q"], question["countrycodes"]) == (["Moghul, Jowzjan, Darzab"], ["af"])
    assert agent == AGENT


def test_a_place_found_outside_knows_how_far_off_it_may_be(nominatim: Nominatim, stub: Stub) -> None:
    stub.says(osm())
    location = nominatim.geocode("Moghul")

    assert (location.latitude, location.longitude) == (36.0, 65.4)
    found = location.raw.as_values()
    assert (found["kind"], found["precision"], found["place_id"]) == ("settlement", "settlement", None)
    assert found["uncertainty_km"] == pytest.approx(1.4, abs=0.1)
    assert found["source"] == "geocoder:nominatim"


@pytest.mark.parametrize(
    ("rank", "precision"), [(4, "country"), (8, "province"), (12, "district"), (16, "settlement"), (30, "site")]
)
def test_a_rank_becomes_a_precision(nominatim: Nominatim, stub: Stub, rank: int, precision: str) -> None:
    stub.says(osm(place_rank=rank))

    assert nominatim.geocode("Moghul").raw.candidate.precision == precision


def test_places_far_apart_are_ambiguous_and_one_spot_twice_is_not(nominatim: Nominatim, stub: Stub) -> None:
    stub.says(osm(lat=36.0), osm(lat=36.01))
    assert nominatim.geocode("once").latitude == 36.0

    stub.says(osm(lat=36.0), osm(lat=34.0))
    with pytest.raises(AmbiguousPlace) as several:
        nominatim.geocode("twice")
    assert [find.candidate.lat for find in several.value.finds] == [36.0, 34.0]
    assert len(nominatim.geocode("twice", exactly_one=False)) == 2


def test_a_find_outside_the_named_parent_is_no_find(nominatim: Nominatim, stub: Stub, kabul: Place) -> None:
    stub.says(osm(lat=36.0, lon=65.4))
    assert nominatim.geocode("Moghul", within=kabul) is None

    stub.says(osm(lat=36.0, lon=65.4), osm(lat=34.5, lon=69.5))
    assert nominatim.geocode("Qala", within=kabul).latitude == 34.5


def test_a_find_far_from_a_parent_without_an_outline_is_no_find(nominatim: Nominatim, stub: Stub) -> None:
    darzab = make_place(name="Darzab", kind=PlaceKind.DISTRICT, lat=35.98, lon=65.38, uncertainty_km=15.0)
    stub.says(osm(lat=36.0, lon=65.4), osm(lat=33.0, lon=65.4))

    assert nominatim.geocode("Moghul", within=darzab).latitude == 36.0


def test_an_answer_is_remembered_even_if_it_is_not_found(nominatim: Nominatim, stub: Stub) -> None:
    stub.says()
    assert nominatim.geocode("Moghul") is None
    assert nominatim.geocode("Moghul") is None
    assert len(stub.requests) == 1

    GeocoderAnswer.objects.update(answered_at=timezone.now() - outside.ANSWERS_LAST - timedelta(hours=1))
    stub.says(osm())
    assert nominatim.geocode("Moghul") is not None
    assert nominatim.geocode("Moghul") is not None
    assert len(stub.requests) == 2


def test_an_address_at_a_point_is_found_and_remembered(nominatim: Nominatim, stub: Stub) -> None:
    stub.body = json.dumps(osm())
    assert nominatim.reverse("36.0, 65.4").address == "Moghul, Jowzjan, Afghanistan"
    nominatim.reverse((36.0, 65.4))
    assert len(stub.requests) == 1


@pytest.mark.parametrize(
    ("status", "error"),
    [(429, GeocoderRateLimited), (500, GeocoderServiceError), (503, GeocoderTimedOut),
     (403, GeocoderInsufficientPrivileges), (400, GeocoderQueryError)],
)
def test_trouble_is_raised_and_not_remembered(
    nominatim: Nominatim, stub: Stub, status: int, error: type[Exception]
) -> None:
    stub.status = status
    with pytest.raises(error):
        nominatim.geocode("Moghul")

    assert not GeocoderAnswer.objects.exists()


@pytest.mark.filterwarnings("ignore:Latitude normalization")
@pytest.mark.parametrize(
    "body", ["<html>Sign in to the hotel's network</html>", '[{"lat": "36"}]', '[{"lat": "x"}]', "[3]", '"?"',
             json.dumps([osm(lat=36) | {"lat": "136"}]), json.dumps([osm() | {"boundingbox": ["1"]}])]
)
def test_an_answer_that_makes_no_sense_is_trouble_and_not_remembered(
    nominatim: Nominatim, stub: Stub, body: str
) -> None:
    stub.body = body
    with pytest.raises(GeocoderParseError):
        nominatim.geocode("Moghul")

    assert not GeocoderAnswer.objects.exists()


def test_a_server_that_does_not_answer_is_given_up(nominatim: Nominatim, stub: Stub) -> None:
    stub.delay = 1.0
    with pytest.raises(GeocoderServiceError):
        nominatim.geocode("Moghul")


def test_a_server_that_is_not_there_is_trouble(db: None) -> None:
    with pytest.raises(GeocoderServiceError):
        Nominatim(url="http://127.0.0.1:9", user_agent=AGENT).geocode("Moghul")


def test_after_too_many_requests_no_worker_asks_for_as_long_as_told(nominatim: Nominatim, stub: Stub) -> None:
    stub.status, stub.headers = 429, {"Retry-After": "120"}
    with pytest.raises(GeocoderRateLimited):
        nominatim.geocode("Moghul")

    with pytest.raises(GeocoderUnavailable):
        nominatim.geocode("Qala")
    assert len(stub.requests) == 1
    assert GeocoderTurn.objects.get().free_at - timezone.now() > timedelta(seconds=110)


ASK = """
import django; django.setup()
from places.nominatim import Nominatim
nominatim = Nominatim(url={url!r}, user_agent={agent!r})
for n in range(3): nominatim.geocode(f"{name} {{n}}")
"""


def test_two_processes_ask_at_most_once_a_second(stub: Stub, transactional_db: None) -> None:
    with tempfile.TemporaryDirectory(prefix="kw-") as folder, shared_database(Path(folder)) as database:
        environment = {**os.environ, **database, "SECRET_KEY": settings.SECRET_KEY}
        scripts = [ASK.format(url=stub.url, agent=AGENT, name=name) for name in ("one", "two")]
        processes = [subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, env=environment) for script in scripts]
        assert [process.wait(30) for process in processes] == [0, 0]

    times = [when for when, _, _ in stub.requests]
    assert len(times) == 6
    assert min(later - earlier for earlier, later in pairwise(times)) >= 1.0


def test_of_two_workers_that_saw_the_same_turn_one_waits_for_the_next(db: None) -> None:
    outside.take_turn("slow")
    pauses: list[float] = []
    others = ["another worker"]

    def another_worker_is_faster(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("UPDATE") and others:
            others.pop()
            outside.take_turn("slow", sleep=pauses.append)
        return execute(sql, *rest)

    with connection.execute_wrapper(another_worker_is_faster):
        outside.take_turn("slow", sleep=pauses.append)

    assert pauses == [pytest.approx(1.1, abs=0.2), pytest.approx(2.2, abs=0.2)]


# What the settings name


def test_without_an_address_nothing_outside_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "NOMINATIM_URL", "")

    assert [type(geocoder) for geocoder in configured()] == [LocalGazetteer]


def test_nominatim_comes_after_the_gazetteer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "NOMINATIM_URL", "https://osm.example.org/nominatim/")
    monkeypatch.setattr(settings, "NOMINATIM_USER_AGENT", AGENT)

    local, nominatim = configured()
    assert isinstance(local, LocalGazetteer)
    assert isinstance(nominatim, Nominatim)
    assert nominatim.api == "https://osm.example.org/nominatim/search"


@pytest.mark.parametrize(
    ("url", "agent", "remedy"),
    [("https://osm.example.org", " ", "NOMINATIM_USER_AGENT"), ("osm.example.org", AGENT, "NOMINATIM_URL"),
     ("ftp://osm.example.org", AGENT, "NOMINATIM_URL")],
)
def test_an_unfinished_setting_is_refused_with_its_name(url: str, agent: str, remedy: str) -> None:
    with pytest.raises(ConfigurationError, match=remedy):
        Nominatim(url=url, user_agent=agent)
