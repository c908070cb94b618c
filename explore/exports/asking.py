"""Asking for a file that takes too long to wait for: the same question asked twice is one job."""

import logging
from datetime import datetime
from hashlib import blake2b

from celery import current_app
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.db.models import Sum
from kombu.exceptions import KombuError
from rest_framework.exceptions import APIException, Throttled

from accounts.models import User
from explore.exports.jobs import KEPT, path_of
from explore.exports.writing import Order
from explore.models import ExportJob, ExportState
from explore.snapshot.audience import Audience

logger = logging.getLogger(__name__)
MOST_WAITING = 20  # of visitors together
MOST_WAITING_EACH = 10  # of each who is signed in
MOST_KEPT_BYTES = 5_000_000_000
CROWDED = "Too many files are being waited for. Ask again when some are done, or take .csv or .geojson at once."
FULL = "There is no room for more files. Ask again tomorrow, or take .csv or .geojson at once."
RETRY_SECONDS = 60
BELL = {"socket_connect_timeout": 2, "socket_timeout": 2, "max_retries": 0}
STALE_BELL_SECONDS = 60


class Full(APIException):
    """The files that are kept take up all the room they may."""

    status_code = 503
    default_detail = FULL
    wait = RETRY_SECONDS


def ask(
    order: Order, *, version: str, audience: Audience, total: int, by: User | AnonymousUser, now: datetime
) -> tuple[ExportJob, bool]:
    """The job of a question, and whether it is new. One that is done already is kept for as long as a new one."""
    question = _digest(audience, version, order.format, order.incident, order.filter)
    for _ in range(2):
        if known := _known(question, now=now):
            return known, False
        try:
            with transaction.atomic():
                _refuse_if_crowded(by)
                job = ExportJob.objects.create(
                    question=question, audience=audience, version=version, folder=order.snapshot.name,
                    format=order.format, filter=order.filter, incident=order.incident, total=total,
                    asked_by=by if isinstance(by, User) else None, asked_at=now,
                )  # fmt: skip
        except IntegrityError:  # somebody else asked the same at this moment
            continue
        ring()
        return job, True
    raise Throttled(RETRY_SECONDS, CROWDED)


def _known(question: str, *, now: datetime) -> ExportJob | None:
    """The job that answers a question, unless its file is gone."""
    same = ExportJob.objects.filter(question=question).exclude(state=ExportState.FAILED)
    for job in same.filter(state=ExportState.DONE):
        if (job.expires_at and job.expires_at <= now) or not path_of(job).is_file():
            job.delete()
        else:
            same.filter(state=ExportState.DONE).update(expires_at=now + KEPT)
    return same.first()


def _refuse_if_crowded(by: User | AnonymousUser) -> None:
    mine = ExportJob.objects.open().filter(asked_by=by.pk)
    if mine.count() >= (MOST_WAITING if by.pk is None else MOST_WAITING_EACH):
        raise Throttled(RETRY_SECONDS, CROWDED)
    kept = ExportJob.objects.aggregate(bytes=Sum("size"))["bytes"] or 0
    if kept >= MOST_KEPT_BYTES:
        raise Full


def _digest(*asked: str) -> str:
    return blake2b("\n".join(asked).encode(), digest_size=16).hexdigest()


def ring() -> None:
    """Call a worker once the current transaction is committed. A broker that is down is logged, never felt."""
    transaction.on_commit(_ring_now, robust=True)


def _ring_now() -> None:
    """By name: the worker's task brings libraries along that the web does not need."""
    try:
        with current_app.connection_for_write(transport_options=BELL) as connection:
            current_app.send_task(
                "explore.tasks.write_exports", connection=connection, retry=False, queue="exports",
                expires=STALE_BELL_SECONDS,
            )  # fmt: skip
    except (KombuError, OSError) as trouble:
        logger.error("The bell for exports could not be rung (%s); the next tick finds them.", trouble)
