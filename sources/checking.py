"""Asks the database once whether a row keeps all its check constraints, as nearly every row does."""

from collections.abc import Collection
from functools import cache, reduce
from operator import and_

from django.core.exceptions import ValidationError
from django.db import models, router
from django.db.models import BooleanField, CheckConstraint, Q
from django.db.models.functions import Coalesce


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
        except ValidationError:
            return False
        values = self._get_field_expression_map(meta=self._meta)  # type: ignore[attr-defined]
        return all_checks(type(self)).check(values, using=using)


@cache
def all_checks(model: type[models.Model]) -> Q:
    """All check constraints of a model in one; what is unknown is no breach, as in the database."""
    checks = [constraint for constraint in model._meta.constraints if isinstance(constraint, CheckConstraint)]
    return reduce(and_, (Q(Coalesce(Q(check.condition), True, output_field=BooleanField())) for check in checks), Q())
