"""The history that every model keeps: who, when and why beside all values, none of them ever cut short."""

from typing import Any

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from audit.changing import author


class History(HistoricalRecords):
    """`history = History()`: simple-history's records, signed by `changing` or else by the request."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("history_change_reason_field", models.TextField(null=True))
        super().__init__(**options)

    def get_history_user(self, instance: models.Model) -> Any:
        said = author()
        return said.by if said else super().get_history_user(instance)

    def get_change_reason_for_object(self, instance: models.Model, history_type: str, using: str | None) -> str | None:
        said = author()
        return said.reason if said and said.reason else super().get_change_reason_for_object(instance, history_type, using)

    def _get_history_user_fields(self) -> dict[str, Any]:
        """Who signed something is never taken away from it: simple-history would forget them with their account."""
        return {
            "history_user": models.ForeignKey(
                settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
            )
        }
