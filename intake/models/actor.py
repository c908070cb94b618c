"""Actors as a dataset names them, and where it names each: groups are found for them, or proposed to a person."""

from django.db import models
from django.db.models import Q

from audit.records import History
from groups.models import Group, ListedActor
from intake.models.dataset import Dataset
from intake.models.entry import Entry
from sources.editorial import choice_constraint


class Known(models.TextChoices):
    """How it is known which group an actor is."""

    UNKNOWN = "", "not known"
    ID = "id", "by the dataset's own id, which the group bears"
    NAME = "name", "by its name, which one group alone bears"
    DECIDED = "decided", "decided by a person"


class Actor(models.Model):
    """`group` is who its rows are attributed to now; `listed` the proposal to be decided where it was not known."""

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="actors")
    key = models.CharField(max_length=200, help_text="the actor's id in the dataset, or its name where there is none")
    name = models.CharField(max_length=200)
    seen = models.PositiveIntegerField(default=0, help_text="rows that name it")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    known = models.CharField(max_length=7, choices=Known, default=Known.UNKNOWN, blank=True)
    listed = models.OneToOneField(
        ListedActor, on_delete=models.PROTECT, null=True, blank=True, related_name="intake_actor"
    )
    history = History(working=("seen",))

    class Meta:
        ordering = ["-seen", "name"]
        constraints = [
            choice_constraint("actor_known_known", "known", Known),
            models.UniqueConstraint(fields=["dataset", "key"], name="actor_once"),
            models.CheckConstraint(condition=Q(known="") ^ Q(group__isnull=False), name="actor_known_has_group"),
        ]

    def __str__(self) -> str:
        return self.name


class Naming(models.Model):
    """An actor's part in a row, whether or not a group is known for it yet."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="namings", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="namings")
    role = models.CharField(max_length=12)
    status = models.CharField(max_length=9)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "actor", "role", "status"], name="naming_once")]

    def __str__(self) -> str:
        return f"{self.actor}, {self.role}"
