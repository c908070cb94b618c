"""What has to be so whenever migrations have run: the one place that listens for it."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string


def after_every_migrate(app: AppConfig, *names: str) -> None:
    """Call functions, by their dotted names as they may need models, after every `migrate` (and a test's `flush`)."""

    def settle(**_: Any) -> None:
        for name in names:
            import_string(name)()

    post_migrate.connect(settle, sender=app, weak=False, dispatch_uid=f"{app.label} after every migrate")
