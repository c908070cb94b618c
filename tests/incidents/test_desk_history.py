"""The desk's page on the history of any object: who, when, which field, old, new and why; and two moments compared."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role, User
from audit.tracking import tracked
from incidents import actions
from incidents.desk.past.objects import KEYS, kinds
from incidents.models import Incident
from sources.actions import revise_outlet
from tests.factories import make_group, make_incident, make_outlet, make_published_incident, make_report, someone
from tests.incidents.desk import signed_in
from tests.incidents.past.edits import Editing
from tests.sources.withholding import withheld

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def page_of(client: Client, kind: str, key: Any, **asked: str) -> str:
    answer = client.get(f"/desk/history/{kind}/{key}/", asked)
    assert answer.status_code == 200, (kind, key)
    return str(answer.content.decode())


def killed(number: int) -> list[dict[str, Any]]:
    return [{"outcome": "killed", "low": number, "best": number, "high": number}]


def test_it_tells_who_when_why_and_each_field_before_and_after(editor: User) -> None:
    incident = make_incident(title="Former title")
    actions.revise(incident, by=editor, changes={"title": "Present title", "kind": "raid"}, reason="The police log")

    page = page_of(signed_in(editor), "incident", incident.public_id)

    for words in (editor.username, "The police log", "<del>Former title</del>", "<ins>Present title</ins>",
                  "<del>armed attack</del>", "<ins>Raid</ins>", "<dt>Title</dt>"):
        assert words in page
    assert page.index("Present title</ins>") < page.index("Report: "), "newest first"


def test_what_belongs_to_an_incident_is_told_with_it(editor: User) -> None:
    report = make_report(casualties=killed(9))
    incident, group = make_incident(reports=[report]), make_group(name="Some Front")
    actions.revise_report(report, by=editor, changes={"note": "Seen again"}, reason="Read again", casualties=killed(11))
    actions.attribute(incident, by=editor, said={"group": group}, citations=[report.source])
    actions.describe(incident, by=editor, targets=[{"kind": "police"}], weapons=[])
    actions.comment(incident, by=editor, text="Look at the date")

    page = page_of(signed_in(editor), "incident", incident.public_id)

    for words in ("<ins>Seen again</ins>", "<ins>11</ins>", "Some Front", "<ins>Police</ins>", "Look at the date",
                  "taken away"):
        assert words in page


def test_two_moments_are_compared_field_by_field(editor: User) -> None:
    report = make_report(casualties=killed(9), note="A note that is long enough to be compared word by word, at dawn.")
    incident = make_incident(reports=[report], title="First title")
    first = timezone.now()
    actions.revise(incident, by=editor, changes={"title": "Second title"})
    note = "A note that is long enough to be compared word by word, at dusk."
    actions.revise_report(report, by=editor, changes={"note": note}, reason="Again")
    actions.revise(incident, by=editor, changes={"title": "Third title"})
    second = timezone.now()

    said = signed_in(editor).get(
        f"/desk/history/incident/{incident.public_id}/", {"from": second.isoformat(), "to": first.isoformat()}
    )
    told = {(change.name, change.old, change.new) for _, changes in said.context["compared"] for change in changes}

    assert ("Title", "First title", "Third title") in told
    assert not [words for words in told if "Second title" in words]
    assert "<del>dawn.</del><ins>dusk.</ins>" in said.content.decode()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"from": "never", "to": "2026-01-01"}, "is not a moment"),
        ({"from": "2020-01-01", "to": ""}, "Pick two moments to compare."),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_remedy(
    asked: dict[str, str], sentence: str, editor: User
) -> None:
    assert sentence in page_of(signed_in(editor), "incident", make_incident().public_id, **asked)


def test_every_model_with_history_has_its_pages(admin: User) -> None:
    incident = make_published_incident(attributions=[{"group": make_group()}], casualties=killed(3))
    actions.comment(incident, by=someone(Role.EDITOR), text="A remark")
    actions.describe(incident, by=someone(Role.EDITOR), targets=[{"kind": "police"}], weapons=["firearms"])
    withheld()
    client, looked_at = signed_in(admin), 0
    assert set(kinds().values()) == {kept.model for kept in tracked().values()}

    for kind, model in kinds().items():
        for row in model._base_manager.all()[:2]:
            key = getattr(row, KEYS.get(model, "pk"))
            assert 'class="deed"' in page_of(client, kind, key)
            looked_at += 1
    assert looked_at >= 12


def test_the_list_of_withheld_names_is_for_reviewers_and_accounts_for_admins(editor: User, reviewer: User) -> None:
    entry = withheld()

    assert signed_in(editor).get(f"/desk/history/withheldname/{entry.pk}/").status_code == 403
    assert signed_in(reviewer).get(f"/desk/history/withheldname/{entry.pk}/").status_code == 200
    assert signed_in(reviewer).get(f"/desk/history/user/{editor.pk}/").status_code == 403


@pytest.mark.parametrize("address", ["nothing/1/", "incident/KW-1-1/", "report/0/", "report/-1/", "report/x/",
                                     "report/99999999999999999999999/", "place/none/"])  # fmt: skip
def test_what_never_was_has_no_history(address: str, editor: User) -> None:
    assert signed_in(editor).get(f"/desk/history/{address}").status_code == 404


def test_an_outlet_has_a_history_of_its_own(reviewer: User) -> None:
    outlet = make_outlet(name="Daily Dawn")
    revise_outlet(outlet, by=reviewer, changes={"reliability": "B"}, reason="Its record")

    page = page_of(signed_in(reviewer), "outlet", outlet.slug)

    assert "<del>F – cannot be judged</del>" in page
    assert "<ins>B – usually reliable</ins>" in page


def test_what_was_taken_away_keeps_its_history(editor: User) -> None:
    report = make_report(casualties=killed(9))
    number = report.casualties.get().pk
    actions.revise_report(report, by=editor, changes={}, reason="None counted", casualties=[])

    page = page_of(signed_in(editor), "casualty", number)

    assert "killed" in page
    assert "None counted" in page


def test_a_long_history_is_told_in_pages_and_no_more_questions(editor: User) -> None:
    incident: Incident = make_published_incident()
    editing, client, asked = Editing(incident, 1), signed_in(editor), []
    for number in (5, 60):
        for _ in range(number):
            editing.edit()
        with CaptureQueriesContext(connection) as questions:
            page_of(client, "incident", incident.public_id)
        asked.append(len(questions))

    assert asked[1] <= 60
