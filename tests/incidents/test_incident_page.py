"""The public page of an incident: its evidence in full, its place no finer than the public may know."""

import pytest
from django.test import Client

from accounts.models import Role, User
from incidents import actions
from incidents.models import Incident
from places.models import Place, PlaceKind, Sensitivity
from sources.models import OutletKind
from tests.factories import (
    NOON,
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

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CANARIES = ("Canary Mosque", "12.3456", "23.4567", "canary-code")


def page_of(incident: Incident, client: Client | None = None) -> str:
    return (client or Client()).get(incident.get_absolute_url()).content.decode()


def withheld_place() -> Place:
    district = make_place(name="Open District", kind=PlaceKind.DISTRICT, lat=34.0, lon=69.0, precision="district")
    return make_place(
        name="Canary Mosque", code="canary-code", kind=PlaceKind.SITE, parent=district, district=district,
        lat=12.3456, lon=23.4567, precision="site", sensitivity=Sensitivity.DISTRICT, public_place=district,
    )


def test_the_public_never_learns_a_withheld_place() -> None:
    page = page_of(make_published_incident(place=withheld_place()))

    assert "Open District" in page
    assert "Shown no finer than this." in page
    assert not [canary for canary in CANARIES if canary in page]


@pytest.mark.parametrize("role", ["reader", "analyst"])
def test_neither_do_readers_and_analysts(role: str, request: pytest.FixtureRequest) -> None:
    client = signed_in(request.getfixturevalue(role))

    page = page_of(make_published_incident(place=withheld_place()), client)

    assert not [canary for canary in CANARIES if canary in page]


def test_an_editor_sees_the_exact_place(editor: User) -> None:
    assert "Canary Mosque" in page_of(make_published_incident(place=withheld_place()), signed_in(editor))


def test_the_desk_tells_an_editor_what_the_public_sees(editor: User) -> None:
    incident = make_incident(place=withheld_place())

    page = signed_in(editor).get(f"/desk/incidents/{incident.public_id}/").content.decode()

    assert "the public sees Open District" in page


def test_a_place_that_cannot_be_shown_at_all_is_not_known() -> None:
    place = make_place(name="Canary Mosque", public_place=None)

    page = page_of(make_published_incident(place=place))

    assert "place not known" in page
    assert "Canary Mosque" not in page


def test_drafts_are_not_there_for_strangers_nor_what_was_withdrawn_before_they_saw_it(reviewer: User) -> None:
    draft, gone = make_incident(), make_incident()
    actions.withdraw(gone, by=reviewer, reason="A drill", at=NOON)

    for incident in (draft, gone):
        assert Client().get(incident.get_absolute_url()).status_code == 404
    assert Client().get("/incidents/KW-0000-999999/").status_code == 404


def test_a_withdrawn_incident_says_why_and_nothing_of_what_it_said(reviewer: User) -> None:
    gone = make_published_incident(title="Canary title", excerpt="Canary quote")
    actions.withdraw(gone, by=reviewer, reason="It was a drill.", at=NOON)

    answer = Client().get(gone.get_absolute_url())

    assert answer.status_code == 410
    assert "It was a drill." in answer.content.decode()
    assert "Canary" not in answer.content.decode()


def test_the_address_of_a_merged_incident_leads_to_the_other(reviewer: User) -> None:
    kept, taken = make_published_incident(), make_published_incident()
    actions.merge(kept, taken, by=reviewer, reason="One attack", at=NOON)

    answer = Client().get(taken.get_absolute_url(), follow=True)

    assert answer.redirect_chain == [(kept.get_absolute_url(), 302)]
    assert answer.status_code == 200


def test_an_editor_sees_a_draft_with_a_banner(editor: User) -> None:
    assert "Only the desk can see this page." in page_of(make_incident(), signed_in(editor))


def test_each_source_shows_its_grade_its_words_and_its_own_figures() -> None:
    source = make_source(outlet=make_outlet(name="Daily Dawn"), title="Nine die", url="https://example.org/nine")
    nine = make_report(
        source=source, credibility=3, excerpt="At least nine died.",
        casualties=[{"outcome": "killed", "low": 9, "best": 9, "hedge": "at_least"}],
    )
    eleven = make_report(casualties=[{"outcome": "killed", "low": 11, "best": 11, "high": 11}])
    incident = make_incident(reports=[nine, eleven])
    actions.submit(incident, by=someone(Role.EDITOR))
    actions.publish(incident, by=someone(Role.REVIEWER), at=NOON)

    page = page_of(incident)

    for words in ("Daily Dawn", "F3", "source cannot be judged; information possibly true", "At least nine died.",
                  "at least 9 (9 or more)", "Its sources disagree", "2 independent sources"):
        assert words in page
    assert '<a href="https://example.org/nine" rel="noopener nofollow external">Nine die</a>' in page


def test_what_a_party_to_the_conflict_published_is_not_linked() -> None:
    party = make_outlet(kind=OutletKind.PARTY_TO_CONFLICT)
    original = make_source(outlet=party, url="https://example.org/claim")
    copy = make_source(url="https://example.org/copy", republishes=original)
    incident = make_incident(reports=[make_report(source=original), make_report(source=copy)])
    actions.submit(incident, by=someone(Role.EDITOR))
    actions.publish(incident, by=someone(Role.REVIEWER), at=NOON)

    page = page_of(incident)

    assert "example.org/claim" not in page
    assert "example.org/copy" not in page
    assert "Published by a party to the conflict" in page


def test_a_perpetrators_justification_is_an_allegation() -> None:
    group = make_group(name="Some Front")
    incident = make_published_incident(
        attributions=[{"group": group, "status": "claimed", "by": "group", "note": "They had it coming."}]
    )

    page = page_of(incident)

    assert "What the group alleges" in page
    assert page.index("not established here") < page.index("They had it coming.")


def test_a_group_that_is_not_public_is_not_named() -> None:
    hidden = make_group(name="Canary Front", state="draft")

    page = page_of(make_published_incident(attributions=[{"group": hidden, "status": "credited"}]))

    assert "Canary Front" not in page


def test_a_content_note_comes_before_violence_only() -> None:
    assert "This page describes violence" in page_of(make_published_incident(kind="suicide_attack"))
    assert "This page describes violence" not in page_of(make_published_incident(kind="agreement"))


def test_the_page_leads_to_its_history_and_names_no_account() -> None:
    page = page_of(make_published_incident())

    assert "All changes since it was published" in page
    assert "some-editor" not in page


def test_every_value_says_by_which_rule_it_was_reached(editor: User) -> None:
    nine, eleven = ([{"outcome": "killed", "low": n, "best": n, "high": n}] for n in (9, 11))
    incident = make_incident(reports=[make_report(casualties=nine), make_report(casualties=eleven)])
    page = signed_in(editor)

    said = page.get(incident.get_absolute_url()).content.decode()
    assert "Lowest and highest figure of 2 independent sources." in said
    assert "Independent sources differ" in said
    assert "No source names a group." in said

    actions.attribute(
        incident, by=editor, said={"group": make_group(), "status": "suspected"}, citations=[make_source()]
    )
    actions.revise(incident, by=editor, changes={"when": "2017-12-16"}, reason="The police report")
    said = page.get(incident.get_absolute_url()).content.decode()
    assert "No source names a group." not in said
    assert "Stated by an editor" in said
    assert "Reason: The police report" in said
