"""Batches: many incidents published by one decision, after a sample of them was looked at."""

from django.conf import settings
from django.db import models

from audit.records import History
from incidents.models.incident import Incident


class Batch(models.Model):
    """Incidents put before a reviewer together; `sample` holds the public ids to be looked at, `found` what was seen.

    `found` maps a public id of the sample to true (right) or false (wrong).
    """

    incidents = models.ManyToManyField(Incident, related_name="batches")
    sample = models.JSONField(default=list)
    found = models.JSONField(default=dict, blank=True)
    note = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    history = History()

    class Meta:
        verbose_name_plural = "batches"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"batch {self.pk}"

    @property
    def unseen(self) -> list[str]:
        """Public ids of the sample that nobody has looked at yet."""
        return [public_id for public_id in self.sample if public_id not in self.found]

    @property
    def wrong(self) -> list[str]:
        return [public_id for public_id in self.sample if self.found.get(public_id) is False]
