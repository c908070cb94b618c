"""The worker's side: an import is claimed under a lease and taken in chunk by chunk, until it ends or its turn does.

Safe to kill at any point: a chunk and how far the import is are one transaction, and whoever claims it next goes on
from there. A person who pauses or cancels takes the lease away: the chunk that is under way comes to nothing.
"""

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta
from itertools import islice
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from audit.changing import changing
from intake.crosswalks.known import crosswalk_for
from intake.importing.chunks import Intake
from intake.importing.opening import open_for
from intake.importing.places import Places
from intake.importing.rows import Chunk, read
from intake.importing.stages import STEPS
from intake.models import Import, ImportState, Stage
from intake.tables.table import Refused

logger = logging.getLogger(__name__)
CHUNK = 5_000
LEASE = timedelta(seconds=120)
PROGRESS = ("stage", "position", "counts", "first_day", "last_day", "countries", "leased_until", "attempts")
MOST_ATTEMPTS = 5  # in which not one chunk more was taken in
NO_RIGHT = "{name}, who brought the file, may no longer take files in. Somebody who may brings it again."
GIVEN_UP = "The import was broken off again and again at one place. The site's log says by what."


class NotHeld(Exception):
    """The import was paused, cancelled or taken up by another worker."""


def work(
    *, seconds: float, tell: Callable[[Import], None] = lambda importing: None, by: User | None = None
) -> bool:
    """Go on with the import that waits longest, for so long; whether there was one. `tell` hears of each chunk.

    `by` is who asked for it, where they have rights in this process alone.
    """
    importing = claim()
    if importing is None:
        return False
    if by is not None and by == importing.asked_by:
        importing.asked_by = by
    try:
        _go_on(importing, until=time.monotonic() + seconds, tell=tell)
    except NotHeld:
        logger.info("Import %s was taken from this worker.", importing.pk)
    except PermissionDenied:
        _end(importing, ImportState.FAILED, NO_RIGHT.format(name=importing.asked_by.username))
    except Refused as refusal:
        _end(importing, ImportState.FAILED, str(refusal))
    except Exception:
        logger.exception("Import %s was broken off.", importing.pk)
        Import.objects.held(importing.lease).update(state=ImportState.DUE, lease=None, leased_until=None)
    return True


def claim() -> Import | None:
    """The conditional update lets several workers ask at once: one of them wins. One at a time is enough work."""
    now = timezone.now()
    waiting = Import.objects.claimable(now)
    for each in waiting.filter(attempts__gte=MOST_ATTEMPTS):
        each.lease = None
        _settle(each, ImportState.FAILED, GIVEN_UP)
    oldest = waiting.order_by("asked_at", "pk").values_list("pk", flat=True).first()
    if oldest is None or Import.objects.running(now).exists():
        return None
    lease = uuid4()
    waiting.filter(pk=oldest).update(
        state=ImportState.RUNNING, lease=lease, leased_until=now + LEASE, attempts=F("attempts") + 1
    )
    return Import.objects.held(lease).select_related("dataset", "source__outlet", "asked_by").first()


def _go_on(importing: Import, *, until: float, tell: Callable[[Import], None]) -> None:
    while importing.stage != Stage.ENDED:
        for _ in _reading(importing) if importing.stage == Stage.READING else _step(importing):
            tell(importing)
            if time.monotonic() > until:
                Import.objects.held(importing.lease).update(state=ImportState.DUE, lease=None, leased_until=None)
                return
    _end(importing, ImportState.DONE)


def _reading(importing: Import) -> Iterator[None]:
    crosswalk = crosswalk_for(importing.format)
    table = open_for(crosswalk, importing.path, name=importing.name)
    done = importing.position
    with closing(table.lines) as lines:  # type: ignore[type-var]
        left = (line for line in lines if line.number > done)
        taking = Intake.of(importing, crosswalk, Places(importing.dataset.key))
        with closing(_ahead(lambda: read(islice(left, CHUNK), crosswalk))) as chunks:  # type: ignore[type-var]
            for chunk in chunks:
                with _held(importing):
                    taking.take(chunk)
                    importing.position = chunk.last
                yield
    with _held(importing):
        importing.stage = Stage.VANISHED
    yield


def _ahead(read_next: Callable[[], Chunk]) -> Iterator[Chunk]:
    """Each chunk is read while the one before is written: the database and this process work at the same time."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        coming = beside.submit(read_next)
        while (chunk := coming.result()).last:
            coming = beside.submit(read_next)
            yield chunk


def _step(importing: Import) -> Iterator[None]:
    """The next piece of a later stage."""
    with _held(importing):
        STEPS[Stage(importing.stage)](importing)
    yield


@contextmanager
def _held(importing: Import) -> Iterator[None]:
    """One transaction in which nobody takes the import away; its progress is kept with what is written inside."""
    with changing(by=importing.asked_by, reason=importing.reason):
        if not Import.objects.select_for_update().held(importing.lease).exists():
            raise NotHeld
        yield
        importing.leased_until, importing.attempts = timezone.now() + LEASE, 0
        kept = {name: getattr(importing, name) for name in PROGRESS}
        Import.objects.filter(pk=importing.pk).update(**kept)


def _end(importing: Import, state: ImportState, problem: str = "") -> None:
    with changing(by=None):
        if Import.objects.select_for_update().held(importing.lease).exists():
            _settle(importing, state, problem)


def _settle(importing: Import, state: ImportState, problem: str) -> None:
    importing.state, importing.problem = state, problem[:300]
    importing.lease = importing.leased_until = None
    importing.save()
