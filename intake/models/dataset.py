"""A dataset: whose rows they are, and what may be done with them."""

from django.db import models

from audit.records import History
from sources.checking import Checked
from sources.models import Outlet


class Dataset(Checked):
    """What its rows are counted under. Its outlet is cited; a dataset that is not open is never shown to readers."""

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=160)
    publisher = models.CharField(max_length=160, blank=True)
    licence = models.CharField(max_length=160, blank=True)
    is_open = models.BooleanField(default=False, help_text="its licence lets readers see it, attributed")
    outlet = models.OneToOneField(Outlet, on_delete=models.PROTECT, related_name="dataset")
    history = History()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
