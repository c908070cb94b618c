"""The inbox: what waits for somebody, a queue a tab; sifted, counted, paged, and assigned at one click."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from groups.models import Group
from incidents import actions
from incidents.desk import queues
from incidents.models import Incident, Report
from places.models import GeocodingState, Place, PlaceKind
from tests.factories import (
    make_group,
    make_incident,
    make_outlet,
    make_place,
    make_published_incident,
    make_report,
    make_reviewable_incident,
    make_source,
)
from tests.incidents.desk import signed_in, where_to

pytestmark = [pytest.mark.django_db, pytest.mark.once]
EMPTY = {
    "review": "Nothing waits for a reviewer.", "changed": "A second person has seen every change.",
    "drafts": "No drafts.", "reports": "Every report belongs to an incident.",
    "held": "Nothing is held back or under embargo.", "mine": "Nothing is assigned to you.",
    "places": "Every place is located.", "published": "Nothing is published yet.",
}


def queue(person: User, tab: str, **asked: Any) -> str:
    return signed_in(person).get("/desk/", {"tab": tab, **asked}).content.decode()


def link(incident: Incident) -> str:
    return f'href="/desk/incidents/{incident.public_id}/"'


@pytest.mark.parametrize("tab", EMPTY)
def test_an_empty_queue_says_so(editor: User, tab: str) -> None:
    assert EMPTY[tab] in queue(editor, tab)


class TestQueues:
    def test_each_has_what_waits_there_and_nothing_else(self, editor: User, reviewer: User) -> None:
        draft, review, public = make_incident(), make_reviewable_incident(), make_published_incident()
        held, changed = make_reviewable_incident(), make_published_incident()
        actions.publish(held, by=reviewer, at=timezone.now(), embargo_until=timezone.now() + timedelta(days=4, hours=1))
        actions.revise(changed, by=editor, changes={"title": "Two bombs"}, reason="A second one")
        actions.assign(draft, by=editor, to=editor)

        found = {tab: queue(editor, tab) for tab in EMPTY}

        everywhere = (draft, review, public, held, changed)
        there = {tab: [each for each in everywhere if link(each) in page] for tab, page in found.items()}
        assert there == {
            "review": [review], "changed": [changed], "drafts": [draft], "reports": [], "held": [held],
            "mine": [draft], "places": [], "published": [public, held, changed],
        }
        assert "in 4 days" in found["held"]

    def test_reports_and_places_have_theirs(self, editor: User) -> None:
        report = make_report()
        place = make_place(name="Fatehpur", query="Fatehpur", geocoding=GeocodingState.AMBIGUOUS, candidates=[{}, {}])

        assert f'href="/desk/reports/{report.pk}/"' in queue(editor, "reports")
        assert f'href="/desk/places/{place.pk}/"' in queue(editor, "places")
        assert "Choose among 2 candidates" in queue(editor, "places")

    def test_each_tab_says_how_many(self, editor: User) -> None:
        for _ in range(3):
            make_incident()

        assert 'Drafts <span class="count">3</span>' in queue(editor, "review")

    def test_a_long_queue_is_not_counted_to_its_end(self, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(queues, "MOST_COUNTED", 2)
        for _ in range(3):
            make_incident()

        assert 'Drafts <span class="count">2+</span>' in queue(editor, "review")

    def test_what_waits_longest_is_first_and_says_how_long(self, editor: User) -> None:
        old, new = make_incident(), make_incident()
        Incident.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=4, hours=1))

        page, turned = queue(editor, "drafts"), queue(editor, "drafts", sort="newest")

        assert page.index(old.public_id) < page.index(new.public_id)
        assert turned.index(new.public_id) < turned.index(old.public_id)
        assert ">4 days</time>" in page

    def test_it_is_paged(self, editor: User) -> None:
        for number in range(51):
            Incident.objects.create(title="x", kind="raid", public_id=f"KW-2017-{number:06d}")

        first, last = queue(editor, "drafts"), queue(editor, "drafts", page="99")

        assert (first.count('name="row"'), last.count('name="row"')) == (50, 1)
        assert "tab=drafts&amp;page=2" in first
        assert "page=3" not in last
        assert "tab=drafts&amp;page=1" in last


class TestSifting:
    @pytest.fixture
    def group(self, db: None) -> Group:
        return make_group(name="Example Front")

    @pytest.fixture
    def province(self, db: None) -> Place:
        return make_place(name="Kunar", kind=PlaceKind.PROVINCE)

    @pytest.fixture
    def meant(self, group: Group, province: Place, editor: User) -> Incident:
        """What every filter below is for; another incident is beside it."""
        outlet = make_outlet(name="Example Daily")
        make_incident(title="Another")
        incident = make_incident(
            title="Attack on a bridge", source=make_source(outlet=outlet), place=make_place(province=province),
            attributions=[{"group": group}],
        )
        actions.assign(incident, by=editor, to=editor)
        Incident.objects.filter(pk=incident.pk).update(created_at=timezone.now() - timedelta(days=8))
        return incident

    @pytest.mark.parametrize("name", ["q", "group", "province", "outlet", "assigned", "age"])
    def test_each_filter_leaves_what_is_meant(
        self, editor: User, meant: Incident, group: Group, province: Place, name: str
    ) -> None:
        outlet = meant.reports.get().source.outlet
        asked = {"q": "bridge", "group": group.pk, "province": province.pk, "outlet": outlet.pk, "assigned": "me",
                 "age": "7"}

        page = queue(editor, "drafts", **{name: asked[name]})

        assert page.count('name="row"') == 1
        assert link(meant) in page
        assert 'Drafts <span class="count">1</span>' in page

    @pytest.mark.parametrize("name", ["q", "group", "province", "outlet", "assigned", "age"])
    def test_reports_are_sifted_alike(self, editor: User, group: Group, province: Place, name: str) -> None:
        make_report()
        meant = make_report(
            excerpt="At the bridge.", source=make_source(outlet=make_outlet(name="Example Daily")),
            place=make_place(province=province), attributions=[{"group": group}],
        )
        actions.assign_report(meant, by=editor, to=editor)
        Report.objects.filter(pk=meant.pk).update(entered_at=timezone.now() - timedelta(days=8))
        asked = {"q": "bridge", "group": group.pk, "province": province.pk, "outlet": meant.source.outlet.pk,
                 "assigned": "me", "age": "7"}

        page = queue(editor, "reports", **{name: asked[name]})

        assert page.count('name="row"') == 1
        assert f'href="/desk/reports/{meant.pk}/"' in page

    def test_nobodys_are_found(self, editor: User, meant: Incident) -> None:
        page = queue(editor, "drafts", assigned="nobody")

        assert link(meant) not in page
        assert page.count('name="row"') == 1

    def test_what_cannot_be_read_says_so_and_breaks_nothing(self, editor: User, meant: Incident) -> None:
        for name, value in (("group", "x"), ("province", "9" * 30), ("age", "2"), ("page", "²"), ("tab", "all")):
            answer = signed_in(editor).get("/desk/", {"tab": "drafts", name: value})
            assert answer.status_code == 200
        assert "Select a valid choice" in queue(editor, "drafts", group="x")

    def test_nothing_found_leads_back(self, editor: User, meant: Incident) -> None:
        assert "Nothing here answers to this filter." in queue(editor, "drafts", q="no such words")


class TestAssigning:
    def test_a_row_is_taken_at_one_click(self, editor: User) -> None:
        incident = make_incident()

        answer = signed_in(editor).post("/desk/assign/", {"only": incident.public_id, "next": "/desk/?tab=drafts"})

        assert where_to(answer) == "/desk/?tab=drafts"
        assert Incident.objects.get().assigned_to == editor

    def test_many_are_assigned_at_once(self, editor: User, reviewer: User) -> None:
        rows = [make_incident(), make_incident()]

        signed_in(editor).post("/desk/assign/", {"row": [each.public_id for each in rows], "to": reviewer.pk})

        assert set(Incident.objects.values_list("assigned_to", flat=True)) == {reviewer.pk}

    def test_reports_too(self, editor: User) -> None:
        report = make_report()

        page = signed_in(editor).post("/desk/assign/", {"row": report.pk, "to": "me"}, follow=True)

        report.refresh_from_db()
        assert report.assigned_to == editor
        assert "1 selected: assigned to you." in page.content.decode()

    def test_without_a_selection_it_says_what_to_do(self, editor: User) -> None:
        page = signed_in(editor).post("/desk/assign/", {"to": "me"}, follow=True).content.decode()

        assert "Select at least one row first." in page

    def test_it_never_leads_to_another_site(self, editor: User) -> None:
        answer = signed_in(editor).post("/desk/assign/", {"to": "me", "next": "https://example.org/"})

        assert where_to(answer) == "/desk/"


def test_a_queue_takes_few_questions_however_long_it_is(
    editor: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(6):
        make_incident()
    desk: Client = signed_in(editor)

    # session, person, a count a tab and one of groups, rows, their reports, what is offered
    with django_assert_max_num_queries(19):
        desk.get("/desk/", {"tab": "drafts"})
