"""The read side's work queues: changes that no snapshot holds yet, which version is published, files to be written."""

from datetime import datetime
from typing import Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from explore.snapshot.audience import Audience
from sources.editorial import choice_constraint


class Noun(models.TextChoices):
    """What a change is about."""

    INCIDENT = "incident"
    PLACE = "place"
    GROUP = "group"
    SOURCE = "source"
    OUTLET = "outlet"
    EVERYTHING = "everything"


class Change(models.Model):
    """A row written by the database itself (a trigger) with whatever an incident's public face may depend on."""

    noun = models.CharField(max_length=10, choices=Noun)
    key = models.BigIntegerField(help_text="the changed row's number")

    def __str__(self) -> str:
        return f"{self.noun} {self.key}"


class PublicationQuerySet(models.QuerySet["Publication"]):
    """The words in which workers ask for the one publication."""

    def free(self, now: datetime) -> Self:
        """Not being built, or by a worker that did not come back."""
        return self.filter(Q(leased_until__isnull=True) | Q(leased_until__lte=now))


class Publication(models.Model):
    """The one row that says which snapshots are current, and who is building the next."""

    public_version = models.CharField(max_length=40, blank=True, help_text="the snapshot's folder")
    desk_version = models.CharField(max_length=40, blank=True, help_text="the snapshot's folder")
    built_at = models.DateTimeField(null=True, blank=True)
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="publication_is_one")]

    def __str__(self) -> str:
        return f"public {self.public_version or '–'}, desk {self.desk_version or '–'}"


class ExportState(models.TextChoices):
    """How far a file is."""

    DUE = "due"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


OPEN = (ExportState.DUE, ExportState.RUNNING)


class ExportJobQuerySet(models.QuerySet["ExportJob"]):
    """The words in which readers and workers ask for files."""

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def claimable(self, now: datetime) -> Self:
        """Not begun, or by a worker that did not come back."""
        return self.filter(Q(state=ExportState.DUE) | Q(state=ExportState.RUNNING, leased_until__lte=now))

    def running(self, now: datetime) -> Self:
        return self.filter(state=ExportState.RUNNING, leased_until__gt=now)

    def held(self, lease: UUID | None) -> Self:
        """The job of a lease that was neither lost to another worker nor ended."""
        return self.filter(state=ExportState.RUNNING, lease=lease)

    def expired(self, now: datetime) -> Self:
        return self.filter(expires_at__lte=now)


class ExportJob(models.Model):
    """A file that somebody asked for. Its number and its token are unguessable: whoever has them may have the file."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    question = models.CharField(max_length=32, help_text="digest of all that makes the file what it is")
    audience = models.CharField(max_length=6, choices=[(each.value, each.value) for each in Audience])
    version = models.CharField(max_length=16)
    folder = models.CharField(max_length=40, help_text="the snapshot's")
    format = models.CharField(max_length=8)
    filter = models.TextField(blank=True, help_text="as an address has it")
    incident = models.CharField(max_length=300, help_text="address of an incident, for the links in the file")
    state = models.CharField(max_length=7, choices=ExportState, default=ExportState.DUE)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField(default=0, help_text="bytes")
    token = models.CharField(max_length=43, unique=True, null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    objects = ExportJobQuerySet.as_manager()

    class Meta:
        constraints = [
            choice_constraint("export_state_known", "state", ExportState),
            models.UniqueConstraint(
                fields=["question"], condition=~Q(state=ExportState.FAILED), name="export_question_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, token__isnull=True, expires_at__isnull=True)
                | Q(state=ExportState.FAILED, token__isnull=True, expires_at__isnull=False)
                | Q(state=ExportState.DONE, token__isnull=False, expires_at__isnull=False),
                name="export_ends_with_token_and_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.format} of {self.version}, {self.state}"
