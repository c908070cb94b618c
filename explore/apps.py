"""Lets every change of what a snapshot shows be noted, whenever migrations have run."""

from django.apps import AppConfig

from audit.migrating import after_every_migrate


class ExploreConfig(AppConfig):
    """`explore`, the read side."""

    name = "explore"

    def ready(self) -> None:
        after_every_migrate(self, "explore.noting.watch")
