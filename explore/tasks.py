"""The worker's look at whether anything has changed; the list of changes is rows, so a lost message loses nothing."""

from celery import shared_task

from explore.snapshot.publishing import refresh

LONGEST_SECONDS = 1800


@shared_task(time_limit=LONGEST_SECONDS)
def publish_changes() -> bool:
    """Build the next snapshots, if there is anything new; whether they were built."""
    return refresh()
