"""Removes files that no import knows of: what an upload left when its process was killed."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from intake.models import Import

KEPT = timedelta(days=1)  # longer than any upload takes


def sweep(*, now: datetime) -> int:
    """Drop what lies there for more than a day without an import; how many files that were."""
    folder = Path(settings.INTAKE_DIR)
    if not folder.is_dir():
        return 0
    known = set(Import.objects.values_list("stored", flat=True))
    strays = [path for path in folder.iterdir() if path.is_file() and path.name not in known and _is_old(path, now)]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def _is_old(path: Path, now: datetime) -> bool:
    return path.stat().st_mtime < (now - KEPT).timestamp()
