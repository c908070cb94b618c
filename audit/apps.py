"""Lets the chain of history be begun, and guarded, whenever migrations have run."""

from django.apps import AppConfig

from audit.migrating import after_every_migrate


class AuditConfig(AppConfig):
    """`audit`, the lowest floor."""

    name = "audit"

    def ready(self) -> None:
        after_every_migrate(self, "audit.beginning.begin", "audit.guarding.guard")
