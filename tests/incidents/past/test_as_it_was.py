"""An incident as it was on a day: what readers saw then, but never what they may no longer see."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role, User
from groups.actions import withdraw_record
from incidents import actions
from incidents.evidence import Sight
from incidents.models import Incident
from incidents.past import recall
from places.models import Place, PlaceKind, Sensitivity
from tests.factories import (
    make_group,
    make_incident,
    make_place,
    make_published_incident,
    make_report,
    make_source,
    someone,
)
from tests.incidents.desk import signed_in
from tests.incidents.past.edits import Editing, as_values, seen

pytestmark = [pytest.mark.django_db, pytest.mark.once]
STRANGER = Sight(AnonymousUser())


def then(incident: Incident, at: datetime | str, client: Client | None = None) -> Any:
    text = at if isinstance(at, str) else at.isoformat()
    return (client or Client()).get(incident.get_absolute_url(), {"as_of": text})


def page_then(incident: Incident, at: datetime) -> str:
    answer = then(incident, at)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("seed", range(4))
def test_every_past_state_is_recalled_as_it_was_seen(seed: int) -> None:
    incident = make_published_incident(excerpt="First words")
    editing, remembered = Editing(incident, seed), []
    for _ in range(30):
        did = editing.edit()
        remembered.append((timezone.now(), did, seen(incident, STRANGER)))
    recalled = recall(incident)

    for at, did, state in remembered:
        evidence = recalled.public_at(at)
        assert evidence is not None
        assert as_values(evidence, STRANGER) == state, did


def test_a_past_page_shows_the_former_words_under_a_banner(editor: User) -> None:
    incident = make_published_incident(title="Former title")
    before = timezone.now()
    actions.revise(incident, by=editor, changes={"title": "Present title"})

    answer = then(incident, before)
    page = answer.content.decode()

    assert "<h1>Former title</h1>" in page
    assert "Present title" not in page
    assert "As it was on" in page
    assert "See today’s" in page
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page


def test_a_day_means_its_end_and_today_is_a_day() -> None:
    incident = make_published_incident(title="Some title")
    today = timezone.now().astimezone(UTC).date()

    assert "<h1>Some title</h1>" in then(incident, today.isoformat()).content.decode()
    assert then(incident, (today - timedelta(days=1)).isoformat()).status_code == 404


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-40", "2026-11", "9" * 300, "2026-11-01T99:00:00Z"])
def test_what_is_no_moment_is_refused_with_the_remedy(text: str) -> None:
    answer = then(make_published_incident(), text)

    assert answer.status_code == 400
    assert "Write a day such as 2026-11-01" in answer.content.decode()


def test_the_future_is_refused() -> None:
    tomorrow = date.fromordinal(timezone.now().date().toordinal() + 2)

    answer = then(make_published_incident(), tomorrow.isoformat())

    assert answer.status_code == 400
    assert "lies in the future" in answer.content.decode()


def test_what_was_not_public_then_is_not_there_and_says_so(reviewer: User) -> None:
    incident = make_incident(title="Canary draft")
    actions.submit(incident, by=someone(Role.EDITOR))
    before = timezone.now()
    actions.publish(incident, by=reviewer, at=before)
    actions.release_due(now=timezone.now())

    answer = then(incident, before)

    assert answer.status_code == 404
    assert "could not see this incident at that moment" in answer.content.decode()
    assert "Canary" not in answer.content.decode()


def test_under_embargo_nothing_was_seen(reviewer: User) -> None:
    incident = make_incident()
    actions.submit(incident, by=someone(Role.EDITOR))
    now = timezone.now()
    actions.publish(incident, by=reviewer, at=now, embargo_until=now + timedelta(hours=1))
    within = timezone.now()
    actions.release_due(now=now + timedelta(hours=2))

    assert then(incident, within).status_code == 404
    assert then(incident, timezone.now()).status_code == 200


def test_a_draft_has_no_past_for_readers() -> None:
    assert then(make_incident(), timezone.now()).status_code == 404


def test_what_is_withdrawn_stays_withdrawn_in_the_past(reviewer: User) -> None:
    incident = make_published_incident(title="Canary title")
    before = timezone.now()
    actions.withdraw(incident, by=reviewer, reason="A drill.", at=before)

    answer = then(incident, before)

    assert answer.status_code == 410
    assert "Canary" not in answer.content.decode()


def test_what_is_merged_leads_to_the_other_from_the_past_too(reviewer: User) -> None:
    kept, taken = make_published_incident(), make_published_incident()
    before = timezone.now()
    actions.merge(kept, taken, by=reviewer, reason="One attack", at=before)

    assert then(taken, before).status_code == 302


def withhold(place: Place, district: Place) -> None:
    place.sensitivity, place.public_place = Sensitivity.DISTRICT, district
    place.save()


def test_a_place_made_coarser_today_is_coarse_in_the_past_too() -> None:
    district = make_place(name="Open District", kind=PlaceKind.DISTRICT, precision="district", lat=34.0, lon=69.0)
    site = make_place(name="Canary Mosque", code="canary-code", kind=PlaceKind.SITE, precision="site",
                      parent=district, district=district, lat=12.3456, lon=23.4567)  # fmt: skip
    incident = make_published_incident(place=site)
    before = timezone.now()
    assert "Canary Mosque" in page_then(incident, before)

    withhold(site, district)

    page = page_then(incident, before)
    assert "Open District" in page
    assert not [canary for canary in ("Canary", "canary", "12.3456", "23.4567") if canary in page]


def test_a_former_text_that_names_a_place_withheld_since_is_left_out(editor: User) -> None:
    district = make_place(name="Open District", kind=PlaceKind.DISTRICT, precision="district")
    site = make_place(name="Canary Mosque", kind=PlaceKind.SITE, precision="site", parent=district, district=district)
    report = make_report(place=site, note="By the canary mosque.")
    incident = make_published_incident(reports=[report], title="Blast at Canary Mosque")
    before = timezone.now()
    withhold(site, district)
    actions.revise(incident, by=editor, changes={"title": "Blast in a town"})
    actions.revise_report(report, by=editor, changes={"note": "In the town."}, reason="Kept coarse")

    page = page_then(incident, before)

    assert "canary mosque" not in page.casefold()
    assert "Left out: it names a place that is shown only coarsely now." in page


def test_a_group_that_is_no_longer_public_is_not_named_in_the_past(reviewer: User) -> None:
    group = make_group(name="Canary Front")
    incident = make_published_incident(attributions=[{"group": group, "status": "credited"}])
    before = timezone.now()
    assert "Canary Front" in page_then(incident, before)

    withdraw_record(group, by=reviewer, reason="It does not exist.")

    assert "Canary Front" not in page_then(incident, before)


def test_an_editor_is_shown_the_same_past(editor: User) -> None:
    incident = make_published_incident(title="Former title")
    before = timezone.now()
    actions.revise(incident, by=editor, changes={"title": "Present title"})

    assert "<h1>Former title</h1>" in then(incident, before, signed_in(editor)).content.decode()


def test_an_incident_that_was_entered_without_history_has_no_past() -> None:
    incident = make_published_incident()
    source = make_source()
    incident.reports.update(source=source)

    assert then(incident, timezone.now()).status_code == 200


def test_the_number_of_questions_does_not_grow_with_the_sources() -> None:
    asked = []
    for number in (2, 8):
        reports = [make_report(attributions=[{"group": make_group()}]) for _ in range(number)]
        incident = make_published_incident(reports=reports)
        now = timezone.now()
        with CaptureQueriesContext(connection) as questions:
            assert then(incident, now).status_code == 200
        asked.append(len(questions))

    assert asked[0] == asked[1]
    assert asked[1] <= 30


def test_a_citation_leads_to_the_version_that_was_read(editor: User) -> None:
    incident = make_published_incident(title="As cited")
    cited = Client().get(incident.get_absolute_url()).context["citation"]
    address = cited.address.removeprefix("http://testserver")
    assert "?as_of=" in address

    assert "<h1>As cited</h1>" in Client().get(address).content.decode()
    assert cited.address in cited.text
    assert cited.address in cited.ris
