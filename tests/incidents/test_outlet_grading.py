"""Grading outlets on the desk: with a reason, by reviewers, and never over somebody else's change."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from accounts.models import User
from incidents import actions
from incidents.models import Incident, Outcome
from sources.actions import OutletChanged, revise_outlet
from sources.grading import version_of
from sources.models import Outlet, Reliability
from tests.factories import make_incident, make_outlet, make_report, make_source
from tests.incidents.desk import signed_in
from tests.sources.withholding import HIT, NAME, withheld

pytestmark = pytest.mark.django_db


def desk_page(outlet: Outlet) -> str:
    return f"/desk/outlets/{outlet.slug}/grade/"


def as_typed(outlet: Outlet, **typed: str) -> dict[str, Any]:
    """The form as it opens, with what was typed over it."""
    opened = {"version": version_of(outlet), "reliability": outlet.reliability, "owner_group": outlet.owner_group}
    return {**opened, "other_names": "\n".join(outlet.other_names), "reason": "Corrects itself in public.", **typed}


def save(client: Client, outlet: Outlet, **typed: str) -> Any:
    return client.post(desk_page(outlet), as_typed(outlet, **typed))


def test_a_reviewer_grades_an_outlet(reviewer: User) -> None:
    outlet = make_outlet()

    answer = save(signed_in(reviewer), outlet, reliability="B", owner_group="One House", other_names="The Post\n\nپست ")

    outlet.refresh_from_db()
    assert answer.url == desk_page(outlet)
    assert (outlet.reliability, outlet.owner_group, outlet.other_names) == ("B", "One House", ["The Post", "پست"])
    last = outlet.history.latest()
    assert (last.history_user, last.history_change_reason) == (reviewer, "Corrects itself in public.")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reliability": "B", "reason": " "}, "Say why; readers see the reason"),
        ({"reliability": "G"}, "Select a valid choice"),
        ({}, "Nothing here differs from what is kept"),
        ({"other_names": "x" * 161}, "within 160 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(reviewer: User, typed: dict[str, str], sentence: str) -> None:
    outlet = make_outlet()

    answer = save(signed_in(reviewer), outlet, **typed)

    assert (answer.status_code, outlet.history.count()) == (422, 1)
    assert sentence in answer.content.decode()


def test_a_reason_names_nobody_who_is_withheld(reviewer: User) -> None:
    outlet = make_outlet()
    withheld()

    page = save(signed_in(reviewer), outlet, reliability="B", reason=f"As {NAME} told us.").content.decode()

    assert HIT.format("2–3") in page
    assert Outlet.objects.get().reliability == "F"


def test_an_editor_does_not_grade(editor: User) -> None:
    outlet = make_outlet()

    assert save(signed_in(editor), outlet, reliability="A").status_code == 403
    with pytest.raises(PermissionDenied):
        revise_outlet(outlet, by=editor, changes={"reliability": "A"}, reason="I like it.")
    revise_outlet(outlet, by=editor, changes={"reliability": Reliability.F, "country": "AF"})
    assert Outlet.objects.get().country == "AF"


def test_no_verb_grades_without_a_reason(reviewer: User) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        revise_outlet(make_outlet(), by=reviewer, changes={"owner_group": "One House"})


def test_somebody_elses_change_is_not_overwritten_unseen(reviewer: User, admin: User) -> None:
    outlet = make_outlet(other_names=["Old Post"])
    mine = as_typed(outlet, reliability="B", reason="My <reason>.")
    changes = {"reliability": "D", "other_names": ["New Post"]}
    revise_outlet(outlet, by=admin, changes=changes, reason="Theirs.")

    answer = signed_in(reviewer).post(desk_page(outlet), mine)

    page = answer.content.decode()
    assert (answer.status_code, Outlet.objects.get().reliability) == (409, "D")
    assert "Grade: was “F”, is now “D”" in page and "Other names: was “Old Post”, is now “New Post”" in page
    assert "My &lt;reason&gt;." in page

    again = {name: answer.context["form"][name].value() for name in ("version", "reliability", "other_names", "reason")}
    assert signed_in(reviewer).post(desk_page(outlet), {**again, "owner_group": ""}).status_code == 302
    outlet.refresh_from_db()
    assert (outlet.reliability, outlet.other_names) == ("B", ["New Post"]), "what was left alone stays theirs"


def test_a_verb_says_that_the_outlet_was_changed(reviewer: User) -> None:
    outlet = make_outlet()
    seen = version_of(outlet)
    revise_outlet(outlet, by=reviewer, changes={"country": "PK"}, version=seen)

    with pytest.raises(OutletChanged, match="changed by somebody else"):
        revise_outlet(outlet, by=reviewer, changes={"country": "AF"}, version=seen)


def test_the_queue_has_the_ungraded_the_most_cited_first(reviewer: User) -> None:
    for name, items in (("Rare", 1), ("Often", 3), ("Graded", 5)):
        outlet = make_outlet(name=name)
        for _ in range(items):
            make_source(outlet=outlet)
    revise_outlet(outlet, by=reviewer, changes={"reliability": "B"}, reason="Corrects itself in public.")
    desk = signed_in(reviewer)

    assert [row.name for row in desk.get("/desk/outlets/").context["page"]] == ["Often", "Rare"]
    assert [row.name for row in desk.get("/desk/outlets/", {"q": "RARE"}).context["page"]] == ["Rare"]
    assert "It may be graded already" in desk.get("/desk/outlets/", {"q": "Graded"}).content.decode()


def test_owners_known_so_far_are_offered(reviewer: User) -> None:
    make_outlet(owner_group="One House")

    assert '<option value="One House">' in signed_in(reviewer).get(desk_page(make_outlet())).content.decode()


class TestRegrading:
    """What rests on an outlet is resolved anew by the worker."""

    def test_changes_the_best_figure(self, reviewer: User) -> None:
        weak, strong = make_outlet(), make_outlet()
        make_incident(reports=[killed(9, weak), killed(11, strong)])
        assert Incident.objects.get().killed_best == 9

        save(signed_in(reviewer), strong, reliability="A")
        assert actions.resolve_due() == 1

        assert Incident.objects.get().killed_best == 11

    def test_changes_the_credibility_where_two_outlets_prove_to_be_one(self, reviewer: User) -> None:
        outlets = [make_outlet(owner_group="One House"), make_outlet()]
        reports = [make_report(source=make_source(outlet=outlet), credibility=1) for outlet in outlets]
        make_incident(reports=reports)
        assert (Incident.objects.get().credibility, Incident.objects.get().corroboration) == (1, 2)

        save(signed_in(reviewer), outlets[1], owner_group="One House")
        actions.resolve_due()

        assert (Incident.objects.get().credibility, Incident.objects.get().corroboration) == (2, 1)


def killed(number: int, outlet: Outlet) -> Any:
    count = {"outcome": Outcome.KILLED, "low": number, "best": number, "high": number}
    return make_report(source=make_source(outlet=outlet), casualties=[count])
