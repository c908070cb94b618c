"""An incident's desk page says where it stands, what is missing, who works on it and what was said about it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from incidents import actions
from incidents.models import Comment, Incident
from sources.editorial import State
from tests.factories import (
    make_incident,
    make_published_incident,
    make_report,
    make_reviewable_incident,
    make_source,
    someone,
)
from tests.incidents.desk import signed_in, where_to

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def desk_page(incident: Incident) -> str:
    return f"/desk/incidents/{incident.public_id}/"


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def sent(person: User, incident: Incident, verb: str, **typed: Any) -> str:
    """The page that a form of the incident's page leads to."""
    return signed_in(person).post(f"{desk_page(incident)}{verb}/", typed, follow=True).content.decode()


def in_days(days: int) -> str:
    return (timezone.now() + timedelta(days=days)).date().isoformat()


def under_embargo(reviewer: User) -> Incident:
    incident = make_reviewable_incident()
    sent(reviewer, incident, "publish", until=in_days(5), why="Agreed with the partner")
    incident.refresh_from_db()
    return incident


class TestWhatIsMissing:
    def test_each_gap_leads_to_its_remedy(self, reviewer: User) -> None:
        incident = make_incident(reports=[])
        Incident.objects.update(title="")

        page = read(signed_in(reviewer), desk_page(incident))

        for sentence, link in (
            ("Cite at least one source.", f"/desk/reports/new/?incident={incident.public_id}"),
            ("Give it a title.", "?edit=yes#id_title"),
            ("No place is given", "?edit=yes#id_place_text"),
            ("No date is given", "?edit=yes#id_when"),
            ("There is no summary.", "?edit=yes#id_summary"),
        ):
            assert sentence in page
            assert f'href="{link}"' in page

    def test_the_remedy_finds_the_form_open(self, editor: User) -> None:
        page = desk_page(make_incident())

        assert 'id="edit" open' in read(signed_in(editor), f"{page}?edit=yes")
        assert 'id="edit" open' not in read(signed_in(editor), page)

    def test_a_recent_incident_says_from_when_readers_would_see_it(self, reviewer: User) -> None:
        today = in_days(0)
        recent = make_reviewable_incident(source=make_source(published=today), when=today)

        assert "Published now, readers would see it from" in read(signed_in(reviewer), desk_page(recent))
        old = make_reviewable_incident()
        assert "readers would see it from" not in read(signed_in(reviewer), desk_page(old))


class TestEmbargo:
    def test_it_is_set_with_the_publishing_and_shown_with_its_reason(self, reviewer: User) -> None:
        incident = under_embargo(reviewer)

        page = read(signed_in(reviewer), desk_page(incident))

        assert (incident.state, incident.is_public) == (State.PUBLISHED, False)
        assert "Readers see it from" in page
        assert "set by reviewer: Agreed with the partner" in page

    def test_it_is_moved_and_lifted(self, reviewer: User) -> None:
        incident = under_embargo(reviewer)

        sent(reviewer, incident, "embargo", until=in_days(9), why="They asked for more time")
        incident.refresh_from_db()
        assert incident.embargo_until is not None
        assert incident.embargo_until.date().isoformat() == in_days(9)
        sent(reviewer, incident, "embargo", lift="yes")

        incident.refresh_from_db()
        assert (incident.is_public, incident.embargo_until) == (True, None)
        assert incident.history.latest().history_change_reason == "The embargo is lifted."
        assert incident.reviewed_version == incident.version

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [({"until": "", "why": "x"}, "Say from which day on."), ({"until": "soon", "why": "x"}, "Write a day such as"),
         ({"until": "2018-01-01", "why": "x"}, "has begun already"), ({"until": in_days(5), "why": " "}, "Say why")],
    )
    def test_without_a_day_to_come_and_a_reason_nothing_is_published(
        self, reviewer: User, typed: dict[str, str], sentence: str
    ) -> None:
        incident = make_reviewable_incident()

        answer = signed_in(reviewer).post(f"{desk_page(incident)}publish/", typed)

        assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
        assert Incident.objects.get().state == State.IN_REVIEW

    def test_what_readers_see_is_not_taken_from_them_by_an_embargo(self, reviewer: User) -> None:
        incident = make_published_incident()

        assert "Readers see it already" in sent(reviewer, incident, "embargo", until=in_days(5), why="Late")
        assert Incident.objects.get().is_public


class TestASecondLook:
    @pytest.fixture
    def changed(self, editor: User) -> Incident:
        incident = make_published_incident(title="A bomb")
        actions.revise(incident, by=editor, changes={"title": "Two bombs"}, reason="A second one was found")
        return incident

    def test_a_change_of_what_is_public_is_shown_and_confirmed(self, changed: Incident, reviewer: User) -> None:
        page = read(signed_in(reviewer), desk_page(changed))
        assert "Changed since it was reviewed" in page
        assert "some-reviewer agreed on" in page
        assert "<del>A bomb</del>" in page

        sent(reviewer, changed, "confirm", version=changed.version)

        assert "Changed since it was reviewed" not in read(signed_in(reviewer), desk_page(changed))

    def test_who_made_the_change_does_not_confirm_it(self, changed: Incident, reviewer: User) -> None:
        actions.revise(changed, by=reviewer, changes={"summary": "At dawn."}, reason="Fuller")

        assert "A second person confirms the change" in read(signed_in(reviewer), desk_page(changed))
        assert "A second person must look at it" in sent(reviewer, changed, "confirm", version=changed.version)

    def test_only_what_was_on_the_page_is_confirmed(self, changed: Incident, editor: User, reviewer: User) -> None:
        seen = changed.version
        actions.revise(changed, by=editor, changes={"title": "Three bombs"}, reason="A third")

        assert "Look at it as it stands now" in sent(reviewer, changed, "confirm", version=seen)
        assert Incident.objects.get().reviewed_version == seen - 1

    def test_assigning_it_is_no_change(self, editor: User, reviewer: User) -> None:
        incident = make_published_incident()

        sent(editor, incident, "assign", to="me")

        assert "Changed since it was reviewed" not in read(signed_in(reviewer), desk_page(incident))


class TestRules:
    def test_a_value_that_an_editor_set_is_given_back(self, editor: User) -> None:
        incident = make_incident()
        actions.revise(incident, by=editor, changes={"when": "2017-12"}, reason="Day unclear")
        assert "Reason: Day unclear" in read(signed_in(editor), desk_page(incident))

        sent(editor, incident, "by-rule", field="when", version=incident.version)

        found = Incident.objects.get()
        assert (found.when, found.set_by["when"], "when" in found.reasons) == ("2017-12-17", "rule", False)

    @pytest.mark.parametrize("odd", [{"field": "title"}, {"field": "state"}, {}, {"field": "when", "version": "x"},
                                     {"field": "when", "version": "1"}])
    def test_nothing_else_is_and_nothing_unseen(self, editor: User, odd: dict[str, str]) -> None:
        incident = make_incident()
        actions.revise(incident, by=editor, changes={"when": "2017-12"}, reason="Day unclear")

        sent(editor, incident, "by-rule", **odd)

        assert Incident.objects.get().set_by["when"] == "editor"


class TestTalk:
    def test_a_comment_says_who_and_when_and_is_never_public(self, editor: User, reviewer: User) -> None:
        incident = make_published_incident()

        answer = signed_in(editor).post(f"{desk_page(incident)}comments/", {"text": " Ask the <b>stringer</b>. "})

        assert where_to(answer) == f"{desk_page(incident)}#comments"
        page = read(signed_in(reviewer), desk_page(incident))
        assert "Ask the &lt;b&gt;stringer&lt;/b&gt;." in page
        assert "<strong>editor</strong>" in page
        assert "stringer" not in Client().get(incident.get_absolute_url()).content.decode()

    @pytest.mark.parametrize("text", ["", "  ", "x" * 2001])
    def test_an_empty_or_endless_one_is_refused(self, editor: User, text: str) -> None:
        answer = signed_in(editor).post(f"{desk_page(make_incident())}comments/", {"text": text})

        assert answer.status_code == 422
        assert not Comment.objects.exists()

    def test_it_is_assigned_to_oneself_a_colleague_or_nobody(self, editor: User, reviewer: User) -> None:
        incident = make_incident()

        assert "To you." in sent(editor, incident, "assign", to="me")
        assert "To reviewer." in sent(editor, incident, "assign", to=reviewer.pk)
        assert "To nobody." in sent(editor, incident, "assign", to="")

    @pytest.mark.parametrize("who", ["reader", "gone", "x"])
    def test_never_to_somebody_who_does_not_work_here(self, editor: User, who: str) -> None:
        gone = someone(Role.REVIEWER)
        User.objects.filter(pk=gone.pk).update(is_active=False)
        incident = make_incident(reports=[make_report(by=editor)])
        numbers = {"reader": someone(Role.READER).pk, "gone": gone.pk, "x": "x"}

        assert "Nobody of that name works here" in sent(editor, incident, "assign", to=numbers[who])
        assert Incident.objects.get().assigned_to is None
