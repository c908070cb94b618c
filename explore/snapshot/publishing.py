"""Keeps snapshots up to date: claims the work, builds what has changed, says so in the database, clears away the old.

Safe to kill at any point: a version counts only once the database names it, and a change is struck off the list in
the same transaction.
"""

import logging
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from queue import SimpleQueue
from uuid import UUID, uuid4

import pyarrow as pa
from django.db import connection, transaction
from django.utils import timezone

from explore.models import Change, Publication
from explore.snapshot import changes, files, reading
from explore.snapshot.audience import Audience, folder_of
from explore.snapshot.building import build
from explore.snapshot.changes import Work
from explore.snapshot.lookups import Fetched, Lookups
from explore.snapshot.opening import Snapshot
from explore.snapshot.reading import Facts
from explore.snapshot.texts import Pieces

logger = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)
RENEW_SECONDS = 15.0
GRACE = timedelta(minutes=10)
MOST_SEGMENTS = 12  # each costs a search a little
NONE = "none"  # never the name of a version


@dataclass(frozen=True)
class Reading:
    """All that is read from the database for the next snapshots, as it was at one moment."""

    work: Work
    facts: Facts
    pieces: Pieces
    lookups: dict[Audience, Fetched]
    bases: dict[Audience, Snapshot]  # to build on; none where everything was read


def is_stale() -> bool:
    """Whether there is anything to build: a change, or a current snapshot whose folder is missing."""
    return Change.objects.exists() or not all(
        (folder_of(audience) / version / files.META).is_file() for audience, version in current_versions().items()
    )


def current_versions() -> dict[Audience, str]:
    public, desk = Publication.objects.values_list("public_version", "desk_version").first() or ("", "")
    return {Audience.PUBLIC: public or NONE, Audience.DESK: desk or NONE}


def refresh() -> bool:
    """Build and publish what has changed; False when there is nothing to do or another worker is at it."""
    if not is_stale():
        return False
    lease = uuid4()
    if not _claim(lease):
        return False
    try:
        with one_moment():
            read = _read()
        is_published = _finish(lease, read.work, _built(read, lease))
        if is_published:
            sweep(timezone.now())
    finally:
        Publication.objects.filter(lease=lease).update(lease=None, leased_until=None)
    return is_published


def _claim(lease: UUID) -> bool:
    now = timezone.now()
    Publication.objects.get_or_create(pk=1)
    return Publication.objects.free(now).update(lease=lease, leased_until=now + LEASE) == 1


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is as it was at one moment; writers are not kept waiting."""
    is_outermost, is_postgresql = not connection.in_atomic_block, connection.vendor == "postgresql"
    mode = getattr(connection, "transaction_mode", None)
    if not is_postgresql:
        setattr(connection, "transaction_mode", "DEFERRED")  # noqa: B010 – read by Django's SQLite backend
    try:
        with transaction.atomic():
            if is_outermost and is_postgresql:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if not is_postgresql:
            setattr(connection, "transaction_mode", mode)  # noqa: B010


def _read() -> Reading:
    """Only what has changed where both snapshots can be built on the ones before; else everything."""
    work, lookups = changes.work(), {audience: Lookups.of(audience) for audience in Audience}
    bases = _bases(lookups) if work.incidents is not None else {}
    work = work.with_groups(_moved(lookups, bases))
    bases = bases if work.incidents is not None else {}
    ids = work.incidents if bases else None
    with ThreadPoolExecutor(1) as pool:
        rows, pieces = _with_pieces(reading.incidents(ids), pool)
        facts = reading.read(rows, ids)
        exact, cited = set(facts.place.tolist()), set(facts.citations.values["source"].tolist())
        ahead = Fetched.ahead(lookups.values(), exact, cited)
    return Reading(work, facts, pieces.result(), ahead, bases)


def _with_pieces(parts: Iterator[pa.Table], pool: ThreadPoolExecutor) -> tuple[pa.Table, Future[Pieces]]:
    """All the rows; and their texts, which are taken apart while the database sends the rest."""
    waiting: SimpleQueue[pa.Table | None] = SimpleQueue()
    pieces, rows = pool.submit(Pieces.of, iter(waiting.get, None)), []
    try:
        for part in parts:
            waiting.put(part)
            rows.append(part)
    finally:
        waiting.put(None)
    return pa.concat_tables(rows), pieces


def _built(read: Reading, lease: UUID) -> dict[Audience, str]:
    """Build both snapshots side by side, without the database, so that what is read need not stay as it was."""
    with ThreadPoolExecutor(len(Audience)) as pool:  # arrays let go of the interpreter's lock
        building = {audience: pool.submit(_one, read, audience) for audience in Audience}
        while wait(building.values(), timeout=RENEW_SECONDS).not_done:
            Publication.objects.filter(lease=lease).update(leased_until=timezone.now() + LEASE)
    return {audience: each.result() for audience, each in building.items()}


def _one(read: Reading, audience: Audience) -> str:
    root = folder_of(audience)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    gone = read.work.incidents or ()
    return build(read.facts, read.pieces, read.lookups[audience], root, base=read.bases.get(audience), gone=gone)


def _bases(lookups: dict[Audience, Lookups]) -> dict[Audience, Snapshot]:
    """The current snapshots of both audiences, or none."""
    found = {audience: _base(audience, each) for audience, each in lookups.items()}
    bases = {audience: base for audience, base in found.items() if base is not None}
    return bases if len(bases) == len(Audience) else {}


def _base(audience: Audience, lookups: Lookups) -> Snapshot | None:
    """The current snapshot, if the next one can be built on it."""
    try:
        base = Snapshot.open(folder_of(audience) / current_versions()[audience])
    except files.Unsound:
        return None
    is_fit = base.meta["units_digest"] == lookups.units_digest and len(base.segments) < MOST_SEGMENTS
    return base if is_fit else None


def _moved(lookups: dict[Audience, Lookups], bases: dict[Audience, Snapshot]) -> set[int]:
    """Groups that belong to others than before, or since another day: also by ties of what is above them."""
    return {
        pk
        for audience, base in bases.items()
        for pk, group in lookups[audience].groups.items()
        if group.eras != (base.groups[pk].eras if pk in base.groups else ())
    }


def _finish(lease: UUID, work: Work, versions: dict[Audience, str]) -> bool:
    """Say that the new versions hold, unless the lease was lost meanwhile."""
    before = current_versions()
    with transaction.atomic():
        values = {"public_version": versions[Audience.PUBLIC], "desk_version": versions[Audience.DESK]}
        if not Publication.objects.filter(lease=lease).update(built_at=timezone.now(), problem="", **values):
            logger.warning("The lease on building snapshots was lost; what was built is not published.")
            return False
        changes.strike_off(work)
    for audience, version in before.items():
        retired = folder_of(audience) / version / files.META
        if version != versions[audience] and retired.exists():
            os.utime(retired)
    return True


def sweep(now: datetime) -> None:
    """Remove what no reader opens any more: versions superseded a while ago, and halves that a killed worker left."""
    for audience, current in current_versions().items():
        root = folder_of(audience)
        for folder in root.iterdir() if root.is_dir() else ():
            sign = folder / files.META if (folder / files.META).exists() else folder
            if folder.name != current and now.timestamp() - sign.stat().st_mtime > GRACE.total_seconds():
                shutil.rmtree(folder, ignore_errors=True)
