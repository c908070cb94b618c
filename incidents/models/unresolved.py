"""The queue of incidents whose headline may have changed because something below them did: an outlet's grade, a place.

A database trigger writes the rows, so that no way of changing an outlet, a source or a place can forget to.
"""

from django.db import models


class Unresolved(models.Model):
    """An incident to be resolved anew; several rows of one incident are one piece of work."""

    incident_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["incident_id"])]

    def __str__(self) -> str:
        return f"incident {self.incident_id}"
