"""An editor states who took part, whom it struck and with what; on named sources, and with a reason."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from groups.models import Group
from incidents.models import Attribution, Incident
from tests.factories import make_group, make_incident
from tests.incidents.desk import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def front() -> Group:
    return make_group(name="Some Front")


@pytest.fixture
def incident(front: Group) -> Incident:
    """An incident for which one report credits some front."""
    return make_incident(attributions=[{"group": front, "role": "perpetrator", "status": "credited", "by": "media"}])


def stated(client: Client, incident: Incident, **odd: Any) -> Any:
    part = {
        "group": "Some Front", "role": "perpetrator", "status": "claimed", "by": "group", "confidence": "high",
        "citations": [incident.reports.get().source.pk], "reason": "It said so itself.",
        "version": Incident.objects.get(pk=incident.pk).version,
    }  # fmt: skip
    return client.post(f"/desk/incidents/{incident.public_id}/parties/", {**part, **odd})


def described(client: Client, incident: Incident, **typed: Any) -> Any:
    version = Incident.objects.get(pk=incident.pk).version
    form = {"targets-TOTAL_FORMS": "2", "targets-INITIAL_FORMS": "0", "reason": "As reported.", "version": version}
    return client.post(f"/desk/incidents/{incident.public_id}/targets/", {**form, **typed})


def test_what_an_editor_states_goes_before_the_reports_and_is_marked(editor: User, incident: Incident) -> None:
    desk = signed_in(editor)

    stated(desk, incident)

    part = incident.attributions.get()
    assert (part.status, part.is_editors, part.citations.get()) == ("claimed", True, incident.reports.get().source)
    assert "an editor" in desk.get(f"/desk/incidents/{incident.public_id}/parties/").content.decode()
    assert Attribution.history.filter(incident=incident).latest().history_change_reason == "It said so itself."


def test_it_is_left_to_the_rules_again(editor: User, incident: Incident) -> None:
    desk = signed_in(editor)
    stated(desk, incident)
    address = f"/desk/incidents/{incident.public_id}/parties/take-back/"

    desk.post(address, {"part": incident.attributions.get().pk, "reason": ""})
    assert incident.attributions.get().is_editors
    desk.post(address, {"part": incident.attributions.get().pk, "reason": "Misread."})

    part = incident.attributions.get()
    assert (part.status, part.is_editors) == ("credited", False)


def test_what_the_rules_found_is_not_taken_back(editor: User, incident: Incident) -> None:
    part = incident.attributions.get()

    answer = signed_in(editor).post(
        f"/desk/incidents/{incident.public_id}/parties/take-back/", {"part": part.pk, "reason": "No."}, follow=True
    )

    assert "correct those" in answer.content.decode()
    assert incident.attributions.get() == part


@pytest.mark.parametrize("number", ["", "x", "999999", "9" * 30])
def test_a_part_that_is_not_there_is_not_found(editor: User, incident: Incident, number: str) -> None:
    answer = signed_in(editor).post(f"/desk/incidents/{incident.public_id}/parties/take-back/", {"part": number})

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("odd", "sentence"),
    [
        ({"group": ""}, "Name the group"), ({"group": "Nobody"}, "No group is known as"),
        ({"citations": []}, "Name the sources"), ({"citations": [999]}, "Select a valid choice"),
        ({"reason": ""}, "Say why"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_and_nothing_changes(
    editor: User, incident: Incident, odd: dict[str, Any], sentence: str
) -> None:
    answer = stated(signed_in(editor), incident, **odd)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not incident.attributions.get().is_editors


def test_a_later_statement_replaces_the_earlier_one(editor: User, incident: Incident) -> None:
    desk = signed_in(editor)
    stated(desk, incident)

    stated(desk, incident, status="suspected", by="authority")

    part = incident.attributions.get()
    assert (part.status, part.by) == ("suspected", "authority")


def test_what_was_struck_and_with_what_is_described(editor: User, incident: Incident) -> None:
    desk = signed_in(editor)

    struck = {"targets-0-kind": "religious", "targets-0-community": "Shia"}
    described(desk, incident, weapons=["explosives"], **struck)

    assert [(target.kind, target.community) for target in incident.targets.all()] == [("religious", "Shia")]
    assert [weapon.kind for weapon in incident.weapons.all()] == ["explosives"]
    described(desk, incident, **{"targets-0-kind": "", "weapons": []})
    assert (incident.targets.count(), incident.weapons.count()) == (0, 0)


def test_a_community_alone_is_no_target(editor: User, incident: Incident) -> None:
    answer = described(signed_in(editor), incident, **{"targets-0-community": "Shia"})

    assert answer.status_code == 422
    assert "Say what of this community was struck" in answer.content.decode()


@pytest.mark.parametrize("number", ["9" * 20, "9" * 5000, "x", "-1"])
def test_a_source_that_no_row_can_be_is_refused(editor: User, incident: Incident, number: str) -> None:
    assert stated(signed_in(editor), incident, citations=[number]).status_code == 422
    moved = signed_in(editor).post(f"/desk/incidents/{incident.public_id}/move/", {"reports": [number]})
    assert moved.status_code == 422


def test_what_somebody_else_stated_meanwhile_is_never_replaced_unseen(editor: User, incident: Incident) -> None:
    desk, seen = signed_in(editor), incident.version
    stated(desk, incident)

    answers = [stated(desk, incident, status="denied", version=seen), described(desk, incident, version=seen)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert "Somebody else changed it meanwhile" in answers[0].content.decode()
    assert incident.attributions.get().status == "claimed"
