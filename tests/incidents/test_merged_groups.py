"""Two records of a group that were merged are one to the rules on incidents, and two again when that is undone."""

from typing import Any

import pytest

from accounts.models import User
from groups import actions as about_groups
from groups.models import Alliance, Group
from incidents import actions
from incidents.evidence import Sight, evidence_of
from incidents.ledger import ledger
from incidents.models import Incident
from incidents.suggesting.offering import suggestions
from tests.factories import make_group, make_incident, make_place, make_report

pytestmark = pytest.mark.django_db
CLAIMED, CREDITED = {"status": "claimed", "by": "group"}, {"status": "credited", "by": "authority"}


@pytest.fixture
def records() -> tuple[Group, Group]:
    return make_group(name="Kept"), make_group(name="Gone")


def named(*said: dict[str, Any], **odd: Any) -> Incident:
    return make_incident(reports=[make_report(attributions=[each], **odd) for each in said])


def parts(incident: Incident) -> list[tuple[str, str]]:
    return [(part.group.name, part.status) for part in incident.attributions.order_by("group__name")]


def merge(records: tuple[Group, Group], reviewer: User) -> None:
    about_groups.merge_groups(*records, by=reviewer, reason="One group.")
    actions.resolve_due()


def test_claims_of_both_records_are_no_rivals_from_the_merge_until_its_undoing(
    records: tuple[Group, Group], reviewer: User
) -> None:
    incident = named(*({"group": each, **CLAIMED} for each in records))
    assert parts(incident) == [("Gone", "disputed"), ("Kept", "disputed")]

    merge(records, reviewer)
    assert parts(incident) == [("Kept", "claimed")]
    assert {source.pk for source in incident.attributions.get().citations.all()} == {
        report.source_id for report in incident.reports.all()
    }

    about_groups.unmerge_group(Group.objects.get(name="Gone"), by=reviewer, reason="Two after all.")
    actions.resolve_due()
    assert parts(incident) == [("Gone", "disputed"), ("Kept", "disputed")]


def test_what_names_the_merged_record_alone_stays_as_it_was_written(
    records: tuple[Group, Group], reviewer: User
) -> None:
    incident = named({"group": records[1], **CREDITED})
    row = incident.attributions.get()
    written = row.history.count()

    merge(records, reviewer)

    assert (incident.attributions.get(), parts(incident)) == (row, [("Gone", "credited")])
    assert row.history.count() == written


def test_a_claim_of_a_part_of_the_merged_record_is_no_rival_of_the_kept_one(
    records: tuple[Group, Group], reviewer: User
) -> None:
    part = make_group(name="Part")
    Alliance.objects.create(source=part, target=records[1], kind="chapter_of", status="asserted", confidence="low")
    incident = named({"group": records[0], **CLAIMED}, {"group": part, **CLAIMED})
    assert {status for _, status in parts(incident)} == {"disputed"}

    about_groups.merge_groups(*records, by=reviewer, reason="One group.")
    actions.resolve(Incident.objects.get())

    assert {status for _, status in parts(incident)} == {"claimed"}


def test_an_editors_word_on_the_group_goes_before_the_rules_whichever_record_they_heard_of(
    records: tuple[Group, Group], editor: User, reviewer: User
) -> None:
    incident = named({"group": records[1], **CREDITED})
    merge(records, reviewer)

    said = {"group": records[0], "status": "denied", "by": "group"}
    actions.attribute(incident, by=editor, said=said, citations=[make_report().source])

    assert parts(incident) == [("Kept", "denied")]


def test_the_ledger_has_one_line_for_both_and_leads_to_the_kept_one(
    records: tuple[Group, Group], reviewer: User
) -> None:
    incident = named(*({"group": each, **CREDITED} for each in records))
    merge(records, reviewer)

    found = ledger(evidence_of(Incident.objects.get()), Sight(reviewer))
    lines = [line for part in found.parts for line in part.lines if line.name.startswith("Perpetrator")]

    assert [(line.name, line.link) for line in lines] == [("Perpetrator: Kept", records[0].get_absolute_url())]
    assert [bool(cell.says) for cell in lines[0].cells] == [True, True]
    assert incident.reports.count() == 2


def test_incidents_that_name_either_record_are_taken_for_one(records: tuple[Group, Group], reviewer: User) -> None:
    place = make_place()
    named({"group": records[0], **CREDITED}, place=place)
    other = named({"group": records[1], **CREDITED}, place=place)
    assert "Different groups: Gone and Kept" in reasons(other)

    merge(records, reviewer)

    assert "Both name Kept" in reasons(other)


def reasons(incident: Incident) -> list[str]:
    (found,) = suggestions(incident)
    return [reason.words for reason in found.match.reasons]
