"""The loaded incidents say what the hand coding of the founding article says."""

from datetime import date
from typing import Any

import pytest

from incidents.models import Casualty, Incident, Role
from sources.models import Source
from tests.incidents.demo.coded import by_seed

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("demo")]
KINDS = {
    "bombing": "bombing_ied",
    "propaganda_leaflets": "propaganda",
    "propaganda_flag": "propaganda",
    "propaganda_video": "propaganda",
    "leader_death": "leader_change",
    "leader_killed": "leader_change",
    "camp": "base_established",
}
TARGETS = {"Religious Figures/Institutions": "religious", "Private Citizens & Property": "private_citizens"}


@pytest.fixture(params=sorted(by_seed("incidents")))
def pair(request: pytest.FixtureRequest, coding: dict[str, Any]) -> tuple[dict[str, Any], Incident]:
    """An incident as it was coded, and as it was loaded."""
    coded = next(row for row in coding["incidents"] if row["id"] == request.param)
    return coded, Incident.objects.get(title=by_seed("incidents")[request.param]["title"])


def test_what_when_and_where_agree(pair: tuple[dict[str, Any], Incident]) -> None:
    coded, incident = pair

    assert incident.kind == KINDS.get(coded["type"], coded["type"])
    assert incident.earliest == day(coded["date"]["lower"])
    assert incident.latest == day(coded["date"]["upper"])
    assert (incident.place is not None) == (coded["place"] is not None)
    if incident.place is not None:
        place = by_seed("places")[coded["place"]]
        assert place["key"] == incident.place.code or place["name"] == incident.place.name
    assert incident.credibility == coded["credibility"]


def test_its_reports_are_the_items_cited(pair: tuple[dict[str, Any], Incident]) -> None:
    coded, incident = pair
    items = by_seed("sources")

    expected = [items[citation]["key"] for citation in coded["citations"]]
    assert list(Source.objects.filter(reports__incident=incident).order_by("slug").values_list("slug", flat=True)) == (
        sorted(expected) or ["author-of-the-founding-article-2018-01"]
    )


def test_counts_keep_their_bounds_and_their_hedge(pair: tuple[dict[str, Any], Incident]) -> None:
    coded, incident = pair
    loaded = {
        (row.outcome, row.people, row.low, row.best, row.high, row.hedge)
        for row in Casualty.objects.filter(report__incident=incident)
    }

    assert loaded == {
        (outcome, people, said["low"], said["best"], said["high"], said["hedge"])
        for outcome, people, said in coded_counts(coded)
    }


def test_those_named_are_named_as_coded(pair: tuple[dict[str, Any], Incident]) -> None:
    coded, incident = pair
    groups = by_seed("groups")
    acting = incident.attributions.exclude(role=Role.TARGET)

    assert {(part.group.slug, part.role, part.status, part.confidence) for part in acting} == {
        (groups[said["actor"]]["key"], role_of(said), status_of(said), said["confidence"])
        for said in coded["attributions"]
        if said["actor"]
    }


def test_what_was_struck_is_as_coded(pair: tuple[dict[str, Any], Incident]) -> None:
    coded, incident = pair
    groups = by_seed("groups")
    struck = coded.get("targets", [])

    assert {(target.kind, target.community) for target in incident.targets.exclude(kind="militants")} == {
        (TARGETS[said["gtd"]], said["identity"].split(" ")[0]) for said in struck if "gtd" in said
    }
    assert {part.group.slug for part in incident.attributions.filter(role=Role.TARGET)} == {
        groups[said["group"]]["key"] for said in struck if "group" in said
    }


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def coded_counts(coded: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    counts = [(outcome, people, said) for outcome in ("killed", "wounded") for people, said in coded[outcome].items()]
    arrested = coded.get("arrested", {}).get("total")
    return [*counts, ("arrested", "unspecified", arrested)] if arrested else counts


def role_of(said: dict[str, Any]) -> str:
    is_operation = said["status"] == "conducted" or said["actor"] == "g_unident_air"
    return Role.CONDUCTED_BY if is_operation else Role.PERPETRATOR


def status_of(said: dict[str, Any]) -> str:
    """An operation's status is how it came to be ascribed; that it was carried out is its role."""
    return "credited" if said["status"] == "conducted" else str(said["status"])
