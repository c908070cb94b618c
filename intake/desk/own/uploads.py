"""Files that wait for what is said of their columns: private, seen by who brought them alone, and gone after a day."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from accounts.models import User
from intake.surveying import Survey, survey
from intake.tables.opening import open_table
from intake.tables.table import Refused
from sources.withholding.asking import refuse_withheld

KEPT = timedelta(days=1)
MOST_BYTES = 20_000_000
LONGEST_NAME = 200
TOO_LARGE = (
    "The file has {size:,} bytes; this page reads at most {most:,}. Save a mapping from its first rows here, and take "
    "the whole file in by the command import_dataset."
)
EMPTY = "The file has columns but no rows."


@dataclass(frozen=True)
class Upload:
    """A file that waits, by a key that nobody guesses."""

    key: UUID
    name: str
    by: int
    survey: Survey

    @property
    def path(self) -> Path:
        return _folder() / self.key.hex

    def drop(self) -> None:
        _forget(self.path)


def keep(file: UploadedFile, *, by: User) -> Upload:
    """Store a file and look at it once. Raises ValidationError by field."""
    name = Path(file.name or "table").name[:LONGEST_NAME]
    if (file.size or 0) > MOST_BYTES:
        raise ValidationError({"file": TOO_LARGE.format(size=file.size, most=MOST_BYTES)})
    refuse_withheld({"file": name})
    key = uuid4()
    path = _folder() / key.hex
    try:
        _store(path, file.chunks())
        found = survey(open_table(path, name=name))
        if not found.rows:
            raise Refused(EMPTY)
        told = {"name": name, "by": by.pk, "survey": found.as_plain()}
        _store(_beside(path), [json.dumps(told).encode()])
    except Refused as refusal:
        _forget(path)
        raise ValidationError({"file": str(refusal)}) from None
    return Upload(key, name, by.pk, found)


def find(key: UUID, *, by: User) -> Upload | None:
    """The file that somebody brought; None where it is gone or was brought by somebody else."""
    try:
        told = json.loads(_beside(_folder() / key.hex).read_bytes())
    except OSError:
        return None
    return Upload(key, told["name"], told["by"], Survey.from_plain(told["survey"])) if told["by"] == by.pk else None


def sweep(*, now: datetime) -> None:
    """Drop what waited for more than a day."""
    for path in _folder().iterdir():
        if path.stat().st_mtime < (now - KEPT).timestamp():
            path.unlink(missing_ok=True)


def _folder() -> Path:
    folder = Path(settings.INTAKE_DIR) / "own-tables"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _beside(path: Path) -> Path:
    return path.with_suffix(".json")


def _store(path: Path, pieces: Iterable[bytes]) -> None:
    with open(path, "xb", opener=_private) as written:
        for piece in pieces:
            written.write(piece)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _forget(path: Path) -> None:
    for each in (path, _beside(path)):
        each.unlink(missing_ok=True)
