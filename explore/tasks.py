"""The worker's looks at what waits, changes to publish and files to write: rows, so a lost message loses nothing."""

import time

from celery import shared_task
from django.utils import timezone

from explore.exports import jobs
from explore.snapshot.publishing import refresh

LONGEST_SECONDS = 1800
LONGEST_BATCH_SECONDS = 60


@shared_task(time_limit=LONGEST_SECONDS)
def publish_changes() -> bool:
    """Build the next snapshots, if there is anything new; whether they were built."""
    return refresh()


@shared_task(time_limit=LONGEST_SECONDS)
def write_exports() -> None:
    """Write files that were asked for, one after the other, until none waits or other work should have its turn."""
    end = time.monotonic() + LONGEST_BATCH_SECONDS
    while jobs.write_next() and time.monotonic() < end:
        pass


@shared_task
def sweep_exports() -> None:
    """Remove files whose time is over."""
    jobs.sweep(now=timezone.now())
