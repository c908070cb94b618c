"""The public history of an incident: what readers saw change, by role, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from incidents import actions
from incidents.models import Incident
from places.models import PlaceKind, Sensitivity
from sources.actions import revise_outlet
from sources.models import OutletKind
from tests.factories import (
    make_group,
    make_incident,
    make_outlet,
    make_place,
    make_published_incident,
    make_report,
    make_source,
    someone,
)
from tests.incidents.desk import signed_in
from tests.incidents.past.edits import Editing

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def history_of(incident: Incident, client: Client | None = None) -> str:
    answer = (client or Client()).get(f"{incident.get_absolute_url()}history/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def later(incident: Incident, monkeypatch: pytest.MonkeyPatch, minutes: int = 5) -> None:
    """What is done from now on is done some minutes later."""
    at = timezone.now() + timedelta(minutes=minutes)
    monkeypatch.setattr("simple_history.models.timezone.now", lambda: at)


def killed(number: int) -> list[dict[str, Any]]:
    return [{"outcome": "killed", "low": number, "best": number, "high": number}]


def test_it_begins_when_readers_could_first_see_it() -> None:
    incident = make_incident(title="Canary draft title")
    actions.revise(incident, by=someone(Role.EDITOR), changes={"title": "Public title"}, reason="Canary reason")
    actions.submit(incident, by=someone(Role.EDITOR))
    actions.publish(incident, by=someone(Role.REVIEWER), at=timezone.now())
    actions.release_due(now=timezone.now())

    page = history_of(incident)

    assert "It came before readers." in page
    assert "Canary draft title" not in page


def test_a_change_tells_when_by_which_role_and_from_what_to_what(
    editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = make_report(casualties=killed(9))
    incident = make_published_incident(reports=[report], title="Former title")
    later(incident, monkeypatch)
    actions.revise(incident, by=editor, changes={"title": "Present title"}, reason="Sources write it so")
    later(incident, monkeypatch, 10)
    actions.revise_report(report, by=editor, changes={}, reason="Read again", casualties=killed(11))

    page = history_of(incident)

    assert "an editor" in page
    assert editor.username not in page.replace("an editor", "").replace("editors", "")
    assert "<del>Former title</del>" in page
    assert "<ins>Present title</ins>" in page
    assert "<del>9</del>" in page
    assert "<ins>11</ins>" in page
    assert page.index("<ins>11</ins>") < page.index("Present title</ins>"), "newest first"


def test_long_texts_are_told_word_by_word(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    incident = make_published_incident()
    text = "Gunmen attacked a bazaar in the morning and fled towards the hills before the police came."
    actions.revise(incident, by=editor, changes={"summary": text})
    later(incident, monkeypatch)
    actions.revise(incident, by=editor, changes={"summary": text.replace("morning", "evening")})

    page = history_of(incident)

    assert "in the <del>morning</del><ins>evening</ins> and fled" in page


def test_a_changed_grade_of_an_outlet_is_told(reviewer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    outlet = make_outlet(name="Daily Dawn")
    incident = make_published_incident(source=make_source(outlet=outlet))
    later(incident, monkeypatch)
    revise_outlet(outlet, by=reviewer, changes={"reliability": "B"}, reason="Its record")

    page = history_of(incident)

    assert "<del>F6</del>" in page
    assert "<ins>B6</ins>" in page


def test_no_canary_of_the_desk_is_ever_told(editor: User, reviewer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    district = make_place(name="Open District", kind=PlaceKind.DISTRICT, precision="district")
    sites = [
        make_place(name=f"Canary Mosque {n}", code=f"canary-{n}", kind=PlaceKind.SITE, precision="site",
                   parent=district, district=district, lat=12.3456, lon=23.4567,
                   sensitivity=Sensitivity.DISTRICT, public_place=district)
        for n in range(2)
    ]  # fmt: skip
    hidden = make_group(name="Canary Front", state="draft")
    party = make_outlet(kind=OutletKind.PARTY_TO_CONFLICT)
    source = make_source(outlet=party, url="https://example.org/canary-link", note="Canary note on the source")
    report = make_report(source=source, place=sites[0], attributions=[{"group": hidden, "note": "Canary of a group"}])
    incident = make_published_incident(reports=[report], title="Title")
    later(incident, monkeypatch)
    actions.comment(incident, by=editor, text="Canary comment")
    actions.revise(incident, by=editor, changes={"place": sites[1], "title": "Other title"}, reason="")
    actions.revise_report(report, by=editor, changes={"place": sites[1], "note": "Seen"}, reason="Canary desk reason")
    other = make_incident(title="Canary other incident")
    actions.decide(incident, other, by=editor, verdict="different", reason="Canary verdict")

    page = history_of(incident)
    as_editor = history_of(incident, signed_in(reviewer))

    assert "Other title" in page
    assert "canary" not in page.casefold()
    assert "12.3456" not in page
    assert "23.4567" not in page
    assert "Canary comment" not in as_editor


@pytest.mark.parametrize("seed", range(2))
def test_random_edits_are_told_without_a_name_of_an_account_or_a_reason_of_the_desk(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = make_published_incident()
    editing = Editing(incident, seed)
    editing.editor.username = "canary-account"
    editing.editor.save()
    for step in range(15):
        later(incident, monkeypatch, 5 * (step + 1))
        editing.edit()

    page = history_of(incident)

    assert "an editor" in page
    assert "canary-account" not in page
    assert "Read again" not in page
    assert "Another event" not in page


def test_what_is_withdrawn_has_no_history_for_readers(reviewer: User) -> None:
    incident = make_published_incident(title="Canary title")
    actions.withdraw(incident, by=reviewer, reason="A drill.", at=timezone.now())

    answer = Client().get(f"{incident.get_absolute_url()}history/")

    assert answer.status_code == 410
    assert "Canary" not in answer.content.decode()


def test_a_draft_has_no_history_for_readers() -> None:
    assert Client().get(f"{make_incident().get_absolute_url()}history/").status_code == 404


def test_a_long_history_comes_in_pages(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    incident = make_published_incident()
    for number in range(25):
        later(incident, monkeypatch, 5 * (number + 1))
        actions.revise(incident, by=editor, changes={"title": f"Title {number}"})

    assert "Page 1 of 2" in history_of(incident)
    second = Client().get(f"{incident.get_absolute_url()}history/", {"page": "2"}).content.decode()
    assert "It came before readers." in second


def test_what_is_done_to_a_report_after_it_left_is_no_past_of_the_incident(
    editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    stays, leaves = make_report(), make_report()
    incident = make_published_incident(reports=[stays, leaves])
    later(incident, monkeypatch)
    other = actions.split(incident, [leaves], by=someone(Role.REVIEWER), title="Another event", reason="Another day.")
    later(incident, monkeypatch, 10)
    secret = make_source(outlet=make_outlet(name="Canary Weekly"))
    words = [{"outcome": "killed", "hedge": "vague", "words": "canary dozens"}]
    actions.revise_report(leaves, by=editor, changes={"source": secret}, reason="Misread.", casualties=words)

    assert "canary" not in history_of(incident).casefold()
    assert other.public_id not in history_of(incident)
