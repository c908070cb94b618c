"""The admin site, loading the project's own admin modules only: `leaflet.admin` would ask for a GIS library."""

from importlib import import_module

from django.contrib.admin.apps import SimpleAdminConfig

ADMIN_MODULES = ("accounts.admin",)


class AdminConfig(SimpleAdminConfig):
    """Registers what ADMIN_MODULES name and discovers nothing by itself."""

    def ready(self) -> None:
        super().ready()
        for module in ADMIN_MODULES:
            import_module(module)
