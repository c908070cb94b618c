"""The worker's one task, and the bell that calls it early: due places are rows, so a lost message loses nothing."""

import logging
import time
from datetime import timedelta

from celery import current_app, shared_task
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import KombuError

from places.finds import PlaceGeocoder
from places.geocoders import configured
from places.locating import Lease, claim_due, locate, put_off

logger = logging.getLogger(__name__)

BATCH = 100
LONGEST_BATCH_SECONDS = 60
BELL = {"socket_connect_timeout": 2, "socket_timeout": 2, "max_retries": 0}
STALE_BELL_SECONDS = 60


@shared_task(time_limit=10 * LONGEST_BATCH_SECONDS)
def locate_due_places() -> int:
    """Locate places until none is due; after a full batch ring again, so that other work gets its turn."""
    geocoders = configured()
    end = time.monotonic() + LONGEST_BATCH_SECONDS
    done = 0
    while done < BATCH and time.monotonic() < end:
        if not _locate_one(geocoders):
            return done
        done += 1
    ring()
    return done


def ring() -> None:
    """Call a worker once the current transaction is committed. A broker that is down is logged, never felt."""
    transaction.on_commit(_ring_now, robust=True)


def _locate_one(geocoders: list[PlaceGeocoder]) -> bool:
    """Claim and locate a single place, so that no lease runs out while others are worked on; False if none is due."""
    lease = timedelta(seconds=settings.GEOCODING_LEASE_SECONDS)
    claimed = claim_due(now=timezone.now(), lease=lease, limit=1)
    for each in claimed:
        _locate(each, geocoders)
    return bool(claimed)


def _locate(lease: Lease, geocoders: list[PlaceGeocoder]) -> None:
    try:
        is_written = locate(lease, geocoders=geocoders, now=timezone.now())
    except Exception:
        logger.exception("Place %s could not be located; it is tried again later.", lease.place_id)
        put_off(lease, now=timezone.now(), problem="Locating it failed; it is tried again later.")
    else:
        if not is_written:
            logger.warning("The lease of place %s was lost; what was found is not written.", lease.place_id)


def _ring_now() -> None:
    try:
        with current_app.connection_for_write(transport_options=BELL) as connection:
            locate_due_places.apply_async(connection=connection, retry=False, expires=STALE_BELL_SECONDS)
    except (KombuError, OSError) as trouble:
        logger.error("The bell for due places could not be rung (%s); the next tick finds them.", trouble)
