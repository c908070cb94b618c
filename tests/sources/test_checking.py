"""A row that keeps its constraints is asked about once; of one that does not, every broken constraint is named."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import CheckConstraint
from django.test.utils import CaptureQueriesContext

from groups.models import Group
from incidents.models import Casualty, Outcome
from sources.checking import Checked, keeps_checks
from tests.audit.test_models import keeping
from tests.factories import make_group, make_report
from tests.incidents.planting import make_row

pytestmark = [pytest.mark.django_db, pytest.mark.each]
ODD: dict[type[Any], tuple[object, ...]] = {  # by the first kind of field that one is
    models.CharField: ("", "nonsense"), models.TextField: ("", "nonsense"), models.BooleanField: (True, False, None),
    models.IntegerField: (-1, 0, 7, None), models.FloatField: (-200.5, 0.0, None), models.DateTimeField: (None,),
    models.DateField: (date(1066, 10, 14), date(2999, 1, 1), None), models.Field: (),
}  # fmt: skip
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


@pytest.mark.parametrize("model", CHECKED, ids=str)
def test_whatever_a_row_holds_it_is_judged_as_django_judges_it(model: type[Checked]) -> None:
    row, judged = make_row(model), set()
    assert isinstance(row, Checked)
    for field in model._meta.local_concrete_fields:
        usual = getattr(row, field.attname)
        for value in next(odd for kind, odd in ODD.items() if isinstance(field, kind)):
            setattr(row, field.attname, value)
            judged.add(kept := keeps_checks(row, "default"))
            assert kept is keeps_one_by_one(row), (field, value)
        setattr(row, field.attname, usual)

    assert False in judged or not checks_of(model)


def checks_of(model: type[Checked]) -> list[CheckConstraint]:
    return [each for each in model._meta.constraints if isinstance(each, CheckConstraint)]


def keeps_one_by_one(row: Checked) -> bool:
    try:
        for check in checks_of(type(row)):
            check.validate(type(row), row)
    except ValidationError:
        return False
    return True


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
