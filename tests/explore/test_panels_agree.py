"""Every panel of one answer agrees with a slow, obvious count, whatever is asked and whoever asks.

`PANELS_EXAMPLES=1000` asks more of it than the usual run does.
"""

import json
import math
import os
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import orjson
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Role
from explore import layers, listing, panels, playback, robustness, timeline, trends
from explore.looking import WORLD, Look
from explore.parameters import Box
from explore.query import Filter, read
from explore.selection import Selection
from explore.snapshot.audience import Audience
from explore.snapshot.current import Current
from explore.snapshot.opening import Snapshot
from explore.vocabulary import vocabulary
from incidents.models import Incident
from tests.explore.world import (
    KINDS,
    LEVELS,
    OUTCOMES,
    STATUSES,
    TARGETS,
    Asked,
    Onlooker,
    last_day,
    make_world,
    may_lie,
    people,
    reaches,
)
from tests.factories import someone

INCIDENTS, EXAMPLES = 60, int(os.environ.get("PANELS_EXAMPLES", "200"))
PLACES = ("Darzab", "Qush Tepa")
TODAY = date(2018, 1, 10)  # the last bars are still being reported
DAYS = ("2016-06-01", "2017-09-20", "2017-11-20", "2017-12-17", "2018-01-05")
BOXES = ("65,33,66.5,34.5", "60,30,70,40", "66.2,34.2,66.2,34.2", "66.3,34.3,67.3,35.3", "-180,-90,180,90")
POLYGONS = ("65,33,67,33,66,35.5", "60,30,70,30,70,40,60,40", "66.1,34.1,66.4,34.1,66.4,34.4", "0,0,1,0,1,1")
SEARCHES = ("number1", "group b", "darzab", "town jowzjan", "mosque", "secret", "said kw-2017-000009", "of %", "IT", "")
PARTS = ("placed", "by_district", "by_province", "not_located")
ORDERINGS = [f"{sign}{name}" for name in listing.ORDERS for sign in ("", "-")]

pytestmark = pytest.mark.django_db


def some(*values: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)


def one(*values: str) -> st.SearchStrategy[list[str]]:
    return st.sampled_from([[value] for value in values])


ONES = st.sampled_from([["group-c~group-a"], ["group-b~group-a", "group-b~group-c"]])
ANYTHING: st.SearchStrategy[Asked] = st.fixed_dictionaries({}, optional={
    "group": some("group-a", "group-b", "group-c"), "parts": one("yes"), "one": ONES,
    "province": some("N-Jowzjan", "S-Jowzjan"),
    "district": some(*(f"{letter}-{name}" for letter in "NS" for name in PLACES)), "kind": some(*KINDS),
    "family": some("violence", "strategic", "unrest"), "status": some(*STATUSES, "denied"),
    "target": some(*TARGETS, "media"), "community": some("Shia", "Sufi"), "credibility": some("1", "3", "5"),
    "level": some(*PARTS), "precision": one("site", "settlement", "district", "province"),
    "from": one(*DAYS[:3]), "to": one(*DAYS[2:]), "killed_min": one("0", "9", "20"), "killed_max": one("20", "1000"),
    "wounded_min": one("4", "11"), "counts": one("low", "best", "high"), "sources_min": one("2", "3"),
    "unaligned": one("yes", "no"), "conflict": one("yes", "no"), "bbox": one(*BOXES), "polygon": one(*POLYGONS),
    "q": one(*SEARCHES),
})  # fmt: skip
FEW = st.integers(0, 4).flatmap(lambda most: ANYTHING.map(lambda asked: dict(list(asked.items())[:most])))


@dataclass(frozen=True, repr=False)
class Side:
    """One audience: its snapshot, and a plain counter of the same."""

    snapshot: Snapshot
    onlooker: Onlooker

    def chosen(self, asked: Asked) -> Filter:
        return read(asked, vocabulary(self.snapshot))

    def selection(self, asked: Asked) -> Selection:
        return Selection(self.snapshot, self.chosen(asked))

    def answer(self, asked: Asked, look: Look) -> dict[str, Any]:
        selection = self.selection(asked)
        shown = timeline.panel(selection)
        return dict(json.loads(orjson.dumps({
            "totals": panels.totals(selection), "facets": panels.facets(selection), "timeline": shown,
            "robustness": robustness.panel(selection, shown, TODAY), "map": layers.layer(selection, look),
            "playback": playback.playback(selection, look),
        })))  # fmt: skip

    def ids(self, asked: Asked, ordering: str = "-when") -> list[str]:
        """All the pages of the list."""
        selection, cursor, found = self.selection(asked), None, []
        for _ in range(INCIDENTS):
            page = listing.page(selection, ordering, 7, cursor)
            found += [self.snapshot.text("public_id", int(at)) for at in page.positions]
            if not page.following:
                return found
            cursor = listing.Cursor.read(page.following)
        raise AssertionError("The pages do not end.")


def sides() -> list[Side]:
    audiences = {Audience.PUBLIC: False, Audience.DESK: True}
    return [Side(Current().snapshot(audience), Onlooker.of(is_editor)) for audience, is_editor in audiences.items()]


VIEWS = (WORLD, Box(65, 33, 67, 35), Box(66.05, 34, 67, 34.38), Box(66.2, 34.2, 66.38, 34.45))
LOOKS = st.builds(
    Look, view=st.sampled_from(VIEWS), zoom=st.integers(0, 12),
    mode=st.sampled_from(["cells", "cells", "heat", "provinces", "districts"]),
)  # fmt: skip


@pytest.mark.once
def test_all_panels_agree_with_a_plain_count(monkeypatch: pytest.MonkeyPatch) -> None:
    make_world(INCIDENTS)
    both = sides()

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(FEW, LOOKS, st.booleans(), st.sampled_from(["", "places", "cells"]), st.sampled_from(ORDERINGS))
    def agree(asked: Asked, look: Look, is_editor: bool, drawn: str, ordering: str) -> None:
        side = both[is_editor]
        monkeypatch.setattr(layers, "MOST_PLACES", {"places": 1000, "cells": -1}.get(drawn, 3))
        monkeypatch.setattr(layers, "MOST_SINGLE", 10)
        got = side.answer(asked, look)
        found = side.onlooker.asked(asked)
        check_totals(got, found, side.onlooker)
        check_facets(got, asked, side.onlooker)
        check_map(got["map"], asked, side)
        if got["map"]["mode"] == "cells":
            check_rings(got["map"]["districts"], found, side.onlooker, look.view)
        check_list(side.ids(asked, ordering), found, ordering)
        check_timeline(got, asked, side.onlooker)
        check_views(got, asked, side.onlooker)
        check_playback(got, found, side.onlooker, look)

    agree()


def check_totals(got: dict[str, Any], found: list[Incident], onlooker: Onlooker) -> None:
    totals, levels = got["totals"], Counter(map(onlooker.level, found))
    assert {name: totals[name] for name in PARTS} == {name: levels[name] for name in PARTS}
    assert totals["incidents"] == len(found) == sum(totals[name] for name in PARTS)
    assert {outcome: totals[outcome] for outcome in OUTCOMES} == {each: people(found, each) for each in OUTCOMES}


def check_facets(got: dict[str, Any], asked: Asked, onlooker: Onlooker) -> None:
    """Each value counts what is found when it alone replaces the values of its field."""
    for name, rows in got["facets"].items():
        others = {other: values for other, values in asked.items() if other != name}
        plain = Counter(value for each in onlooker.asked(others) for value in onlooker.facts(each, others)[name])
        counts = {row["value"]: row["count"] for row in rows}
        chosen = onlooker.wanted(asked) if name == "group" and name in asked else asked.get(name, [])
        assert counts == dict.fromkeys(chosen, 0) | plain, name
        if name == "group":
            assert {row["value"]: row["taken_in"] for row in rows if "taken_in" in row} == taken_in(asked, onlooker)
        if name != "credibility":
            assert [row["count"] for row in rows] == sorted(counts.values(), reverse=True)


def taken_in(asked: Asked, onlooker: Onlooker) -> Counter[str]:
    """In how many incidents a group stands for a chosen one to which it belonged."""
    if "group" not in asked or "parts" not in asked:
        return Counter()
    found = (
        {onlooker.first_of(one.group.slug, asked) for one in onlooker.said(incident, asked)}
        for incident in onlooker.asked(asked)
    )
    return Counter(slug for slugs in found for slug in slugs - onlooker.wanted(asked))


def check_map(layer: dict[str, Any], asked: Asked, side: Side) -> None:
    """Each symbol counts exactly what its mark lists; what is drawn in its own way sums to its part of the total."""
    world = layer["zoom"] + (layer["mode"] == "heat")
    symbols = [(symbol["mark"], symbol) for name in ("places", "districts", "provinces") for symbol in layer[name]]
    symbols += [(f"cell:{world}/{x}/{y}", {"count": count, "killed": killed}) for x, y, count, killed in layer["cells"]]
    for mark, symbol in symbols[:6]:
        marked = listed(side, {**asked, "mark": [mark]})
        assert symbol["count"] == len(marked) > 0, mark
        assert symbol["killed"] == sum(seen(each, asked) for each in marked), mark
        is_named = mark.startswith("place:") and len(marked) <= layers.MOST_IDS
        assert symbol.get("ids", []) == (newest(marked) if is_named else []), mark
    found = Counter(map(side.onlooker.level, side.onlooker.asked(asked)))
    if layer["mode"] == "cells":
        assert sum(tint["count"] for tint in layer["provinces"]) == found["by_province"]
    if layer["shades"]:
        level = layer["mode"].removesuffix("s")
        plain = Counter(value for each in side.onlooker.asked(asked) for value in side.onlooker.facts(each, {})[level])
        assert {shade["code"]: shade["count"] for shade in layer["shades"]} == plain


def check_rings(rings: list[dict[str, Any]], found: list[Incident], onlooker: Onlooker, view: Box) -> None:
    """A ring a district, of all that is known to it only; if only some of it reaches into the view, either will do."""
    counts = {ring["code"]: ring["count"] for ring in rings}
    known: dict[str, list[bool]] = defaultdict(list)
    for place in map(onlooker.place, found):
        if place and place.lat is not None and place.precision == "district":
            known[(place.district or place).code].append(reaches(place, view))
    for code, seen in known.items():
        assert counts.pop(code, len(seen) if not all(seen) else 0) == len(seen), code
        assert any(seen) or code not in {ring["code"] for ring in rings}, code
    assert not counts


def listed(side: Side, asked: Asked) -> list[Incident]:
    by_id = {incident.public_id: incident for incident in side.onlooker.incidents}
    return [by_id[public_id] for public_id in side.ids(asked)]


def newest(found: list[Incident]) -> list[str]:
    dated = sorted(found, key=lambda each: (str(last_day(each) or ""), each.public_id), reverse=True)
    return [each.public_id for each in dated]


def seen(incident: Incident, asked: Asked) -> int:
    """The killed of an incident in the view asked for; what is not known counts as the low it is at least."""
    number = getattr(incident, f"killed_{asked.get('counts', ['best'])[0]}")
    return int((incident.killed_low or 0) if number is None else number)


def check_list(ids: list[str], found: list[Incident], ordering: str) -> None:
    """All of them once; newest first by the last day they may have been, the undated at the end."""
    assert Counter(ids) == Counter(each.public_id for each in found)
    if ordering == "-when":
        assert ids == newest(found)
    if ordering.removeprefix("-") == "public_id":
        assert ids == sorted(ids, reverse=ordering.startswith("-"))


def check_timeline(got: dict[str, Any], asked: Asked, onlooker: Onlooker) -> None:
    others = {name: values for name, values in asked.items() if name not in ("from", "to", "dated")}
    found = onlooker.asked(others)
    families = got["timeline"]["families"]
    for bar in got["timeline"]["bins"]:
        within = {"from": [bar["start"]], "to": [bar["end"]]}
        mine = Counter(each.family.value for each in found if may_lie(each, within))
        assert bar["count"] == mine.total()
        assert dict(zip(families, bar["families"], strict=True)) == {name: mine[name] for name in families}
    assert got["timeline"]["undated"] == sum(last_day(each) is None for each in found)


def check_views(got: dict[str, Any], asked: Asked, onlooker: Onlooker) -> None:
    """Each view counts what its own address would list; trends go by the bars that are over, within the dates."""
    views, kept = got["robustness"]["views"], {name: asked[name] for name in asked if name not in VIEWED}
    demands = {(view["sources_min"], view["unaligned"]) for view in views}
    assert len(views) == 3 * len(demands) and demands >= {(None, None), (2, None), (None, True)}
    bars = [{"from": [bar["start"]], "to": [bar["end"]]} for bar in got["timeline"]["bins"]]
    over = [at for at, bar in enumerate(bars) if is_over(bar, asked)]
    assert got["robustness"]["bins"] == len(over)
    lies = {one.public_id: [may_lie(one, bar) for bar in bars] for one in onlooker.incidents}

    def by_bar(mine: Asked) -> list[list[Incident]]:
        found = onlooker.asked(undated(mine))
        return [[each for each in found if lies[each.public_id][at]] for at in range(len(bars))]

    for view in views:
        mine = kept | address_of(view)
        found, told = onlooker.asked(mine), people(onlooker.asked(mine), "killed")
        assert view["incidents"] == len(found)
        assert view["killed"] == (None if told["low"] is None else sum(seen(each, mine) for each in found))
        assert view["is_open"] == (view["counts"] == "high" and told["is_open"])
        found_in = by_bar(mine)
        killed_in = [sum(seen(each, mine) for each in bar) for bar in found_in]
        assert view["trends"]["incidents"] == tendency([len(found_in[at]) for at in over])
        assert view["trends"]["killed"] == tendency([killed_in[at] for at in over])
        assert not is_own(view, asked) or got["robustness"]["killed"] == killed_in
    check_own_view(got, asked, next(view for view in views if is_own(view, asked)))


def check_own_view(got: dict[str, Any], asked: Asked, own: dict[str, Any]) -> None:
    """The view that the filter itself is in says what the totals say."""
    told = got["totals"]["killed"][own["counts"]]
    assert own["incidents"] == got["totals"]["incidents"]
    assert own["killed"] == told or (own["is_open"] and told is None)


def is_own(view: dict[str, Any], asked: Asked) -> bool:
    return address_of(view) == {"counts": ["best"]} | {name: asked[name] for name in VIEWED if name in asked}


def address_of(view: dict[str, Any]) -> Asked:
    """The parameters that lead to a view."""
    found = {"counts": [view["counts"]]}
    if view["sources_min"] is not None:
        found["sources_min"] = [str(view["sources_min"])]
    if view["unaligned"] is not None:
        found["unaligned"] = ["yes" if view["unaligned"] else "no"]
    return found


def undated(asked: Asked) -> Asked:
    """But for the dates, as the timeline goes by all other fields."""
    return {name: values for name, values in asked.items() if name not in ("from", "to", "dated")}


VIEWED = ("counts", "sources_min", "unaligned")


def is_over(bar: Asked, asked: Asked) -> bool:
    first, last = asked.get("from", ["0001-01-01"])[0], asked.get("to", ["9999-12-31"])[0]
    is_within = first <= bar["from"][0] and bar["to"][0] <= last and asked.get("dated") != ["no"]
    return is_within and date.fromisoformat(bar["to"][0]) <= TODAY - timedelta(28)


def tendency(numbers: list[int]) -> str:
    """Pair by pair, as in the textbook."""
    size = len(numbers)
    if size < trends.LEAST_BINS:
        return "too_few"
    score = sum((b > a) - (b < a) for at, a in enumerate(numbers) for b in numbers[at + 1 :])
    ties = sum(each * (each - 1) * (2 * each + 5) for each in Counter(numbers).values())
    variance = (size * (size - 1) * (2 * size + 5) - ties) / 18
    if not variance or (abs(score) - 1) / math.sqrt(variance) < trends.CERTAIN:
        return "neither"
    return "rising" if score > 0 else "falling"


def check_playback(got: dict[str, Any], found: list[Incident], onlooker: Onlooker, look: Look) -> None:
    """Each frame shows what may lie in its bin and is placed in the view, or in a cell at its edge."""
    played = got["playback"]
    for bar, frame in list(zip(played["bins"], played["frames"], strict=True))[:12]:
        mine = [each for each in found if may_lie(each, {"from": [bar["start"]], "to": [bar["end"]]})]
        assert bar["count"] == len(mine)
        shown, inside = sum(frame[1::2]), sum(is_in_view(onlooker, each, look.view) for each in mine)
        assert shown == inside if look.view == WORLD else inside <= shown <= len(mine)


def is_in_view(onlooker: Onlooker, incident: Incident, view: Box) -> bool:
    place = onlooker.place(incident)
    if place is None or place.lat is None or place.lon is None or LEVELS.get(place.precision) != "placed":
        return False
    return view.west <= place.lon <= view.east and view.south <= place.lat <= view.north


def test_every_bar_and_every_facet_leads_to_as_many_incidents_as_it_says() -> None:
    """Over HTTP, as a page asks."""
    make_world(INCIDENTS)
    client = Client()
    client.force_login(someone(Role.EDITOR))
    base = {"province": ["N-Jowzjan"]}
    got = client.get("/api/v1/explore/", base).json()

    ways: list[tuple[Asked, int]] = [
        ({"from": [bar["start"]], "to": [bar["end"]]}, bar["count"]) for bar in got["timeline"]["bins"][::3]
    ]
    ways += [({name: [row["value"]]}, row["count"]) for name, rows in got["facets"].items() for row in rows]
    ways += [({"level": [name]}, got["totals"][name]) for name in PARTS]

    for way, number in ways:
        answer = client.get("/api/v1/explore/", {**base, **way}).json()
        assert answer["totals"]["incidents"] == answer["list"]["count"] == number, way
