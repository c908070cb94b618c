"""Actors of lists that others publish, each kept as listed until a person decides which group it is."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.records import History
from groups.models.group import Group
from sources.editorial import choice_constraint


class ListedState(models.TextChoices):
    """What a person decided about a listed actor."""

    PROPOSED = "proposed", "to decide"
    MATCHED = "matched", "same as a group"
    ENTERED = "entered", "entered as a group"
    SET_ASIDE = "set_aside", "set aside"


DECIDED_AS_GROUP = (ListedState.MATCHED, ListedState.ENTERED)


class Finding(models.TextChoices):
    """What comparing a listed actor with the groups gave."""

    EXACT = "exact", "one group, exactly"
    SOME = "some", "may be a group"
    NONE = "none", "no group like it"


class ListedActorQuerySet(models.QuerySet["ListedActor"]):
    """The words in which lists are asked."""

    def undecided(self) -> Self:
        return self.filter(state=ListedState.PROPOSED)

    def decided_as_groups(self) -> Self:
        return self.filter(state__in=DECIDED_AS_GROUP)


class ListedActor(models.Model):
    """A row of a list. `said` is what the list says, `candidates` what it may be; `made` is what a decision wrote."""

    dataset = models.CharField(max_length=160, help_text="name of the list")
    version = models.CharField(max_length=40, blank=True, help_text="of the list, when it last held the row so")
    external_id = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    said = models.JSONField(default=dict)
    seen = models.PositiveIntegerField(default=0, help_text="how many rows of its dataset name it")
    is_listed = models.BooleanField(default=True, help_text="whether the newest version still has it")
    news = models.JSONField(default=list, blank=True, help_text="what changed in the list since it was decided")
    candidates = models.JSONField(default=list, blank=True)
    finding = models.CharField(max_length=5, choices=Finding, default=Finding.NONE)
    state = models.CharField(max_length=9, choices=ListedState, default=ListedState.PROPOSED)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="listed_as")
    reason = models.CharField(max_length=300, blank=True, help_text="why it was set aside, or what it was matched by")
    made = models.JSONField(default=dict, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    history = History(excluded_fields=["candidates", "finding", "seen"])
    objects = ListedActorQuerySet.as_manager()

    class Meta:
        ordering = ["-seen", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "external_id"], name="listed_actor_once"),
            choice_constraint("listed_actor_state_known", "state", ListedState),
            choice_constraint("listed_actor_finding_known", "finding", Finding),
            models.CheckConstraint(
                condition=Q(state=ListedState.PROPOSED, group=None, decided_by=None, decided_at=None)
                | Q(state__in=DECIDED_AS_GROUP, group__isnull=False, decided_by__isnull=False, decided_at__isnull=False)
                | Q(state=ListedState.SET_ASIDE, group=None, decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(reason=""),
                name="listed_actor_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.dataset} {self.external_id})"

    @property
    def is_decided(self) -> bool:
        return self.state != ListedState.PROPOSED

    @property
    def ids(self) -> dict[str, Any]:
        """Its ids in registries that groups carry too."""
        found: dict[str, Any] = self.said.get("ids", {})
        return found
