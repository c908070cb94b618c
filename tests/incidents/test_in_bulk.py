"""Accounts entered in bulk are, row for row, what entering them one by one gives."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Role as Standing
from audit.changing import changing
from incidents import actions
from incidents.in_bulk import Account, Counted, Part, enter_many
from incidents.kinds import Kind, TargetKind, WeaponKind
from incidents.models import Attribution, AttributionStatus, Casualty, CasualtyClass, Incident, Outcome, Report, Role
from places.models import Place
from sources.models import OutletKind, Source
from sources.quantities import Estimate
from tests.audit.tampering import problems
from tests.factories import make_group, make_incident, make_outlet, make_place, make_source, someone

pytestmark = [pytest.mark.django_db, pytest.mark.each]
OWN = {"id", "public_id", "version", "created_at", "updated_at", "entered_at", "incident_id", "report_id", "entry_key"}


@pytest.fixture
def source() -> Source:
    return make_source(outlet=make_outlet(kind=OutletKind.DATASET), published="2022")


def some_accounts() -> list[Account]:
    struck, acting = make_group().pk, make_group().pk
    place = make_place().pk
    killed = Counted(Outcome.KILLED, Estimate(3, 5, 9))
    civilians = Counted(Outcome.KILLED, Estimate(2, 2, 2), CasualtyClass.CIVILIAN)
    wounded = Counted(Outcome.WOUNDED, Estimate(4, 4, None))
    acted = Part(acting, Role.PERPETRATOR, AttributionStatus.CREDITED)
    return [
        Account("Everything is told", Kind.ARMED_CLASH, "2010-03-04", place, (killed, civilians, wounded), (
            acted, Part(struck, Role.TARGET, AttributionStatus.CREDITED)
        ), note="Row 1."),
        Account("No place, a month", Kind.ARMED_ATTACK, "2011-05", None, (killed,), (acted,)),
        Account("Nothing but its kind", Kind.SHELLING),
        Account("Classes alone", Kind.SHELLING, "2011", place, (civilians, Counted(
            Outcome.KILLED, Estimate(1, 1, 1), CasualtyClass.MILITANT
        )), (Part(struck, Role.TARGET, AttributionStatus.SUSPECTED),)),
        Account("Later than it was published", Kind.SHELLING, "2021-12-01/2023-02-01", place),
    ]  # fmt: skip


def enter_one(account: Account, source: Source) -> Incident:
    report = actions.enter_report(
        by=someone(Standing.EDITOR), source=source, kind=account.kind, when=account.when, note=account.note,
        place=Place.objects.get(pk=account.place) if account.place else None,
        casualties=[{"outcome": each.outcome, "people": each.people, **vars(each.estimate)} for each in account.counts],
        attributions=[
            {"group_id": group, "role": role, "status": status, "by": by, "confidence": confidence}
            for group, role, status, by, confidence in account.parts
        ],
    )  # fmt: skip
    return actions.open_incident(by=someone(Standing.EDITOR), report=report, title=account.title)


def rows_of(incident: Incident) -> dict[str, list[dict[str, Any]]]:
    """All that is kept of an incident, without what tells two of them apart."""
    report = incident.reports.get()
    rows: dict[str, Any] = {
        "incident": [incident], "report": [report], "casualties": report.casualties.all(),
        "said": report.attributions.order_by("group", "role"),
        "actors": incident.attributions.order_by("group", "role"),
    }  # fmt: skip
    found = {name: [_plain(row) for row in some] for name, some in rows.items()}
    cited = [set(row.citations.values_list("pk", flat=True)) for row in incident.attributions.order_by("pk")]
    authors = [{"name": each.username} for each in incident.authors.all()]
    return {**found, "cited": [{"sources": each} for each in cited], "authors": authors}


def _plain(row: Any) -> dict[str, Any]:
    names = {field.attname for field in row._meta.concrete_fields} - OWN
    return {name: getattr(row, name) for name in names}


@pytest.mark.parametrize("number", range(5))
def test_in_bulk_is_as_one_by_one(source: Source, number: int) -> None:
    account = some_accounts()[number]
    (to,) = enter_many([account], source=source, by=someone(Standing.EDITOR))

    in_bulk = Incident.objects.get(pk=to.incident)
    assert in_bulk.reports.get().pk == to.report
    assert rows_of(in_bulk) == rows_of(enter_one(account, source))


def test_what_was_struck_and_with_what_is_kept(source: Source) -> None:
    account = Account("A raid", Kind.RAID, targets=(TargetKind.POLICE,), weapons=(WeaponKind.FIREARMS,))
    (to,) = enter_many([account], source=source, by=someone(Standing.EDITOR))

    incident = Incident.objects.get(pk=to.incident)
    assert [each.kind for each in incident.targets.all()] == ["police"]
    assert [each.kind for each in incident.weapons.all()] == ["firearms"]


def test_many_accounts_have_their_numbers_in_order(source: Source) -> None:
    make_incident(when="2010-01-01")
    accounts = [Account(f"Account {number}", Kind.RAID, f"20{10 + number % 2}-01-01") for number in range(6)]
    entered = enter_many(accounts, source=source, by=someone(Standing.EDITOR))

    ids = [Incident.objects.get(pk=to.incident).public_id for to in entered]
    assert ids == [f"KW-201{year}-{number:06}" for year, number in [(0, 2), (1, 1), (0, 3), (1, 2), (0, 4), (1, 3)]]
    assert make_incident(when="2010-01-01").public_id == "KW-2010-000005"


def test_its_history_is_whole_and_says_who_and_why(source: Source) -> None:
    with changing(by=someone(Standing.EDITOR), reason="Imported."):
        entered = enter_many(some_accounts(), source=source, by=someone(Standing.EDITOR))

    for model in (Incident, Report, Casualty, Attribution):
        assert {row.history_change_reason for row in model.history.all()} == {"Imported."}
        assert model.history.count() == model._default_manager.count()
    assert Incident.objects.get(pk=entered[0].incident).history.get().history_user == someone(Standing.EDITOR)
    assert problems() == []


def test_resolving_again_changes_nothing(source: Source) -> None:
    for to in enter_many(some_accounts(), source=source, by=someone(Standing.EDITOR)):
        incident = Incident.objects.get(pk=to.incident)
        actions.resolve(incident)
        assert incident.version == 1


def test_nobody_without_the_right_enters_anything(source: Source) -> None:
    with pytest.raises(PermissionDenied):
        enter_many(some_accounts(), source=source, by=someone(Standing.ANALYST))

    assert not Report.objects.exists()
