"""The chain of all history: one link a history row, and one head that says where the chain ends."""

from django.db import models
from django.db.models import Q

from audit.chain import BEGINNING, Entry


class Link(models.Model):
    """One history row, or a stretch of many, chained to all before it. Database triggers refuse to change a link."""

    seq = models.BigIntegerField(primary_key=True, help_text="1, 2, 3 … without gaps")
    table = models.CharField(max_length=100, help_text="the history table")
    row = models.BigIntegerField(help_text="the history row's number")
    last = models.BigIntegerField(null=True, help_text="of a stretch, its last row; see audit.stretches")
    content = models.TextField(help_text="the row as it was written, see audit.chain")
    hash = models.CharField(max_length=64, help_text="SHA-256 of the previous hash and this link")

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["table", "row"], condition=Q(last__isnull=False), name="link_stretch")]
        constraints = [models.UniqueConstraint(fields=["table", "row"], name="link_once_for_a_row")]

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"

    @property
    def entry(self) -> Entry:
        return Entry(self.table, self.row, self.content, self.last)


class Head(models.Model):
    """The one row that says how long the chain is and how it ends, under the site's seal."""

    count = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=BEGINNING)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="head_is_one")]

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"
