"""An editor corrects what was entered of a source's account, and nobody's correction is lost."""

import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from accounts.models import User
from incidents.models import Casualty, Incident, Report
from sources.models import Source
from tests.factories import make_group, make_source
from tests.incidents.desk import NEW_REPORT, form_with, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def desk(editor: User) -> Client:
    """An editor who has entered that nine were killed and some front did it."""
    make_group(name="Some Front")
    client = signed_in(editor)
    rows = {"casualties-0-number": "9", "attributions-0-group": "Some Front"}
    client.post(NEW_REPORT, form_with(place_text="Kunduz", **rows))
    return client


def typed_on(client: Client, report: Report, **odd: Any) -> dict[str, Any]:
    """The correction form as its page shows it, with what is odd typed over."""
    answer = client.get(f"/desk/reports/{report.pk}/correct/")
    sent = QueryDict(mutable=True)
    for part in (answer.context["form"], answer.context["casualties"].management_form,
                 answer.context["attributions"].management_form,
                 *answer.context["casualties"], *answer.context["attributions"]):
        sent.update({each.html_name: "" if each.value() is None else str(each.value()) for each in part})
    return {**sent.dict(), "reason": "Misread the article.", **odd}


def correct(client: Client, report: Report, typed: dict[str, Any]) -> Any:
    return client.post(f"/desk/reports/{report.pk}/correct/", typed)


def test_a_corrected_figure_resolves_the_incident_anew_and_is_kept_with_its_reason(desk: Client) -> None:
    report = Report.objects.get()

    answer = correct(desk, report, typed_on(desk, report, **{"casualties-0-number": "at least 11"}))

    incident = Incident.objects.get()
    assert answer.url == f"/desk/incidents/{incident.public_id}/"
    assert (incident.killed_low, incident.killed_high) == (11, None)
    latest = Casualty.history.filter(report_id=report.pk, history_type="+").latest()
    assert (latest.low, latest.history_change_reason) == (11, "Misread the article.")


def test_nothing_but_what_was_typed_changes(desk: Client) -> None:
    report = Report.objects.get()
    Casualty.objects.filter(report=report).update(low=5, best=8, high=12)

    correct(desk, report, typed_on(desk, report, excerpt="Other words.", **{"attributions-0-role": "target"}))

    report.refresh_from_db()
    said = report.casualties.get()
    assert (report.excerpt, (said.low, said.best, said.high)) == ("Other words.", (5, 8, 12))
    assert report.attributions.get().role == "target"
    assert report.place and report.place.name == "Kunduz"
    assert Source.objects.count() == 1


def test_a_row_that_is_emptied_is_taken_away(desk: Client) -> None:
    report = Report.objects.get()

    correct(desk, report, typed_on(desk, report, **{"casualties-0-number": "", "attributions-0-group": ""}))

    assert (report.casualties.count(), report.attributions.count()) == (0, 0)
    assert Incident.objects.get().killed_low is None


def test_another_source_is_cited_by_its_address(desk: Client) -> None:
    report, other = Report.objects.get(), make_source(url="https://example.org/other")

    correct(desk, report, typed_on(desk, report, source_url=other.url))

    report.refresh_from_db()
    assert report.source == other


def test_a_correction_needs_its_reason(desk: Client) -> None:
    report = Report.objects.get()

    answer = correct(desk, report, typed_on(desk, report, reason="", **{"casualties-0-number": "lots"}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say what was wrong" in page and "Write a count such as" in page and 'value="lots"' in page
    assert Report.objects.get().version == 1


def test_two_who_correct_one_report_see_both_versions(desk: Client, reviewer: User) -> None:
    report, other = Report.objects.get(), signed_in(reviewer)
    mine = typed_on(desk, report, **{"casualties-0-number": "11"}, note="Mine")
    correct(other, report, typed_on(other, report, **{"casualties-0-number": "13"}, when="2017-12-16"))

    clash = correct(desk, report, mine)

    page = clash.content.decode()
    assert clash.status_code == 409
    assert "both changed it" in page and "13 killed" in page
    carried = {**dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)), "contested": "casualties"}
    chosen = {"keep-casualties": "theirs", "keep-note": "yours", "keep-when": "theirs"}
    settled = correct(desk, report, {**carried, **chosen})
    assert settled.status_code == 302
    report.refresh_from_db()
    assert (report.casualties.get().low, report.note, report.when) == (13, "Mine", "2017-12-16")


def test_a_part_that_both_changed_is_never_settled_by_itself(desk: Client, reviewer: User) -> None:
    report, other = Report.objects.get(), signed_in(reviewer)
    mine = typed_on(desk, report, **{"casualties-0-number": "11"})
    correct(other, report, typed_on(other, report, **{"casualties-0-number": "13"}))
    page = correct(desk, report, mine).content.decode()
    carried = {**dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)), "contested": "casualties"}

    assert correct(desk, report, carried).status_code == 409
    assert report.casualties.get().low == 13


def test_mine_can_stay_where_both_changed_it(desk: Client, reviewer: User) -> None:
    report, other = Report.objects.get(), signed_in(reviewer)
    mine = typed_on(desk, report, **{"casualties-0-number": "11"})
    correct(other, report, typed_on(other, report, **{"casualties-0-number": "13"}))
    page = correct(desk, report, mine).content.decode()
    carried = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))

    correct(desk, report, {**carried, "contested": "casualties", "keep-casualties": "yours"})

    assert report.casualties.get().low == 11


def test_a_note_beside_a_group_outlives_a_correction_of_its_row(desk: Client) -> None:
    report = Report.objects.get()
    report.attributions.update(note="Named by a spokesperson.")

    correct(desk, report, typed_on(desk, report, **{"attributions-0-confidence": "high"}))

    part = report.attributions.get()
    assert (part.confidence, part.note) == ("high", "Named by a spokesperson.")
