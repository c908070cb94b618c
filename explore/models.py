"""What is published in which version, and the changes that no snapshot holds yet: the read side's work queue."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q


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
