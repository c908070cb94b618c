"""Pages in these tests need neither the front end's build nor collected static files."""

from typing import Any

import pytest
from django_vite.core.asset_loader import DjangoViteAssetLoader


@pytest.fixture(autouse=True)
def unbuilt_front_end(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    monkeypatch.setattr(DjangoViteAssetLoader, "generate_vite_asset", lambda *given, **options: "")
