"""Verbs on imports, which are brought, paused, resumed, handed over and undone, and on datasets, opened or closed."""

import hashlib
import os
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Q

from accounts.models import User
from accounts.permissions import require
from audit.changing import changing
from groups.lists.citing import released
from incidents.actions import batch_many, restrict, withdraw_many
from incidents.models import Batch
from intake.crosswalks import crosswalk
from intake.crosswalks.known import UnknownFormat, crosswalk_for
from intake.importing.actors import recount
from intake.importing.opening import open_for
from intake.importing.stages import new_incidents
from intake.importing.undoing import Undone, incidents_alone, take_back
from intake.models import Dataset, Entry, FindingKind, Import, ImportState
from intake.models.importing import ENDED, UNFINISHED
from intake.tables.table import Refused, Table
from sources.actions import register_outlet, register_source
from sources.models import Outlet, OutletKind, Source
from sources.withholding.asking import explained, refuse_withheld

LOOK = 1 << 20
BUSY = "Another file of this dataset is being taken in. Wait for it, or cancel it first."
WHY_OPEN = "Say what allows it, such as a licence or a letter; the history keeps it."
WHY_CLOSED = "Say why readers are not to see it; the history keeps it."
NOT_NOW = {
    "pause": "It is not running.",
    "resume": "Only what is paused, failed or cancelled goes on.",
    "cancel": "It has ended already.",
}


def bring(
    path: Path, *, name: str, format: str, by: User, at: datetime, release: str = "", published: str = "",
    is_paused: bool = False,
) -> Import:
    """Check a file and put it into the queue, or paused, until somebody has looked at it and resumes it.

    The file is copied to where only this site reads it. Raises ValidationError by field. `published` is EDTF; of
    UCDP's releases it follows from the number.
    """
    require(by, "intake.import")
    table, known = checked(path, name=name, format=format), known_as(format)
    refuse_withheld({"name": name, "release": release})
    stored = _store(path)
    try:
        with changing(by=by, reason=f"{name} is brought."):
            return _begin(known, stored, format=format, name=name, by=by, at=at, release=release.strip(),
                          published=published, table=table,
                          state=ImportState.PAUSED if is_paused else ImportState.DUE)  # fmt: skip
    except IntegrityError:
        stored.unlink(missing_ok=True)
        raise ValidationError({"format": BUSY}) from None
    except BaseException:
        stored.unlink(missing_ok=True)
        raise


def checked(path: Path, *, name: str, format: str) -> Table:
    """The table of a file that has the columns of a format. Raises ValidationError."""
    try:
        return open_for(known_as(format), path, name=name)
    except Refused as refusal:
        raise ValidationError({"file": str(refusal)}) from None


def known_as(format: str) -> crosswalk.Crosswalk:
    """The crosswalk of a format. Raises ValidationError."""
    try:
        return crosswalk_for(format)
    except UnknownFormat as refusal:
        raise ValidationError({"format": str(refusal)}) from None


def pause(importing: Import, *, by: User) -> None:
    """Let it rest between two chunks; what is taken in stays."""
    _move(importing, "pause", by, when=Q(state__in=(ImportState.DUE, ImportState.RUNNING)), to=ImportState.PAUSED)


def resume(importing: Import, *, by: User) -> None:
    """Go on from where it stopped."""
    stopped = Q(state__in=(ImportState.PAUSED, ImportState.FAILED, ImportState.CANCELLED))
    _move(importing, "resume", by, when=stopped, to=ImportState.DUE)


def cancel(importing: Import, *, by: User) -> None:
    """Stop it for good; what was taken in stays until it is undone."""
    _move(importing, "cancel", by, when=Q(state__in=UNFINISHED), to=ImportState.CANCELLED)


def hand_over(importing: Import, *, by: User, note: str = "") -> Batch:
    """Put what an import brought before a reviewer, who looks at a sample and publishes it as one batch."""
    require(by, "intake.import")
    with explained(by=by, reason=note):
        held = _ended(importing)
        batch = batch_many(new_incidents(held), by=by, note=note or held.reason[:200])
        held.batch = batch
        held.save()
    importing.refresh_from_db()
    return batch


def undo(importing: Import, *, by: User, reason: str, at: datetime) -> Undone:
    """Take back all that an import brought: what is new is withdrawn, what it corrected says what it said before."""
    require(by, "intake.import")
    with explained(by=by, reason=_said(reason)):
        held = _ended(importing)
        undone = take_back(held, by=by, reason=reason.strip(), at=at)
        held.state, held.problem = ImportState.UNDONE, ""
        held.save()
        recount(held.dataset)
    importing.refresh_from_db()
    return undone


def withdraw_vanished(importing: Import, *, by: User, reason: str, at: datetime) -> int:
    """Withdraw the incidents of rows that the dataset no longer holds, where nothing else speaks of them."""
    require(by, "intake.import")
    gone = Entry.objects.filter(findings__importing=importing, findings__kind=FindingKind.VANISHED)
    with explained(by=by, reason=_said(reason)):
        _ended(importing)
        return withdraw_many(incidents_alone(gone), by=by, reason=reason.strip(), at=at)


def open_dataset(dataset: Dataset, *, is_open: bool, by: User, reason: str, at: datetime) -> int:
    """Let readers see what a dataset says, or keep it from them; how many incidents they come to see, or lose.

    Its sources follow, and so does all that is published and rests on them. Raises ValidationError by field.
    """
    require(by, "intake.open")
    if not reason.strip():
        raise ValidationError({"reason": WHY_OPEN if is_open else WHY_CLOSED})
    with explained(by=by, reason=reason.strip()):
        held = Dataset.objects.select_for_update(of=("self",)).select_related("outlet").get(pk=dataset.pk)
        if held.is_open == is_open:
            raise ValidationError({"is_open": f"It is {'open to readers' if is_open else 'private'} already."})
        held.is_open = dataset.is_open = is_open
        held.save()
        return restrict(held.outlet, is_restricted=not is_open, by=by, at=at)


def _ended(importing: Import) -> Import:
    held = Import.objects.select_for_update().get(pk=importing.pk)
    if held.state not in ENDED:
        raise ValidationError({"state": f"It is {held.get_state_display()}. Let it end, or cancel it, first."})
    return held


def _said(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": "Say why; the history keeps the reason."})
    return reason


def _move(importing: Import, verb: str, by: User, *, when: Q, to: ImportState) -> None:
    require(by, "intake.import")
    with changing(by=by, reason=f"{verb.capitalize()}."):
        held = Import.objects.select_for_update().filter(when, pk=importing.pk).first()
        if held is None:
            raise ValidationError({"state": NOT_NOW[verb]})
        held.state, held.lease, held.leased_until, held.attempts, held.problem = to, None, None, 0, ""
        try:
            held.save()
        except IntegrityError:
            raise ValidationError({"state": BUSY}) from None
    importing.refresh_from_db()


def _begin(known: crosswalk.Crosswalk, stored: Path, *, by: User, at: datetime, release: str, published: str,
           format: str, name: str, table: Table, state: ImportState) -> Import:  # fmt: skip
    dataset = Dataset.objects.select_for_update().get(pk=dataset_of(known.dataset).pk)  # nobody opens it meanwhile
    if dataset.imports.filter(state__in=UNFINISHED).exists():
        raise ValidationError({"format": BUSY})
    return Import.objects.create(
        dataset=dataset, format=format, release=release, name=name[:200], stored=stored.name,
        source=source_of(dataset, release, published or released(release), at=at), notes=list(table.notes),
        sha256=_digest(stored), size=stored.stat().st_size, asked_by=by, asked_at=at, state=state, expected=table.last,
    )  # fmt: skip


def dataset_of(facts: crosswalk.Dataset) -> Dataset:
    """The dataset of a crosswalk, with its outlet; entered the first time it is needed."""
    found = Dataset.objects.filter(key=facts.key).first()
    if found:
        return found
    outlet = Outlet.objects.filter(name__iexact=facts.title).first()
    dataset = Dataset(
        key=facts.key, title=facts.title, publisher=facts.publisher, licence=facts.licence, is_open=facts.is_open,
        outlet=outlet or register_outlet(name=facts.title, kind=OutletKind.DATASET),
    )  # fmt: skip
    dataset.full_clean()
    dataset.save()
    return dataset


def source_of(dataset: Dataset, release: str, published: str, *, at: datetime) -> Source:
    """The release that rows cite: one item of the dataset's outlet."""
    title = f"{dataset.title}, version {release}" if release else f"{dataset.title}, as of {at:%Y-%m-%d}"
    known = dataset.outlet.sources.filter(title=title).first()
    note = " ".join(part for part in (dataset.publisher, dataset.licence) if part)
    details: Mapping[str, Any] = {"published": published, "note": note, "is_restricted": not dataset.is_open}
    return known or register_source(outlet=dataset.outlet, title=title, **details)


def _store(path: Path) -> Path:
    folder = Path(settings.INTAKE_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stored = folder / uuid4().hex
    with path.open("rb") as read, stored.open("xb") as written:
        stored.chmod(0o600)
        shutil.copyfileobj(read, written, LOOK)
        os.fsync(written.fileno())
    return stored


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
