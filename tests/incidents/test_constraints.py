"""The database itself refuses rows that would mislead a reader."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from groups.models import Alliance, AllianceKind, AllianceStatus, Presence
from incidents.kinds import FAMILY_OF, Kind
from incidents.models import Attribution, Casualty, Incident, Outcome
from sources.editorial import Confidence
from tests.factories import make_group, make_incident, make_report

pytestmark = [pytest.mark.django_db, pytest.mark.each]


def refused(create: Any, **values: Any) -> bool:
    try:
        with transaction.atomic():
            create(**values)
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("low", "best", "high"), [(5, 4, None), (5, 5, 4), (5, None, 4), (None, 5, None), (None, None, 9), (3, 9, 8)]
)
def test_casualties_keep_their_order(low: int | None, best: int | None, high: int | None) -> None:
    report = make_report()

    assert refused(Casualty.objects.create, report=report, outcome=Outcome.KILLED, low=low, best=best, high=high)


@pytest.mark.parametrize(("low", "best", "high"), [(9, 9, None), (0, 0, 0), (None, None, None), (80, None, 80)])
def test_open_and_unreported_counts_are_kept(low: int | None, best: int | None, high: int | None) -> None:
    report = make_report()

    assert not refused(Casualty.objects.create, report=report, outcome=Outcome.KILLED, low=low, best=best, high=high)


def test_a_count_belongs_to_a_report_or_to_an_incident_never_both() -> None:
    incident = make_incident()
    report = incident.reports.get()

    assert refused(Casualty.objects.create, report=report, incident=incident, outcome=Outcome.KILLED)
    assert refused(Casualty.objects.create, outcome=Outcome.KILLED)


def test_a_group_has_one_part_in_a_report() -> None:
    report, group = make_report(), make_group()
    Attribution.objects.create(report=report, group=group)

    assert refused(Attribution.objects.create, report=report, group=group)


def test_a_tie_joins_two_groups_but_rivalry_may_be_within_one() -> None:
    group = make_group()
    tie = {"source": group, "target": group, "status": AllianceStatus.ASSERTED, "confidence": Confidence.LOW}

    assert refused(Alliance.objects.create, kind=AllianceKind.ALLIED_WITH, **tie)
    assert not refused(Alliance.objects.create, kind=AllianceKind.RIVAL_OF, **tie)


def test_a_tie_does_not_end_before_it_starts() -> None:
    tie = {"source": make_group(), "target": make_group(), "kind": AllianceKind.SUPPORTS}
    known = {"status": AllianceStatus.ASSERTED, "confidence": Confidence.LOW}

    assert refused(Alliance.objects.create, start="2017", end="2016", **tie, **known)


def test_people_present_are_counted_in_order() -> None:
    presence = {"group": make_group(), "kind": "presence", "confidence": Confidence.LOW}

    assert refused(Presence.objects.create, low=200, best=180, high=200, **presence)


def test_a_withdrawn_incident_says_why() -> None:
    incident = make_incident()

    assert refused(Incident.objects.filter(pk=incident.pk).update, state="withdrawn")


@pytest.mark.parametrize("wrong", [{"kind": "gossip"}, {"state": "secret"}, {"credibility": 7}, {"credibility": 0}])
def test_vocabularies_are_closed(wrong: dict[str, Any]) -> None:
    incident = make_incident()

    assert refused(Incident.objects.filter(pk=incident.pk).update, **wrong)


def test_every_kind_has_a_family() -> None:
    assert set(FAMILY_OF) == set(Kind)
