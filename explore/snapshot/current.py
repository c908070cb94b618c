"""Which snapshot this process reads from: the one the database names, looked up twice a second."""

import logging
import threading
import time

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from explore.models import Change, Noun, Publication
from explore.snapshot import files
from explore.snapshot.audience import Audience, folder_of
from explore.snapshot.opening import Snapshot

logger = logging.getLogger(__name__)
LOOK_EVERY_SECONDS = 0.5
COMPLAIN_EVERY_SECONDS = 10.0
DESK_RIGHTS = ("incidents.view_draft", "places.view_exact", "groups.view_draft")


class NotReady(Exception):
    """There is no snapshot to answer from yet."""


def audience_of(user: User | AnonymousUser) -> Audience:
    """Those who may see everything that the desk's snapshot holds, and everybody else."""
    return Audience.DESK if all(map(user.has_perm, DESK_RIGHTS)) else Audience.PUBLIC


class Current:
    """The snapshots this process has open, one an audience. An older one serves until the newer one is open."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[Audience, Snapshot] = {}
        self._versions: dict[Audience, str] = {}
        self._looked_at = self._complained_at = -LOOK_EVERY_SECONDS - COMPLAIN_EVERY_SECONDS

    def snapshot(self, audience: Audience) -> Snapshot:
        """Raises NotReady when there is none, which a worker will mend."""
        with self._lock:
            self._look()
            wanted, found = self._versions.get(audience), self._open.get(audience)
            if wanted and (found is None or found.folder.name != wanted):
                newer = self._opened(audience, wanted)
                found = found if newer is None else newer
        if found is None:
            raise NotReady
        return found

    def forget(self) -> None:
        """Look into the database anew at the next question."""
        self._looked_at = -LOOK_EVERY_SECONDS

    def _look(self) -> None:
        now = time.monotonic()
        if now - self._looked_at >= LOOK_EVERY_SECONDS:
            row = Publication.objects.values_list("public_version", "desk_version").first() or ("", "")
            self._versions = dict(zip((Audience.PUBLIC, Audience.DESK), row, strict=True))
            self._looked_at = now

    def _opened(self, audience: Audience, version: str) -> Snapshot | None:
        try:
            self._open[audience] = Snapshot.open(folder_of(audience) / version)
        except files.Unsound as trouble:
            self._complain(trouble)
            return None
        return self._open[audience]

    def _complain(self, trouble: files.Unsound) -> None:
        """Ask for building anew, not at every question."""
        if time.monotonic() - self._complained_at >= COMPLAIN_EVERY_SECONDS:
            self._complained_at = time.monotonic()
            logger.error("A snapshot cannot be opened and is built anew: %s", trouble)
            Change.objects.create(noun=Noun.EVERYTHING, key=0)


current = Current()
