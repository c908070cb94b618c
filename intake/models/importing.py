"""The import of one file: a row in the work queue while it runs, and the record of what it brought afterwards."""

from datetime import datetime
from pathlib import Path
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.records import History
from incidents.models import Batch
from intake.models.dataset import Dataset
from sources.editorial import choice_constraint
from sources.models import Source


class ImportState(models.TextChoices):
    """How far an import is."""

    DUE = "due", "waits for a worker"
    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    FAILED = "failed"
    DONE = "done"
    UNDONE = "undone"


class Stage(models.TextChoices):
    """What is being done with a file, in this order."""

    READING = "reading", "taking rows in"
    VANISHED = "vanished", "looking for rows that are gone"
    COMPARING = "comparing", "looking for duplicates"
    ENDED = "ended"


UNFINISHED = (ImportState.DUE, ImportState.RUNNING, ImportState.PAUSED)
ENDED = (ImportState.CANCELLED, ImportState.FAILED, ImportState.DONE)
WORKING = (
    "lease", "leased_until", "attempts", "stage", "position", "expected", "counts", "first_day", "last_day",
    "countries",
)  # fmt: skip


class ImportQuerySet(models.QuerySet["Import"]):
    """The words in which workers ask for imports."""

    def claimable(self, now: datetime) -> Self:
        """Not begun, or by a worker that did not come back."""
        return self.filter(Q(state=ImportState.DUE) | Q(state=ImportState.RUNNING, leased_until__lte=now))

    def running(self, now: datetime) -> Self:
        return self.filter(state=ImportState.RUNNING, leased_until__gt=now)

    def held(self, lease: UUID | None) -> Self:
        """The import of a lease that was neither lost to another worker nor taken from it by a person."""
        return self.filter(state=ImportState.RUNNING, lease=lease)


class Import(models.Model):
    """One file of a dataset. `position` is the number of the last row that was taken in, `counts` what became of rows.

    `first_day`, `last_day` and `countries` are what the file covers: only there may rows of earlier files be missed.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="imports")
    format = models.CharField(max_length=60, help_text="the crosswalk")
    release = models.CharField(max_length=40, blank=True, help_text="as its publisher numbers it, such as 22.1")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="imports")
    name = models.CharField(max_length=200, help_text="of the file")
    stored = models.CharField(max_length=60, help_text="the file's own name where files are kept")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="bytes")
    notes = models.JSONField(default=list, blank=True, help_text="what was found out about the file")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=ImportState, default=ImportState.DUE)
    problem = models.CharField(max_length=300, blank=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(max_length=9, choices=Stage, default=Stage.READING)
    position = models.PositiveIntegerField(default=0)
    expected = models.PositiveIntegerField(null=True, blank=True, help_text="rows, as far as is known beforehand")
    counts = models.JSONField(default=dict, blank=True)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    countries = models.JSONField(default=list, blank=True)
    history = History(working=WORKING)
    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            choice_constraint("import_state_known", "state", ImportState),
            choice_constraint("import_stage_known", "stage", Stage),
            models.UniqueConstraint(
                fields=["dataset"], condition=Q(state__in=UNFINISHED), name="import_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"

    @property
    def path(self) -> Path:
        return Path(settings.INTAKE_DIR) / self.stored

    @property
    def reason(self) -> str:
        """Why rows change that it writes."""
        return f"{self.source.title}, {self}"

    @property
    def rows(self) -> int:
        """All that were read so far, each of which is one of these."""
        return sum(self.counts.get(name, 0) for name in ("new", "updated", "unchanged", "rejected"))

    @property
    def waits_to_be_looked_at(self) -> bool:
        """It was brought, and nobody has said yet that it is to be taken in."""
        return self.state == ImportState.PAUSED and self.position == 0 and self.stage == Stage.READING

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED
