"""Lets incidents be resolved anew when what they rest on changes, whenever migrations have run."""

from django.apps import AppConfig

from audit.migrating import after_every_migrate


class IncidentsConfig(AppConfig):
    """`incidents`, the editorial floor."""

    name = "incidents"

    def ready(self) -> None:
        after_every_migrate(self, "incidents.queueing.watch")
