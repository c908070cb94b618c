"""Manners towards outside geocoders: one request at a time across all workers, and no question asked twice."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone
from geopy.exc import GeocoderUnavailable

from places.models import GeocoderAnswer, GeocoderTurn

BETWEEN_REQUESTS = timedelta(seconds=1.1)  # the public server allows one a second; the rest is for uneven clocks
LONGEST_QUEUE = timedelta(seconds=10)  # a worker waits this long at most while it holds the lease of a place
ANSWERS_LAST = timedelta(days=90)
STEP_BACK = timedelta(minutes=1)


def take_turn(geocoder: str, *, sleep: Callable[[float], None] = time.sleep) -> None:
    """Wait until this worker may ask, or raise GeocoderUnavailable when too many are waiting.

    A turn is a row: whoever moves `free_at` on has taken the moment it showed, in whichever process or machine.
    """
    while True:
        now = timezone.now()
        turn, _ = GeocoderTurn.objects.get_or_create(geocoder=geocoder, defaults={"free_at": now})
        mine = max(turn.free_at, now)
        if mine - now > LONGEST_QUEUE:
            raise GeocoderUnavailable(f"{geocoder} may be asked again at {mine:%H:%M:%S}.")
        waiting = GeocoderTurn.objects.filter(geocoder=geocoder, free_at=turn.free_at)
        if waiting.update(free_at=mine + BETWEEN_REQUESTS):
            sleep((mine - now).total_seconds())
            return


def step_back(geocoder: str, *, for_seconds: int | None) -> None:
    """Let no worker ask for a while: the service said that it is asked too often."""
    pause = timedelta(seconds=min(for_seconds, 86_400)) if for_seconds else STEP_BACK
    GeocoderTurn.objects.filter(geocoder=geocoder).update(free_at=timezone.now() + pause)


def remembered(geocoder: str, url: str, *, now: datetime) -> GeocoderAnswer | None:
    """A former answer that is not too old; its `answer` may be an empty list, which says "not found"."""
    kept = GeocoderAnswer.objects.filter(geocoder=geocoder, request=_digest(url), answered_at__gt=now - ANSWERS_LAST)
    return kept.first()


def remember(geocoder: str, url: str, answer: Any, *, now: datetime) -> None:
    """Keep an answer in place of any older one."""
    GeocoderAnswer.objects.update_or_create(
        geocoder=geocoder, request=_digest(url), defaults={"answer": answer, "answered_at": now}
    )


def _digest(url: str) -> str:
    return sha256(url.encode()).hexdigest()
