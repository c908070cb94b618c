"""Who a snapshot is for, and where it lies."""

from enum import StrEnum
from pathlib import Path

from django.conf import settings


class Audience(StrEnum):
    """Everybody, or those who may see drafts and exact places."""

    PUBLIC = "public"
    DESK = "desk"


def folder_of(audience: Audience) -> Path:
    return Path(settings.SNAPSHOT_DIR) / audience
