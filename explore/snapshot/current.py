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
        self._looking = threading.Lock()
        self._opening = {audience: threading.Lock() for audience in Audience}
        self._open: dict[Audience, Snapshot] = {}
        self._versions: dict[Audience, str] = {}
        self._looked_at = self._complained_at = -LOOK_EVERY_SECONDS - COMPLAIN_EVERY_SECONDS

    def snapshot(self, audience: Audience) -> Snapshot:
        """Raises NotReady when there is none, which a worker will mend."""
        self._look()
        found = self._open.get(audience)
        if self._is_old(audience, found):
            found = self._newer(audience, found)
        if found is None:
            raise NotReady
        return found

    def forget(self) -> None:
        """Look into the database anew at the next question."""
        self._looked_at = -LOOK_EVERY_SECONDS

    def _look(self) -> None:
        with self._looking:
            now = time.monotonic()
            if now - self._looked_at >= LOOK_EVERY_SECONDS:
                row = Publication.objects.values_list("public_version", "desk_version").first() or ("", "")
                self._versions = dict(zip((Audience.PUBLIC, Audience.DESK), row, strict=True))
                self._looked_at = now

    def _is_old(self, audience: Audience, found: Snapshot | None) -> bool:
        wanted = self._versions.get(audience)
        return bool(wanted) and (found is None or found.folder.name != wanted)

    def _newer(self, audience: Audience, older: Snapshot | None) -> Snapshot | None:
        """Who comes first opens it; the others go on with the older one, or wait where there is none."""
        opening = self._opening[audience]
        if not opening.acquire(blocking=older is None):
            return older
        try:
            found = self._open.get(audience)
            newer = self._opened(audience) if self._is_old(audience, found) else None
            return found if newer is None else newer
        finally:
            opening.release()

    def _opened(self, audience: Audience) -> Snapshot | None:
        try:
            found = Snapshot.open(folder_of(audience) / self._versions[audience])
        except files.Unsound as trouble:
            self._complain(trouble)
            return None
        self._open[audience] = found
        return found

    def _complain(self, trouble: files.Unsound) -> None:
        """Ask for building anew, not at every question."""
        if time.monotonic() - self._complained_at >= COMPLAIN_EVERY_SECONDS:
            self._complained_at = time.monotonic()
            logger.error("A snapshot cannot be opened and is built anew: %s", trouble)
            Change.objects.create(noun=Noun.EVERYTHING, key=0)


current = Current()
