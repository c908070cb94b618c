"""Merges: one incident taken into another, and all that is needed to undo it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.records import History
from incidents.models.incident import Incident


class MergeQuerySet(models.QuerySet["Merge"]):
    """The words in which the desk asks for merges."""

    def standing(self) -> Self:
        """Not undone, with all that a line about them says."""
        return self.filter(undone_at=None).select_related("survivor", "merged", "by")


class Merge(models.Model):
    """`merged` went into `survivor`; `moved` holds the numbers of what moved with it, by noun."""

    survivor = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="merged_by")
    before = models.JSONField(help_text="state and publicity of the merged incident, to be given back")
    moved = models.JSONField(help_text="numbers of the reports, targets and weapons that the survivor received")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    history = History()
    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(survivor=F("merged")), name="merge_joins_two_incidents"),
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="merge_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged.public_id} into {self.survivor.public_id}"
