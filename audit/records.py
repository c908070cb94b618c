"""The history that every model keeps: who, when and why beside all values, each row linked to all before it."""

from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from audit.changing import author, written


class LinkedHistory(HistoryManager):
    """History rows written in bulk say why, and are linked, like those written one by one."""

    def bulk_history_create(self, objs: Iterable[models.Model], *args: Any, **options: Any) -> list[models.Model]:
        said = author()
        options["default_change_reason"] = options.get("default_change_reason") or (said and said.reason)
        with transaction.atomic(savepoint=False):
            rows: list[models.Model] = super().bulk_history_create(objs, *args, **options) or []
            written((self.model, row.pk) for row in rows)
        return rows


class History(HistoricalRecords):
    """`history = History()`: simple-history's records, signed by `changing` or else by the request.

    `working` names columns that a work queue changes past the history, such as a lease.
    """

    def __init__(self, *, working: Collection[str] = (), **options: Any) -> None:
        self.working = frozenset(working)
        options.setdefault("history_change_reason_field", models.TextField(null=True))
        options.setdefault("history_manager", LinkedHistory)
        super().__init__(**options)

    def create_historical_record(self, instance: models.Model, history_type: str, using: str | None = None) -> None:
        with transaction.atomic(savepoint=False):
            super().create_historical_record(instance, history_type, using)

    def create_historical_record_m2ms(self, history_instance: models.Model, instance: models.Model) -> None:
        """The last that is written of a history row; only here is its number known."""
        super().create_historical_record_m2ms(history_instance, instance)
        written([(type(history_instance), history_instance.pk)])

    def get_history_user(self, instance: models.Model) -> Any:
        said = author()
        return said.by if said else super().get_history_user(instance)

    def get_change_reason_for_object(self, instance: models.Model, history_type: str, using: str | None) -> str | None:
        said = author()
        return (said and said.reason) or super().get_change_reason_for_object(instance, history_type, using)

    def get_extra_fields(self, model: type[models.Model], fields: dict[str, Any]) -> dict[str, Any]:
        """`kept_by` answers with this; as a plain attribute it would be taken for a field."""
        return {**super().get_extra_fields(model, fields), "kept_by": staticmethod(lambda: self)}

    def _get_history_user_fields(self) -> dict[str, Any]:
        """Who signed something is never taken away from it: simple-history would forget them with their account."""
        return {
            "history_user": models.ForeignKey(
                settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
            )
        }
