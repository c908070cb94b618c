"""The evidence ledger: each source's word on each fact beside the headline's, and why sources count as one."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role
from incidents import actions
from incidents.evidence import Sight, evidence_of
from incidents.ledger import Ledger, Line, Standing, ledger
from incidents.models import Incident, Report
from places.models import PlaceKind, Sensitivity
from sources.models import OutletKind
from tests.factories import (
    NOON,
    make_group,
    make_incident,
    make_outlet,
    make_place,
    make_report,
    make_source,
    someone,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def killed(number: int, people: str = "unspecified") -> dict[str, Any]:
    return {"outcome": "killed", "people": people, "low": number, "best": number, "high": number}


def published(*reports: Report) -> Incident:
    incident = make_incident(reports=list(reports))
    actions.submit(incident, by=someone(Role.EDITOR))
    actions.publish(incident, by=someone(Role.REVIEWER), at=NOON)
    incident.refresh_from_db()
    return incident


def ledger_of(incident: Incident) -> Ledger:
    """As a stranger sees it."""
    return ledger(evidence_of(Incident.objects.get(pk=incident.pk)), Sight(AnonymousUser()))


def lines_of(found: Ledger) -> dict[str, Line]:
    return {line.name: line for part in found.parts for line in part.lines}


def says(line: Line) -> list[str]:
    return [cell.says for cell in line.cells]


def differs(line: Line) -> list[bool]:
    return [cell.differs for cell in line.cells]


def test_each_source_has_a_column_and_each_fact_a_line() -> None:
    group = make_group(name="Some Front")
    one = make_report(casualties=[killed(9, "civilian")])
    other = make_report(attributions=[{"group": group, "status": "claimed", "by": "group", "confidence": "low"}])
    incident = published(one, other)
    actions.describe(incident, by=someone(Role.EDITOR), targets=[{"kind": "police"}], weapons=["explosives"])

    found = ledger_of(incident)
    lines = lines_of(found)

    assert [column.report for column in found.columns] == [one, other]
    assert [*lines] == [
        "When", "Where", "What", "Struck", "With", "Perpetrator: Some Front", "Killed", "of them civilian", "Wounded",
    ]
    assert says(lines["Killed"]) == ["9", ""]
    assert says(lines["of them civilian"]) == ["9", ""]
    assert says(lines["Perpetrator: Some Front"]) == ["", "Claimed by the group itself, low confidence"]
    assert lines["Struck"].cells == ()
    assert all(len(line.cells) in (0, 2) for line in lines.values())


def test_a_cell_that_differs_from_the_headline_is_marked_and_so_is_its_line() -> None:
    incident = published(
        make_report(when="2017-12-17", casualties=[killed(9)]), make_report(when="2017-12", casualties=[killed(9)]),
        make_report(when="2017-12-17", casualties=[killed(12)]), make_report(when="2017-11-03"),
    )

    lines = lines_of(ledger_of(incident))

    assert differs(lines["When"]) == [False, False, False, True]
    assert lines["When"].standing == Standing.DIFFER
    assert lines["When"].standing_in_words == "Independent sources differ"
    assert differs(lines["Killed"]) == [False, False, True, False]
    assert lines["What"].standing_in_words == "4 independent sources, no contradiction"
    assert lines["Wounded"].standing == Standing.SILENT


def test_a_source_that_denies_is_marked() -> None:
    group = make_group(name="Some Front")
    said = [{"group": group, "status": status, "by": "media"} for status in ("credited", "denied")]
    incident = published(*(make_report(attributions=[each]) for each in said))

    line = lines_of(ledger_of(incident))["Perpetrator: Some Front"]

    assert differs(line) == [False, True]
    assert line.standing == Standing.DIFFER


def test_the_headline_stands_beside_its_rule() -> None:
    line = lines_of(ledger_of(published(make_report(casualties=[killed(9)]))))["Killed"]

    assert line.value == "9"
    assert line.rule == "Taken from the one independent source as it stands."


def test_what_an_editor_set_says_so_and_sources_differ_from_it() -> None:
    incident = published(make_report(when="2017-12-17"))
    actions.revise(incident, by=someone(Role.EDITOR), changes={"when": "2017-12-16"}, reason="The police log")

    line = lines_of(ledger_of(incident))["When"]

    assert line.value == "16 December 2017"
    assert line.rule.endswith("Reason: The police log")
    assert differs(line) == [True]


@pytest.mark.parametrize(
    ("second", "because"),
    [
        ("copy", "Counts as one with Wire, 17 December 2017: it republishes Wire."),
        ("owned", "Counts as one with Wire, 17 December 2017: one owner or wire, One House."),
        ("again", "Counts as one with Wire, 17 December 2017: the same outlet."),
    ],
)
def test_why_sources_count_as_one(second: str, because: str) -> None:
    wire = make_outlet(name="Wire", owner_group="One House")
    original = make_source(outlet=wire, published="2017-12-17")
    source = {
        "copy": lambda: make_source(republishes=original),
        "owned": lambda: make_source(outlet=make_outlet(owner_group="One  house")),
        "again": lambda: make_source(outlet=wire, published="2017-12-19"),
    }[second]()
    reports = [make_report(source=each) for each in (original, make_source(), source)]

    found = ledger_of(published(*reports))

    assert [column.voice for column in found.columns] == [1, 1, 2], "what counts as one stands side by side"
    assert found.columns[1].counts_as.casefold() == because.casefold()
    assert found.columns[2].counts_as == "Counts by itself."
    assert found.independent == "2 independent sources"


def test_an_original_says_that_it_is_republished() -> None:
    original = make_source()

    found = ledger_of(published(make_report(source=original), make_report(source=make_source(republishes=original))))

    assert "they republish it" in found.columns[0].counts_as


def test_a_lone_copy_counts_as_what_it_copies() -> None:
    original = make_source(outlet=make_outlet(name="Wire"), published="2017-12-17")

    found = ledger_of(published(make_report(source=make_source(republishes=original))))

    assert found.columns[0].counts_as == "Counts as Wire, 17 December 2017, which it republishes."


def test_two_sites_of_one_withheld_district_do_not_differ_for_readers() -> None:
    district = make_place(name="Open District", kind=PlaceKind.DISTRICT, precision="district")
    sites = [
        make_place(
            name=f"Canary {n}", kind=PlaceKind.SITE, precision="site", parent=district, district=district,
            sensitivity=Sensitivity.DISTRICT, public_place=district,
        )
        for n in range(2)
    ]

    line = lines_of(ledger_of(published(*(make_report(place=site) for site in sites))))["Where"]

    assert [*map(bool, says(line))] == [True, True]
    assert "Canary" not in f"{line}"
    assert differs(line) == [False, False]


def test_a_group_that_is_not_public_has_no_line() -> None:
    hidden = make_group(name="Canary Front", state="draft")

    lines = lines_of(ledger_of(published(make_report(attributions=[{"group": hidden, "status": "credited"}]))))

    assert not [name for name in lines if "Canary" in name]
    assert lines["Named"].value == "nobody"


def test_the_reasons_a_perpetrator_gives_are_an_allegation_and_collapsed() -> None:
    group = make_group()
    notes = [{"group": group, "status": "claimed", "by": "group", "note": f"Reason {n}."} for n in range(2)]
    incident = published(*(make_report(attributions=[note]) for note in notes))

    page = Client().get(incident.get_absolute_url()).content.decode()

    assert re.search(r"<details><summary>What the group alleges</summary><p>An allegation[^<]*Reason 1\.", page)


def test_the_table_can_be_read_by_ear_and_by_keyboard() -> None:
    page = Client().get(published(make_report(), make_report()).get_absolute_url()).content.decode()

    assert '<th scope="col" role="columnheader"' in page
    assert '<th scope="row" role="rowheader" abbr="Killed">' in page
    assert 'role="region" tabindex="0"' in page
    assert re.search(r'class="grade has-words" tabindex="0">F6<span class="grade-words">', page)


def test_an_archived_copy_says_when_it_was_retrieved() -> None:
    source = make_source(retrieved_at=NOON, url="https://example.org/item", title="Item")

    page = Client().get(published(make_report(source=source)).get_absolute_url()).content.decode()

    assert "Archived copy retrieved on" in page
    assert "1 February 2018" in page


def test_a_party_to_the_conflict_is_said_to_be_one_and_not_linked() -> None:
    source = make_source(outlet=make_outlet(kind=OutletKind.PARTY_TO_CONFLICT), url="https://example.org/claim")

    page = Client().get(published(make_report(source=source)).get_absolute_url()).content.decode()

    assert "Published by a party to the conflict" in page
    assert "example.org" not in page


def test_the_number_of_questions_does_not_grow_with_the_sources() -> None:
    few, many = (
        published(*(make_report(casualties=[killed(n)], attributions=[{"group": make_group()}]) for n in range(number)))
        for number in (2, 8)
    )
    asked = []
    for incident in (few, many):
        actions.release_due(now=timezone.now())
        with CaptureQueriesContext(connection) as questions:
            assert Client().get(incident.get_absolute_url()).status_code == 200
        asked.append(len(questions))

    assert asked[0] == asked[1]
    assert asked[1] <= 30
