"""Two editors open one incident: the later save shows both versions, and neither is lost."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from incidents import actions
from incidents.actions import Clash
from incidents.models import Incident, Report
from tests.factories import make_incident, make_place, make_report
from tests.incidents.desk import signed_in, where_to

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def desk_page(incident: Incident) -> str:
    return f"/desk/incidents/{incident.public_id}/"


def typed(incident: Incident, **odd: Any) -> dict[str, Any]:
    """What an editor sends who opened the incident as it is now."""
    return {
        "version": incident.version, "title": incident.title, "summary": incident.summary, "kind": incident.kind,
        "when": incident.when, "place_text": str(incident.place or ""), "place_kind": "settlement",
        "reason": "Corrected", **odd,
    }


@pytest.fixture
def incident(db: None) -> Incident:
    return make_incident(title="An attack")


@pytest.fixture
def opened(incident: Incident, reviewer: User) -> dict[str, Any]:
    """The form as it was before a reviewer gave the incident another title."""
    form = typed(incident)
    actions.revise(incident, by=reviewer, changes={"title": "Attack on a bus"}, reason="Sharper")
    return form


def test_the_page_sends_the_version_it_was_opened_at(editor: User, incident: Incident) -> None:
    page = signed_in(editor).get(desk_page(incident)).content.decode()

    assert f'name="version" value="{incident.version}"' in page


def test_a_later_save_shows_what_was_what_is_and_what_was_typed(
    editor: User, incident: Incident, opened: dict[str, Any]
) -> None:
    answer = signed_in(editor).post(desk_page(incident), {**opened, "title": "Bus attacked", "summary": "At dawn."})

    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("An attack", "Attack on a bus", "Bus attacked", "Saved by reviewer", "both changed it", "At dawn."):
        assert words in page
    assert Incident.objects.get().title == "Attack on a bus"
    assert Incident.objects.get().summary == ""


@pytest.mark.parametrize(("choice", "title"), [("yours", "Bus attacked"), ("theirs", "Attack on a bus")])
def test_from_there_the_choice_is_saved_and_the_rest_of_what_was_typed_too(
    editor: User, incident: Incident, opened: dict[str, Any], choice: str, title: str
) -> None:
    mine = {**opened, "title": "Bus attacked", "summary": "At dawn."}
    chosen = {"opened": opened["version"], "version": incident.version, "contested": "title", "keep-title": choice}

    answer = signed_in(editor).post(desk_page(incident), {**mine, **chosen})

    assert where_to(answer) == desk_page(incident)
    found = Incident.objects.get()
    assert (found.title, found.summary) == (title, "At dawn.")


def test_without_a_choice_nothing_is_saved(editor: User, incident: Incident, opened: dict[str, Any]) -> None:
    unchosen = {"opened": opened["version"], "version": incident.version, "contested": "title"}

    answer = signed_in(editor).post(desk_page(incident), {**opened, "title": "Bus attacked", **unchosen})

    assert answer.status_code == 409
    assert "Choose one of the two." in answer.content.decode()
    assert 'value="Bus attacked"' in answer.content.decode()
    assert Incident.objects.get().title == "Attack on a bus"


def test_what_somebody_else_changed_alone_stays_theirs_unless_taken_back(
    editor: User, incident: Incident, opened: dict[str, Any]
) -> None:
    chosen = {"opened": opened["version"], "version": incident.version, "keep-title": "theirs"}

    signed_in(editor).post(desk_page(incident), {**opened, "summary": "At dawn.", **chosen})

    found = Incident.objects.get()
    assert (found.title, found.summary) == ("Attack on a bus", "At dawn.")


def test_a_third_change_in_between_is_seen_too(
    editor: User, reviewer: User, incident: Incident, opened: dict[str, Any]
) -> None:
    chosen = {"opened": opened["version"], "version": incident.version, "contested": "title", "keep-title": "yours"}
    actions.revise(incident, by=reviewer, changes={"title": "Attack on a minibus"}, reason="Sharper still")

    answer = signed_in(editor).post(desk_page(incident), {**opened, "title": "Bus attacked", **chosen})

    assert answer.status_code == 409
    assert "An attack" in answer.content.decode()
    assert "Attack on a minibus" in answer.content.decode()
    assert Incident.objects.get().title == "Attack on a minibus"


def test_the_same_change_made_twice_is_no_clash_of_words(
    editor: User, incident: Incident, opened: dict[str, Any]
) -> None:
    page = signed_in(editor).post(desk_page(incident), {**opened, "title": "Attack on a bus"}).content.decode()

    assert "both changed it" not in page


def test_their_place_and_your_place_are_chosen_as_one(editor: User, reviewer: User) -> None:
    here, there = make_place(name="Darzab"), make_place(name="Qosh Tepa")
    incident = make_incident(place=here)
    opened = typed(incident)
    actions.revise(incident, by=reviewer, changes={"place": there}, reason="Nearer")
    mine = {**opened, "place_text": "Moghul", "lat": "35.9", "lon": "65.1", "title": "Bus attacked"}

    page = signed_in(editor).post(desk_page(incident), mine).content.decode()
    assert "Moghul, pinned at 35.9, 65.1" in page
    chosen = {"opened": opened["version"], "version": incident.version, "contested": "place", "keep-place": "theirs"}
    signed_in(editor).post(desk_page(incident), {**mine, **chosen})

    found = Incident.objects.get()
    assert (found.place, found.title) == (there, "Bus attacked")


@pytest.mark.parametrize("version", ["999999", "²", "-1", "x"])
def test_a_version_nobody_knows_overwrites_nothing(editor: User, incident: Incident, version: str) -> None:
    answer = signed_in(editor).post(desk_page(incident), typed(incident, version=version, title="Bus attacked"))

    assert answer.status_code in (409, 422)
    assert Incident.objects.get().title == "An attack"


class TestReports:
    """A report is corrected by two."""

    def test_the_later_correction_is_refused_and_told_what_stands_now(self, editor: User, reviewer: User) -> None:
        report = make_report(excerpt="They came.")
        actions.revise_report(report, by=editor, changes={"excerpt": "They came at dawn."}, reason="Whole", version=1)

        with pytest.raises(Clash) as clash:
            actions.revise_report(report, by=reviewer, changes={"note": "Mine"}, reason="Noted", version=1)

        assert clash.value.theirs == {"excerpt": "They came at dawn."}
        assert Report.objects.get().note == ""
        actions.revise_report(report, by=reviewer, changes={"note": "Mine"}, reason="Noted", version=2)

    def test_other_figures_clash_too(self, editor: User, reviewer: User) -> None:
        report = make_report(casualties=[{"outcome": "killed", "low": 9, "best": 9, "high": 9}])
        eleven = [{"outcome": "killed", "low": 11, "best": 11, "high": 11}]
        actions.revise_report(report, by=editor, changes={}, casualties=eleven, reason="Misread", version=1)

        with pytest.raises(Clash) as clash:
            actions.revise_report(report, by=reviewer, changes={"note": "Mine"}, reason="Noted", version=1)

        assert [row.best for row in clash.value.theirs["casualties"]] == [11]


def test_over_http_a_stale_version_is_told_the_present_one(client: Client, editor: User, incident: Incident) -> None:
    client.force_login(editor)
    address = f"/api/v1/incidents/{incident.public_id}/"
    seen = incident.version
    first = client.patch(address, {"title": "Attack on a bus", "version": seen}, "application/json")

    second = client.patch(address, {"title": "Bus attacked", "version": seen}, "application/json")

    assert (first.status_code, second.status_code) == (200, 409)
    assert second.json()["version"] == first.json()["version"] > seen
    assert second.json()["changed"] == ["title"]
    assert second.json()["detail"].endswith("send your change with the present version.")
    assert client.patch(
        address, {"title": "Bus attacked", "version": first.json()["version"]}, "application/json"
    ).status_code == 200
