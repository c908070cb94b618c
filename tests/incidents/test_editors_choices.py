"""What an editor sets goes before the rules, says why, and is never overwritten unseen."""

import pytest

from accounts.models import User
from incidents import actions
from incidents.actions import Clash
from incidents.models import Incident
from sources.models import Reliability
from sources.quantities import Estimate
from tests.factories import make_incident, make_outlet, make_place, make_report, make_source

pytestmark = pytest.mark.django_db
NINE = [{"outcome": "killed", "low": 9, "best": 9, "high": 9}]
ELEVEN = [{"outcome": "killed", "low": 11, "best": 11, "high": 11}]


def test_a_corrected_figure_stays_and_its_reason_is_kept(editor: User) -> None:
    incident = make_incident(casualties=NINE)

    actions.revise(incident, by=editor, changes={"killed": Estimate(10, 10, 10)}, reason="The hospital's count")
    actions.attach(by=editor, report=make_report(casualties=ELEVEN), incident=incident)

    assert (incident.killed_best, incident.corroboration) == (10, 2)
    assert incident.reasons["killed"] == "The hospital's count"
    assert "The hospital's count" in incident.history.values_list("history_change_reason", flat=True)

    actions.revise(incident, by=editor, changes={}, by_rule=["killed"])
    assert (incident.killed_low, incident.killed_best, incident.killed_high) == (9, 9, 11)


def test_the_later_of_two_changes_is_refused_and_told_what_stands_now(editor: User, reviewer: User) -> None:
    incident = make_incident()
    seen = incident.version
    actions.revise(incident, by=editor, changes={"title": "Attack on a bus"}, version=seen)

    with pytest.raises(Clash) as clash:
        actions.revise(incident, by=reviewer, changes={"summary": "Theirs."}, version=seen)

    assert clash.value.theirs == {"title": "Attack on a bus"}
    assert Incident.objects.get().summary == ""
    actions.revise(incident, by=reviewer, changes={"summary": "Theirs."}, version=incident.version)


def test_a_change_of_no_headline_is_no_clash(editor: User, reviewer: User) -> None:
    incident = make_incident()
    seen = incident.version
    actions.assign(incident, by=reviewer, to=editor)

    actions.revise(incident, by=editor, changes={"title": "Attack on a bus"}, version=seen)

    assert Incident.objects.get().title == "Attack on a bus"


def test_a_wire_copy_changes_nothing(editor: User) -> None:
    wire = make_source(outlet=make_outlet(kind="agency"))
    incident = make_incident(reports=[make_report(source=wire, casualties=NINE)])
    version = incident.version
    copy = make_source(republishes=wire)

    actions.attach(by=editor, report=make_report(source=copy, casualties=NINE), incident=incident)

    fresh = Incident.objects.get()
    assert (fresh.version, fresh.corroboration, fresh.killed_best, fresh.has_conflict) == (version, 1, 9, False)


def test_a_corrected_report_resolves_its_incident_anew(editor: User) -> None:
    incident = make_incident(casualties=NINE)

    actions.revise_report(
        incident.reports.get(), by=editor, changes={"when": "2017-12-16"}, casualties=ELEVEN, reason="Misread"
    )

    fresh = Incident.objects.get()
    assert (fresh.when, fresh.killed_best) == ("2017-12-16", 11)


class TestWhatChangesBelow:
    """An outlet's grade, a source's origin or a place changes, and a worker resolves what rests on it."""

    def test_a_grade(self) -> None:
        weak, strong = make_outlet(), make_outlet()
        reports = [make_report(source=make_source(outlet=weak), casualties=NINE),
                   make_report(source=make_source(outlet=strong), casualties=ELEVEN)]
        incident = make_incident(reports=reports)
        assert incident.killed_best == 9

        strong.reliability = Reliability.A
        strong.save()
        assert actions.resolve_due() == 1

        assert Incident.objects.get().killed_best == 11
        assert "rests on has changed" in incident.history.latest().history_change_reason

    def test_an_owner(self) -> None:
        outlets = [make_outlet(), make_outlet()]
        make_incident(reports=[make_report(source=make_source(outlet=outlet)) for outlet in outlets])
        for outlet in outlets:
            outlet.owner_group = "One House"
            outlet.save()

        actions.resolve_due()

        assert Incident.objects.get().corroboration == 1

    def test_a_copy(self) -> None:
        first, second = make_source(), make_source()
        make_incident(reports=[make_report(source=first), make_report(source=second)])
        second.republishes = first
        second.save()

        actions.resolve_due()

        assert Incident.objects.get().corroboration == 1

    def test_a_place(self) -> None:
        town, spelled = make_place(name="Darzab"), make_place(name="Darz Aab")
        make_incident(reports=[make_report(place=town), make_report(place=spelled)])
        assert Incident.objects.get().place is None

        spelled.same_as = town
        spelled.save()
        actions.resolve_due()

        assert Incident.objects.get().place in (town, spelled)

    def test_what_changes_nothing_leaves_no_trace(self) -> None:
        incident = make_incident()
        outlet = incident.reports.get().source.outlet
        version = incident.version
        outlet.reliability = Reliability.A
        outlet.save()

        assert actions.resolve_due() == 1
        assert (Incident.objects.get().version, actions.resolve_due()) == (version, 0)
