"""Files too large to wait for: rows claimed under a lease, written beside, and given their name when they are whole.

Safe to kill at any point: a job whose worker does not come back is taken up again, and a file counts only once the
database says so, in the same transaction in which it gets its name.
"""

import logging
import os
import shutil
import tempfile
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from secrets import token_urlsafe
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from explore.exports.writing import NotWanted, NotWritten, Order, TookTooLong, write
from explore.models import ExportJob, ExportState
from explore.snapshot import files
from explore.snapshot.audience import Audience, folder_of

logger = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)
KEPT = timedelta(hours=24)  # a finished file, and the news of a failure
MOST_ATTEMPTS = 3
LONGEST_SECONDS = 1200.0
TOKEN_BYTES = 32
STRAY_SECONDS = 3600.0  # longer than a file may take
GIVEN_UP = "The file could not be written, though it was tried again. Ask for fewer incidents or another format."
TOO_LONG = "Writing the file took too long. Ask for fewer incidents, or take .csv or .geojson, which have no limit."
OUTDATED = "The data have changed since, and their older version is not kept any more. Ask again."


class Outdated(NotWritten):
    """The snapshot that the file should be of is gone."""


def write_next() -> bool:
    """Write the file that waits longest; False when none waits, or another one is being written."""
    job = claim(now=timezone.now())
    if job is None:
        return False
    try:
        _write(job)
    except NotWanted:
        logger.warning("The lease of export %s was lost; what was written is not kept.", job.pk)
    except (Outdated, TookTooLong) as trouble:
        _give_up(job, OUTDATED if isinstance(trouble, Outdated) else TOO_LONG)
    except (NotWritten, OSError) as trouble:
        logger.error("Export %s could not be written: %s", job.pk, trouble)
        _put_off(job)
    return True


def claim(*, now: datetime) -> ExportJob | None:
    """The conditional update lets several workers ask at once: one of them wins. One file at a time is enough work."""
    keep_versions()
    tried = ExportJob.objects.claimable(now).filter(attempts__gte=MOST_ATTEMPTS)
    tried.update(state=ExportState.FAILED, problem=GIVEN_UP, expires_at=now + KEPT, lease=None, leased_until=None)
    waiting = ExportJob.objects.claimable(now)
    oldest = waiting.order_by("asked_at", "pk").values_list("pk", flat=True).first()
    if oldest is None or ExportJob.objects.running(now).exists():
        return None
    lease = uuid4()
    waiting.filter(pk=oldest).update(
        state=ExportState.RUNNING, lease=lease, leased_until=now + LEASE, attempts=F("attempts") + 1, done=0
    )
    return ExportJob.objects.held(lease).first()


def keep_versions() -> None:
    """Tell the sweeper of snapshots that those of open jobs are still needed: it goes by the age of this file."""
    for audience, name in ExportJob.objects.open().values_list("audience", "folder").distinct():
        with suppress(FileNotFoundError):
            os.utime(folder_of(Audience(audience)) / name / files.META)


def path_of(job: ExportJob) -> Path:
    return Path(settings.EXPORT_DIR) / f"{job.pk}.{job.format}"


def export_folder() -> Path:
    """Where files lie that readers asked for: for the site's own eyes."""
    folder = Path(settings.EXPORT_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _write(job: ExportJob) -> None:
    snapshot = folder_of(Audience(job.audience)) / job.folder
    if not (snapshot / files.META).is_file():
        raise Outdated
    with tempfile.TemporaryDirectory(prefix=".writing-", dir=export_folder()) as work:
        path = Path(work) / f"incidents.{job.format}"
        order = Order(job.format, snapshot, job.filter, job.incident)
        write(order, path, seconds=LONGEST_SECONDS, told=partial(_is_held, job))
        with path.open("rb") as written:
            os.fsync(written.fileno())
        _finish(job, path, now=timezone.now())


def _is_held(job: ExportJob, done: int) -> bool:
    """Say how far the file is, and hold the lease for longer."""
    keep_versions()
    held = ExportJob.objects.held(job.lease)
    return held.update(done=done, leased_until=timezone.now() + LEASE) == 1


def _finish(job: ExportJob, path: Path, *, now: datetime) -> None:
    path.chmod(0o600)
    values = {"done": job.total, "size": path.stat().st_size, "token": token_urlsafe(TOKEN_BYTES), "problem": ""}
    with transaction.atomic():
        held = ExportJob.objects.held(job.lease)
        if not held.update(
            state=ExportState.DONE, expires_at=now + KEPT, lease=None, leased_until=None, **values
        ):
            raise NotWanted
        path.rename(path_of(job))


def _put_off(job: ExportJob) -> None:
    """The next look takes it up again, unless it was tried often enough."""
    ExportJob.objects.held(job.lease).update(state=ExportState.DUE, lease=None, leased_until=None)


def _give_up(job: ExportJob, problem: str) -> None:
    ExportJob.objects.held(job.lease).update(
        state=ExportState.FAILED, problem=problem, expires_at=timezone.now() + KEPT, lease=None, leased_until=None
    )


def sweep(*, now: datetime) -> None:
    """Forget what has expired or waits in vain, and remove files that nobody can ask for any more."""
    ExportJob.objects.expired(now).delete()
    ExportJob.objects.open().filter(asked_at__lte=now - KEPT).delete()
    named = {path_of(job).name for job in ExportJob.objects.filter(state=ExportState.DONE)}
    for found in export_folder().iterdir():
        age = now.timestamp() - found.stat().st_mtime
        if found.name not in named and age > STRAY_SECONDS:
            shutil.rmtree(found, ignore_errors=True) if found.is_dir() else found.unlink(missing_ok=True)
