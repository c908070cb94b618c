"""Mappings: what a person said of the columns of their own table, kept by name to read the next file by."""

from django.conf import settings
from django.db import models

from audit.records import History
from intake.crosswalks.crosswalk import Dataset as Facts
from intake.crosswalks.own_export import KEY as OURS
from intake.crosswalks.own_row import Mapped
from intake.dates import Order
from intake.guessing import Meaning
from intake.models.dataset import Dataset
from sources.checking import Checked


class Mapping(Checked):
    """`columns` are lists of column names by Meaning, or a text that holds for every row; `kinds` are ours by theirs.

    `day_first` is None where no date of the table has two readings, or nobody was asked.
    """

    name = models.CharField(max_length=80, unique=True)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="mappings")
    columns = models.JSONField(default=dict)
    kinds = models.JSONField(default=dict, blank=True)
    day_first = models.BooleanField(null=True, blank=True)
    has_serials = models.BooleanField(default=False, help_text="days are numbers, as workbooks count them")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    history = History()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def format(self) -> str:
        """How imports name it."""
        return f"{OWN}{self.pk}"

    @property
    def mapped(self) -> Mapped:
        """The same as plain values. Groups as this site exports them are known by its own ids."""
        held = self.dataset
        scheme = OURS if self.columns.get(Meaning.GROUPS) else ""
        facts = Facts(held.key, held.title, held.publisher, held.licence, is_open=held.is_open, scheme=scheme)
        return Mapped(facts, self.columns, self.kinds, ORDERS[self.day_first], self.has_serials)


OWN = "own:"
ORDERS = {None: None, True: Order.DAY, False: Order.MONTH}
