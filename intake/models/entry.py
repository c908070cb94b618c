"""The rows of a dataset, each the report it became, and what is to be told of rows of one import."""

from django.db import models

from incidents.models import Incident, Report
from intake.models.dataset import Dataset
from intake.models.importing import Import
from sources.editorial import choice_constraint


class Entry(models.Model):
    """A row by its id in the dataset. `digest` tells whether it says what it said; `row` is where it last stood."""

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="entries", db_index=False)
    external_id = models.CharField(max_length=100)
    digest = models.CharField(max_length=32)
    country = models.CharField(max_length=60, blank=True, help_text="as the dataset names it")
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="entry")
    made_by = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="made")
    seen_by = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="seen")
    row = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["dataset", "external_id"], name="entry_once")]

    def __str__(self) -> str:
        return f"{self.dataset} {self.external_id}"


class FindingKind(models.TextChoices):
    """What is to be told of a row."""

    REJECTED = "rejected"
    UPDATED = "updated"
    VANISHED = "vanished", "no longer in the dataset"
    DUPLICATE = "duplicate", "likely the same as an incident that is there"
    UNLOCATED = "unlocated", "without a place"
    PLACE_DIFFERS = "place_differs", "coordinates and names disagree"
    ODD = "odd", "put right or left out"


class Finding(models.Model):
    """One thing to tell of one row of an import, in a sentence."""

    importing = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="findings", db_index=False)
    kind = models.CharField(max_length=13, choices=FindingKind)
    row = models.PositiveIntegerField(help_text="of the file; 0 where it is not in it")
    external_id = models.CharField(max_length=100, blank=True)
    entry = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, blank=True, related_name="findings")
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="the one it is like"
    )
    score = models.FloatField(null=True, blank=True, help_text="how likely two incidents are one, 0 to 1")
    text = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["row", "pk"]
        indexes = [models.Index(fields=["importing", "kind", "row"])]
        constraints = [choice_constraint("finding_kind_known", "kind", FindingKind)]

    def __str__(self) -> str:
        return f"row {self.row}: {self.get_kind_display()}"
