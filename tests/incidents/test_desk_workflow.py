"""From the inbox to the public: what waits, what is missing, and who may publish."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from incidents.models import Incident
from places.actions import enter_place
from places.models import GeocodingState, Place
from sources.editorial import State
from tests.factories import make_incident, make_place, make_published_incident, make_report, make_reviewable_incident
from tests.incidents.desk import NEW_REPORT, form_with, signed_in, where_to

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def desk_page(incident: Incident) -> str:
    return f"/desk/incidents/{incident.public_id}/"


def read(client: Client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


def revised(**typed: str) -> dict[str, str]:
    return {"title": "An attack", "kind": "armed_attack", "when": "2017-12-17", "place_text": "",
            "place_kind": "settlement", "reason": "Corrected", **typed}


def test_a_report_is_entered_submitted_and_published_by_a_second_person(editor: User, reviewer: User) -> None:
    address = where_to(signed_in(editor).post(NEW_REPORT, form_with()))
    incident = Incident.objects.get()
    assert Client().get(incident.get_absolute_url()).status_code == 404

    signed_in(editor).post(f"{address}submit/")
    page = read(signed_in(reviewer), address)
    assert "Ready to publish" in page

    signed_in(reviewer).post(f"{address}publish/")
    public = Client().get(incident.get_absolute_url())
    assert public.status_code == 200
    assert "Attack on a bazaar" in public.content.decode()


def test_an_editor_cannot_publish(editor: User) -> None:
    incident = make_incident()

    assert signed_in(editor).post(f"{desk_page(incident)}publish/").status_code == 403
    assert "A reviewer publishes it." in read(signed_in(editor), desk_page(incident))


def test_a_reviewer_is_told_why_they_cannot_publish_their_own_report(reviewer: User) -> None:
    incident = make_incident(reports=[make_report(by=reviewer)])
    desk = signed_in(reviewer)

    assert "A second person must publish" in read(desk, desk_page(incident))
    answer = desk.post(f"{desk_page(incident)}publish/", follow=True)

    assert "A second person must publish" in answer.content.decode()
    incident.refresh_from_db()
    assert incident.state == State.DRAFT


def test_a_reviewer_sends_back_and_the_editors_read_why(editor: User, reviewer: User) -> None:
    incident = make_reviewable_incident()

    signed_in(reviewer).post(f"{desk_page(incident)}send-back/", {"reason": "Cite the hospital."})

    incident.refresh_from_db()
    assert incident.state == State.DRAFT
    assert "Cite the hospital." in read(signed_in(editor), desk_page(incident))
    assert "not in review" in signed_in(reviewer).post(
        f"{desk_page(incident)}send-back/", {"reason": "Again"}, follow=True
    ).content.decode()


def test_what_is_withdrawn_is_opened_again_as_a_draft(editor: User, reviewer: User) -> None:
    incident = make_published_incident()
    signed_in(reviewer).post(f"{desk_page(incident)}withdraw/", {"reason": "It was a drill."})
    page = read(signed_in(editor), desk_page(incident))
    assert "Open again as a draft" in page

    signed_in(editor).post(f"{desk_page(incident)}reopen/", {"reason": "It was none."})

    incident.refresh_from_db()
    assert (incident.state, incident.is_public) == (State.DRAFT, False)


def test_what_is_withdrawn_leaves_the_public_and_keeps_its_reason(reviewer: User) -> None:
    incident = make_published_incident()
    desk = signed_in(reviewer)

    assert "Say why it is withdrawn" in desk.post(f"{desk_page(incident)}withdraw/", {"reason": " "}).content.decode()
    desk.post(f"{desk_page(incident)}withdraw/", {"reason": "It was a drill."})

    assert "It was a drill." in Client().get(incident.get_absolute_url()).content.decode()
    assert "It was a drill." in read(desk, desk_page(incident))


def test_a_headline_is_changed_with_a_reason_that_history_keeps(editor: User) -> None:
    incident = make_incident()
    typed = revised(title="Attack on a bus", when="2017-12", reason="The source was corrected.")

    signed_in(editor).post(desk_page(incident), typed)

    incident.refresh_from_db()
    assert (incident.title, incident.when, incident.set_by["title"]) == ("Attack on a bus", "2017-12", "editor")
    assert incident.kind == "armed_attack"
    assert incident.set_by["kind"] == "rule"
    assert incident.history.first().history_change_reason == "The source was corrected."
    assert incident.history.first().history_user == editor


def test_no_headline_changes_without_a_reason(editor: User) -> None:
    incident = make_incident()

    answer = signed_in(editor).post(desk_page(incident), revised(title="Something else", reason=""))

    assert answer.status_code == 422
    assert "Say why; the history keeps the reason." in answer.content.decode()
    assert 'value="Something else"' in answer.content.decode()


def test_a_changed_place_is_looked_up_anew_and_an_untouched_one_stays(editor: User) -> None:
    old = make_place(name="Darzab")
    incident = make_incident(place=old)
    desk = signed_in(editor)

    desk.post(desk_page(incident), revised(place_text="Darzab", title="Only the title"))
    incident.refresh_from_db()
    assert incident.place == old

    desk.post(desk_page(incident), revised(place_text="Qosh Tepa"))
    incident.refresh_from_db()
    assert (incident.place.name, incident.place.geocoding) == ("Qosh Tepa", GeocodingState.DUE)


def test_an_ambiguous_place_is_decided_on_the_incidents_own_page(editor: User) -> None:
    far, near = make_place(name="Fatehpur", lat=30.0), make_place(name="Fatehpur", lat=31.0)
    place = enter_place(by=editor, text="Fatehpur", now=timezone.now())
    Place.objects.filter(pk=place.pk).update(
        geocoding=GeocodingState.AMBIGUOUS, candidates=[candidate(far), candidate(near)]
    )
    incident = make_incident(place=place)
    desk = signed_in(editor)
    assert "Which one is meant by “Fatehpur”?" in read(desk, desk_page(incident))

    answer = desk.post(f"/desk/places/{place.pk}/choose/", {"index": "1", "next": desk_page(incident)})

    assert where_to(answer) == desk_page(incident)
    place.refresh_from_db()
    assert (place.geocoding, place.same_as, place.lat) == (GeocodingState.LOCATED, near, 31.0)


def test_a_place_that_was_not_found_is_pinned(editor: User) -> None:
    place = enter_place(by=editor, text="Nowhere", now=timezone.now())
    Place.objects.filter(pk=place.pk).update(geocoding=GeocodingState.NOT_FOUND)
    desk = signed_in(editor)
    assert "Set a pin" in read(desk, "/desk/?tab=places")

    wrong = desk.post(f"/desk/places/{place.pk}/pin/", {"lat": "95", "lon": "65", "uncertainty_km": "2"})
    assert (wrong.status_code, 'value="95"' in wrong.content.decode()) == (422, True)
    desk.post(f"/desk/places/{place.pk}/pin/", {"lat": "35.9", "lon": "65", "uncertainty_km": "2"})

    assert desk.get(f"/desk/places/{place.pk}/status/").json()["state"] == "located"


def test_a_choice_never_leads_to_another_site(editor: User) -> None:
    place = enter_place(by=editor, text="Fatehpur", now=timezone.now())

    answer = signed_in(editor).post(
        f"/desk/places/{place.pk}/choose/", {"index": "0", "next": "https://example.org/"}
    )

    assert where_to(answer) == f"/desk/places/{place.pk}/"


def candidate(place: Place) -> dict[str, object]:
    return {
        "place_id": place.pk, "name": place.name, "text": f"{place.name}, Punjab", "kind": place.kind, "lat": place.lat,
        "lon": place.lon, "uncertainty_km": 2.0, "precision": place.precision, "score": 1.0, "reason": "name",
        "source": "gazetteer",
    }
