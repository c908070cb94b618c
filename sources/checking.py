"""Asks the database once whether a row keeps all its check constraints, as nearly every row does."""

from collections.abc import Collection, Sequence
from functools import cache, reduce
from operator import and_
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connections, models, router, transaction
from django.db.models import BooleanField, CheckConstraint, Expression, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.sql import Query


class Checked(models.Model):
    """Django asks one question a constraint; here it does so only where one of them is broken, to say which."""

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        if exclude or not self._keeps_constraints():
            super().validate_constraints(set(exclude or ()))

    def _keeps_constraints(self) -> bool:
        using = router.db_for_write(type(self), instance=self)
        try:
            for constraint in self._meta.constraints:
                if not isinstance(constraint, CheckConstraint):
                    constraint.validate(type(self), self, using=using)
            return keeps_checks(self, using)
        except (ValidationError, DatabaseError):
            return False


class Given(Expression):
    """Where a row's value of a field goes in a question that is written once for all rows."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


def keeps_checks(row: models.Model, using: str) -> bool:
    """Whether a row keeps all check constraints of its model; what is unknown is no breach, as in the database."""
    connection = connections[using]
    sql, params = question(type(row), using)
    values = [
        each.field.get_db_prep_value(getattr(row, each.field.attname), connection) if isinstance(each, Given) else each
        for each in params
    ]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone() is not None


@cache
def question(model: type[models.Model], using: str) -> tuple[str, Sequence[Any]]:
    """All check constraints of a model as one statement that finds a row where they are kept, as `Q.check` asks it."""
    checks = [constraint for constraint in model._meta.constraints if isinstance(constraint, CheckConstraint)]
    query = Query(None)  # of no table
    for field in model._meta.local_concrete_fields:
        for name in {field.name, "pk" if field.primary_key else field.name}:
            query.add_annotation(Given(field), name, select=False)
    query.add_annotation(Value(1), "_kept")
    kept = (Q(Coalesce(Q(check.condition), True, output_field=BooleanField())) for check in checks)
    query.add_q(reduce(and_, kept, Q()))
    return query.get_compiler(using=using).as_sql()
