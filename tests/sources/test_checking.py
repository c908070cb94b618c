"""A row that keeps its constraints is asked about once; of one that does not, every broken constraint is named."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.models import Group
from incidents.models import Casualty, Outcome
from sources.checking import Checked, keeps_checks
from tests.audit.test_models import keeping
from tests.factories import make_group, make_report
from tests.incidents.planting import make_row

pytestmark = [pytest.mark.django_db, pytest.mark.each]
CHECKED = [model for model in keeping() if issubclass(model, Checked)]


def broken(row: Checked) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    return list(refusal.value.messages)


def test_a_row_that_keeps_all_is_asked_about_once() -> None:
    group = make_group()

    with CaptureQueriesContext(connection) as asked:
        group.validate_constraints()

    assert len([each for each in asked if each["sql"].startswith("SELECT")]) == 1


@pytest.mark.parametrize("model", CHECKED, ids=str)
def test_a_stored_row_of_every_model_keeps_what_the_database_asks(model: type[Checked]) -> None:
    row = make_row(model)

    assert keeps_checks(row, "default")


def test_every_broken_constraint_is_named() -> None:
    group = Group(name="Somebody", slug="somebody", kind="army", standing="lying", state="draft")

    assert [message.partition(":")[0] for message in broken(group)] == ["kind", "standing"]


def test_an_unknown_count_breaks_nothing_and_a_wrong_one_does() -> None:
    count = Casualty(report=make_report(), outcome=Outcome.KILLED)
    count.validate_constraints()

    count.low, count.best = 5, 4

    assert broken(count)


def test_a_second_row_where_one_may_be_is_refused() -> None:
    first = Casualty.objects.create(report=make_report(), outcome=Outcome.KILLED)

    assert broken(Casualty(report=first.report, outcome=Outcome.KILLED))
