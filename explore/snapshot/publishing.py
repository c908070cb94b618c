"""Keeps snapshots up to date: claims the work, builds what has changed, says so in the database, clears away the old.

Safe to kill at any point: a version counts only once the database names it, and a change is struck off the list in
the same transaction.
"""

import logging
import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from explore.models import Change, Noun, Publication
from explore.snapshot import files, reading
from explore.snapshot.audience import Audience, folder_of
from explore.snapshot.building import build
from explore.snapshot.lookups import Lookups
from explore.snapshot.opening import Snapshot
from explore.snapshot.texts import Pieces
from incidents.models import Incident

logger = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)
GRACE = timedelta(minutes=10)
MOST_CHANGES = 20_000  # of incidents; beyond, building anew is as quick
MOST_SEGMENTS = 24  # each costs a search a little
CHUNK = 500
NONE = "none"  # never the name of a version


@dataclass(frozen=True)
class Work:
    """Changes to take up: their rows, and the incidents they are about; None for all incidents."""

    changes: list[int]
    incidents: set[int] | None


def is_stale() -> bool:
    """Whether there is anything to build: a change, or a current snapshot whose folder is missing."""
    return Change.objects.exists() or not all(
        (folder_of(audience) / version / files.META).is_file() for audience, version in current_versions().items()
    )


def current_versions() -> dict[Audience, str]:
    public, desk = Publication.objects.values_list("public_version", "desk_version").first() or ("", "")
    return {Audience.PUBLIC: public or NONE, Audience.DESK: desk or NONE}


def refresh() -> bool:
    """Build what has changed; False when there is nothing to do or another worker is at it."""
    if not is_stale():
        return False
    lease = uuid4()
    if not _claim(lease):
        return False
    try:
        with one_moment():
            work = _work()
            versions = _built(work, lease)
        _finish(lease, work, versions)
    finally:
        Publication.objects.filter(lease=lease).update(lease=None, leased_until=None)
    sweep(timezone.now())
    return True


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


def _work() -> Work:
    rows = list(Change.objects.order_by("pk").values_list("pk", "noun", "key"))
    keys: dict[str, set[int]] = defaultdict(set)
    for _, noun, key in rows:
        keys[noun].add(key)
    taken = [pk for pk, _, _ in rows]
    if keys[Noun.EVERYTHING] or sum(map(len, keys.values())) > MOST_CHANGES:
        return Work(taken, None)
    if Incident.objects.filter(_touches_unit(keys[Noun.PLACE])).exists():
        return Work(taken, None)
    found = set(keys[Noun.INCIDENT])
    for noun, field in FIELDS.items():
        found |= _incidents(field, keys[noun])
    return Work(taken, found if len(found) <= MOST_CHANGES else None)


FIELDS = {
    Noun.PLACE: ("place", "place__public_place", "place__parent", "place__public_place__parent"),
    Noun.GROUP: ("attributions__group",),
    Noun.SOURCE: ("reports__source", "reports__source__republishes"),
    Noun.OUTLET: ("reports__source__outlet", "reports__source__republishes__outlet"),
}


def _touches_unit(places: Iterable[int]) -> Q:
    """Incidents in a country, province or district that changed: too many names hang on it to follow."""
    wanted = list(places)[:MOST_CHANGES]
    if not wanted:
        return Q(pk__in=[])
    return Q(place__province__in=wanted) | Q(place__district__in=wanted) | Q(place__province__parent__in=wanted)


def _incidents(fields: tuple[str, ...], keys: set[int]) -> set[int]:
    found: set[int] = set()
    wanted = sorted(keys)
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        for field in fields:
            incidents = Incident.objects.filter(**{f"{field}__in": some}).values_list("pk", flat=True)
            found.update(incidents[: MOST_CHANGES + 1])
    return found


def _built(work: Work, lease: UUID) -> dict[Audience, str]:
    """Build both snapshots; on the ones before where that is possible."""
    lookups = {audience: Lookups.of(audience) for audience in Audience}
    may_add = work.incidents is not None
    bases = {audience: _base(audience, lookups[audience]) for audience in Audience} if may_add else {}
    touched = work.incidents if bases and None not in bases.values() else None
    facts = reading.read(touched)
    pieces = Pieces.of(facts)
    versions = {}
    for audience in Audience:
        root = folder_of(audience)
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        base = bases[audience] if touched is not None else None
        Publication.objects.filter(lease=lease).update(leased_until=timezone.now() + LEASE)
        versions[audience] = build(facts, pieces, lookups[audience], root, base=base, gone=touched or ())
    return versions


def _base(audience: Audience, lookups: Lookups) -> Snapshot | None:
    """The current snapshot, if the next one can be built on it."""
    try:
        base = Snapshot.open(folder_of(audience) / current_versions()[audience])
    except files.Unsound:
        return None
    is_fit = base.meta["units_digest"] == lookups.units_digest and len(base.segments) < MOST_SEGMENTS
    return base if is_fit else None


def _finish(lease: UUID, work: Work, versions: dict[Audience, str]) -> None:
    """Say that the new versions hold, unless the lease was lost meanwhile."""
    before = current_versions()
    with transaction.atomic():
        values = {"public_version": versions[Audience.PUBLIC], "desk_version": versions[Audience.DESK]}
        if not Publication.objects.filter(lease=lease).update(built_at=timezone.now(), problem="", **values):
            logger.warning("The lease on building snapshots was lost; what was built is not published.")
            return
        for start in range(0, len(work.changes), CHUNK):
            Change.objects.filter(pk__in=work.changes[start : start + CHUNK]).delete()
    for audience, version in before.items():
        retired = folder_of(audience) / version / files.META
        if version != versions[audience] and retired.exists():
            os.utime(retired)


def sweep(now: datetime) -> None:
    """Remove what no reader opens any more: versions superseded a while ago, and halves that a killed worker left."""
    for audience, current in current_versions().items():
        root = folder_of(audience)
        for folder in root.iterdir() if root.is_dir() else ():
            sign = folder / files.META if (folder / files.META).exists() else folder
            if folder.name != current and now.timestamp() - sign.stat().st_mtime > GRACE.total_seconds():
                shutil.rmtree(folder, ignore_errors=True)
